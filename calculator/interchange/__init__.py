"""Files that people already have, read as estimates, with an account of everything that stands in them."""
