"""Amazon EC2 in words: the groups of its fields; its terms stand in `terms.csv` of its folder."""

from calculator.catalogue.terms import Terms

CATEGORY = "Compute"
GROUPS = {
    "How it is bought": ("purchase_option", "upfront_percent", "months_needed"),
    "What a type must have": ("vcpus", "memory_gib", "architecture", "family", "current_generation"),
}
TERMS = Terms("ec2")
# What is billed besides and has no row in the tables, with the reason.
UNPRICED: dict[str, str] = {
    "Capacity Blocks and Dedicated Host reservations": (
        "Our source has Capacity Blocks for ML of 13 types as of 2026-07, which AWS sets anew several times a year; "
        "they are bought ahead for days, so they are no part of a bill by the month."
    ),
    "Volumes, addresses, load balancers and data between zones": (
        "Amazon EBS, Amazon VPC, Elastic Load Balancing and AWS Data Transfer have calculators of their own."
    ),
    "Software of AWS Marketplace": "Sellers set its prices.",
}
