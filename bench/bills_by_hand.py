"""Bills of B3's columns as one would write them by hand: on NumPy arrays group by group, and as SQL in DuckDB.

Neither checks a cell or has a sentence for a row; of limits they know those that the usages of B3 come near to.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.price_book import PriceBook
from calculator.core.units import convert
from calculator.services import service
from tests.questions import TODAY

HOURS, SECONDS, KB_PER_MIB, KB_PER_GB = 730, 730 * 3600, 2**10, 2**20
Column: TypeAlias = NDArray[np.float64]
Prices: TypeAlias = Mapping[str, float]


@dataclass(frozen=True)
class ByHand:
    """A bill: what its prices are found by besides the Region, their columns, and what a group of rows comes to.

    `sql` is the same of a row of both tables.
    """

    choice: str
    amounts: tuple[str, ...]
    prices: Callable[[PriceBook, str], Prices]
    usd: Callable[[Prices, Mapping[str, Column]], Column]
    sql: str


def wide(key: str, choices: tuple[object, ...], catalogue: Catalogue, regions: list[str]) -> pd.DataFrame:
    """The wide table of prices, a row for each Region and choice; NaN for what has no price there."""
    hand, tables = BY_HAND[key], service(key).TABLES
    books = {region: catalogue.book(tables, region, TODAY, key) for region in regions}
    rows = (
        {"region": region, hand.choice: choice, **hand.prices(books[region], str(choice))}
        for region, choice in product(regions, choices)
    )
    return pd.DataFrame(rows)


def by_numpy(key: str, table: pd.DataFrame, prices: pd.DataFrame) -> Column:
    """USD a month of each row; NaN where there is no answer."""
    hand, usd = BY_HAND[key], np.full(len(table), np.nan)
    columns = {name: table[name].to_numpy(np.float64) for name in hand.amounts}
    of_group: dict[Any, Any] = prices.set_index(["region", hand.choice]).to_dict("index")
    groups: dict[Any, Any] = table.groupby(["region", hand.choice]).indices
    for group, rows in groups.items():
        usd[rows] = hand.usd(of_group[group], {name: each[rows] for name, each in columns.items()})
    return usd


def query(key: str) -> str:
    """The same as SQL, in the order of the rows."""
    return f"select {BY_HAND[key].sql} as usd from usages join prices using (region, {BY_HAND[key].choice})"


def _price(book: PriceBook, dimension: str, option: str, unit: str) -> float:
    """USD of a unit in the first tier, which no usage of B3 fills."""
    if not book.is_priced(dimension, option):
        return np.nan
    card = book.card(dimension, option)
    return float(card.tiers[0].usd_per_unit * convert(1, unit, card.unit))


def _steps(amount: Column, step: float) -> Column:
    return np.ceil(amount / step * (1 - 2.0**-50))


def _kinesis_prices(book: PriceBook, mode: str) -> Prices:
    is_provisioned = float(mode == "provisioned")
    parts = {"shard": ("shard_hour", "shard-hour"), "unit": ("put_payload_unit", "PUT payload unit")}
    if not is_provisioned:
        parts = {"stream": ("stream_hour", "stream-hour"), "written": ("data_in", "GB"), "read": ("data_out", "GB")}
    known = {name: _price(book, dimension, mode, unit) for name, (dimension, unit) in parts.items()}
    return {"is_provisioned": is_provisioned, "shard": 0, "unit": 0, "stream": 0, "written": 0, "read": 0, **known}


def _kinesis(price: Prices, of: Mapping[str, Column]) -> Column:
    rate, size = of["records_per_second"], of["record_kb"]
    if price["is_provisioned"]:
        shards = np.maximum(np.maximum(_steps(rate, 1000), _steps(rate * size, KB_PER_MIB)), 1)
        return shards * HOURS * price["shard"] + rate * SECONDS * _steps(size, 25) * price["unit"]
    records = rate * SECONDS / KB_PER_GB
    return HOURS * price["stream"] + records * _steps(size, 1) * price["written"] + records * size * price["read"]


KINESIS_SQL = f"""case when is_provisioned = 1
    then greatest(ceil(records_per_second / 1000), ceil(records_per_second * record_kb / {KB_PER_MIB}), 1)
         * {HOURS} * shard + records_per_second * {SECONDS} * ceil(record_kb / 25) * unit
    else {HOURS} * stream
         + records_per_second * {SECONDS} / {KB_PER_GB} * (ceil(record_kb) * written + record_kb * read) end"""


def _dynamodb_prices(book: PriceBook, mode: str) -> Prices:
    is_provisioned = float(mode == "provisioned")
    read, write = ("rcu_hour", "wcu_hour") if is_provisioned else ("read_request", "write_request")
    units = ("RCU-hour", "WCU-hour") if is_provisioned else ("request", "request")
    return {
        "is_provisioned": is_provisioned,
        "read": _price(book, read, "STANDARD", units[0]),
        "write": _price(book, write, "STANDARD", units[1]),
        "stored": 25 * _price(book, "storage", "STANDARD", "GB-month"),
    }


def _dynamodb(price: Prices, of: Mapping[str, Column]) -> Column:
    reads = of["reads_per_second"] * _steps(of["item_size_kb"], 4) / 2
    writes = of["writes_per_second"] * _steps(of["item_size_kb"], 1)
    if price["is_provisioned"]:
        read, write = (np.maximum(_steps(each * 100, 70), 1) * HOURS for each in (reads, writes))
    else:
        read, write = reads * SECONDS, writes * SECONDS
    return read * price["read"] + write * price["write"] + price["stored"]


_READS, _WRITES = "reads_per_second * ceil(item_size_kb / 4) / 2", "writes_per_second * ceil(item_size_kb)"
DYNAMODB_SQL = f"""stored + case when is_provisioned = 1
    then {HOURS} * (greatest(ceil({_READS} * 100 / 70 * (1 - pow(2, -50))), 1) * read
                    + greatest(ceil({_WRITES} * 100 / 70 * (1 - pow(2, -50))), 1) * write)
    else {SECONDS} * ({_READS} * read + {_WRITES} * write) end"""

# Least IOPS, IOPS that come with a volume, IOPS of a GiB, least size, most size and most IOPS of each type.
_EBS_LIMITS = {
    "gp2": (100, 16_000, 3, 1, 16_384, 16_000),
    "gp3": (3000, 3000, 500, 1, 65_536, 80_000),
    "io2": (100, 0, 1000, 4, 65_536, 256_000),
    "st1": (0, 500, np.inf, 125, 16_384, 500),
}
_EBS_NAMES = ("least", "included", "per_gib", "smallest", "largest", "most")


def _ebs_prices(book: PriceBook, volume_type: str) -> Prices:
    limits = dict(zip(_EBS_NAMES, _EBS_LIMITS[volume_type], strict=True))
    iops = _price(book, "iops", volume_type, "IOPS-month") if volume_type in ("gp3", "io2") else 0.0
    # The size follows the IOPS beyond what the smallest volume has.
    follows = float(max(limits["included"] * (volume_type == "gp3"), limits["least"]))
    return {**limits, "follows": follows, "gb": _price(book, "storage", volume_type, "GB-month"), "usd_iops": iops}


def _ebs(price: Prices, of: Mapping[str, Column]) -> Column:
    iops = np.maximum(of["iops"], price["least"])
    forced = np.where(iops > price["follows"], np.ceil(iops / price["per_gib"]), 0)
    size = np.maximum(np.maximum(np.ceil(of["size_gb"]), forced), price["smallest"])
    usd = size * price["gb"] + np.maximum(iops - price["included"], 0) * price["usd_iops"]
    return np.where((size > price["largest"]) | (iops > price["most"]), np.nan, usd)


_IOPS = "greatest(iops, least)"
_SIZE = f"greatest(ceil(size_gb), case when {_IOPS} > follows then ceil({_IOPS} / per_gib) else 0 end, smallest)"
EBS_SQL = f"""case when {_SIZE} > largest or {_IOPS} > most then 'nan'::double
    else {_SIZE} * gb + greatest({_IOPS} - included, 0) * usd_iops end"""


def _ec2_prices(book: PriceBook, instance_type: str) -> Prices:
    return {"hour": _price(book, "on_demand", f"{instance_type} Linux", "instance-hour")}


def _sqs_prices(book: PriceBook, queue_type: str) -> Prices:
    return {"request": _price(book, "request", queue_type, "request")}


BY_HAND = {
    "ebs": ByHand("volume_type", ("size_gb", "iops"), _ebs_prices, _ebs, EBS_SQL),
    "kinesis": ByHand("capacity_mode", ("records_per_second", "record_kb"), _kinesis_prices, _kinesis, KINESIS_SQL),
    "dynamodb": ByHand(
        "capacity_mode",
        ("reads_per_second", "writes_per_second", "item_size_kb"),
        _dynamodb_prices,
        _dynamodb,
        DYNAMODB_SQL,
    ),
    "ec2": ByHand(
        "instance_type",
        ("instances",),
        _ec2_prices,
        lambda price, of: of["instances"] * HOURS * price["hour"],
        f"instances * {HOURS} * hour",
    ),
    "sqs": ByHand(
        "queue_type",
        ("requests", "message_kb"),
        _sqs_prices,
        lambda price, of: of["requests"] * np.maximum(_steps(of["message_kb"], 64), 1) * price["request"],
        "requests * greatest(ceil(message_kb / 64), 1) * request",
    ),
}


def mixed_by_numpy(table: pd.DataFrame, prices: Mapping[str, pd.DataFrame]) -> Column:
    """USD a month of each row of a table of several services."""
    usd = np.full(len(table), np.nan)
    groups: dict[Any, Any] = table.groupby("service").indices
    for key, rows in groups.items():
        usd[rows] = by_numpy(key, table.take(rows), prices[key])
    return usd


def mixed_query(keys: Iterable[str]) -> str:
    """The same as SQL, service by service, in the order of the rows; `usages` has a `place` and a `service`."""
    parts = (
        f"select place, {BY_HAND[key].sql} as usd from usages join prices_{key} using (region, {BY_HAND[key].choice}) "
        f"where service = '{key}'"
        for key in keys
    )
    return f"select usd from ({' union all '.join(parts)}) order by place"
