"""A second, plain calculation of a DynamoDB table, in exact fractions, held against the calculator.

It is written from AWS's rules and reads `dynamodb.csv` itself; it shares no code with the calculator. Capacity is
found by counting up until it carries the load. Where the two differ, one of them has misread a rule.
"""

import csv
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.core.estimate import Estimate
from tests.questions import answered

PRICING_DATA = Path(__file__).resolve().parents[2] / "pricing_data"
IA = "STANDARD_INFREQUENT_ACCESS"
MODES = ("on_demand", "provisioned")
CLASSES = ("STANDARD", IA)
SECONDS = 2_628_000
Load = dict[str, str]


@cache
def price(region: str, dimension: str, option: str) -> Fraction:
    """USD for one request, unit-hour or GB."""
    with (PRICING_DATA / "dynamodb.csv").open(encoding="utf-8", newline="") as table:
        (row,) = (
            row
            for row in csv.DictReader(table)
            if (row["region"], row["dimension"], row["option"]) == (region, dimension, option)
        )
    return Fraction(row["usd_per_unit"]) / (10**6 if row["unit"] == "1000000 requests" else 1)


def steps(size: Fraction, step: int) -> int:
    """How many steps of so many KB hold an item."""
    return next(number for number in count(1) if number * step >= size)


def fewest(load: Fraction, target: Fraction) -> int:
    """The fewest units, at least one, of which the target share carries a load."""
    guess = max(int(load / target) - 1, 1)
    return next(units for units in count(guess) if units * target >= load)


