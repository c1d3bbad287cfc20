"""Measures of the running application (`make bench`): figures side by side with a reference, in REPORT.md."""
