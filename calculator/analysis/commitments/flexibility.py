"""Which reserved sizes stand in for one another, and in what proportion: AWS's tables of normalized units."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from calculator.core.units import PRICING_DATA

TABLE = PRICING_DATA / "size_flexibility.csv"
Key = Mapping[str, str]


@dataclass(frozen=True)
class Flexibility:
    """The rules of one service.

    `column` has the type; sizes are flexible `only` for some values of other columns, and not in families that are
    `excepted`. `sizes` and `types` have normalized units; `times` multiplies them by the value of another column, and
    `covers` has the values that what is reserved for a value covers beside it. Where reservations may be `is_zonal`,
    one in a zone covers its own type alone.
    """

    column: str = ""
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excepted: tuple[str, ...] = ()
    sizes: Mapping[str, float] = field(default_factory=dict)
    types: Mapping[str, float] = field(default_factory=dict)
    times: Mapping[tuple[str, str], float] = field(default_factory=dict)
    covers: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    is_zonal: bool = False

    def family(self, key: Key) -> str:
        """What a plan for one family is for; empty where there are none."""
        return key[self.column].rpartition(".")[0] if self.column in key else ""

    def factor(self, key: Key) -> float | None:
        """The normalized units of an hour; None where a size covers itself alone."""
        if self.column not in key or any(key[name] not in values for name, values in self.only.items()):
            return None
        if self.family(key) in self.excepted:
            return None
        name = key[self.column]
        units = self.types.get(name, self.sizes.get(name.rpartition(".")[2]))
        if units is None:
            return None
        for cell in key.items():
            units *= self.times.get(cell, 1.0)
        # What a float adds of its own is taken off: 4 times 0.8 are 3.2.
        return round(units, 6)

    def is_covered(self, key: Key, reserved: Key) -> bool:
        """Whether a reservation of something may be used for something else, of the same service and Region."""
        if key == reserved:
            return True
        if self.factor(key) is None or self.factor(reserved) is None or self.family(key) != self.family(reserved):
            return False
        others = (name for name in key if name != self.column and key[name] != reserved[name])
        return all(key[name] in self.covers.get((name, reserved[name]), ()) for name in others)

    def reserved_as(self, key: Key) -> Iterator[Key]:
        """What may be reserved for something of its size: itself, and what covers it under another value."""
        yield key
        if self.factor(key) is not None:
            for (name, value), covered in self.covers.items():
                if key[name] in covered:
                    yield {**key, name: value}


@cache
def flexibility(service: str) -> Flexibility:
    """The rules of a service; of one that the table does not have, that no size is flexible."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["service"] == service]

    def of(rule: str) -> list[dict[str, str]]:
        return [row for row in rows if row["rule"] == rule]

    def several(rule: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for row in of(rule):
            found[row["name"]] = (*found.get(row["name"], ()), row["value"])
        return found

    return Flexibility(
        column=next((row["name"] for row in of("column")), ""),
        only=several("only"),
        excepted=tuple(row["name"] for row in of("except")),
        sizes={row["name"]: float(row["value"]) for row in of("size")},
        types={row["name"]: float(row["value"]) for row in of("type")},
        times={_cell(row["name"]): float(row["value"]) for row in of("times")},
        covers={_cell(name): values for name, values in several("covers").items()},
        is_zonal=bool(of("zonal")),
    )


def _cell(text: str) -> tuple[str, str]:
    """`deployment=multi_az` as a column and its value."""
    column, _, value = text.partition("=")
    return column, value
