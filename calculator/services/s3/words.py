"""Amazon S3 in words: the groups of its fields; its terms stand in `terms.csv` of its folder."""

from calculator.catalogue.terms import Terms

CATEGORY = "Storage"
GROUPS = {
    "Requests": ("put_requests", "list_requests", "get_requests", "transition_requests"),
    "Retrieval and restores": ("retrieval_gb", "retrieval_speed", "retrieval_requests", "restored_copy_days"),
    "Moving in and lifetime": ("moved_from", "effective_months", "object_lifetime_days", "upload_gb"),
    "Intelligent-Tiering": (
        "frequent_percent",
        "infrequent_percent",
        "archive_instant_percent",
        "archive_percent",
        "deep_archive_percent",
    ),
    "S3 Select": ("select_scanned_gb", "select_returned_gb"),
    "Data transfer": ("data_out_gb", "include_free_tier"),
}
TERMS = Terms("s3")
# What is billed besides and has no row in the tables, with the reason.
UNPRICED: dict[str, str] = {
    "Multi-Region Access Points elsewhere": (
        "Our data has what they route in us-east-1 alone, so buckets of other Regions have no bill with them."
    ),
    "Access points for FSx and Outposts": "Amazon FSx and AWS Outposts bill them.",
    "Reduced Redundancy, Glacier Select and vaults of S3 Glacier": (
        "The feed still has prices of these older offers: AWS advises against Reduced Redundancy Storage, which costs "
        "more than S3 Standard, and has closed the other two to new customers. They are not calculated."
    ),
    "Buckets beyond 2,000": "An account pays 0.02 USD a month for each; that is no part of one workload.",
    "Keys of your own": (
        "AWS KMS bills the requests of objects that its keys encrypt; a bucket key saves most of them."
    ),
}
