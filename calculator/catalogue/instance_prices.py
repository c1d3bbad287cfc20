"""EC2 prices: one file a region, one row an instance type, operating system and source, one column a purchase option.

A region's file is read when it is first asked for, and a rate card is made when it is first looked up: 320,000
prices would otherwise be paid for by every process.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from calculator.catalogue.tables import Faults, Known, Line, check_source, plain_decimal, read_date, read_lines
from calculator.core.arithmetic import decimal
from calculator.core.estimate import PriceList
from calculator.core.tiers import RateCard, Tier

KEY_COLUMNS = ("instance_type", "operating_system", "effective_from", "source")
TERMS = ("1y", "3y")
PAYMENTS = ("no_upfront", "partial_upfront", "all_upfront")
PURCHASE_OPTIONS = (
    "on_demand",
    "spot",
    *(f"reserved_{term}_{payment}" for term in TERMS for payment in PAYMENTS),
    *(f"reserved_{term}_{payment}_convertible" for term in TERMS for payment in PAYMENTS),
    *(f"compute_savings_plan_{term}_{payment}" for term in TERMS for payment in PAYMENTS),
)
COLUMNS = (*KEY_COLUMNS, *PURCHASE_OPTIONS)
DATE_COLUMN = KEY_COLUMNS.index("effective_from")
UNIT = "instance-hour"


@dataclass(frozen=True, slots=True)
class Row:
    """The prices of one instance type and operating system as one source shows them, digit for digit."""

    effective_from: date
    source: str
    usd_per_hour: Mapping[str, str]


class RegionPrices:
    """The rows of one region by instance type and operating system, oldest first."""

    def __init__(self, region: str, rows: Mapping[tuple[str, str], list[Row]]) -> None:
        self.region = region
        self.rows = rows
        self.first = min((row.effective_from for group in rows.values() for row in group), default=None)


class InForce(Mapping[tuple[str, str], RateCard]):
    """Rate cards by purchase option and `instance_type operating_system`; the newest row that has a price wins."""

    def __init__(self, prices: RegionPrices, as_of: date) -> None:
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
        for (instance_type, system), rows in self._prices.rows.items():
            for purchase_option in PURCHASE_OPTIONS:
                if any(purchase_option in row.usd_per_hour and row.effective_from <= self._as_of for row in rows):
                    yield purchase_option, f"{instance_type} {system}"

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _make(self, purchase_option: str, option: str) -> RateCard | None:
        instance_type, _, system = option.partition(" ")
        for row in reversed(self._prices.rows.get((instance_type, system), [])):
            if row.effective_from <= self._as_of and purchase_option in row.usd_per_hour:
                price = Tier(decimal("0"), None, decimal(row.usd_per_hour[purchase_option]))
                return RateCard(
                    "ec2", self._prices.region, purchase_option, option, UNIT, row.effective_from, row.source, (price,)
                )
        return None


class InstanceTable:
    """The folder of one service's region files."""

    def __init__(self, folder: Path, known: Known) -> None:
        self._folder = folder
        self._known = known
        self._read: dict[str, RegionPrices] = {}

    @cached_property
    def price_list(self) -> PriceList:
        """The identity of all files together; their texts are read once for it."""
        digest, days, faults = sha256(), [date.min], Faults()
        for path in sorted(self._folder.glob("*.csv")):
            text = path.read_bytes()
            digest.update(path.name.encode() + text)
            # Every row names its date in the same place, before any cell that could be quoted.
            found = {line.split(",", DATE_COLUMN + 1)[DATE_COLUMN] for line in _data_lines(text)}
            lines = (Line(path.name, 2, {"effective_from": day}) for day in found)
            days += [day for line in lines if (day := read_date(line, "effective_from", faults))]
        faults.raise_if_any()
        name, published = self._folder.name, max(days)
        return PriceList(f"builtin-{name}-{published}", name, published, f"sha256:{digest.hexdigest()}")

    @cached_property
    def regions(self) -> Collection[str]:
        """The regions that have a file."""
        return frozenset(path.stem for path in self._folder.glob("*.csv"))

    @property
    def names(self) -> tuple[Collection[str], Collection[str]]:
        """The purchase options; the options are too many to list."""
        return PURCHASE_OPTIONS, ()

    def first_date(self, region: str) -> date | None:
        """The day of the region's oldest row, if it has a file."""
        return self._region(region).first if region in self.regions else None

    def days(self, region: str, dimension: str, option: str) -> Collection[date]:
        """The days of the rows that have this price."""
        instance_type, _, system = option.partition(" ")
        rows = self._region(region).rows.get((instance_type, system), []) if region in self.regions else []
        return {row.effective_from for row in rows if dimension in row.usd_per_hour}

    def newest(self, region: str, as_of: date) -> Mapping[tuple[str, str], RateCard]:
        """The rate cards of a region on a day; no price of an instance is ever withdrawn."""
        return self.in_force(region, as_of)

    def in_force(self, region: str, as_of: date) -> Mapping[tuple[str, str], RateCard]:
        """The rate cards of a region on a day, made when looked up. Raises BrokenTable."""
        return InForce(self._region(region), as_of) if region in self.regions else {}

    def _region(self, region: str) -> RegionPrices:
        # Two threads may both read a file; they read the same.
        if region not in self._read:
            self._read[region] = _read_region(self._folder / f"{region}.csv", self._known)
        return self._read[region]


def _data_lines(text: bytes) -> list[str]:
    """The lines under the heading that are wide enough to have a date."""
    lines = text.decode("utf-8", "replace").splitlines()[1:]
    return [line for line in lines if line.count(",") > DATE_COLUMN]


def _read_region(path: Path, known: Known) -> RegionPrices:
    """One region's file. Raises BrokenTable."""
    faults = Faults()
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    if path.stem not in known.regions:
        faults.append(f"{path.name}:1: region {path.stem!r} is not in regions.csv.")
    keys: set[tuple[str, ...]] = set()
    for line in read_lines(path, COLUMNS, faults):
        row, key = _row(line, known, faults), tuple(line.cells[column] for column in KEY_COLUMNS)
        faults.check(key not in keys, line, "repeats a row that stands further up.")
        keys.add(key)
        if row is not None:
            rows[line.cells["instance_type"], line.cells["operating_system"]].append(row)
    faults.raise_if_any()
    for group in rows.values():
        group.sort(key=lambda row: row.effective_from)
    return RegionPrices(path.stem, rows)


def _row(line: Line, known: Known, faults: Faults) -> Row | None:
    effective_from = read_date(line, "effective_from", faults)
    check_source(line, effective_from, known, faults)
    prices = {name: line.cells[name] for name in PURCHASE_OPTIONS if line.cells[name]}
    for name, price in prices.items():
        try:
            plain_decimal(price)
        except ValueError:
            faults.append(line.fault(f"{name} {price!r} must be a plain number such as 0.096, or empty."))
    faults.check(prices, line, "has no price.")
    return None if effective_from is None else Row(effective_from, line.cells["source"], prices)
