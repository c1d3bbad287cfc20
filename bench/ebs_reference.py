"""The EBS bill of B3's columns as one would write it by hand, on NumPy arrays group by group; no sentence for a row."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.price_book import PriceBook
from tests.questions import TODAY

TYPES = ("gp2", "gp3", "io2", "st1")
# Least IOPS, IOPS that come with a volume, IOPS of a GiB, least size, most size and most IOPS of each type.
LIMITS = {
    "gp2": (100, 16_000, 3, 1, 16_384, 16_000),
    "gp3": (3000, 3000, 500, 1, 65_536, 80_000),
    "io2": (100, 0, 1000, 4, 65_536, 256_000),
    "st1": (0, 500, np.inf, 125, 16_384, 500),
}
Prices = dict[tuple[str, str], tuple[float, float]]


def unit_prices(catalogue: Catalogue, regions: list[str]) -> Prices:
    """USD for a GiB and for an IOPS of a month, by Region and type; NaN where AWS has none."""
    books = {region: catalogue.book(("ebs", "data_transfer"), region, TODAY, "ebs") for region in regions}
    return {(region, each): _prices(book, each) for region, book in books.items() for each in TYPES}


def _prices(book: PriceBook, volume_type: str) -> tuple[float, float]:
    size, iops = (
        float(book.card(name, volume_type).tiers[0].usd_per_unit) if book.is_priced(name, volume_type) else np.nan
        for name in ("storage", "iops")
    )
    return size, iops if volume_type in ("gp3", "io2") else 0.0


def by_numpy(frame: pd.DataFrame, prices: Prices) -> NDArray[np.float64]:
    """USD a month of each row; NaN where no volume of the type carries it."""
    usd = np.full(len(frame), np.nan)
    size_gb, wanted = frame["size_gb"].to_numpy(np.float64), frame["iops"].to_numpy(np.float64)
    groups: dict[Any, Any] = frame.groupby(["region", "volume_type"]).indices
    for (region, volume_type), rows in groups.items():
        least, included, per_gib, smallest, largest, most = LIMITS[volume_type]
        usd_gb, usd_iops = prices[region, volume_type]
        iops = np.maximum(wanted[rows], least)
        forced = np.where(iops > max(included * (volume_type == "gp3"), least), np.ceil(iops / per_gib), 0)
        size = np.maximum(np.maximum(np.ceil(size_gb[rows]), forced), smallest)
        cost = size * usd_gb + np.maximum(iops - included, 0) * usd_iops
        usd[rows] = np.where((size > largest) | (iops > most), np.nan, cost)
    return usd
