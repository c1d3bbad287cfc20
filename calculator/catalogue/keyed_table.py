"""Prices of EC2: a folder for each table, in it a file for each Region; `instance_rows` says how they are written.

The rows of a file stand in order, and those of a type are found when they are first asked for: half a million prices
would otherwise be paid for by every process, and a comparison of Regions by reading every file. Licensed operating
systems and the history of Spot prices stand in folders of their own below.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from calculator.catalogue.instance_rows import (
    DERIVED,
    FEE,
    LICENSED,
    ON_DEMAND,
    SPOT,
    Layout,
    Row,
    SpotHistory,
    check_derived,
    hourly,
    read_licensed,
    read_rows,
    read_spot_history,
)
from calculator.catalogue.sorted_rows import first_out_of_order
from calculator.catalogue.tables import Faults, Known, Line, Sighting, read_date
from calculator.core.answer import PriceList
from calculator.core.arithmetic import decimal
from calculator.core.errors import BrokenTable
from calculator.core.tiers import RateCard, Tier

DAY_COLUMNS = ("effective_from", "confirmed")
LICENSED_FOLDER, SPOT_FOLDER = "licensed", "spot"
# From so many things on it is quicker to read a Region whole: a comparison of all types.
MOST_ONE_BY_ONE = 100
DERIVED_FEE = "derived from what the source prints for fee and rate together; AWS charges whole dollars"


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


class RegionPrices:
    """The prices of one Region; of two sources that show a price on one day the later row counts.

    Of one thing only its own rows are read, and each kind of them when it is asked for. Who goes through all prices, or
    many, has them all read once.
    """

    def __init__(self, folder: Path, region: str, layout: Layout, known: Known) -> None:
        self.region = region
        self.layout = layout
        self._folder = folder
        self._known = known
        self._rows: dict[str, list[Row]] = {}
        self._is_whole = False
        if region not in known.regions:
            raise BrokenTable([f"{region}.csv:1: region {region!r} is not in regions.csv."])

    def seen(self, dimension: str, option: str) -> list[Seen]:
        """Every sighting of a price, oldest first. Raises BrokenTable for what is wrong in its rows."""
        found = [
            Seen(row.effective_from, row.source, row.usd[dimension], row.sighting if dimension == ON_DEMAND else None)
            for row in self._rows_of(option)
            if dimension in row.usd
        ]
        if dimension == SPOT:
            found += self._seen_on_spot(option)
        if dimension == ON_DEMAND:
            found += self._seen_licensed(option)
        return sorted(found, key=lambda each: each.effective_from)

    def _seen_on_spot(self, option: str) -> Iterator[Seen]:
        history = self._spot if self._is_whole else self._read_spot(_key(option, 2))
        if option in history.rows:
            observed = history.rows[option]
            days = zip(history.days, observed.usd, strict=True)
            yield from (Seen(day, observed.source, usd) for day, usd in days if usd)

    def _seen_licensed(self, option: str) -> Iterator[Seen]:
        instance_type, _, system = option.partition(" ")
        if system in LICENSED:
            rows = self._licensed if self._is_whole else self._read_licensed((instance_type,))
            row = rows.get(instance_type)
            if row is not None and system in row.usd:
                yield Seen(row.effective_from, row.source, row.usd[system])

    def _rows_of(self, option: str) -> Sequence[Row]:
        """What each source says of one thing."""
        if len(self._rows) == MOST_ONE_BY_ONE:
            self._keep_all()
        if not self._is_whole and option not in self._rows:
            self._rows[option] = self._read_rows(_key(option, len(self.layout.keys))).get(option, [])
        return self._rows.get(option, ())

    def read_whole(self) -> None:
        """Read all that there is. Raises BrokenTable with the faults of all files."""
        faults: dict[str, None] = {}
        for read in (self._read_rows, self._check_derived, self._read_licensed, self._read_spot):
            try:
                read()
            except BrokenTable as broken:
                faults |= dict.fromkeys(broken.faults)
        if faults:
            raise BrokenTable(faults)

    def _check_derived(self) -> None:
        faults = Faults()
        check_derived(self._folder / f"{self.region}.csv", self.layout, faults)
        faults.raise_if_any()

    def keys(self, as_of: date) -> Iterator[tuple[str, str]]:
        """Dimension and option of every price seen by a day, some more than once. Raises BrokenTable."""
        self._keep_all()
        for option, rows in self._rows.items():
            yield from ((dimension, option) for row in rows if row.effective_from <= as_of for dimension in row.usd)
        for option, observed in self._spot.rows.items():
            if any(usd and day <= as_of for day, usd in zip(self._spot.days, observed.usd, strict=True)):
                yield SPOT, option
        for instance_type, row in self._licensed.items():
            if row.effective_from <= as_of:
                yield from ((ON_DEMAND, f"{instance_type} {system}") for system in row.usd)

    def _keep_all(self) -> None:
        if not self._is_whole:
            self._rows, _, _ = self._read_rows(), self._licensed, self._spot
            self._is_whole = True

    @cached_property
    def _licensed(self) -> Mapping[str, Row]:
        return self._read_licensed()

    @cached_property
    def _spot(self) -> SpotHistory:
        return self._read_spot()

    def _read_rows(self, only: tuple[str, ...] = ()) -> dict[str, list[Row]]:
        faults = Faults()
        rows = read_rows(self._folder / f"{self.region}.csv", self.layout, self._known, faults, only)
        faults.raise_if_any()
        return rows

    def _read_licensed(self, only: tuple[str, ...] = ()) -> Mapping[str, Row]:
        path, faults = self._beside(LICENSED_FOLDER), Faults()
        rows = read_licensed(path, self._known, faults, only) if path else {}
        faults.raise_if_any()
        return rows

    def _read_spot(self, only: tuple[str, ...] = ()) -> SpotHistory:
        path, faults = self._beside(SPOT_FOLDER), Faults()
        history = read_spot_history(path, self._known, faults, only) if path else SpotHistory()
        faults.raise_if_any()
        return history

    def _beside(self, folder: str) -> Path | None:
        path = self._folder / folder / f"{self.region}.csv"
        return path if path.exists() else None


def _key(option: str, cells: int) -> tuple[str, ...]:
    """What is priced as the first cells of its rows."""
    return tuple(option.split(" ", cells - 1))


class InForce(Mapping[tuple[str, str], RateCard]):
    """Rate cards by dimension and what is priced, such as `m5.large Linux`; the newest sighting of a price wins."""

    def __init__(self, table: str, prices: RegionPrices, as_of: date) -> None:
        self._table = table
        self._prices = prices
        self._as_of = as_of
        self._made: dict[tuple[str, str], RateCard | None] = {}

    def __getitem__(self, key: tuple[str, str]) -> RateCard:
        if key not in self._made:
            self._made[key] = self._make(*key)
        card = self._made[key]
        if card is None:
            raise KeyError(key)
        return card

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    @cached_property
    def _keys(self) -> tuple[tuple[str, str], ...]:
        return tuple(dict.fromkeys(self._prices.keys(self._as_of)))

    def _newest(self, dimension: str, option: str) -> Seen | None:
        known = [each for each in self._prices.seen(dimension, option) if each.effective_from <= self._as_of]
        return known[-1] if known else None

    def _make(self, dimension: str, option: str) -> RateCard | None:
        seen = self._newest(dimension, option)
        if seen is None:
            return None
        thing = self._prices.layout.thing
        is_derived = seen.usd.startswith(DERIVED)
        return RateCard(
            self._table,
            self._prices.region,
            dimension,
            option,
            thing if dimension.endswith(FEE) else f"{thing}-hour",
            seen.effective_from,
            seen.source,
            (Tier(decimal("0"), None, hourly(dimension, seen.usd)),),
            DERIVED_FEE if is_derived else "",
            confirmed_on=seen.sighting.confirmed if seen.sighting else None,
            confirmed_by=seen.sighting.source if seen.sighting else "",
            is_derived=is_derived,
        )


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of a table together; of each file the oldest day."""

    price_list: PriceList
    first_words: frozenset[str]
    first_days: Mapping[Path, date]


