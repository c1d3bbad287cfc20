"""The door to prices and limits: the shipped tables with the imported price lists of one moment over them."""

from datetime import date
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path

from calculator.catalogue.imported import Imported
from calculator.catalogue.limits import in_force
from calculator.catalogue.overlay import OverlaidTable
from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.publications import Source
from calculator.catalogue.rate_table import PriceTable
from calculator.catalogue.shipped import ShippedTables
from calculator.core.errors import FieldError, InvalidInput, NotPriced
from calculator.core.estimate import Limit, PriceList
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

    def price_lists(self) -> tuple[PriceList, ...]:
        """The identity of every shipped table and of every imported list, in use or not."""
        shipped = (self.table(name).price_list for name in self.table_names)
        return (*shipped, *(each.identity for each in self.imported.lists))

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
        """Read every shipped table. Raises BrokenTable with the faults of all of them."""
        self._shipped.check()

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
            price_lists=tuple(each for name in tables for each in self._lists_of(name, region, as_of)),
            of_region=lambda other: self.book(tables, other, as_of),
        )

    def _lists_of(self, table: str, region: str, as_of: date) -> tuple[PriceList, ...]:
        """The lists that answer for a table: the shipped one, and what is laid over it."""
        speaking = self.imported.speaking(table, region, as_of)
        return (self.table(table).price_list, *(each.identity_for(table) for each in speaking))

    def _check_date(self, table: str, region: str, as_of: date) -> None:
        first = self.table(table).first_date(region)
        if first is None:
            message = (
                f"There is no price in this price list for {table} in {region}: it is not sold there, or the list "
                "lacks it. Choose another region, or import a list that has it."
            )
            raise NotPriced([FieldError("region", message, region)])
        if as_of < first:
            message = f"There is no price for {table} in {region} as of {as_of}; the first known is of {first}."
            raise InvalidInput([FieldError("as_of", message, str(as_of))])


def unknown_region(region: str, regions: dict[str, str]) -> str:
    """The sentence for a region that does not exist; people also know them by their cities."""
    typed = region[:40].casefold()
    named = [code for code, name in regions.items() if typed and typed in name.casefold()]
    nearest = named[:3] or get_close_matches(typed, regions, n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(nearest)}?" if nearest else " Regions look like us-east-1."
    return f"There is no region of this name in the price tables.{hint}"
