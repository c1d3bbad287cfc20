"""Stored price lists as the catalogue reads them.

The prices of a list are read whole, in one statement: when it is put to use, where answers must not wait for the
database, and otherwise when they are first asked for. They are kept packed, because few of many are ever asked for.
"""

import pickle
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from django.db import DatabaseError

from calculator.catalogue.imported import Coverage, Imported, ImportedList
from calculator.catalogue.instance_types import stated_type
from calculator.catalogue.publications import Source
from calculator.catalogue.rate_table import Cards
from calculator.core.answer import PriceList
from calculator.core.arithmetic import decimal
from calculator.core.errors import FieldError, NoDatabase, UnknownName
from calculator.core.tiers import RateCard, Tier
from calculator.models import StoredPrice, StoredPriceList

# A larger table is unpacked dimension by dimension, and its cards are made one by one.
MOST_UNPACKED_AT_ONCE = 2000
FASTEST = 1
COLUMNS = (
    "dimension",
    "option",
    "tier_from",
    "tier_to",
    "usd_per_unit",
    "unit",
    "usage_type",
    "sku",
    "effective_from",
)
PUBLISHER = "Amazon Web Services"
LICENCE = "none stated"
Row: TypeAlias = tuple[Any, ...]


class StoredLists:
    """Every stored list. What was read of one is kept from one generation to the next, because it cannot change."""

    def __init__(self) -> None:
        self._cards: dict[tuple[int, datetime], ListCards] = {}

    def read(self, *, with_prices: bool = False) -> Imported:
        """The lists of this moment, read in one statement so that they belong together.

        With the prices of those in use, if they are not to be read later. Raises UnknownName where one of these is
        gone before its prices were read.
        """
        records = list(StoredPriceList.objects.defer("report"))
        keys = [(record.pk, record.imported_at) for record in records]
        self._cards = {
            key: self._cards.get(key) or ListCards(record) for key, record in zip(keys, records, strict=True)
        }
        for key, record in zip(keys, records, strict=True):
            if with_prices and record.activated_at is not None:
                self._cards[key].read()
        return Imported(
            tuple(imported_list(record, self._cards[key]) for key, record in zip(keys, records, strict=True))
        )


def imported_list(record: StoredPriceList, cards: Callable[[str], Cards]) -> ImportedList:
    """One stored list."""
    published = record.published.date()
    what = "AWS price list" if record.is_whole else "Rows of AWS price list"
    main = max(record.tables, key=lambda table: record.tables[table], default="")
    return ImportedList(
        PriceList(
            record.name,
            main,
            published,
            record.checksum,
            active=record.activated_at is not None,
            region=record.region,
        ),
        Source(
            id=record.name,
            title=f"{what} {record.offer_code} in {record.region}, version {record.version}",
            publisher=PUBLISHER,
            url=record.source if urlsplit(record.source).scheme in ("http", "https") else "",
            published=published,
            retrieved=record.imported_at.date(),
            licence=LICENCE,
            confidence="published",
            note=f"imported {record.imported_at:%Y-%m-%d %H:%M} UTC from {_source_in_public(record.source)}",
        ),
        record.offer_code,
        record.version,
        Coverage((table, dimension, option) for table, dimension, option in record.covers),
        tuple(record.tables),
        cards,
        record.is_whole,
        lambda table, dimension: dimension in record.dimensions.get(table, ()),
        lambda: {name: stated_type(name, stated, record.name) for name, stated in record.instance_types.items()},
    )


def _source_in_public(source: str) -> str:
    """Where a list came from; of a file on the server only its name, because visitors read this."""
    return source if "://" in source else PurePath(source).name


