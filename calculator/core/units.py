"""Units: the nouns of `pricing_data/units.csv` and of the folders of services, and what is made of them by rule.

A unit has a kind (storage, request, time, ...) and a size: how many of the kind's base unit it is. Units of one
kind convert into one another exactly; units of two kinds never do.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from calculator.core.arithmetic import EXACT, Number, decimal, exactly, is_exact, ratio

# The least that anything stored can have; sizes are binary.
_MADE = re.compile(r"(?:(?P<batch>[1-9][0-9]*) )?(?P<noun>.+?)(?P<over>-hour|-month|-second|/month|/hour|/second)?")
# What is kept for a time is of another kind than what is counted; what is used within a month is not.
KIND_SUFFIX = {
    "": "",
    "/month": "",
    "-hour": "-hour",
    "-month": "-month",
    "-second": "-second",
    "/hour": "-hourly-rate",
    "/second": "-rate",
}
BYTE_IN_KB = Decimal(1) / 1024
PRICING_DATA = Path(__file__).resolve().parents[2] / "pricing_data"


class UnitMismatch(TypeError):
    """A formula charged a quantity in a unit that the price is not per: a mistake in our own code."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: its name as printed, its kind, and how many of the kind's base unit it is."""

    name: str
    kind: str
    size: Decimal
    meaning: str


@cache
def units() -> dict[str, Unit]:
    """Every unit that services share, by name: the nouns, and what no rule makes of them."""
    return {each.name: each for each in _read(PRICING_DATA / "units.csv")}


@cache
def units_of_services() -> dict[str, Unit]:
    """The nouns of single services by name, read when a name is none that they share.

    Raises ValueError where two services mean different things by a name.
    """
    found: dict[str, Unit] = {}
    for path in sorted(PRICING_DATA.glob("services/*/units.csv")):
        for each in _read(path):
            known = units().get(each.name) or found.setdefault(each.name, each)
            if (known.kind, known.size) != (each.kind, each.size):
                raise ValueError(f"{path.parent.name}/units.csv: {each.name!r} is another unit elsewhere")
    return found


def _read(path: Path) -> Iterator[Unit]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Unit(row["unit"], row["kind"], decimal(row["size"]), row["meaning"])


@cache
def unit(name: str) -> Unit:
    """The unit of this name: one of a table, or a batch, a plural or a time made of one, `1000 requests-month`.

    Raises UnitMismatch for a name that is none.
    """
    found = find_unit(name)
    if found is None:
        raise UnitMismatch(f"{name!r} is not in pricing_data/units.csv, nor in the units.csv of a service")
    return found


def is_unit(name: str) -> bool:
    """Whether there is a unit of this name."""
    return find_unit(name) is not None


@lru_cache(maxsize=1024)
def find_unit(name: str) -> Unit | None:
    """The unit of this name, if there is one."""
    return (
        units().get(name) or _made(name, units()) or units_of_services().get(name) or _made(name, units_of_services())
    )


def _made(name: str, nouns: Mapping[str, Unit]) -> Unit | None:
    """A unit made by rule: `[batch] noun [-hour|-month|-second|/month|/hour|/second]`."""
    parts = _MADE.fullmatch(name)
    if parts is None:
        return None
    batch, noun, over = parts["batch"] or "1", parts["noun"], parts["over"] or ""
    of = next((nouns[each] for each in _singulars(noun) if each in nouns), None)
    if of is None or (noun, batch, over) == (of.name, "1", ""):
        return None
    return Unit(name, of.kind + KIND_SUFFIX[over], decimal(batch) * of.size, of.meaning)


def _singulars(noun: str) -> tuple[str, ...]:
    return (noun, noun.removesuffix("s"), noun.removesuffix("es"))


def convert(quantity: Number, from_unit: str, to_unit: str) -> Number:
    """A quantity in another unit of the same kind. Raises UnitMismatch across kinds."""
    source, target, factor, ends = _sizes(from_unit, to_unit)
    # A 0 that no amount was worked out to belongs to neither number system, and is nothing in every unit.
    if source == target or (isinstance(quantity, int) and quantity == 0):
        return quantity
    if not is_exact(quantity):
        return quantity * (float(source) / float(target))
    # A product with a factor that ends stays exact where a division would be cut to 28 digits.
    return quantity * factor if ends else ratio(quantity * source, target)


@cache
def _sizes(from_unit: str, to_unit: str) -> tuple[Decimal, Decimal, Decimal, bool]:
    """The sizes of two units, how many of the one the other is, and whether that is exact."""
    source, target = unit(from_unit), unit(to_unit)
    if source.kind != target.kind:
        raise UnitMismatch(f"{from_unit} ({source.kind}) cannot be billed per {to_unit} ({target.kind})")
    with exactly(EXACT):
        factor = Decimal(ratio(source.size, target.size))
        return source.size, target.size, factor, factor * target.size == source.size
