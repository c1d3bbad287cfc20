"""Ways in and out: forms, REST, spreadsheet cells, command line. Nothing is computed here."""
