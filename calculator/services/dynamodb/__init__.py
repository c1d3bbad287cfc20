"""Amazon DynamoDB tables: read and write capacity in either mode, what binds, and what the month costs.

Sizes are in KB and GB of AWS, rates in requests a second.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from calculator.catalogue.price_book import PriceBook
from calculator.core.bounds import Bound
from calculator.core.violations import Violation
from calculator.services.dynamodb.advice import bill_warnings as bill_warnings
from calculator.services.dynamodb.advice import metrics as metrics
from calculator.services.dynamodb.advice import warnings as warnings
from calculator.services.dynamodb.capacity import plan_capacity as plan_capacity
from calculator.services.dynamodb.charges import line_items as line_items
from calculator.services.dynamodb.charges import read_lines, storage_lines, write_lines
from calculator.services.dynamodb.formulas import FIGURES, OF_A_GLOBAL_TABLE
from calculator.services.dynamodb.load import READS, SIDES, WRITES, Side, parts_of, peak_units
from calculator.services.dynamodb.usage import PERCENT, PROVISIONED
from calculator.services.dynamodb.usage import Usage as Usage
from calculator.services.dynamodb.words import CATEGORY as CATEGORY
from calculator.services.dynamodb.words import GROUPS as GROUPS
from calculator.services.dynamodb.words import TERMS as TERMS
from calculator.services.dynamodb.words import UNPRICED as UNPRICED
from calculator.services.module_formulas import ModuleFormulas
from calculator.services.service import BreakEvenSearch, Example, Fact, LongList, Step, TypeTable, no_limits

KEY = "dynamodb"
NAME = "Amazon DynamoDB"
SUMMARY = "Tables: read and write units from item size and rates, on-demand or provisioned, and where one overtakes."
TABLES = ("dynamodb",)
COMPARE_BY = ("capacity_mode", "table_class")
LONG_LISTS: Mapping[str, LongList] = {}
TYPE_TABLE: TypeTable | None = None
SWEEP_OVER = "peak_to_average"
SIZES_CAPACITY = True
NOTICES: Mapping[str, str] = {}
# A unit of capacity is a request unit a second.
FORMULAS = ModuleFormulas(
    (FIGURES, OF_A_GLOBAL_TABLE),
    found={"rcu": "RCU", "wcu": "WCU", "rcu_by_hour": "RCU", "wcu_by_hour": "WCU", "reserved": "unit"},
    rates={"RCU": "unit/second", "WCU": "unit/second"},
)

FACTS = (
    Fact("table_read_units", "Reads of a table, default quota"),
    Fact("table_write_units", "Writes of a table, default quota"),
)
CROSSOVERS = (
    BreakEvenSearch("peak_to_average", 1, 100),
    BreakEvenSearch("target_utilization_percent", 1, 100),
    BreakEvenSearch("reads_per_second", 0, 100000),
    BreakEvenSearch("writes_per_second", 0, 100000),
    BreakEvenSearch("storage_gb", 0, 100000),
)
SCATTER = ()
HEADLINES = ("rcu", "rcu_hours", "wcu", "wcu_hours", "rru", "wru", "partitions")
EXAMPLES = (
    Example("Shopping cart", "1 KB items, busier by day", "reads_per_second=200&writes_per_second=100&storage_gb=50"),
    Example(
        "Game state, provisioned",
        "3 KB items, strongly consistent, twice as busy at the peak",
        "capacity_mode=provisioned&item_size_kb=3&reads_per_second=1k&writes_per_second=500"
        "&peak_reads_per_second=2k&peak_writes_per_second=1k&strong_read_percent=100&storage_gb=200",
    ),
    Example(
        "Audit log",
        "Hardly read, kept for long",
        "item_size_kb=2&reads_per_second=2&writes_per_second=50&storage_gb=5 TB"
        "&table_class=STANDARD_INFREQUENT_ACCESS&pitr=true",
    ),
    Example(
        "Global user profiles",
        "Written in Virginia, replicated to Ireland and Tokyo",
        "item_size_kb=4&reads_per_second=500&writes_per_second=50&storage_gb=100"
        "&replica_regions=eu-west-1, ap-northeast-1",
    ),
    Example(
        "Orders, queried by customer",
        "2 KB items, ten to a query; two indexes, one write in five changes their keys; changes go to Kinesis",
        "item_size_kb=2&reads_per_second=50&writes_per_second=40&queries_per_second=30&items_per_query=10"
        "&global_secondary_indexes=2&index_item_kb=500 B&index_reads_per_second=60&index_key_change_percent=20"
        "&storage_gb=80&index_storage_gb=30&change_data_capture=true",
    ),
    Example(
        "An existing table, by its units",
        "5 RCU, 5 WCU and an index with as many",
        "capacity_mode=provisioned&table_rcu=5&table_wcu=5&global_secondary_indexes=1&index_rcu=5&index_wcu=5"
        "&storage_gb=2",
    ),
    Example(
        "Office hours with auto scaling",
        "Busy from 8 to 18 o'clock, reserved for a year",
        "capacity_mode=provisioned&reads_per_second=1k&writes_per_second=400&peak_reads_per_second=2k"
        "&peak_writes_per_second=800&reserved_term=1y&hourly_load_percent="
        "20, 20, 20, 20, 20, 20, 30, 50, 80, 100, 100, 100, 80, 80, 100, 100, 70, 40, 40, 30, 20, 20, 20, 20",
    ),
)


def violations(usage: Usage, book: PriceBook) -> Iterator[Violation]:
    """Items larger than any item can be, indexes and keys beyond what a table takes, and a load that is not known."""
    yield from _sizes(usage, book)
    most = book.limit("maximum_local_secondary_indexes")
    indexes = Bound(usage.local_secondary_indexes, most, unit="indexes")
    is_beyond = usage.local_secondary_indexes > most
    yield Violation("local_secondary_indexes", _too_many_indexes, is_beyond, bound=indexes)
    if usage.capacity_mode == PROVISIONED:
        yield from _least_of_indexes(usage, book)
    else:
        yield from _unknown_load(usage)
    for side in SIDES:
        yield from _hottest_key(side, usage, book)


def _too_many_indexes(bound: Bound) -> str:
    return f"A table has at most {bound.most} local secondary indexes."


def _sizes(usage: Usage, book: PriceBook) -> Iterator[Violation]:
    row, most = book.limit_row("maximum_item_size"), book.limit("maximum_item_size")
    sizes = [("item_size_kb", "An item"), ("index_item_kb", "An entry of an index")]
    for field, what in sizes if "index_item_kb" in usage.model_fields_set else sizes[:1]:
        size = getattr(usage, field)
        yield Violation(field, partial(_too_large, what), size > most, bound=Bound(size, most, unit=row.unit))


def _too_large(what: str, bound: Bound) -> str:
    over = bound.with_unit(bound.needed - bound.at_most)
    return f"{what} has at most {bound.most} {bound.unit}, with its names; these are {over} larger."


def _least_of_indexes(usage: Usage, book: PriceBook) -> Iterator[Violation]:
    """Capacity that is stated for the indexes together is at least what each of them must have."""
    for side in SIDES:
        least = usage.global_secondary_indexes * book.limit(f"minimum_{side.word}_units", PROVISIONED)
        stated = getattr(usage, f"index_{side.key}")
        bound = Bound(stated, at_least=least, unit=side.unit)
        yield Violation(f"index_{side.key}", _too_few, (stated > 0) & (stated < least), bound=bound)


def _too_few(bound: Bound) -> str:
    return f"Each index has at least 1 {bound.unit}: together {bound.least}."


def _unknown_load(usage: Usage) -> Iterator[Violation]:
    """On demand bills requests, which capacity does not tell."""
    for side in SIDES:
        if f"{side.name}_per_second" not in usage.model_fields_set:
            is_stated = getattr(usage, f"table_{side.key}") > 0
            yield Violation(f"{side.name}_per_second", partial(_not_told, side.name), is_stated)


def _not_told(requests: str) -> str:
    return f"On demand bills {requests}, not capacity; state {requests}_per_second to compare the two."


def _hottest_key(side: Side, usage: Usage, book: PriceBook) -> Iterator[Violation]:
    """A key stays in one partition in either mode, and more capacity does not help it."""
    limit = f"partition_{side.word}_units"
    row, most = book.limit_row(limit), book.limit(limit)
    load = peak_units(parts_of(side, usage, book)[:1]) * usage.hottest_key_percent
    bound = Bound(load / PERCENT, most, unit=row.unit)
    yield Violation("hottest_key_percent", partial(_too_hot, side), load > most * PERCENT, bound=bound)


def _too_hot(side: Side, bound: Bound) -> str:
    return (
        f"One partition key carries {bound.with_unit(bound.at_most)} a second; the hottest takes "
        f"{bound.with_unit(bound.needed)}: spread its {side.name} over several keys."
    )


STEPS = (
    Step(
        "reads_per_second", 100, unless=("hourly_load_percent", "table_rcu"),
        changing=read_lines, violating=partial(_hottest_key, READS),
    ),
    Step(
        "writes_per_second", 100, unless=("hourly_load_percent", "table_wcu"),
        changing=write_lines, violating=partial(_hottest_key, WRITES),
    ),
    Step("storage_gb", 100, changing=storage_lines, violating=no_limits),
)  # fmt: skip
