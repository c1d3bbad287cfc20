"""A second, plain calculation of a DynamoDB table, in exact fractions."""

import csv
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import count
from pathlib import Path

PRICING_DATA = Path(__file__).resolve().parents[2] / "pricing_data"
IA = "STANDARD_INFREQUENT_ACCESS"
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

    def bought(self, dimension: str) -> str:
        """The price of throughput, by the way it is bought."""
        return dimension + ("_savings_plan" if self.load["purchase_option"] == "database_savings_plan" else "")

    def on_demand(self) -> Iterator[Fraction]:
        home, of = self.load["region"], self.load["table_class"]
        yield self.a_month(*self.table_reads, *self.index_reads) * price(home, self.bought("read_request"), of)
        kind = self.bought("replicated_write_request" if self.replicas else "write_request")
        yield self.a_month(("writes", self.of_write)) * price(home, kind, of)
        of_indexes = self.a_month(("writes", self.of_index * self.indexes))
        yield of_indexes * price(home, self.bought("write_request"), of)
        for region in self.replicas:
            yield self.a_month(("writes", self.of_copy)) * price(region, self.bought("replicated_write_request"), of)
            yield of_indexes * price(region, self.bought("write_request"), of)

    def provisioned(self) -> Iterator[Fraction]:
        home, of = self.load["region"], self.load["table_class"]
        yield from self.capacity("rcu", self.rcu, home)
        if not self.replicas:
            yield from self.capacity("wcu", self.wcu, home)
            return
        yield self.unit_hours(self.table_wcu(self.of_write), self.is_free) * price(
            home, self.bought("replicated_wcu_hour"), of
        )
        yield from self.capacity("wcu", self.index_wcu, home)
        idle = added(self.given("rcu", 1, "table_rcu"), self.given("rcu", self.indexes, "index_rcu"))
        for place, region in enumerate(self.replicas):
            copies, is_free = self.table_wcu(self.of_copy), self.is_free and place == 0
            yield self.unit_hours(copies, is_free) * price(region, self.bought("replicated_wcu_hour"), of)
            yield self.unit_hours(self.index_wcu, self.is_free) * price(region, self.bought("wcu_hour"), of)
            yield self.unit_hours(idle, self.is_free) * price(region, self.bought("rcu_hour"), of)

    def capacity(self, unit: str, hourly: list[int], region: str) -> Iterator[Fraction]:
        """Ordinary units: whole blocks that are always in use are reserved, the rest is billed by the hour."""
        term = self.load["reserved_term"]
        blocks = 0 if term == "none" or self.load["table_class"] == IA else min(hourly) // 100 * 100
        if blocks:
            yield blocks * self.month * price(region, f"reserved_{unit}_hour", term)
        left = [units - blocks for units in hourly]
        yield self.unit_hours(left, self.is_free) * price(region, self.bought(f"{unit}_hour"), self.load["table_class"])

    def unit_hours(self, hourly: list[int], is_free: bool) -> Fraction:
        """Unit-hours of the month, less the 18,600 that are free of each kind in any month."""
        return max(Fraction(sum(hourly) * self.month, 24) - (18_600 if is_free else 0), Fraction(0))


def added(one: list[int], other: list[int]) -> list[int]:
    """Hour by hour."""
    return [first + second for first, second in zip(one, other, strict=True)]
