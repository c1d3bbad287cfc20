"""AWS's Regions as the choices of a field; read when first asked for."""

import csv
from collections.abc import Iterable
from functools import cache

from calculator.catalogue.region_names import region_advice
from calculator.core.choices import Choice
from calculator.core.units import PRICING_DATA

GOVCLOUD = "us-gov-"


@cache
def region_choices() -> tuple[Choice, ...]:
    """Every Region by its code, in the order of the table."""
    with (PRICING_DATA / "regions.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(Choice(row["region"], f"{row['region']} · {row['name']}") for row in csv.DictReader(lines))


def advise_on_region(typed: str) -> str:
    """What to say to someone who chose a Region that is not there."""
    return region_advice(typed, {choice.value: choice.label.partition(" · ")[2] for choice in region_choices()})


def is_apart(one: str, other: str) -> bool:
    """Whether of two Regions one only is of AWS GovCloud (US), so that nothing is replicated between them."""
    return one.startswith(GOVCLOUD) != other.startswith(GOVCLOUD)


def commercial(regions: Iterable[str]) -> list[str]:
    """The Regions that are not of AWS GovCloud (US), whose prices are always its own."""
    return [region for region in regions if not region.startswith(GOVCLOUD)]
