"""Stored price lists as the catalogue reads them; the prices of a list are read when they are first asked for."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from django.db import DatabaseError

from calculator.catalogue.imported import Coverage, Imported, ImportedList
from calculator.catalogue.publications import Source
from calculator.catalogue.rate_table import Cards
from calculator.core.arithmetic import decimal
from calculator.core.errors import BrokenTable
from calculator.core.estimate import PriceList
from calculator.core.tiers import RateCard, Tier
from calculator.models import StoredPrice, StoredPriceList

# A larger table is read dimension by dimension, and its cards are made one by one.
MOST_READ_AT_ONCE = 2000
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

    def read(self) -> Imported:
        """The lists of this moment, read in one statement so that they belong together."""
        records = list(StoredPriceList.objects.defer("report"))
        keys = [(record.pk, record.imported_at) for record in records]
        self._cards = {
            key: self._cards.get(key) or ListCards(record) for key, record in zip(keys, records, strict=True)
        }
        return Imported(
            tuple(imported_list(record, self._cards[key]) for key, record in zip(keys, records, strict=True))
        )


def imported_list(record: StoredPriceList, cards: Callable[[str], Cards]) -> ImportedList:
    """One stored list."""
    published = record.published.date()
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
            title=f"AWS price list {record.offer_code} in {record.region}, version {record.version}",
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
    )


def _source_in_public(source: str) -> str:
    """Where a list came from; of a file on the server only its name, because visitors read this."""
    return source if "://" in source else PurePath(source).name


def rate_card(record: StoredPriceList, table: str, rows: Iterable[Row]) -> RateCard:
    """The card of one price of a list, from its tiers in any order."""
    tiers = [(Tier(decimal(row[2]), decimal(row[3]) if row[3] else None, decimal(row[4])), row) for row in rows]
    tiers.sort(key=lambda each: each[0].start)
    dimension, option, _, _, _, unit, usage_type, sku, effective_from = tiers[0][1]
    return RateCard(
        table,
        record.region,
        dimension,
        option,
        unit,
        effective_from,
        record.name,
        tuple(tier for tier, _ in tiers),
        usage_type=usage_type or None,
        sku=sku or None,
        listed_on=record.published.date(),
    )


class ListCards:
    """The prices of one list, table by table."""

    def __init__(self, record: StoredPriceList) -> None:
        self._record = record
        self._read: dict[str, Cards] = {}

    def __call__(self, table: str) -> Cards:
        """The rate cards of a table."""
        # Two threads may both read them; they read the same.
        if table not in self._read:
            is_large = self._record.tables.get(table, 0) > MOST_READ_AT_ONCE
            self._read[table] = LargeTable(self, table) if is_large else self._whole(table)
        return self._read[table]

    def rows(self, table: str, **dimension: str) -> Mapping[tuple[str, str], list[Row]]:
        """The tiers of each price. Raises BrokenTable when the list is gone or the database does not answer."""
        by_key: dict[tuple[str, str], list[Row]] = defaultdict(list)
        try:
            found = StoredPrice.objects.filter(price_list_id=self._record.pk, table=table, **dimension)
            for row in found.values_list(*COLUMNS):
                by_key[row[0], row[1]].append(row)
            if not by_key and not StoredPriceList.objects.filter(pk=self._record.pk).exists():
                raise BrokenTable([f"{self._record.name}: the price list has been dropped meanwhile; ask again."])
        except DatabaseError as error:
            raise BrokenTable([f"{self._record.name}: the database does not answer: {error}"]) from error
        return by_key

    def card(self, table: str, rows: list[Row]) -> RateCard:
        """The card of one price."""
        return rate_card(self._record, table, rows)

    def _whole(self, table: str) -> Cards:
        return {key: self.card(table, rows) for key, rows in self.rows(table).items()}


class LargeTable(Mapping[tuple[str, str], RateCard]):
    """The rate cards of a large table; the rows of a dimension are read when one of them is asked for."""

    def __init__(self, cards: ListCards, table: str) -> None:
        self._cards = cards
        self._table = table
        self._read: dict[str, Mapping[tuple[str, str], list[Row]]] = {}

    def __getitem__(self, key: tuple[str, str]) -> RateCard:
        dimension, _ = key
        if dimension not in self._read:
            self._read[dimension] = dict(self._cards.rows(self._table, dimension=dimension))
        return self._cards.card(self._table, self._read[dimension][key])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._cards.rows(self._table))

    def __len__(self) -> int:
        return len(self._cards.rows(self._table))
