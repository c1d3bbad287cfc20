"""The price tables of one folder, loaded lazily table by table and immutable once loaded."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from threading import RLock

from calculator.catalogue.instance_prices import InstanceTable
from calculator.catalogue.limits import read_limits
from calculator.catalogue.publications import Source, read_regions, read_sources
from calculator.catalogue.rate_table import ShippedTable, read_rate_table
from calculator.catalogue.tables import Faults, Known
from calculator.core.errors import BrokenTable, FieldError, UnknownName
from calculator.core.estimate import Limit
from calculator.core.units import units

NOT_PRICE_TABLES = (
    "limits",
    "regions",
    "sources",
    "units",
    "ec2_instance_types",
    "ec2_spot_advisor",
    "price_list_mapping",
    "region_billing_codes",
)


class ShippedTables:
    """What the project ships. Safe to share between threads, and between catalogues."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tables: dict[str, ShippedTable] = {}
        self._lock = RLock()

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

    def table(self, name: str) -> ShippedTable:
        """One price table, read and checked at first use. Raises UnknownName, BrokenTable."""
        with self._lock:
            if name not in self._tables:
                self._tables[name] = self._read_table(name)
            return self._tables[name]

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

    def _read_table(self, name: str) -> ShippedTable:
        if name not in self.table_names:
            raise UnknownName([FieldError("service", f"There is no price table named {name!r}.")])
        folder = self.folder / name
        if folder.is_dir():
            return InstanceTable(folder, self._known)
        return read_rate_table(folder.with_suffix(".csv"), self._known)
