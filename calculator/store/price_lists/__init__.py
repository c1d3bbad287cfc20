"""Imported price lists: kept in the database, immutable, switched on and off whole."""
