"""Rows of a price table, one a tier: checked one by one, then as the rate cards that stand together."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from sys import intern

from calculator.catalogue.tables import (
    Faults,
    Known,
    Line,
    Sighting,
    check_source,
    optional_decimal,
    plain_decimal,
    read_cell,
    read_date,
    read_lines,
    read_sighting,
)
from calculator.core.units import is_unit

PRICE_COLUMNS = (
    "region",
    "dimension",
    "option",
    "tier_from",
    "unit",
    "usd_per_unit",
    "effective_from",
    "source",
    "confirmed",
    "confirmed_by",
    "note",
)
# What stands for every commercial Region where AWS has one price for all of them.
GLOBAL = "global"
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One tier of one rate card.

    Without a price (None) in the first tier the dimension is withdrawn from that date; in the last one it is not known
    from there on.
    """

    region: str
    dimension: str
    option: str
    tier_from: Decimal
    unit: str
    usd_per_unit: Decimal | None
    effective_from: date
    source: str
    sighting: Sighting | None
    note: str


def read_price_rows(path: Path, known: Known, faults: Faults) -> list[PriceRow]:
    """Every row of a price table that could be read; row faults and whole-table faults are recorded."""
    read = ((line, _price_row(line, known, faults)) for line in read_lines(path, PRICE_COLUMNS, faults))
    return list(_checked_cards(((line, row) for line, row in read if row is not None), faults))


def _price_row(line: Line, known: Known, faults: Faults) -> PriceRow | None:
    cells = line.cells
    tier_from = read_cell(line, "tier_from", plain_decimal, "a plain number such as 51200", faults)
    price = read_cell(
        line,
        "usd_per_unit",
        optional_decimal,
        "a plain number such as 0.023, or empty when withdrawn",
        faults,
    )
    effective_from = read_date(line, "effective_from", faults)
    for column, holds, sentence in (
        ("region", cells["region"] in known.regions or cells["region"] == GLOBAL, "is not in regions.csv."),
        ("dimension", _is_name(cells["dimension"]), "must be a_plain_name."),
        ("unit", is_unit(cells["unit"]), "is not in units.csv."),
    ):
        if not holds:
            faults.append(line.fault(f"{column} {cells[column]!r} {sentence}"))
    check_source(line, effective_from, known, faults)
    sighting = read_sighting(line, effective_from, known, faults)
    if tier_from is None or effective_from is None:
        return None
    region, dimension, option, unit, source, note = (
        intern(cells[name]) for name in ("region", "dimension", "option", "unit", "source", "note")
    )
    return PriceRow(region, dimension, option, tier_from, unit, price, effective_from, source, sighting, note)


@lru_cache(maxsize=1024)
def _is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None


def _checked_cards(rows: Iterable[tuple[Line, PriceRow]], faults: Faults) -> Iterator[PriceRow]:
    """The rows; those of one card must stand together, in one unit, with rising tiers that begin at zero."""
    finished = set()
    previous: PriceRow | None = None
    previous_key: tuple[str, str, str, date] | None = None
    for line, row in rows:
        key = card_key(row)
        if previous is None or key != previous_key:
            faults.check(key not in finished, line, "repeats a rate card that stands further up.")
            if row.tier_from:
                faults.append(line.fault(f"the first tier must begin at 0, not {row.tier_from}."))
            finished.add(key)
        else:
            rising = row.tier_from > previous.tier_from
            faults.check(rising, line, f"tier_from {row.tier_from} must be above {previous.tier_from}.")
            faults.check(row.unit == previous.unit, line, f"unit {row.unit!r} differs within one rate card.")
            faults.check(previous.usd_per_unit is not None, line, "no tier can follow one that has no price.")
            faults.check(row.sighting == previous.sighting, line, "a rate card is confirmed whole, not in one tier.")
        previous, previous_key = row, key
        yield row


def card_key(row: PriceRow) -> tuple[str, str, str, date]:
    """What one rate card is: region, dimension, option and date."""
    return row.region, row.dimension, row.option, row.effective_from
