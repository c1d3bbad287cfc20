"""The ways to buy what is billed by the hour, as price tables and AWS's lists name them; none of them is one service's.

A commitment is for a term and bills every hour of it; a reservation may have a fee that is paid at once.
"""

from collections.abc import Iterable

from calculator.core.month import HOURS_PER_YEAR

HOURS_OF_TERM = {"1y": HOURS_PER_YEAR, "3y": 3 * HOURS_PER_YEAR}
PAYMENTS = ("no_upfront", "partial_upfront", "all_upfront")
ON_DEMAND, SPOT, PARTIAL, ALL = "on_demand", "spot", "_partial_upfront", "_all_upfront"
# What is paid at once for the whole term, and what each of its hours costs besides.
FEE, HOUR = "_fee", "_hour"


def _of_terms(plan: str, suffix: str = "") -> tuple[str, ...]:
    return tuple(f"{plan}_{term}_{payment}{suffix}" for term in HOURS_OF_TERM for payment in PAYMENTS)


# What a table of prices may be declared to have; each stands for its terms and payments.
FAMILIES: dict[str, tuple[str, ...]] = {
    "on_demand": (ON_DEMAND,),
    "spot": (SPOT,),
    "reserved": _of_terms("reserved"),
    "reserved_convertible": _of_terms("reserved", "_convertible"),
    "compute_savings_plan": _of_terms("compute_savings_plan"),
    "ec2_instance_savings_plan": _of_terms("ec2_instance_savings_plan"),
    # Sold for one year, without anything upfront.
    "database_savings_plan": ("database_savings_plan_1y_no_upfront",),
}


OPTIONS = frozenset(option for options in FAMILIES.values() for option in options)


def options_of(families: Iterable[str]) -> tuple[str, ...]:
    """Every way to buy of some families, in their order; a single way of a family that is not sold whole is itself."""
    return tuple(option for family in families for option in FAMILIES.get(family, (family,)))


def is_savings_plan(option: str) -> bool:
    """Whether a commitment is to money an hour; of partial upfront the customer chooses how much is paid at once."""
    return "_savings_plan_" in option


def term_years(option: str) -> int:
    """The years of a commitment; 0 where there is none."""
    return 1 if "_1y_" in option else 3 if "_3y_" in option else 0


def term_hours(option: str) -> int:
    """The hours of a commitment. Raises KeyError where there is none."""
    return HOURS_OF_TERM[f"{term_years(option)}y"]


def has_fee(option: str) -> bool:
    """Whether a price states what is paid at once in dollars, beside what each hour costs."""
    return option.startswith("reserved_") and "no_upfront" not in option


def in_words(option: str) -> str:
    """What people call a way to buy: `Reserved, 1 year, no upfront`."""
    words = option.replace("ec2_instance_savings", "EC2 Instance Savings").replace("compute_savings", "Compute Savings")
    words = words.replace("database_savings", "Database Savings").replace("Savings_plan", "Savings Plan")
    words = words.replace("reserved", "Reserved").replace("_1y_", ", 1 year, ").replace("_3y_", ", 3 years, ")
    words = words.replace("_convertible", ", convertible").replace("_", " ")
    return {ON_DEMAND: "On-demand", SPOT: "Spot"}.get(option, words)
