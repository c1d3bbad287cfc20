"""Formulas as text: parsed once, run on exact decimals and on arrays, printed, and checked for units."""
