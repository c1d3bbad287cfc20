"""All price tables of one folder, loaded lazily table by table and immutable once loaded."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from functools import cached_property, lru_cache, partial
from pathlib import Path
from threading import RLock

from calculator.catalogue.instance_prices import InstanceTable
from calculator.catalogue.limits import in_force, read_limits
from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.publications import Source, read_regions, read_sources
from calculator.catalogue.rate_table import PriceTable, read_rate_table
from calculator.catalogue.tables import Faults, Known
from calculator.core.errors import BrokenTable, FieldError, InvalidInput, NotPriced, UnknownName
from calculator.core.estimate import Limit, PriceList
from calculator.core.units import PRICING_DATA, units

NOT_PRICE_TABLES = ("limits", "regions", "sources", "units", "ec2_instance_types", "ec2_spot_advisor")


class Catalogue:
    """The door to prices and limits. Safe to share between threads."""

    def __init__(self, folder: Path = PRICING_DATA) -> None:
        self.folder = folder
        self._tables: dict[str, PriceTable] = {}
        self._lock = RLock()
        self._book = lru_cache(maxsize=512)(self._make_book)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every publication by id. Raises BrokenTable."""
        return read_sources(self.folder / "sources.csv")

    @cached_property
    def regions(self) -> dict[str, str]:
        """AWS's name of every region, by code. Raises BrokenTable."""
        return read_regions(self.folder / "regions.csv", self.sources)

    @cached_property
    def limits(self) -> dict[str, list[Limit]]:
        """Every limit row by service. Raises BrokenTable."""
        faults = Faults()
        by_service: dict[str, list[Limit]] = defaultdict(list)
        for limit in read_limits(self.folder / "limits.csv", self._known, faults):
            by_service[limit.service].append(limit)
        faults.raise_if_any()
        return dict(by_service)

    @property
    def table_names(self) -> tuple[str, ...]:
        """The price tables of the folder."""
        tables = (path.stem for path in self.folder.glob("*.csv") if path.stem not in NOT_PRICE_TABLES)
        return tuple(sorted((*tables, *(path.name for path in self.folder.iterdir() if path.is_dir()))))

    @property
    def large_tables(self) -> tuple[str, ...]:
        """The tables that are kept in a file for each region, because they are large."""
        return tuple(name for name in self.table_names if (self.folder / name).is_dir())

    def table(self, name: str) -> PriceTable:
        """One price table, read and checked at first use. Raises UnknownName, BrokenTable."""
        with self._lock:
            if name not in self._tables:
                self._tables[name] = self._read_table(name)
            return self._tables[name]

    def price_lists(self) -> tuple[PriceList, ...]:
        """The identity of every price table."""
        return tuple(self.table(name).price_list for name in self.table_names)

    def regions_of(self, table: str) -> tuple[str, ...]:
        """The regions that a table has any price for, in the order of regions.csv."""
        priced = self.table(table).regions
        return tuple(region for region in self.regions if region in priced)

    def book(self, tables: tuple[str, ...], region: str, as_of: date) -> PriceBook:
        """The prices and limits of a service, whose own table comes first among `tables`.

        Raises NotPriced for a region that the service's table has no price for, InvalidInput for a region that
        does not exist and for a date before the first price.
        """
        return self._book(tables, region, as_of)

    def check(self) -> None:
        """Read every table. Raises BrokenTable with the faults of all of them."""
        self._read_all(lambda: self.sources, lambda: self.regions, lambda: self.limits)
        self._read_all(*(partial(self.table, name) for name in self.table_names))
        self._read_all(*(partial(self._read_region, name) for name in self.table_names))

    def _read_region(self, name: str) -> None:
        """Read what a table keeps region by region."""
        table = self.table(name)
        self._read_all(*(partial(table.in_force, region, date.max) for region in table.regions))

    @staticmethod
    def _read_all(*reads: Callable[[], object]) -> None:
        """Read several tables and raise their faults together; a table that others need speaks once."""
        faults: dict[str, None] = {}
        for read in reads:
            try:
                read()
            except BrokenTable as broken:
                faults |= dict.fromkeys(broken.faults)
        if faults:
            raise BrokenTable(faults)

    @cached_property
    def _known(self) -> Known:
        retrieved = {source.id: source.retrieved for source in self.sources.values()}
        return Known(frozenset(self.regions), retrieved, frozenset(units()))

    def _read_table(self, name: str) -> PriceTable:
        if name not in self.table_names:
            raise UnknownName([FieldError("service", f"There is no price table named {name!r}.")])
        folder = self.folder / name
        if folder.is_dir():
            return InstanceTable(folder, self._known)
        return read_rate_table(folder.with_suffix(".csv"), self._known)

    def _make_book(self, tables: tuple[str, ...], region: str, as_of: date) -> PriceBook:
        if region not in self.regions:
            raise InvalidInput([FieldError("region", unknown_region(region, self.regions), region[:80])])
        self._check_date(tables[0], region, as_of)
        cards = [self.table(name).in_force(region, as_of) for name in tables]
        limits: dict[tuple[str, str], Limit] = {}
        for name in tables:
            limits |= in_force(self.limits.get(name, []), as_of)
        return PriceBook(
            service=tables[0],
            region=region,
            as_of=as_of,
            cards=cards[0] if len(cards) == 1 else {key: card for each in cards for key, card in each.items()},
            limits=limits,
            price_lists=tuple(self.table(name).price_list for name in tables),
            of_region=lambda other: self.book(tables, other, as_of),
        )

    def _check_date(self, table: str, region: str, as_of: date) -> None:
        first = self.table(table).first_date(region)
        if first is None:
            message = (
                f"There is no price in this price list for {table} in {region}: it is not sold there, or the list "
                "lacks it. Choose another region."
            )
            raise NotPriced([FieldError("region", message, region)])
        if as_of < first:
            message = f"There is no price for {table} in {region} as of {as_of}; the first known is of {first}."
            raise InvalidInput([FieldError("as_of", message, str(as_of))])


def unknown_region(region: str, regions: dict[str, str]) -> str:
    """The sentence for a region that does not exist."""
    nearest = get_close_matches(region[:40].lower(), regions, n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(nearest)}?" if nearest else " Regions look like us-east-1."
    return f"There is no region of this name in the price tables.{hint}"
