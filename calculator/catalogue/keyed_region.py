"""The keyed prices of one Region: rows are found in their files when they are asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from calculator.catalogue.keyed_layout import DAY, Across, KeyedLayout
from calculator.catalogue.keyed_memory import Memory
from calculator.catalogue.keyed_rows import (
    DayByDay,
    Row,
    check_derived,
    read_across,
    read_day_by_day,
    read_rows,
)
from calculator.catalogue.purchase_options import ON_DEMAND
from calculator.catalogue.tables import Faults, Known, Sighting, place
from calculator.core.errors import BrokenTable

T = TypeVar("T")
# From so many things on it is quicker to read a Region whole: a comparison of all types.
MOST_ONE_BY_ONE = 100
# What is kept weighs about so many bytes: the rows of one thing, and each byte of a file when it is read whole.
ROWS, BYTE = 2000, 12


@dataclass(frozen=True, slots=True)
class Seen:
    """One price as one source shows it."""

    effective_from: date
    source: str
    usd: str
    sighting: Sighting | None = None

    @property
    def days(self) -> set[date]:
        """The days on which it was first and last seen."""
        return {self.effective_from, *([self.sighting.confirmed] if self.sighting else [])}


@dataclass(frozen=True, slots=True)
class Whole:
    """All that the files of a Region say."""

    rows: Mapping[str, list[Row]]
    across: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)
    by_day: Mapping[str, DayByDay] = field(default_factory=dict)


class RegionPrices:
    """The prices of one Region; of two sources that show a price on one day the later row counts.

    Of one thing only its own rows are read, and each kind of them when it is asked for. Who goes through all prices, or
    many, has them all read once.
    """

    def __init__(
        self, folder: Path, table: str, region: str, layout: KeyedLayout, known: Known, memory: Memory
    ) -> None:
        self.table, self.region, self.layout, self.memory = table, region, layout, memory
        self._folder, self._known = folder, known
        self._one_by_one = 0
        self._across = {name: each for name, each in layout.across.items() if each.of != DAY}
        self._by_day = {name: each for name, each in layout.across.items() if each.of == DAY}
        if region not in known.regions:
            raise BrokenTable([f"{place(self._path)}:1: region {region!r} is not in regions.csv."])

    def seen(self, dimension: str, option: str) -> list[Seen]:
        """Every sighting of a price, oldest first. Raises BrokenTable for what is wrong in its rows."""
        found = [
            Seen(row.effective_from, row.source, row.usd[dimension], row.sighting if dimension == ON_DEMAND else None)
            for row in self._rows_of(option)
            if dimension in row.usd
        ]
        for name, across in self._by_day.items():
            if across.option == dimension:
                found += self._seen_by_day(name, across, option)
        for name, across in self._across.items():
            if across.option == dimension:
                found += self._seen_across(name, across, option)
        return sorted(found, key=lambda each: each.effective_from)

    def _seen_by_day(self, name: str, across: Across, option: str) -> Iterator[Seen]:
        whole = self._whole_if_read()
        history = whole.by_day[name] if whole else self._read_by_day(name, across, self.layout.key_of(option))
        if option in history.rows:
            observed = history.rows[option]
            days = zip(history.days, observed.usd, strict=True)
            yield from (Seen(day, observed.source, usd) for day, usd in days if usd)

    def _seen_across(self, name: str, across: Across, option: str) -> Iterator[Seen]:
        *key, value = self.layout.key_of(option)
        if value in across.values:
            whole = self._whole_if_read()
            rows = whole.across[name] if whole else self._read_across(name, across, tuple(key))
            row = rows.get(" ".join(key))
            if row is not None and value in row.usd:
                yield Seen(row.effective_from, row.source, row.usd[value])

    def _rows_of(self, option: str) -> Sequence[Row]:
        """What each source says of one thing."""
        whole = self._whole_if_read()
        if whole is None and self._one_by_one >= MOST_ONE_BY_ONE:
            whole = self._whole()
        if whole is not None:
            return whole.rows.get(option, ())
        return self.memory.get((self.table, self.region, option), lambda: self._read_one(option), lambda _: ROWS)

    def _read_one(self, option: str) -> Sequence[Row]:
        self._one_by_one += 1
        return self._read_rows(self.layout.key_of(option)).get(option, ())

    def _whole_if_read(self) -> Whole | None:
        return self._whole() if self.memory.has((self.table, self.region)) else None

    def _whole(self) -> Whole:
        return self.memory.get((self.table, self.region), self._read_all, lambda _: BYTE * self._bytes)

    def _read_all(self) -> Whole:
        self._one_by_one = 0
        return Whole(
            self._read_rows(),
            {name: self._read_across(name, each) for name, each in self._across.items()},
            {name: self._read_by_day(name, each) for name, each in self._by_day.items()},
        )

    @property
    def _bytes(self) -> int:
        paths = (self._folder / f"{self.region}.csv", *filter(None, map(self._beside, self.layout.across)))
        return sum(path.stat().st_size for path in paths)

    def check(self) -> None:
        """Read all that there is. Raises BrokenTable with the faults of all files."""
        faults = Faults()
        read_rows(self._path, self.layout, self._known, faults)
        check_derived(self._path, self.layout, faults)
        for name, across in self.layout.across.items():
            path = self._beside(name)
            if path is not None:
                read = read_day_by_day if across.of == DAY else read_across
                read(path, self.layout, across, self._known, faults)
        faults.raise_if_any()

    def keys(self, as_of: date) -> Iterator[tuple[str, str]]:
        """Dimension and option of every price seen by a day, some more than once. Raises BrokenTable."""
        whole = self._whole()
        for option, rows in whole.rows.items():
            yield from ((dimension, option) for row in rows if row.effective_from <= as_of for dimension in row.usd)
        for name, history in whole.by_day.items():
            for option, observed in history.rows.items():
                if any(usd and day <= as_of for day, usd in zip(history.days, observed.usd, strict=True)):
                    yield self._by_day[name].option, option
        for name, across in whole.across.items():
            for key, row in across.items():
                if row.effective_from <= as_of:
                    yield from ((self._across[name].option, f"{key} {value}") for value in row.usd)

    def across_keys(self) -> Iterator[str]:
        """What the prices are of that stand in columns across a key. Raises BrokenTable."""
        for name, across in self._across.items():
            for key, row in self._read_across(name, across).items():
                yield from (f"{key} {value}" for value in row.usd)

    @property
    def _path(self) -> Path:
        return self._folder / f"{self.region}.csv"

    def _read_rows(self, only: tuple[str, ...] = ()) -> dict[str, list[Row]]:
        return _sound(lambda faults: read_rows(self._path, self.layout, self._known, faults, only))

    def _read_across(self, name: str, across: Across, only: tuple[str, ...] = ()) -> Mapping[str, Row]:
        path = self._beside(name)
        if path is None:
            return {}
        return _sound(lambda faults: read_across(path, self.layout, across, self._known, faults, only))

    def _read_by_day(self, name: str, across: Across, only: tuple[str, ...] = ()) -> DayByDay:
        path = self._beside(name)
        if path is None:
            return DayByDay()
        return _sound(lambda faults: read_day_by_day(path, self.layout, across, self._known, faults, only))

    def _beside(self, folder: str) -> Path | None:
        path = self._folder / folder / f"{self.region}.csv"
        return path if path.exists() else None


def _sound(read: Callable[[Faults], T]) -> T:
    """What is read without a fault. Raises BrokenTable."""
    faults = Faults()
    found = read(faults)
    faults.raise_if_any()
    return found