class Table:
    """What one workload takes, and what it costs."""

    def __init__(self, load: Load) -> None:
        self.load = load
        size = Fraction(load["item_size_kb"])
        strong, double_read, double_write = (
            self.number(f"{name}_percent") / 100
            for name in ("strong_read", "transactional_read", "transactional_write")
        )
        self.of_read = steps(size, 4) * (strong + 2 * double_read + (1 - strong - double_read) / 2)
        self.of_index = Fraction(steps(size, 1))
        self.of_write = self.of_index * (1 + double_write)
        self.indexes = int(load["global_secondary_indexes"])
        self.replicas = [each for each in load["replica_regions"].split(",") if each]
        self.is_free = load["include_free_tier"] == "true" and load["table_class"] == "STANDARD"

    def number(self, field: str) -> Fraction:
        return Fraction(self.load[field])

    def units_by_hour(self, kind: str, each: Fraction) -> list[int]:
        """What auto scaling gives a table, or an index, in each hour of a day, for so many units a request."""
        side = "rcu" if kind == "reads" else "wcu"
        peak = self.number(f"peak_{kind}_per_second") * each
        target = self.number("target_utilization_percent") / 100
        hours = [Fraction(text) for text in self.load["hourly_load_percent"].split(",") if text]
        if not hours:
            return [fewest(peak, target)] * 24
        least, most = int(self.load[f"minimum_{side}"]), int(self.load[f"maximum_{side}"])
        given = (max(fewest(peak * hour / 100, target), least) for hour in hours)
        return [min(units, most) if most else units for units in given]

    def requests(self, kind: str) -> Fraction:
        """Of a month; a load of each hour says what the average is."""
        hours = [Fraction(text) / 100 for text in self.load["hourly_load_percent"].split(",") if text]
        if not hours:
            return self.number(f"{kind}_per_second") * SECONDS
        return self.number(f"peak_{kind}_per_second") * sum(hours, Fraction(0)) * Fraction(SECONDS, 24)

    @property
    def rcu(self) -> list[int]:
        return self.units_by_hour("reads", self.of_read)

    @property
    def wcu(self) -> list[int]:
        return [table + index for table, index in zip(self.table_wcu, self.index_wcu, strict=True)]

    @property
    def table_wcu(self) -> list[int]:
        return self.units_by_hour("writes", self.of_write)

    @property
    def index_wcu(self) -> list[int]:
        return [units * self.indexes for units in self.units_by_hour("writes", self.of_index)]

    @property
    def partitions(self) -> int:
        read = self.number("peak_reads_per_second") * self.of_read
        written = self.number("peak_writes_per_second") * self.of_write
        enough = (
            number
            for number in count(1)
            if number * 3000 >= read and number * 1000 >= written and number * 10 >= self.number("storage_gb")
        )
        return next(enough)

    def bill(self) -> Iterator[Fraction]:
        """What is billed each month."""
        home, stored, table_class = self.load["region"], self.number("storage_gb"), self.load["table_class"]
        yield from self.provisioned() if self.load["capacity_mode"] == "provisioned" else self.on_demand()
        for region in (home, *self.replicas):
            yield max(stored - (25 if self.is_free else 0), Fraction(0)) * price(region, "storage", table_class)
        yield (stored if self.load["pitr"] == "true" else 0) * price(home, "pitr", "")

    def on_demand(self) -> Iterator[Fraction]:
        home, of = self.load["region"], self.load["table_class"]
        reads, writes = self.requests("reads"), self.requests("writes")
        yield reads * self.of_read * price(home, "read_request", of)
        kind = "replicated_write_request" if self.replicas else "write_request"
        yield writes * self.of_write * price(home, kind, of)
        yield writes * self.indexes * self.of_index * price(home, "write_request", of)
        for region in self.replicas:
            yield writes * self.of_index * price(region, "replicated_write_request", of)
            yield writes * self.of_index * self.indexes * price(region, "write_request", of)

    def provisioned(self) -> Iterator[Fraction]:
        home, of = self.load["region"], self.load["table_class"]
        yield from self.capacity("rcu", self.rcu, home)
        if not self.replicas:
            yield from self.capacity("wcu", self.wcu, home)
            return
        yield self.hours(self.table_wcu, self.is_free) * price(home, "replicated_wcu_hour", of)
        yield from self.capacity("wcu", self.index_wcu, home)
        for place, region in enumerate(self.replicas):
            plain = self.units_by_hour("writes", self.of_index)
            is_free = self.is_free and place == 0
            yield self.hours(plain, is_free) * price(region, "replicated_wcu_hour", of)
            yield self.hours(self.index_wcu, self.is_free) * price(region, "wcu_hour", of)

    def capacity(self, unit: str, hourly: list[int], region: str) -> Iterator[Fraction]:
        """Ordinary units: whole blocks that are always in use are reserved, the rest is billed by the hour."""
        term = self.load["reserved_term"]
        blocks = 0 if term == "none" or self.load["table_class"] == IA else min(hourly) // 100 * 100
        if blocks:
            yield blocks * 730 * price(region, f"reserved_{unit}_hour", term)
        left = [units - blocks for units in hourly]
        yield self.hours(left, self.is_free) * price(region, f"{unit}_hour", self.load["table_class"])

    @staticmethod
    def hours(hourly: list[int], is_free: bool) -> Fraction:
        """Unit-hours of a month of 730 hours, less 25 units all month where they are free."""
        return max(Fraction(sum(hourly) * 730, 24) - (25 * 730 if is_free else 0), Fraction(0))


RATES = ("0", "0.3", "1", "25", "99.99", "1000.5")
DAYS = (
    "",
    ",".join(["100"] * 12 + ["25"] * 12),
    ",".join(str(4 * hour) for hour in range(24)),
    ",".join(["0"] * 20 + ["33.33", "66.67", "99.9", "0.1"]),
)


