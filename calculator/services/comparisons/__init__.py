"""One need, several services: comparisons that are folders of data with a `comparison.toml`.

A comparison offers the names of a service, so every way in answers it; what it bills are the lines of the services.
"""
