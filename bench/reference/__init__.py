"""What the application is held against: a bare Django view in the same server, and an empty Django project."""