@st.composite
def loads(draw: st.DrawFn, mode: str, table_class: str) -> Load:
    def of(*choices: str) -> str:
        return draw(st.sampled_from(choices))

    reads, writes, times = of(*RATES), of(*RATES), of("1", "1.7", "6")
    return {
        "capacity_mode": mode,
        "table_class": table_class,
        "region": of("us-east-1", "eu-central-1", "sa-east-1"),
        "item_size_kb": of("0.5", "1", "1.0009765625", "3.5", "4", "4.0009765625", "17.3", "400"),
        "reads_per_second": reads,
        "writes_per_second": writes,
        "peak_reads_per_second": str(float(Fraction(reads) * Fraction(times))),
        "peak_writes_per_second": str(float(Fraction(writes) * Fraction(times))),
        "strong_read_percent": of("0", "12.5", "50"),
        "transactional_read_percent": of("0", "33.33", "50"),
        "transactional_write_percent": of("0", "7.5", "100"),
        "global_secondary_indexes": of("0", "1", "3"),
        "replica_regions": of("", "", "eu-west-1", "ap-northeast-1,us-west-2"),
        "target_utilization_percent": of("20", "70", "77.7", "100"),
        "hourly_load_percent": of(*DAYS),
        "minimum_rcu": of("0", "12"),
        "maximum_rcu": of("0", "12", "700"),
        "minimum_wcu": of("0", "12"),
        "maximum_wcu": of("0", "12", "700"),
        "reserved_term": of("none", "1y", "3y"),
        "storage_gb": of("0", "10", "24.5", "1000.25"),
        "pitr": of("true", "false"),
        "include_free_tier": of("true", "false"),
    }


def planned(answer: Estimate, name: str) -> Fraction:
    return Fraction(answer.capacity[name].count)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("table_class", CLASSES)
@given(data=st.data())
@settings(max_examples=90, deadline=None, derandomize=True)
def test_two_calculations_agree(mode: str, table_class: str, data: st.DataObject) -> None:
    load = data.draw(loads(mode, table_class))
    answer, table = answered("dynamodb", dict(load)), Table(load)
    assert planned(answer, "partitions") == table.partitions
    usd = sum(table.bill(), Fraction(0))
    # Only the mean of a day's hours is ever rounded, in the 28th digit.
    assert abs(Fraction(answer.monthly_usd) - usd) <= usd / 10**24


@given(data=st.data())
@settings(max_examples=120, deadline=None, derandomize=True)
def test_two_calculations_give_the_same_capacity(data: st.DataObject) -> None:
    load = data.draw(loads("provisioned", "STANDARD"))
    answer, table = answered("dynamodb", dict(load)), Table(load)
    assert [planned(answer, unit) for unit in ("rcu", "wcu")] == [Fraction(max(table.rcu)), Fraction(max(table.wcu))]
    hours = [Fraction(sum(units) * 730, 24) for units in (table.rcu, table.wcu)]
    found = [planned(answer, f"{unit}_hours") for unit in ("rcu", "wcu")]
    assert [abs(one - other) <= other / 10**24 for one, other in zip(found, hours, strict=True)] == [True, True]


def test_the_second_calculation_knows_the_published_example() -> None:
    """AWS's table of 114 units, 25 of them free, and 27 GB: 89 x 730 x (0.00013 + 0.00065) and 2 x 0.25."""
    nothing = dict.fromkeys(
        ("transactional_read_percent", "transactional_write_percent", "global_secondary_indexes", "minimum_rcu",
         "maximum_rcu", "minimum_wcu", "maximum_wcu"),
        "0",
    )  # fmt: skip
    rates = dict.fromkeys(
        ("reads_per_second", "writes_per_second", "peak_reads_per_second", "peak_writes_per_second"), "79.8"
    )
    load = {
        **nothing, **rates, "capacity_mode": "provisioned", "table_class": "STANDARD", "region": "us-east-1",
        "item_size_kb": "1", "strong_read_percent": "100", "replica_regions": "", "hourly_load_percent": "",
        "target_utilization_percent": "70", "reserved_term": "none", "storage_gb": "27", "pitr": "false",
        "include_free_tier": "true",
    }  # fmt: skip
    table = Table(load)
    assert (max(table.rcu), max(table.wcu)) == (114, 114)
    assert sum(table.bill(), Fraction(0)) == Fraction("51.1766")