def rate_card(record: StoredPriceList, table: str, rows: Iterable[Row]) -> RateCard:
    """The card of one price of a list, from its tiers in any order; it is in force once all of them are."""
    tiers = [(Tier(decimal(row[2]), decimal(row[3]) if row[3] else None, decimal(row[4])), row) for row in rows]
    tiers.sort(key=lambda each: each[0].start)
    dimension, option, _, _, _, unit, usage_type, sku, _ = tiers[0][1]
    return RateCard(
        table,
        record.region,
        dimension,
        option,
        unit,
        max(row[8] for _, row in tiers),
        record.name,
        tuple(tier for tier, _ in tiers),
        usage_type=usage_type or None,
        sku=sku or None,
        confirmed_on=record.published.date(),
    )


class ListCards:
    """The prices of one list, table by table."""

    def __init__(self, record: StoredPriceList) -> None:
        self._record = record
        self._packed: Mapping[tuple[str, str], bytes] | None = None
        self._tables: dict[str, Cards] = {}

    def __call__(self, table: str) -> Cards:
        """The rate cards of a table. Raises UnknownName when the list is gone, NoDatabase when that is not known."""
        # Two threads may both make them; they make the same.
        if table not in self._tables:
            is_large = self._record.tables.get(table, 0) > MOST_UNPACKED_AT_ONCE
            self._tables[table] = LargeTable(self, table) if is_large else self._whole(table)
        return self._tables[table]

    def read(self) -> Mapping[tuple[str, str], bytes]:
        """The rows of each table and dimension, packed; fetched the first time. Raises as above."""
        if self._packed is None:
            try:
                self._packed = self._fetched()
            except DatabaseError as error:
                raise NoDatabase(f"{self._record.name}: {error}") from error
        return self._packed

    def rows(self, table: str, dimension: str) -> Mapping[tuple[str, str], list[Row]]:
        """The tiers of each price of a dimension."""
        by_key: dict[tuple[str, str], list[Row]] = defaultdict(list)
        packed = self.read().get((table, dimension))
        for row in pickle.loads(zlib.decompress(packed)) if packed else ():
            by_key[row[0], row[1]].append(row)
        return dict(by_key)

    def dimensions(self, table: str) -> list[str]:
        """Those of which a table has any price."""
        return [dimension for of_table, dimension in self.read() if of_table == table]

    def card(self, table: str, rows: list[Row]) -> RateCard:
        """The card of one price."""
        return rate_card(self._record, table, rows)

    def _whole(self, table: str) -> Cards:
        priced = (self.rows(table, dimension) for dimension in self.dimensions(table))
        return {key: self.card(table, rows) for each in priced for key, rows in each.items()}

    def _fetched(self) -> Mapping[tuple[str, str], bytes]:
        by_dimension: dict[tuple[str, str], list[Row]] = defaultdict(list)
        found = StoredPrice.objects.filter(price_list_id=self._record.pk).values_list("table", *COLUMNS)
        for table, *row in found.iterator():
            by_dimension[table, row[0]].append(tuple(row))
        if not by_dimension and not StoredPriceList.objects.filter(pk=self._record.pk).exists():
            message = f"The price list {self._record.name} has been dropped meanwhile; ask again."
            raise UnknownName([FieldError("price_list", message, self._record.name)])
        return {key: zlib.compress(pickle.dumps(rows), FASTEST) for key, rows in by_dimension.items()}


class LargeTable(Mapping[tuple[str, str], RateCard]):
    """The rate cards of a large table; the rows of a dimension are unpacked when one of them is asked for."""

    def __init__(self, cards: ListCards, table: str) -> None:
        self._cards = cards
        self._table = table
        self._unpacked: dict[str, Mapping[tuple[str, str], list[Row]]] = {}

    def __getitem__(self, key: tuple[str, str]) -> RateCard:
        dimension, _ = key
        return self._cards.card(self._table, self._rows(dimension)[key])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return (key for dimension in self._cards.dimensions(self._table) for key in self._rows(dimension))

    def __len__(self) -> int:
        return sum(len(self._rows(dimension)) for dimension in self._cards.dimensions(self._table))

    def _rows(self, dimension: str) -> Mapping[tuple[str, str], list[Row]]:
        if dimension not in self._unpacked:
            self._unpacked[dimension] = self._cards.rows(self._table, dimension)
        return self._unpacked[dimension]
