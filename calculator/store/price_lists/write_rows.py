"""Writing a price list into the database, row by row, exactly as the file has it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from django.db import connection
from django.utils import timezone

from calculator.catalogue.instance_types import instance_types
from calculator.core.display import exact_text
from calculator.core.errors import shown
from calculator.models import StoredPrice, StoredPriceList
from calculator.offers.offer import MappedOffer, MappedPrice

ROWS_AT_ONCE = 5000
# Addresses and paths; a path may hold bytes that are no characters, which a database need not take.
MOST_OF_A_SOURCE = 2000
# The table whose options begin with an instance type.
INSTANCES = "ec2"
PRICE_COLUMNS = (
    "table",
    "dimension",
    "option",
    "tier_from",
    "tier_to",
    "unit",
    "usd_per_unit",
    "usage_type",
    "operation",
    "sku",
    "rate_code",
    "effective_from",
)


def name_of(offer_code: str, region: str, version: str) -> str:
    """What a list is called everywhere: `AmazonS3-eu-west-1-20261101120000`."""
    return f"{offer_code}-{region}-{version}"


def by_region(offer: MappedOffer) -> dict[str, list[MappedPrice]]:
    """The prices of an offer file, region by region."""
    regions: dict[str, list[MappedPrice]] = defaultdict(list)
    for price in offer.prices:
        regions[price.region].append(price)
    return dict(sorted(regions.items()))


def new_record(offer: MappedOffer, region: str, prices: list[MappedPrice], source: str) -> StoredPriceList:
    """The list of one region, not stored yet and not in use."""
    header = offer.header
    return StoredPriceList(
        name=name_of(header.offer_code, region, header.version),
        offer_code=header.offer_code,
        region=region,
        version=header.version,
        published=header.published,
        checksum=offer.checksum,
        source=shown(source, MOST_OF_A_SOURCE),
        imported_at=timezone.now(),
        rows_read=offer.rows_read,
        tables=dict(sorted(Counter(price.table for price in prices).items())),
        dimensions=_dimensions(prices),
        instance_types=_instance_types(offer, prices),
        covers=_covers(offer, prices),
        is_whole=offer.is_whole,
    )


def _covers(offer: MappedOffer, prices: Iterable[MappedPrice]) -> list[list[str]]:
    """What the list of a region speaks for: all that the rules of its offer do, or its own prices."""
    if offer.is_whole:
        return sorted([each.table, each.dimension, each.option] for each in offer.covers)
    return sorted(map(list, {(price.table, price.dimension, price.option) for price in prices}))


def _dimensions(prices: Iterable[MappedPrice]) -> dict[str, list[str]]:
    """What the prices of each table are of."""
    dimensions: dict[str, set[str]] = defaultdict(set)
    for price in prices:
        dimensions[price.table].add(price.dimension)
    return {table: sorted(names) for table, names in sorted(dimensions.items())}


def _instance_types(offer: MappedOffer, prices: Iterable[MappedPrice]) -> dict[str, Mapping[str, str]]:
    """The instance types that are priced, with what the list states of those that the calculator does not know."""
    names = {price.option.partition(" ")[0] for price in prices if price.table == INSTANCES}
    known = instance_types()
    return {name: {} if name in known else offer.instance_types.get(name, {}) for name in sorted(names)}


def write(record: StoredPriceList, prices: Iterable[MappedPrice]) -> None:
    """Store a list with its prices; the caller is in a transaction."""
    record.save()
    # Plain statements: Django's own way through its records takes ten times as long.
    columns = ("price_list_id", *PRICE_COLUMNS)
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    table = connection.ops.quote_name(StoredPrice._meta.db_table)
    statement = f"INSERT INTO {table} ({quoted}) VALUES ({', '.join(['%s'] * len(columns))})"
    rows: list[list[int | str]] = [[record.pk, *cells(price)] for price in prices]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            cursor.executemany(statement, rows[start : start + ROWS_AT_ONCE])


def cells(price: MappedPrice) -> tuple[str, ...]:
    """A price as it is stored, in the order of PRICE_COLUMNS."""
    return (
        price.table,
        price.dimension,
        price.option,
        exact_text(price.tier_from),
        "" if price.tier_to is None else exact_text(price.tier_to),
        price.unit,
        exact_text(price.usd_per_unit),
        price.usage_type,
        price.operation,
        price.sku,
        price.rate_code,
        price.effective_from.isoformat(),
    )


def is_same(record: StoredPriceList, prices: Iterable[MappedPrice]) -> bool:
    """Whether a stored list has exactly these prices."""
    rows = StoredPrice.objects.filter(price_list=record).values_list(*PRICE_COLUMNS)
    return {tuple(map(str, row)) for row in rows} == {cells(price) for price in prices}
