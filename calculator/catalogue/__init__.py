"""Prices and limits, ready to ask: by service, region, dimension, option and date."""
