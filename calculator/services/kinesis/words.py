"""Amazon Kinesis Data Streams in words: the groups of its fields; its terms stand in `terms.csv` of its folder."""

from calculator.catalogue.terms import Terms

CATEGORY = "Analytics"
GROUPS = {
    "Consumers": ("shared_consumers", "fan_out_consumers", "polls_per_second"),
    "Retention": ("retention_hours", "long_term_retrieval_gb"),
    "Spread and headroom": ("headroom_percent", "hottest_key_percent"),
    "A stream that exists": ("shards", "put_payload_units"),
    "Hours": ("hours_per_month",),
}
TERMS = Terms("kinesis")
# What is billed besides and has no row in the tables, with the reason.
UNPRICED: dict[str, str] = {
    "Enhanced metrics": "Amazon CloudWatch bills metrics by the shard.",
    "Data transfer and Firehose": (
        "What leaves the Region is billed as data transfer; Amazon Data Firehose is a service of its own here."
    ),
}
