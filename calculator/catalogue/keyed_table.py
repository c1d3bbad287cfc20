"""Prices by key: a folder for each table, in it a file for each Region; `keyed_rows` says how they are written.

The rows of a file stand in order, and those of a key are found when they are first asked for: half a million prices
would otherwise be paid for by every process, and a comparison of Regions by reading every file. What all files hold
together, and which Region sells what, is known from one look at their texts.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from calculator.catalogue.keyed_cards import InForce
from calculator.catalogue.keyed_layout import DAY, KeyedLayout
from calculator.catalogue.keyed_memory import Memory
from calculator.catalogue.keyed_region import RegionPrices
from calculator.catalogue.sorted_rows import first_out_of_order
from calculator.catalogue.tables import Faults, Known, Line, place, read_date
from calculator.core.answer import PriceList
from calculator.core.tiers import RateCard

DAY_COLUMNS = ("effective_from", "confirmed")


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of a table together: of each file the oldest day, of each key the Regions that sell it, a bit each."""

    price_list: PriceList
    first_words: frozenset[str]
    first_days: Mapping[Path, date]
    sold: Mapping[str, int]


class KeyedTable:
    """The folder of one table's files of Regions."""

    def __init__(self, folder: Path, name: str, layout: KeyedLayout, known: Known, memory: Memory) -> None:
        self.layout = layout
        self._folder, self._name, self._known, self._memory = folder, name, known, memory
        self._read: dict[str, RegionPrices] = {}

    @property
    def price_list(self) -> PriceList:
        """The identity of all files together."""
        return self._contents.price_list

    @cached_property
    def _contents(self) -> Contents:
        """What is to be known of all files; their texts are read once for it. Raises BrokenTable."""
        digest, faults = sha256(), Faults()
        days: dict[Path, set[date]] = {}
        words: set[str] = set()
        sold: dict[str, int] = {}
        for path in sorted(self._folder.rglob("*.csv")):
            text = path.read_bytes()
            digest.update(path.relative_to(self._folder).as_posix().encode() + text)
            heading, *rows = text.decode("utf-8", "replace").splitlines() or [""]
            places = _places_of_days(heading)
            cells = [row.split(",", places[-1] + 1) for row in rows]
            days[path] = _days(path, heading, places, cells, faults)
            words.update(row[0] for row in cells)
            self._check_order(path, rows, faults)
            if path.parent == self._folder:
                self._add_keys(sold, path.stem, cells)
        faults.raise_if_any()
        published = max(date.min, *(day for each in days.values() for day in each))
        identity = PriceList(f"builtin-{self._name}-{published}", self._name, published, f"sha256:{digest.hexdigest()}")
        first_days = {path: min(each) for path, each in days.items() if each}
        return Contents(identity, frozenset(words), first_days, sold)

    def _add_keys(self, sold: dict[str, int], region: str, rows: Iterable[Sequence[str]]) -> None:
        """What the rows of a Region are of."""
        keys, bit = len(self.layout.columns), self._bit_of(region)
        for key in dict.fromkeys(" ".join(row[:keys]) for row in rows):
            sold[key] = sold.get(key, 0) | bit

    def _check_order(self, path: Path, rows: Sequence[str], faults: Faults) -> None:
        """Rows are looked up by their order."""
        across = self.layout.across.get(path.parent.name)
        keys = len(self.layout.columns) - (across is not None and across.of != DAY)
        row = first_out_of_order(rows, keys)
        if row is not None:
            faults.append(f"{place(path)}:{row + 2}: stands before the row above it by its first {keys} cells.")

    def _bit_of(self, region: str) -> int:
        """A bit for each Region that has a file."""
        return 1 << self._places[region]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {region: place for place, region in enumerate(sorted(self.regions))}

    @cached_property
    def regions(self) -> Collection[str]:
        """The regions that have a file."""
        return frozenset(path.stem for path in self._folder.glob("*.csv"))

    def has_any(self, dimension: str) -> bool:
        """Whether any file has prices of this purchase option."""
        return dimension in self._columns

    @cached_property
    def _columns(self) -> frozenset[str]:
        """The columns of all files together."""
        columns: set[str] = set()
        for path in self._folder.glob("*.csv"):
            with path.open(encoding="utf-8", errors="replace") as lines:
                columns.update(lines.readline().rstrip("\n").split(","))
        return frozenset(columns)

    @property
    def first_words(self) -> frozenset[str]:
        """What the rows of all files are of, such as every instance type that has a price."""
        return self._contents.first_words

    def sold(self, region: str = "") -> Collection[str]:
        """What the prices of a Region are of; of all Regions together without those that stand across a key."""
        sold = self._contents.sold
        if not region or region not in self.regions:
            return () if region else sold
        bit = self._bit_of(region)
        own = (key for key, regions in sold.items() if regions & bit)
        return dict.fromkeys((*own, *self._region(region).across_keys()))

    @property
    def names(self) -> tuple[Collection[str], Collection[str]]:
        """The dimensions; the options are too many to list."""
        return self.layout.options, ()

    def first_date(self, region: str) -> date | None:
        """The day of the region's oldest price, if it has one; what stands across a key was not sold before."""
        file, first = f"{region}.csv", self._contents.first_days
        by_day = (self._folder / name / file for name, each in self.layout.across.items() if each.of == DAY)
        return min((first[path] for path in (self._folder / file, *by_day) if path in first), default=None)

    def days(self, region: str, dimension: str, option: str) -> Collection[date]:
        """The days on which a price was first and last seen."""
        seen = self._region(region).seen(dimension, option) if region in self.regions else []
        return {day for each in seen for day in each.days}

    def newest(self, region: str, as_of: date) -> Mapping[tuple[str, str], RateCard]:
        """The rate cards of a region on a day; no price of an instance is ever withdrawn."""
        return self.in_force(region, as_of)

    def in_force(self, region: str, as_of: date) -> Mapping[tuple[str, str], RateCard]:
        """The rate cards of a region on a day, made when looked up. Raises BrokenTable."""
        return InForce(self._region(region), as_of) if region in self.regions else {}

    def read_whole(self, region: str) -> None:
        """Read all that there is of a Region, in its order. Raises BrokenTable."""
        self._region(region).check()
        faults = Faults()
        for path in self._folder.rglob(f"{region}.csv"):
            self._check_order(path, path.read_text(encoding="utf-8").splitlines()[1:], faults)
        faults.raise_if_any()

    def _region(self, region: str) -> RegionPrices:
        if region not in self._read:
            self._read[region] = RegionPrices(self._folder, self._name, region, self.layout, self._known, self._memory)
        return self._read[region]


def _places_of_days(heading: str) -> list[int]:
    """The columns that hold days; the first alone where none does, in files whose heading names the days."""
    columns = heading.split(",")
    return [columns.index(name) for name in DAY_COLUMNS if name in columns] or [0]


def _days(path: Path, heading: str, places: Sequence[int], rows: Sequence[Sequence[str]], faults: Faults) -> set[date]:
    """Every day that stands in the heading or in the columns of days, before which no cell could be quoted."""
    found = {name for name in heading.split(",") if name[:1].isdigit()}
    for at in places if not found else ():
        found.update(row[at] for row in rows if at < len(row) - 1)
    lines = (Line(place(path), 2, {"effective_from": day}) for day in found - {""})
    return {day for line in lines if (day := read_date(line, "effective_from", faults))}
