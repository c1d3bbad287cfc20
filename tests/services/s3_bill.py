"""A bill of Amazon S3 that is added up by hand: prices as they stand in the files, in exact fractions."""

import csv
from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import TypeAlias

from calculator.core.errors import CalculatorError
from calculator.core.units import PRICING_DATA
from tests.questions import answered

Tiers: TypeAlias = list[tuple[Fraction, Fraction]]


class NoPrice(Exception):
    """Something is used that the tables have no price for."""


def or_none(oracle: Callable[[dict[str, str]], Fraction], workload: dict[str, str]) -> Fraction | None:
    """What an oracle says that a workload costs; None without a price."""
    try:
        return oracle(workload)
    except NoPrice:
        return None


def of_calculator(workload: dict[str, str]) -> Fraction | None:
    """What the calculator says, nothing being stored unless it is said; None where it refuses."""
    try:
        return Fraction(answered("s3", {"storage_gb": "0", **workload}).effective_monthly_usd)
    except CalculatorError:
        return None


def batch(unit: str) -> int:
    """How many single requests, objects or GB one price is for."""
    if unit == "TB":
        return 1024
    first, _, rest = unit.partition(" ")
    return int(first) if rest and first.isdigit() else 1


@cache
def cards(region: str, day: str) -> dict[tuple[str, str], Tiers]:
    """Tiers of the newest card of each dimension and class, prices per single request or GB."""
    dated: dict[tuple[str, str], dict[str, Tiers]] = defaultdict(lambda: defaultdict(list))
    for name in ("services/s3/prices.csv", "services/data_transfer/prices.csv"):
        with (PRICING_DATA / name).open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                if row["region"] == region and row["effective_from"] <= day:
                    price = Fraction(row["usd_per_unit"]) / batch(row["unit"])
                    dated[row["dimension"], row["option"]][row["effective_from"]].append(
                        (Fraction(row["tier_from"]) * batch(row["unit"]), price)
                    )
    return {key: by_date[max(by_date)] for key, by_date in dated.items()}


class Bill:
    """The bill of one workload, added up rule by rule."""

    def __init__(self, region: str, day: str, storage_class: str) -> None:
        self.prices = cards(region, day)
        self.storage_class = storage_class
        self.usd = self.once = Fraction(0)

    def add(self, dimension: str, quantity: Fraction, storage_class: str | None = None) -> None:
        tiers = self.prices.get((dimension, self.storage_class if storage_class is None else storage_class), [])
        if not tiers and quantity:
            raise NoPrice(dimension)
        ends = [*(start for start, _ in tiers[1:]), quantity]
        for (start, price), end in zip(tiers, ends, strict=False):
            self.usd += max(min(quantity, end) - start, Fraction(0)) * price
