"""What one look at the files of a service tells: where it has prices and of what day the newest is.

No price is read, so that a list of a hundred services costs a look at their texts.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from calculator.catalogue.price_rows import GLOBAL
from calculator.catalogue.region_choices import commercial

# A cell that is a day: between commas, or the last of a heading.
_DAY = re.compile(rb",(20\d\d-\d\d-\d\d)(?=[,\r\n])")


@dataclass(frozen=True, slots=True)
class Glance:
    """The Regions that any price is of, and the day on which the newest was seen."""

    regions: frozenset[str]
    newest: date


def glance_at(rows: Iterable[Path], folders: Iterable[Path], regions: Collection[str]) -> Glance:
    """What tables of rows, and folders with a file for each of the `regions`, tell together."""
    texts = [path.read_bytes() for path in rows]
    keyed = [path for folder in folders for path in folder.rglob("*.csv")]
    found = {region for text in texts for region in _regions(text, regions)} | {path.stem for path in keyed}
    days = {day for text in (*texts, *(path.read_bytes() for path in keyed)) for day in _DAY.findall(text)}
    newest = max((date.fromisoformat(day.decode()) for day in days), default=date.min)
    return Glance(frozenset(found), newest)


def _regions(text: bytes, regions: Collection[str]) -> Iterator[str]:
    """The Regions of a table of rows, which are its first cells."""
    firsts = {line.partition(b",")[0].decode("utf-8", "replace") for line in text.splitlines()[1:]}
    yield from (each for each in regions if each in firsts)
    if GLOBAL in firsts:
        yield from commercial(regions)
