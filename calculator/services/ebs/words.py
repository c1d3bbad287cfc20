"""Amazon EBS in words: the groups of its fields; its terms stand in `terms.csv` of its folder."""

from calculator.catalogue.terms import Terms

CATEGORY = "Storage"
GROUPS = {
    "Snapshots": (
        "snapshot_gb",
        "snapshot_archive_gb",
        "snapshot_archive_days",
        "snapshot_archive_restored_gb",
        "fast_snapshot_restore_hours",
        "snapshot_copy_region",
        "snapshot_copied_gb",
        "snapshot_copies_gb",
    ),
    "Instance and use": ("attached_instance_type", "hours_per_month", "io_requests"),
}
TERMS = Terms("ebs")
# What is billed besides and has no row in the tables, with the reason.
UNPRICED: dict[str, str] = {
    "Time-based snapshot copies and faster initialization": (
        "One source has five prices of such copies, of ap-northeast-2 alone and by steps that it does not explain; "
        "none has the price of a rate of initialization."
    ),
    "Keys of your own": "AWS KMS bills their requests.",
}
