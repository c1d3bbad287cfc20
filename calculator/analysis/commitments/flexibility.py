"""Which reserved sizes stand in for one another, and in what proportion: AWS's table of normalization factors."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from calculator.core.units import PRICING_DATA

TABLE = PRICING_DATA / "size_flexibility.csv"


@dataclass(frozen=True)
class Flexibility:
    """The rules of one service: the column of the type, what they hold for, and the factors of sizes and types."""

    column: str = ""
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excepted: tuple[str, ...] = ()
    sizes: Mapping[str, float] = field(default_factory=dict)
    types: Mapping[str, float] = field(default_factory=dict)

    def family(self, key: Mapping[str, str]) -> str:
        """What a plan for one family is for; empty where a service knows no families."""
        return key[self.column].rpartition(".")[0] if self.column else ""

    def factor(self, key: Mapping[str, str]) -> float | None:
        """The normalization factor; None where a size covers itself alone."""
        if not self.column or any(key[name] not in values for name, values in self.only.items()):
            return None
        if self.family(key) in self.excepted:
            return None
        name = key[self.column]
        return self.types.get(name, self.sizes.get(name.rpartition(".")[2]))


@cache
def flexibility(service: str) -> Flexibility:
    """The rules of a service; of one that the table does not have, that no size is flexible."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["service"] == service]

    def of(rule: str) -> list[dict[str, str]]:
        return [row for row in rows if row["rule"] == rule]

    only: dict[str, tuple[str, ...]] = {}
    for row in of("only"):
        only[row["name"]] = (*only.get(row["name"], ()), row["value"])
    return Flexibility(
        next((row["name"] for row in of("column")), ""),
        only,
        tuple(row["name"] for row in of("except")),
        {row["name"]: float(row["value"]) for row in of("size")},
        {row["name"]: float(row["value"]) for row in of("type")},
    )
