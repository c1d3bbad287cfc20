"""Amazon EC2 in words: the groups of its fields; its terms stand in `terms.csv` of its folder."""

from calculator.catalogue.terms import Terms

CATEGORY = "Compute"
GROUPS = {
    "How it is bought": ("purchase_option", "upfront_percent", "months_needed"),
    "What a type must have": ("vcpus", "memory_gib", "architecture", "family", "current_generation"),
}
TERMS = Terms("ec2")
# What is billed besides and has no row in the tables, with the reason.
UNPRICED: dict[str, str] = {}
