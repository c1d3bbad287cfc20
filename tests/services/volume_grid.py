"""What AWS allows an EBS volume to be, element by element, read from the tables as they stand in the files.

The formulas here share nothing with the solver. They compute in whole numbers: IOPS and throughput given are in
millionths, dollars in millionths of millionths.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from calculator.core.units import PRICING_DATA

Whole: TypeAlias = npt.NDArray[np.int64]
Truth: TypeAlias = npt.NDArray[np.bool_]
MILLION = 10**6
GIB_PER_TIB = 1024


def rows_of(name: str) -> list[dict[str, str]]:
    with (PRICING_DATA / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@cache
def limits(volume_type: str) -> dict[str, int]:
    """The newest value of each limit of a type, in millionths."""
    rows = [row for row in rows_of("services/ebs/limits.csv") if row["option"] == volume_type]
    rows.sort(key=lambda row: row["effective_from"])
    return {row["limit"]: int(Decimal(row["value"]) * MILLION) for row in rows}


@cache
def tiers(volume_type: str, dimension: str) -> list[tuple[int, int]]:
    """Where each tier begins and what a unit costs there in us-east-1, in millionths of a dollar."""
    wanted = ("us-east-1", dimension, volume_type)
    rows = [
        row for row in rows_of("services/ebs/prices.csv") if (row["region"], row["dimension"], row["option"]) == wanted
    ]
    return [(int(row["tier_from"]), int(Decimal(row["usd_per_unit"]) * MILLION)) for row in rows]


def cost(volume_type: str, dimension: str, quantity: Whole) -> Whole:
    """What whole units cost: each tier takes the price of the one below it off and puts its own on."""
    usd: Whole = np.zeros_like(quantity)
    below = 0
    for start, price in tiers(volume_type, dimension):
        usd = usd + np.maximum(quantity - start, 0) * (price - below)
        below = price
    return usd * MILLION


@dataclass(frozen=True)
class Volumes:
    """Configurations: what each gives, whether AWS allows it, and its dollars a month."""

    size: Whole
    iops: Whole
    throughput: Whole
    allowed: Truth
    usd: Whole

    def carrying(self, size: Decimal, iops: Decimal, throughput: Decimal) -> Truth:
        """Which of them are allowed and give what is needed."""
        enough = (self.size * MILLION >= millionths(size)) & (self.iops >= millionths(iops))
        return self.allowed & enough & (self.throughput >= millionths(throughput))


def millionths(number: Decimal) -> int:
    return int(number * MILLION)


def gp3(size: Whole, iops: Whole, throughput: Whole) -> Volumes:
    """Beyond what is included, size allows IOPS, and IOPS allow throughput."""
    has = limits("gp3")
    included_iops, included = has["included_iops"] // MILLION, has["included_throughput"] // MILLION
    allowed = (iops <= included_iops) | (iops * MILLION <= size * has["iops_per_gib"])
    allowed = allowed & ((throughput <= included) | (throughput * MILLION <= iops * has["throughput_per_iops"]))
    allowed = allowed & (iops >= included_iops) & (throughput >= included)
    allowed = allowed & (throughput * MILLION <= has["maximum_throughput"])
    usd = cost("gp3", "storage", size) + cost("gp3", "iops", iops - included_iops)
    usd = usd + cost("gp3", "throughput", throughput - included)
    return Volumes(size, iops * MILLION, throughput * MILLION, allowed & fits("gp3", size, iops), usd)


def gp2(size: Whole) -> Volumes:
    """Each IOPS that the size sustains carries 256 KiB; what credits add is none of it."""
    has = limits("gp2")
    iops = np.clip(size * has["iops_per_gib"], has["minimum_iops"], has["maximum_iops"])
    carried = iops * has["throughput_per_iops"] // MILLION
    return Volumes(
        size,
        iops,
        np.minimum(carried, has["maximum_throughput"]),
        fits("gp2", size),
        cost("gp2", "storage", size),
    )


def io1(size: Whole, iops: Whole) -> Volumes:
    """IOPS carry throughput up to a plateau, and more where even less of it an IOPS comes above the plateau."""
    has = limits("io1")
    plateau = np.minimum(iops * has["throughput_per_iops"], has["throughput_plateau"])
    return bought("io1", size, iops, np.maximum(plateau, iops * has["throughput_per_iops_above_plateau"]))


def io2(size: Whole, iops: Whole) -> Volumes:
    return bought("io2", size, iops, iops * limits("io2")["throughput_per_iops"])


def bought(volume_type: str, size: Whole, iops: Whole, carried: Whole) -> Volumes:
    """IOPS are bought from the first on, as many as the size allows."""
    has = limits(volume_type)
    allowed = (iops * MILLION >= has["minimum_iops"]) & (iops * MILLION <= size * has["iops_per_gib"])
    usd = cost(volume_type, "storage", size) + cost(volume_type, "iops", iops)
    throughput = np.minimum(carried, has["maximum_throughput"])
    return Volumes(size, iops * MILLION, throughput, allowed & fits(volume_type, size, iops), usd)


def hard_disk(volume_type: str, size: Whole) -> Volumes:
    """A MiB an I/O; the baseline is rounded down to a millionth, which no need is finer than."""
    has = limits(volume_type)
    baseline = np.minimum(size * has["baseline_throughput_per_tib"] // GIB_PER_TIB, has["maximum_throughput"])
    iops = baseline * MILLION // has["throughput_per_iops"]
    return Volumes(size, iops, baseline, fits(volume_type, size), cost(volume_type, "storage", size))


def fits(volume_type: str, size: Whole, iops: Whole | int = 0) -> Truth:
    """Within the sizes and below the most IOPS of the type."""
    has = limits(volume_type)
    within = (size * MILLION >= has["minimum_size"]) & (size * MILLION <= has["maximum_size"])
    return np.asarray(within & (np.asarray(iops) * MILLION <= has["maximum_iops"]))


# What is chosen of each type, in the order in which its function takes it.
CHOSEN: dict[str, tuple[str, ...]] = {
    "gp3": ("size", "iops", "throughput"),
    "gp2": ("size",),
    "io1": ("size", "iops"),
    "io2": ("size", "iops"),
    "st1": ("size",),
    "sc1": ("size",),
}
CONFIGURED: dict[str, Callable[..., Volumes]] = {
    "gp3": gp3,
    "gp2": gp2,
    "io1": io1,
    "io2": io2,
    "st1": lambda size: hard_disk("st1", size),
    "sc1": lambda size: hard_disk("sc1", size),
}


def grid(volume_type: str, *axes: Sequence[int]) -> Volumes:
    """Every combination of the values of the axes, one axis for each thing chosen."""
    arrays: tuple[Any, ...] = np.meshgrid(*(np.array(axis, dtype=np.int64) for axis in axes), indexing="ij")
    return CONFIGURED[volume_type](*arrays)
