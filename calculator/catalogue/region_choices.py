"""AWS's Regions as the choices of a field; read when first asked for."""

import csv
from functools import cache

from calculator.core.declarations import Choice
from calculator.core.units import PRICING_DATA


@cache
def region_choices() -> tuple[Choice, ...]:
    """Every Region by its code, in the order of the table."""
    with (PRICING_DATA / "regions.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(Choice(row["region"], f"{row['region']} · {row['name']}") for row in csv.DictReader(lines))
