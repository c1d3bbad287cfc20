"""The S3 bill of B3's columns as one would write it by hand: on NumPy arrays group by group, and as SQL in DuckDB."""

from dataclasses import astuple, dataclass, fields

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.price_book import PriceBook
from calculator.core.units import convert
from tests.questions import TODAY

CLASSES = ("STANDARD", "INTELLIGENT_TIERING", "STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")
KB_PER_GB, FIRST, SECOND, MONITORED, DAYS = 2**20, 51_200.0, 512_000.0, 128.0, 30


@dataclass(frozen=True)
class Wide:
    """A row of the wide table of prices, USD for each unit of the columns; what a class does not bill costs nothing."""

    region: str
    storage_class: str
    first: float
    second: float
    third: float
    put: float
    get: float
    retrieval: float
    restore_request: float
    monitoring: float
    least_kb: float
    index_kb: float
    metadata_kb: float
    standard_first: float
    copy: float


def wide(catalogue: Catalogue, regions: list[str]) -> pd.DataFrame:
    """The prices of all Regions and classes."""
    rows = [
        _row(catalogue.book(("s3", "data_transfer"), region, TODAY, "s3"), each)
        for region in regions
        for each in CLASSES
    ]
    return pd.DataFrame([astuple(row) for row in rows], columns=[each.name for each in fields(Wide)])


def _row(book: PriceBook, option: str) -> Wide:
    is_tiered, is_restored = option == "INTELLIGENT_TIERING", option in ("GLACIER", "DEEP_ARCHIVE")
    tiers = _prices(book, "storage_frequent" if is_tiered else "storage", option, "GB-month")
    first, second, third = [*tiers, *tiers[-1:] * 2][:3]
    speed = "retrieval_standard" if is_restored else "retrieval"
    return Wide(
        book.region,
        option,
        first,
        second,
        third,
        _prices(book, "put_request", option, "request")[0],
        _prices(book, "get_request", option, "request")[0],
        _prices(book, speed, option, "GB")[0] if option not in ("STANDARD", "INTELLIGENT_TIERING") else 0.0,
        _prices(book, "retrieval_standard_request", option, "request")[0] if is_restored else 0.0,
        _prices(book, "monitoring", option, "object-month")[0] if is_tiered else 0.0,
        _limit(book, "minimum_billable_object", option),
        _limit(book, "archive_overhead", option) if is_restored else 0.0,
        _limit(book, "standard_overhead", option) if is_restored else 0.0,
        _prices(book, "storage", "STANDARD", "GB-month")[0],
        1.0 if is_restored else 0.0,
    )


def _prices(book: PriceBook, dimension: str, option: str, unit: str) -> list[float]:
    card = book.card(dimension, option)
    return [float(tier.usd_per_unit * convert(1, unit, card.unit)) for tier in card.tiers]


def _limit(book: PriceBook, name: str, option: str) -> float:
    return float(book.limit(name, option)) if book.has_limit(name, option) else 0.0


def by_numpy(table: pd.DataFrame, prices: pd.DataFrame) -> NDArray[np.float64]:
    """Monthly USD row by row, group by group."""
    names = ("storage_gb", "average_object_kb", "put_requests", "get_requests", "retrieval_gb")
    columns = [table[name].to_numpy() for name in names]
    region = pd.Categorical(table["region"], categories=prices["region"].unique()).codes.astype(np.int16)
    option = pd.Categorical(table["storage_class"], categories=list(CLASSES)).codes.astype(np.int16)
    key = region * np.int16(len(CLASSES)) + option
    order = np.argsort(key, kind="stable")
    ends = np.searchsorted(key[order], np.arange(len(prices) + 1))
    sorted_columns = [column[order] for column in columns]
    usd = np.empty(len(table))
    for number, price in enumerate(prices.itertuples(index=False)):
        where = slice(ends[number], ends[number + 1])
        usd[order[where]] = _bill(price, *(column[where] for column in sorted_columns))
    return usd


def _bill(p: object, gb: object, kb: object, put: object, get: object, read: object) -> NDArray[np.float64]:
    price: Wide = p  # type: ignore[assignment]
    size: NDArray[np.float64] = gb  # type: ignore[assignment]
    each: NDArray[np.float64] = kb  # type: ignore[assignment]
    back: NDArray[np.float64] = read  # type: ignore[assignment]
    usd = np.minimum(size, FIRST) * price.first
    if price.third != price.first:
        usd += np.clip(size - FIRST, 0, SECOND - FIRST) * price.second + np.maximum(size - SECOND, 0) * price.third
    else:
        usd += np.maximum(size - FIRST, 0) * price.first
    objects = np.ceil(size * KB_PER_GB / each * (1 - 2.0**-50))
    if price.least_kb:
        usd += np.where(each < price.least_kb, objects * (price.least_kb / KB_PER_GB) - size, 0) * price.first
    if price.index_kb:
        usd += objects * (
            price.index_kb / KB_PER_GB * price.first + price.metadata_kb / KB_PER_GB * price.standard_first
        )
        usd += np.ceil(back * KB_PER_GB / each * (1 - 2.0**-50)) * price.restore_request
        usd += back / DAYS * price.standard_first
    if price.monitoring:
        usd += np.where(each >= MONITORED, objects, 0) * price.monitoring
    usd += put * price.put + get * price.get  # type: ignore[operator]
    return usd + back * price.retrieval if price.retrieval else usd


SQL = f"""
select least(gb, {FIRST}) * first + least(greatest(gb - {FIRST}, 0), {SECOND - FIRST}) * second
     + greatest(gb - {SECOND}, 0) * third
     + case when kb < least_kb then (objects * least_kb / {KB_PER_GB} - gb) * first else 0 end
     + objects * (index_kb / {KB_PER_GB} * first + metadata_kb / {KB_PER_GB} * standard_first)
     + ceil(back * {KB_PER_GB} / kb * (1 - pow(2, -50))) * restore_request + copy * back / {DAYS} * standard_first
     + case when kb >= {MONITORED} then objects else 0 end * monitoring
     + put_requests * put + get_requests * get + back * retrieval as usd
from (select p.*, u.put_requests, u.get_requests, u.storage_gb as gb, u.average_object_kb as kb, u.retrieval_gb as back,
             ceil(u.storage_gb * {KB_PER_GB} / u.average_object_kb * (1 - pow(2, -50))) as objects
      from usages u join prices p using (region, storage_class))
"""
