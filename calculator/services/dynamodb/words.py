"""Amazon DynamoDB in words: the groups of its fields; its terms stand in `terms.csv` of its folder."""

from calculator.catalogue.terms import Terms

CATEGORY = "Databases"
GROUPS = {
    "Consistency and transactions": (
        "strong_read_percent",
        "transactional_read_percent",
        "transactional_write_percent",
    ),
    "Queries and scans": ("queries_per_second", "peak_queries_per_second", "items_per_query", "strong_query_percent"),
    "Indexes and replicas": (
        "global_secondary_indexes",
        "local_secondary_indexes",
        "index_item_kb",
        "index_storage_gb",
        "index_reads_per_second",
        "peak_index_reads_per_second",
        "items_per_index_read",
        "indexed_write_percent",
        "index_key_change_percent",
        "replica_regions",
        "ttl_deletes_per_second",
    ),
    "Items and keys": ("item_count", "hottest_key_percent"),
    "Auto scaling and load profile": (
        "peak_to_average",
        "target_utilization_percent",
        "hourly_load_percent",
        "minimum_rcu",
        "maximum_rcu",
        "minimum_wcu",
        "maximum_wcu",
    ),
    "A table that exists": ("table_rcu", "table_wcu", "index_rcu", "index_wcu"),
    "Table class and commitments": ("table_class", "reserved_term", "purchase_option"),
    "Backups, streams, export": (
        "pitr",
        "backup_gb",
        "restore_gb",
        "export_gb",
        "incremental_export_gb",
        "incremental_exports",
        "import_gb",
        "stream_reads",
        "change_data_capture",
    ),
    "Free tier": ("include_free_tier",),
}
TERMS = Terms("dynamodb")
# What is billed besides and has no row in the tables, with the reason.
UNPRICED: dict[str, str] = {
    "DynamoDB Accelerator and Contributor Insights": (
        "DAX is a service of its own here; Amazon CloudWatch bills the rules of Contributor Insights."
    ),
}
