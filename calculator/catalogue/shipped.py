"""The price tables of one folder, loaded lazily table by table and immutable once loaded."""

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from threading import RLock

from calculator.catalogue.glance import Glance, glance_at
from calculator.catalogue.keyed_layout import KeyedLayout, read_layouts, table_name
from calculator.catalogue.keyed_memory import Memory
from calculator.catalogue.keyed_table import KeyedTable
from calculator.catalogue.limits import read_limits
from calculator.catalogue.publications import Source, read_regions, read_sources
from calculator.catalogue.rate_table import ShippedTable, read_rate_table
from calculator.catalogue.tables import SERVICES, Faults, Known
from calculator.core.answer import Limit
from calculator.core.errors import BrokenTable, FieldError, UnknownName

# The rows of a service; those of a second table are `prices_<name>.csv`.
ROWS = "prices"
# What is kept of the keyed tables of all services together.
MOST_BYTES = 96 * 2**20


class ShippedTables:
    """What the project ships. Safe to share between threads, and between catalogues."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tables: dict[str, ShippedTable] = {}
        self._limits: dict[str, list[Limit]] = {}
        self._memory = Memory(MOST_BYTES)
        self._lock = RLock()

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every publication by id, those that a single service cites among them. Raises BrokenTable."""
        own = (path for name in self.service_folders for path in self._own_sources(name))
        return read_sources(self.folder / "sources.csv", *own)

    def _own_sources(self, name: str) -> tuple[Path, ...]:
        """The file of the sources of one service alone, where it has one."""
        path = self.folder / SERVICES / name / "sources.csv"
        return (path,) if path.exists() else ()

    @cached_property
    def regions(self) -> dict[str, str]:
        """AWS's name of every region, by code. Raises BrokenTable."""
        return read_regions(self.folder / "regions.csv", self._shared_sources)

    @cached_property
    def limits(self) -> dict[str, list[Limit]]:
        """Every limit row by service. Raises BrokenTable."""
        found = {name: self.limits_of(name) for name in self.service_folders}
        return {name: limits for name, limits in found.items() if limits}

    def limits_of(self, name: str) -> list[Limit]:
        """The limit rows of one service, read at first use. Raises BrokenTable."""
        with self._lock:
            if name not in self._limits:
                self._limits[name] = self._read_limits(name)
            return self._limits[name]

    def _read_limits(self, name: str) -> list[Limit]:
        path = self.folder / SERVICES / name / "limits.csv"
        if name not in self.service_folders or not path.exists():
            return []
        faults = Faults()
        limits = read_limits(path, name, self.known(name), faults)
        faults.raise_if_any()
        return limits

    @cached_property
    def service_folders(self) -> tuple[str, ...]:
        """The services that keep their data in a folder of their own, which may be without prices."""
        folder = self.folder / SERVICES
        return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())) if folder.is_dir() else ()

    @cached_property
    def table_names(self) -> tuple[str, ...]:
        """The price tables there are."""
        rows = (table for name in self.service_folders for table in self._rows_of(name))
        return tuple(sorted((*self.large_tables, *rows)))

    @cached_property
    def large_tables(self) -> tuple[str, ...]:
        """The tables that are kept in a file for each region, because they are large. Raises BrokenTable."""
        return tuple(sorted(table for name in self.service_folders for table in self._keyed_of(name)))

    def _keyed_of(self, service: str) -> dict[str, tuple[Path, KeyedLayout]]:
        """The folder and the layout of every keyed table of a service. Raises BrokenTable."""
        folder = self.folder / SERVICES / service
        return {table_name(service, name): (folder / name, layout) for name, layout in read_layouts(folder).items()}

    def _rows_of(self, service: str) -> dict[str, Path]:
        """The file of every table of rows of a service."""
        paths = (self.folder / SERVICES / service).glob(f"{ROWS}*.csv")
        return {f"{service}{path.stem.removeprefix(ROWS)}": path for path in paths}

    def glance(self, service: str) -> Glance:
        """Where a service has prices and of what day, from a look at its files. Raises BrokenTable."""
        folders = [folder for folder, _ in self._keyed_of(service).values()]
        return glance_at(self._rows_of(service).values(), folders, self.regions)

    def table(self, name: str) -> ShippedTable:
        """One price table, read and checked at first use. Raises UnknownName, BrokenTable."""
        with self._lock:
            if name not in self._tables:
                self._tables[name] = self._read_table(name)
            return self._tables[name]

    @property
    def priced_types(self) -> frozenset[str]:
        """The EC2 instance types that have a price in any region."""
        table = self.table("ec2")
        return table.first_words if isinstance(table, KeyedTable) else frozenset()

    def check(self) -> None:
        """Read every table. Raises BrokenTable with the faults of all of them."""
        self._read_all(lambda: self.sources, lambda: self.regions, lambda: self.limits)
        self._read_all(*(partial(self.table, name) for name in self.table_names))
        self._read_all(*(partial(self._read_region, name) for name in self.table_names))

    def _read_region(self, name: str) -> None:
        """Read what a table keeps region by region."""
        table = self.table(name)
        self._read_all(*(partial(table.read_whole, region) for region in table.regions))

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

    def known(self, name: str = "") -> Known:
        """What the rows of a table may refer to: shared sources, and those of the service named."""
        sources = {**self._shared_sources, **read_sources(*self._own_sources(name))}
        return Known(frozenset(self.regions), {source.id: source.retrieved for source in sources.values()})

    @cached_property
    def _shared_sources(self) -> dict[str, Source]:
        return read_sources(self.folder / "sources.csv")

    def _read_table(self, name: str) -> ShippedTable:
        for service in self.service_folders:
            # No other service's file is opened for it.
            if not f"{name}_".startswith(f"{service}_"):
                continue
            if name in (rows := self._rows_of(service)):
                return read_rate_table(rows[name], self.known(service), name)
            if name in (keyed := self._keyed_of(service)):
                folder, layout = keyed[name]
                return KeyedTable(folder, name, layout, self.known(service), self._memory)
        raise UnknownName([FieldError("service", f"There is no price table named {name!r}.")])
