"""Services that are folders of data: `service.toml` read, checked and answered like a module."""
