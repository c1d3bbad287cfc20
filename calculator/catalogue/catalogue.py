"""The door to prices and limits: the shipped tables with the imported price lists of one moment over them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from calculator.catalogue.glance import Glance
from calculator.catalogue.importable import is_table_importable
from calculator.catalogue.imported import Imported
from calculator.catalogue.instance_types import InstanceType, instance_types, stated_type
from calculator.catalogue.limits import in_force
from calculator.catalogue.overlay import OverlaidTable
from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.price_index import PriceIndex
from calculator.catalogue.publications import Source
from calculator.catalogue.rate_table import Cards, PriceTable, RateTable
from calculator.catalogue.region_names import unknown_region
from calculator.catalogue.shipped import ShippedTables
from calculator.catalogue.tables import Known
from calculator.catalogue.together import Together
from calculator.core.answer import Limit, PriceList
from calculator.core.display import words
from calculator.core.errors import FieldError, InvalidInput, NotPriced
from calculator.core.units import PRICING_DATA

NOTHING_IMPORTED = Imported()


class Catalogue:
    """Every price and limit there is. Never changes once made, and safe to share between threads."""

    def __init__(self, folder: Path = PRICING_DATA) -> None:
        self._begin(ShippedTables(folder), NOTHING_IMPORTED)

    def _begin(self, shipped: ShippedTables, imported: Imported) -> None:
        self._shipped = shipped
        self.imported = imported
        self._book = lru_cache(maxsize=512)(self._make_book)
        self._sold = lru_cache(maxsize=512)(self._find_sold)

    def overlaid(self, imported: Imported) -> "Catalogue":
        """The same shipped tables, already read, under other imported lists."""
        other = Catalogue.__new__(Catalogue)
        other._begin(self._shipped, imported)
        return other

    def under(self, identity: str) -> "Catalogue":
        """The same prices, but for one imported list that speaks whatever the day. Raises UnknownName."""
        return self.overlaid(self.imported.under(identity))

    @property
    def folder(self) -> Path:
        """Where the shipped tables are."""
        return self._shipped.folder

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every publication by id, imported lists among them. Raises BrokenTable."""
        return {**self._shipped.sources, **{each.source.id: each.source for each in self.imported.lists}}

    @property
    def regions(self) -> dict[str, str]:
        """AWS's name of every region, by code. Raises BrokenTable."""
        return self._shipped.regions

    @property
    def limits(self) -> dict[str, list[Limit]]:
        """Every limit row by service. Raises BrokenTable."""
        return self._shipped.limits

    def limits_of(self, service: str) -> list[Limit]:
        """The limit rows of one service. Raises BrokenTable."""
        return self._shipped.limits_of(service)

    @property
    def table_names(self) -> tuple[str, ...]:
        """The price tables there are."""
        return self._shipped.table_names

    @property
    def large_tables(self) -> tuple[str, ...]:
        """The tables that are too large to be listed at once."""
        return self._shipped.large_tables

    def table(self, name: str) -> PriceTable:
        """One price table, read and checked at first use. Raises UnknownName, BrokenTable."""
        shipped = self._shipped.table(name)
        return OverlaidTable(name, shipped, self.imported) if self.imported.lists else shipped

    @cached_property
    def instance_types(self) -> Mapping[str, InstanceType]:
        """What EC2 instance types have: as the table of attributes says, or else the newest list that prices them."""
        listed = {name: each for named in self.imported.instance_types() for name, each in named.items()}
        return {**instance_types(), **{name: each for name, each in listed.items() if name not in instance_types()}}

    @cached_property
    def priced_types(self) -> tuple[InstanceType, ...]:
        """The EC2 instance types that any price in any region is of."""
        priced = self._shipped.priced_types.union(*self.imported.instance_types())
        unlisted = sorted(priced.difference(self.instance_types))
        known = (each for name, each in self.instance_types.items() if name in priced)
        return (*known, *(stated_type(name, {}, "") for name in unlisted))

    def price_lists(self) -> tuple[PriceList, ...]:
        """The identity of every shipped table and of every imported list, in use or not."""
        shipped = (self.table(name).price_list for name in self.table_names)
        return (*shipped, *(each.identity for each in self.imported.lists))

    @cached_property
    def price_index(self) -> PriceIndex:
        """The shipped prices of all tables that are read whole and that no imported list covers."""
        overlaid = {table for each in self.imported.lists for table in each.covers.tables}
        shipped = {name: self._shipped.table(name) for name in self.table_names if name not in overlaid}
        return PriceIndex({name: each for name, each in shipped.items() if isinstance(each, RateTable)}, self.regions)

    def regions_of(self, table: str) -> tuple[str, ...]:
        """The regions that a table has any price for, in the order of regions.csv."""
        priced = self.table(table).regions
        return tuple(region for region in self.regions if region in priced)

    def glance(self, service: str) -> Glance:
        """Where a service has prices and of what day the newest is; no price is read for it. Raises BrokenTable."""
        shipped = self._shipped.glance(service)
        lists = [
            each
            for each in self.imported.lists
            if each.identity.active and any(f"{table}_".startswith(f"{service}_") for table in each.covers.tables)
        ]
        return Glance(
            shipped.regions.union(each.region for each in lists),
            max((shipped.newest, *(each.identity.published for each in lists))),
        )

    def sold(self, table: str, region: str = "") -> Collection[str]:
        """What the prices of a table are of, in one region or in any. Raises UnknownName, BrokenTable."""
        return self._sold(table, region)

    def _find_sold(self, table: str, region: str) -> Collection[str]:
        return self.table(table).sold(region)

    def book(self, tables: tuple[str, ...], region: str, as_of: date, limits_of: str = "") -> PriceBook:
        """The prices and limits of a service, whose own table comes first among `tables`.

        `limits_of` names the limits of a service whose table is called otherwise.
        Raises NotPriced for a region that the service's table has no price for, InvalidInput for a region that
        does not exist and for a date before the first price.
        """
        return self._book(tables, region, as_of, "" if limits_of in tables else limits_of)

    def known(self, service: str) -> Known:
        """What the rows of a service's own tables may refer to. Raises BrokenTable."""
        return self._shipped.known(service)

    def check(self) -> None:
        """Read every shipped table. Raises BrokenTable with the faults of all of them."""
        self._shipped.check()

    def _make_book(self, tables: tuple[str, ...], region: str, as_of: date, limits_of: str) -> PriceBook:
        if region not in self.regions:
            raise InvalidInput([FieldError("region", unknown_region(region, self.regions), region[:80])])
        self._check_date(tables[0], region, as_of)
        cards = [self.table(name).in_force(region, as_of) for name in tables]
        limits: dict[tuple[str, str], Limit] = {}
        for name in (*tables, limits_of):
            limits |= in_force(self._shipped.limits_of(name), as_of)
        return PriceBook(
            service=tables[0],
            region=region,
            as_of=as_of,
            cards=_together(cards),
            limits=limits,
            price_lists=tuple(each for name in tables for each in self._lists_of(name, region, as_of)),
            superseded=tuple(each for name in tables for each in self._superseded(name, region, as_of)),
            of_region=lambda other: self.book(tables, other, as_of, limits_of),
            of_service=lambda others, key: self.book(others, region, as_of, key),
            type_of=self._type_of,
            sold=lambda table: self.sold(table, region),
        )

    def _type_of(self, name: str) -> InstanceType:
        """What is known of an EC2 instance type; of one that only shipped prices name, nothing more."""
        return self.instance_types.get(name) or stated_type(name, {}, "")

    def _lists_of(self, table: str, region: str, as_of: date) -> tuple[PriceList, ...]:
        """The lists that answer for a table: the shipped one, and what is laid over it."""
        speaking = self.imported.speaking(table, region, as_of)
        return (self.table(table).price_list, *(each.identity_for(table) for each in speaking))

    def _superseded(self, table: str, region: str, as_of: date) -> Iterator[PriceList]:
        """The lists before those that answer for a table."""
        for newest in self.imported.speaking(table, region, as_of):
            yield from (each.identity_for(table) for each in self.imported.before(newest, table))

    def _check_date(self, table: str, region: str, as_of: date) -> None:
        first, called = self.table(table).first_date(region), words(table)
        if first is None:
            would_help = is_table_importable(table)
            advice = "Import AWS's list of that Region, or choose" if would_help else "Choose"
            message = f"There is no price in our data for {called} in {region}. {advice} another Region."
            raise NotPriced([FieldError("region", message, region)], is_importable=would_help)
        if as_of < first:
            message = f"There is no price for {called} in {region} as of {as_of}; the first known is of {first}."
            raise InvalidInput([FieldError("as_of", message, str(as_of))])


def _together(cards: Sequence[Cards]) -> Cards:
    """The cards of several tables, no two of which have a price of one name; of a large table none is made for it."""
    if all(isinstance(each, dict) for each in cards):
        return {key: card for each in cards for key, card in each.items()}
    return cards[0] if len(cards) == 1 else Together(cards)
