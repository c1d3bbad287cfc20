"""An estimate as a workbook: inputs, formulas and prices in cells; written, and read back."""
