"""The tables that other tables refer to: the publications that were read, and AWS's regions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from calculator.catalogue.tables import Faults, Line, read_date, read_keyed

REGION_COLUMNS = ("region", "name", "source", "note")
SOURCE_COLUMNS = ("id", "title", "publisher", "url", "published", "retrieved", "licence", "confidence", "note")
CONFIDENCES = ("published", "copied", "derived", "assumed")
COPY = "copy of AWS data by "


@dataclass(frozen=True, slots=True)
class Source:
    """One publication that a price or a limit was read in."""

    id: str
    title: str
    publisher: str
    url: str
    published: date
    retrieved: date
    licence: str
    confidence: str
    note: str


def read_sources(*paths: Path) -> dict[str, Source]:
    """Every publication of some tables by id, which no two of them share. Raises BrokenTable."""
    faults = Faults()
    sources: dict[str, Source | None] = {}
    for path in paths:
        for key, line in read_keyed(path, SOURCE_COLUMNS, faults).items():
            faults.check(key not in sources, line, f"{key} is a source of another table.")
            sources[key] = _source(line, faults)
    faults.raise_if_any()
    return {key: source for key, source in sources.items() if source is not None}


def _source(line: Line, faults: Faults) -> Source | None:
    cells = line.cells
    published, retrieved = (read_date(line, column, faults) for column in ("published", "retrieved"))
    for column in ("title", "publisher"):
        faults.check(cells[column], line, f"{column} must not be empty.")
    known = cells["confidence"] in CONFIDENCES
    faults.check(known, line, f"confidence {cells['confidence']!r} must be published, copied, derived or assumed.")
    is_copy = cells["publisher"].startswith(COPY)
    faults.check(cells["confidence"] != "published" or not is_copy, line, "a copy cannot be called published.")
    faults.check(cells["confidence"] != "copied" or is_copy, line, f"publisher must begin with {COPY.strip()!r}.")
    if published is None or retrieved is None:
        return None
    faults.check(published <= retrieved, line, f"published {published} lies after retrieved {retrieved}.")
    texts = {name: cells[name] for name in ("id", "title", "publisher", "url", "licence", "confidence", "note")}
    return Source(published=published, retrieved=retrieved, **texts)


def read_regions(path: Path, sources: Mapping[str, Source]) -> dict[str, str]:
    """AWS's name of every region, by code. Raises BrokenTable."""
    faults = Faults()
    lines = read_keyed(path, REGION_COLUMNS, faults)
    for line in lines.values():
        faults.check(line.cells["name"], line, "name must not be empty.")
        source = line.cells["source"]
        faults.check(source in sources, line, f"source {source!r} is not in sources.csv.")
    faults.raise_if_any()
    return {key: line.cells["name"] for key, line in lines.items()}
