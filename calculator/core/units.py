"""The closed list of units, read from `pricing_data/units.csv`.

A unit has a kind (storage, request, time, ...) and a size: how many of the kind's base unit it is. Units of one
kind convert into one another exactly; units of two kinds never do.
"""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from calculator.core.arithmetic import Number, decimal, is_exact, ratio
from calculator.core.errors import UnitMismatch

# The least that anything stored can have; sizes are binary.
BYTE_IN_KB = Decimal(1) / 1024
PRICING_DATA = Path(__file__).resolve().parents[2] / "pricing_data"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: its name as printed, its kind, and how many of the kind's base unit it is."""

    name: str
    kind: str
    size: Decimal
    meaning: str


@cache
def units() -> dict[str, Unit]:
    """Every unit by name, in the order of the table."""
    with (PRICING_DATA / "units.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["unit"]: Unit(row["unit"], row["kind"], decimal(row["size"]), row["meaning"])
            for row in csv.DictReader(lines)
        }


def unit(name: str) -> Unit:
    """The unit of this name. Raises UnitMismatch for a name outside the closed list."""
    try:
        return units()[name]
    except KeyError:
        raise UnitMismatch(f"{name!r} is not in pricing_data/units.csv") from None


def convert(quantity: Number, from_unit: str, to_unit: str) -> Number:
    """A quantity in another unit of the same kind. Raises UnitMismatch across kinds."""
    source, target = _sizes(from_unit, to_unit)
    if source == target:
        return quantity
    if not is_exact(quantity):
        return quantity * (float(source) / float(target))
    factor = Decimal(ratio(source, target))
    # A product with a factor that ends stays exact where a division would be cut to 28 digits.
    return quantity * factor if factor * target == source else ratio(quantity * source, target)


@cache
def _sizes(from_unit: str, to_unit: str) -> tuple[Decimal, Decimal]:
    source, target = unit(from_unit), unit(to_unit)
    if source.kind != target.kind:
        raise UnitMismatch(f"{from_unit} ({source.kind}) cannot be billed per {to_unit} ({target.kind})")
    return source.size, target.size
