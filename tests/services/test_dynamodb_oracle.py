"""A second, plain calculation of a DynamoDB table, in exact fractions, held against the calculator.

It is written from AWS's rules and reads its prices itself; it shares no code with the calculator. Capacity is
found by counting up until it carries the load. Where the two differ, one of them has misread a rule.
"""

import csv
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.answer import Answer
from tests.lanes import for_some
from tests.questions import answered

PRICING_DATA = Path(__file__).resolve().parents[2] / "pricing_data"
IA = "STANDARD_INFREQUENT_ACCESS"
MODES = ("on_demand", "provisioned")
CLASSES = ("STANDARD", IA)
MONTHS = {"730": 730, "28": 672, "31": 744}
Load = dict[str, str]


@cache
def price(region: str, dimension: str, option: str) -> Fraction:
    """USD for one request, unit-hour or GB."""
    with (PRICING_DATA / "services/dynamodb/prices.csv").open(encoding="utf-8", newline="") as table:
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


def part_of_day(text: str) -> list[Fraction]:
    return [Fraction(each) / 100 for each in text.split(",") if each]


class Table:
    """What one workload takes, and what it costs."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.month = MONTHS[load["month"]]
        size, entry = Fraction(load["item_size_kb"]), Fraction(load["index_item_kb"])
        strong, double_read, double_write, strong_query, indexed, moved = (
            self.number(f"{name}_percent") / 100
            for name in (
                "strong_read", "transactional_read", "transactional_write", "strong_query", "indexed_write",
                "index_key_change",
            )
        )  # fmt: skip
        self.indexes = int(load["global_secondary_indexes"])
        found, entries = self.number("items_per_query") * size, self.number("items_per_index_read") * entry
        self.of_read = steps(size, 4) * (strong + 2 * double_read + (1 - strong - double_read) / 2)
        self.of_query = max(steps(found, 4), 1) * (strong_query + (1 - strong_query) / 2)
        self.of_index_read = Fraction(max(steps(entries, 4), 1), 2) if self.indexes else Fraction(0)
        self.kb = Fraction(steps(size, 1))
        self.of_index = steps(entry, 1) * (indexed + moved)
        local = self.number("local_secondary_indexes") * self.of_index
        self.of_write, self.of_copy = self.kb * (1 + double_write) + local, self.kb + local
        self.replicas = [each for each in load["replica_regions"].split(",") if each]
        self.is_free = load["include_free_tier"] == "true" and load["table_class"] == "STANDARD"
        self.hours = part_of_day(load["hourly_load_percent"])

    def number(self, field: str) -> Fraction:
        return Fraction(self.load[field])

    def a_second(self, which: str, *kinds: tuple[str, Fraction]) -> Fraction:
        """Units of several kinds of requests, on average (nothing) or at the `peak_`."""
        return sum((self.number(f"{which}{kind}_per_second") * each for kind, each in kinds), Fraction(0))

    @property
    def table_reads(self) -> tuple[tuple[str, Fraction], ...]:
        return ("reads", self.of_read), ("queries", self.of_query)

    @property
    def index_reads(self) -> tuple[tuple[str, Fraction], ...]:
        return (("index_reads", self.of_index_read),)

    def a_month(self, *kinds: tuple[str, Fraction]) -> Fraction:
        """Units of a month; a load of each hour says what the average is."""
        if not self.hours:
            return self.a_second("", *kinds) * self.month * 3600
        return self.a_second("peak_", *kinds) * sum(self.hours, Fraction(0)) * Fraction(self.month * 3600, 24)

    def given(self, unit: str, tables: int, stated: str, *kinds: tuple[str, Fraction]) -> list[int]:
        """What so many tables or indexes are given together in each hour of a day, each of them a whole number."""
        if int(self.load[stated]):
            return [int(self.load[stated])] * 24
        if not tables:
            return [0] * 24
        peak = self.a_second("peak_", *kinds) / tables
        target = self.number("target_utilization_percent") / 100
        if not self.hours:
            return [tables * fewest(peak, target)] * 24
        least, most = int(self.load[f"minimum_{unit}"]), int(self.load[f"maximum_{unit}"])
        each = (max(fewest(peak * hour, target), least) for hour in self.hours)
        return [tables * (min(units, most) if most else units) for units in each]

    @property
    def rcu(self) -> list[int]:
        table = self.given("rcu", 1, "table_rcu", *self.table_reads)
        return added(table, self.given("rcu", self.indexes, "index_rcu", *self.index_reads))

    @property
    def wcu(self) -> list[int]:
        return added(self.table_wcu(self.of_write), self.index_wcu)

    def table_wcu(self, each: Fraction) -> list[int]:
        return self.given("wcu", 1, "table_wcu", ("writes", each))

    @property
    def index_wcu(self) -> list[int]:
        return self.given("wcu", self.indexes, "index_wcu", ("writes", self.of_index * self.indexes))

    @property
    def partitions(self) -> int:
        read = self.a_second("peak_", *self.table_reads)
        written = self.a_second("peak_", ("writes", self.of_write))
        enough = (
            number
            for number in count(1)
            if number * 3000 >= read and number * 1000 >= written and number * 10 >= self.table_gb
        )
        return next(enough)

    @property
    def table_gb(self) -> Fraction:
        """What is stored of the table: 100 bytes for each item besides, 148 in a global table."""
        added_to_each = 148 if self.replicas else 100
        return self.number("storage_gb") + self.number("item_count") * added_to_each / 2**30

    def bill(self) -> Iterator[Fraction]:
        """What is billed each month."""
        home, table_class = self.load["region"], self.load["table_class"]
        yield from self.provisioned() if self.load["capacity_mode"] == "provisioned" else self.on_demand()
        stored = self.table_gb + self.number("index_storage_gb")
        for region in (home, *self.replicas):
            yield max(stored - (25 if self.is_free else 0), Fraction(0)) * price(region, "storage", table_class)
        yield (self.table_gb if self.load["pitr"] == "true" else 0) * price(home, "pitr", "")
        if self.load["change_data_capture"] == "true":
            yield self.a_month(("writes", self.kb)) * price(home, "kinesis_change_record", "")
        least = self.number("incremental_exports") * 10 / 1024
        yield max(self.number("incremental_export_gb"), least) * price(home, "export_incremental", "")

    def on_demand(self) -> Iterator[Fraction]:
        home, of = self.load["region"], self.load["table_class"]
        yield self.a_month(*self.table_reads, *self.index_reads) * price(home, "read_request", of)
        kind = "replicated_write_request" if self.replicas else "write_request"
        yield self.a_month(("writes", self.of_write)) * price(home, kind, of)
        of_indexes = self.a_month(("writes", self.of_index * self.indexes))
        yield of_indexes * price(home, "write_request", of)
        for region in self.replicas:
            yield self.a_month(("writes", self.of_copy)) * price(region, "replicated_write_request", of)
            yield of_indexes * price(region, "write_request", of)

    def provisioned(self) -> Iterator[Fraction]:
        home, of = self.load["region"], self.load["table_class"]
        yield from self.capacity("rcu", self.rcu, home)
        if not self.replicas:
            yield from self.capacity("wcu", self.wcu, home)
            return
        yield self.unit_hours(self.table_wcu(self.of_write), self.is_free) * price(home, "replicated_wcu_hour", of)
        yield from self.capacity("wcu", self.index_wcu, home)
        idle = added(self.given("rcu", 1, "table_rcu"), self.given("rcu", self.indexes, "index_rcu"))
        for place, region in enumerate(self.replicas):
            copies, is_free = self.table_wcu(self.of_copy), self.is_free and place == 0
            yield self.unit_hours(copies, is_free) * price(region, "replicated_wcu_hour", of)
            yield self.unit_hours(self.index_wcu, self.is_free) * price(region, "wcu_hour", of)
            yield self.unit_hours(idle, self.is_free) * price(region, "rcu_hour", of)

    def capacity(self, unit: str, hourly: list[int], region: str) -> Iterator[Fraction]:
        """Ordinary units: whole blocks that are always in use are reserved, the rest is billed by the hour."""
        term = self.load["reserved_term"]
        blocks = 0 if term == "none" or self.load["table_class"] == IA else min(hourly) // 100 * 100
        if blocks:
            yield blocks * self.month * price(region, f"reserved_{unit}_hour", term)
        left = [units - blocks for units in hourly]
        yield self.unit_hours(left, self.is_free) * price(region, f"{unit}_hour", self.load["table_class"])

    def unit_hours(self, hourly: list[int], is_free: bool) -> Fraction:
        """Unit-hours of the month, less the 18,600 that are free of each kind in any month."""
        return max(Fraction(sum(hourly) * self.month, 24) - (18_600 if is_free else 0), Fraction(0))


def added(one: list[int], other: list[int]) -> list[int]:
    """Hour by hour."""
    return [first + second for first, second in zip(one, other, strict=True)]


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

    times = of("1", "1.7", "6")
    rates = {f"{kind}_per_second": of(*RATES) for kind in ("reads", "writes", "queries", "index_reads")}
    peaks = {f"peak_{name}": str(float(Fraction(rate) * Fraction(times))) for name, rate in rates.items()}
    return {
        **rates,
        **peaks,
        "capacity_mode": mode,
        "month": of("730", "730", "28", "31"),
        "table_class": table_class,
        "region": of("us-east-1", "eu-central-1", "sa-east-1"),
        "item_size_kb": of("0.5", "1", "1.0009765625", "3.5", "4", "4.0009765625", "17.3", "400"),
        "items_per_query": of("0", "1", "10", "33.3"),
        "strong_query_percent": of("0", "25", "100"),
        "strong_read_percent": of("0", "12.5", "50"),
        "transactional_read_percent": of("0", "33.33", "50"),
        "transactional_write_percent": of("0", "7.5", "100"),
        "global_secondary_indexes": of("0", "1", "3"),
        "local_secondary_indexes": of("0", "0", "2"),
        "index_item_kb": of("0.2", "1.0009765625", "4", "17.3"),
        "items_per_index_read": of("0", "1", "7"),
        "indexed_write_percent": of("100", "40", "33.33"),
        "index_key_change_percent": of("0", "20", "33.33"),
        "index_storage_gb": of("0", "0.4", "123.4"),
        "table_rcu": of("0", "0", "5", "250"),
        "table_wcu": of("0", "0", "5", "250"),
        "index_rcu": of("0", "0", "3", "130"),
        "index_wcu": of("0", "0", "3", "130"),
        "replica_regions": of("", "", "eu-west-1", "ap-northeast-1,us-west-2"),
        "target_utilization_percent": of("20", "70", "77.7", "100"),
        "hourly_load_percent": of(*DAYS),
        "minimum_rcu": of("0", "12"),
        "maximum_rcu": of("0", "12", "700"),
        "minimum_wcu": of("0", "12"),
        "maximum_wcu": of("0", "12", "700"),
        "reserved_term": of("none", "1y", "3y"),
        "storage_gb": of("0", "10", "24.5", "1000.25"),
        "item_count": of("0", "0", "123456789"),
        "change_data_capture": of("true", "false"),
        "incremental_export_gb": of("0", "0.5", "80"),
        "incremental_exports": of("0", "1", "96", "2880"),
        "pitr": of("true", "false"),
        "include_free_tier": of("true", "false"),
    }


def planned(answer: Answer, name: str) -> Fraction:
    return Fraction(answer.capacity[name].count)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("table_class", CLASSES)
@given(data=st.data())
@for_some(90)
def test_two_calculations_agree(mode: str, table_class: str, data: st.DataObject) -> None:
    load = data.draw(loads(mode, table_class))
    answer, table = answered("dynamodb", dict(load)), Table(load)
    assert planned(answer, "partitions") == table.partitions
    usd = sum(table.bill(), Fraction(0))
    # What is paid at once for reserved capacity is no part of a month's invoice.
    assert answer.monthly_usd is not None
    # Only the mean of a day's hours is ever rounded, in the 28th digit.
    assert abs(Fraction(answer.monthly_usd) - usd) <= usd / 10**24


@given(data=st.data())
@for_some(120)
def test_two_calculations_give_the_same_capacity(data: st.DataObject) -> None:
    load = data.draw(loads("provisioned", "STANDARD"))
    answer, table = answered("dynamodb", dict(load)), Table(load)
    assert [planned(answer, unit) for unit in ("rcu", "wcu")] == [Fraction(max(table.rcu)), Fraction(max(table.wcu))]
    hours = [Fraction(sum(units) * table.month, 24) for units in (table.rcu, table.wcu)]
    found = [planned(answer, f"{unit}_hours") for unit in ("rcu", "wcu")]
    assert [abs(one - other) <= other / 10**24 for one, other in zip(found, hours, strict=True)] == [True, True]


def test_the_second_calculation_knows_the_published_example() -> None:
    """AWS's table of 114 units and 27 GB: (114 x 730 - 18,600) x (0.00013 + 0.00065) and 2 x 0.25."""
    nothing = dict.fromkeys(
        ("transactional_read_percent", "transactional_write_percent", "global_secondary_indexes", "minimum_rcu",
         "maximum_rcu", "minimum_wcu", "maximum_wcu", "strong_query_percent", "index_key_change_percent",
         "items_per_query", "items_per_index_read", "local_secondary_indexes", "item_count", "index_storage_gb",
         "incremental_exports", "incremental_export_gb", "queries_per_second", "peak_queries_per_second",
         "index_reads_per_second", "peak_index_reads_per_second", "table_rcu", "table_wcu", "index_rcu", "index_wcu"),
        "0",
    )  # fmt: skip
    rates = dict.fromkeys(
        ("reads_per_second", "writes_per_second", "peak_reads_per_second", "peak_writes_per_second"), "79.8"
    )
    load = {
        **nothing, **rates, "capacity_mode": "provisioned", "table_class": "STANDARD", "region": "us-east-1",
        "month": "730", "item_size_kb": "1", "index_item_kb": "1",
        "strong_read_percent": "100", "indexed_write_percent": "100",
        "replica_regions": "", "hourly_load_percent": "", "change_data_capture": "false",
        "target_utilization_percent": "70", "reserved_term": "none", "storage_gb": "27", "pitr": "false",
        "include_free_tier": "true",
    }  # fmt: skip
    table = Table(load)
    assert (max(table.rcu), max(table.wcu)) == (114, 114)
    assert sum(table.bill(), Fraction(0)) == Fraction("50.9036")
