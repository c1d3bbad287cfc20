"""Files of usages as tables, part by part: CSV, JSON lines, Parquet; plain, as gzip or in a zip."""