class InstanceTable:
    """The folder of one table's files of Regions."""

    def __init__(self, folder: Path, layout: Layout, known: Known) -> None:
        self._folder = folder
        self._layout = layout
        self._known = known
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
        for path in sorted(self._folder.rglob("*.csv")):
            text = path.read_bytes()
            digest.update(path.relative_to(self._folder).as_posix().encode() + text)
            heading, *rows = text.decode("utf-8", "replace").splitlines() or [""]
            days[path] = _days_in(path, heading, rows, faults)
            words.update(row.partition(",")[0] for row in rows)
            self._check_order(path, rows, faults)
        faults.raise_if_any()
        name, published = self._folder.name, max(date.min, *(day for each in days.values() for day in each))
        identity = PriceList(f"builtin-{name}-{published}", name, published, f"sha256:{digest.hexdigest()}")
        return Contents(identity, frozenset(words), {path: min(each) for path, each in days.items() if each})

    def _check_order(self, path: Path, rows: Sequence[str], faults: Faults) -> None:
        """Rows are looked up by their order."""
        keys = 1 if path.parent.name == LICENSED_FOLDER else len(self._layout.keys)
        place = first_out_of_order(rows, keys)
        if place is not None:
            faults.append(f"{path.name}:{place + 2}: stands before the row above it by its first {keys} cells.")

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

    @property
    def names(self) -> tuple[Collection[str], Collection[str]]:
        """The dimensions; the options are too many to list."""
        return self._layout.options, ()

    def first_date(self, region: str) -> date | None:
        """The day of the region's oldest price, if it has a file."""
        file, first = f"{region}.csv", self._contents.first_days
        # Licensed systems were not sold before the others.
        return min(
            (first[path] for path in (self._folder / file, self._folder / SPOT_FOLDER / file) if path in first),
            default=None,
        )

    def days(self, region: str, dimension: str, option: str) -> Collection[date]:
        """The days on which a price was first and last seen."""
        seen = self._region(region).seen(dimension, option) if region in self.regions else []
        return {day for each in seen for day in each.days}

    def newest(self, region: str, as_of: date) -> Mapping[tuple[str, str], RateCard]:
        """The rate cards of a region on a day; no price of an instance is ever withdrawn."""
        return self.in_force(region, as_of)

    def in_force(self, region: str, as_of: date) -> Mapping[tuple[str, str], RateCard]:
        """The rate cards of a region on a day, made when looked up. Raises BrokenTable."""
        return InForce(self._folder.name, self._region(region), as_of) if region in self.regions else {}

    def read_whole(self, region: str) -> None:
        """Read all that there is of a Region, in its order. Raises BrokenTable."""
        self._region(region).read_whole()
        faults = Faults()
        for path in self._folder.rglob(f"{region}.csv"):
            self._check_order(path, path.read_text(encoding="utf-8").splitlines()[1:], faults)
        faults.raise_if_any()

    def _region(self, region: str) -> RegionPrices:
        # Two threads may both read a file; they read the same.
        if region not in self._read:
            self._read[region] = RegionPrices(self._folder, region, self._layout, self._known)
        return self._read[region]


def _days_in(path: Path, heading: str, rows: Sequence[str], faults: Faults) -> set[date]:
    """Every day that stands in the heading or in the columns of days, before which no cell could be quoted."""
    columns = heading.split(",")
    found = {name for name in columns if name[:1].isdigit()}
    places = [columns.index(name) for name in DAY_COLUMNS if name in columns]
    for row in rows if places else ():
        cells = row.split(",", places[-1] + 1)
        found.update(cells[place] for place in places if place < len(cells) - 1)
    lines = (Line(path.name, 2, {"effective_from": day}) for day in found - {""})
    return {day for line in lines if (day := read_date(line, "effective_from", faults))}
