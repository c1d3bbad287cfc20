"""Amazon DynamoDB tables: read and write capacity in either mode, what binds, and what the month costs.

Sizes are in KB and GB of AWS, rates in requests a second; a month has 730 hours.
"""

from collections.abc import Iterator

from calculator.catalogue.price_book import PriceBook
from calculator.core.display import amount, counted
from calculator.core.estimate import Obstacle
from calculator.services.dynamodb.advice import details as details
from calculator.services.dynamodb.advice import notices as notices
from calculator.services.dynamodb.capacity import plan_capacity as plan_capacity
from calculator.services.dynamodb.charges import line_items as line_items
from calculator.services.dynamodb.usage import Usage
from calculator.services.service import Crossover, Example, Fact, Step

KEY = "dynamodb"
NAME = "Amazon DynamoDB"
SUMMARY = "Tables: read and write units from item size and rates, on-demand or provisioned, and where one overtakes."
TABLES = ("dynamodb",)
COMPARE_BY = ("capacity_mode", "table_class")
SWEEP_OVER = "target_utilization_percent"

FACTS = (
    Fact("table_read_units", "Reads of a table, default quota"),
    Fact("table_write_units", "Writes of a table, default quota"),
)
CROSSOVERS = (
    Crossover("target_utilization_percent", 1, 100),
    Crossover("reads_per_second", 0, 100000),
    Crossover("writes_per_second", 0, 100000),
    Crossover("storage_gb", 0, 100000),
)
SCATTER = ()
STEPS = (
    Step("reads_per_second", 100, unless="hourly_load_percent"),
    Step("writes_per_second", 100, unless="hourly_load_percent"),
    Step("storage_gb", 100),
)
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
        "Office hours with auto scaling",
        "Busy from 8 to 18 o'clock, reserved for a year",
        "capacity_mode=provisioned&reads_per_second=1k&writes_per_second=400&peak_reads_per_second=2k"
        "&peak_writes_per_second=800&reserved_term=1y&hourly_load_percent="
        "20, 20, 20, 20, 20, 20, 30, 50, 80, 100, 100, 100, 80, 80, 100, 100, 70, 40, 40, 30, 20, 20, 20, 20",
    ),
)


def obstacles(usage: Usage, book: PriceBook) -> Iterator[Obstacle]:
    """Items larger than any item can be."""
    row = book.limit_row("maximum_item_size")
    most = book.limit("maximum_item_size")
    message = ""
    if book.is_exact:
        over = counted(usage.item_size_kb - most, row.unit)
        message = f"An item has at most {amount(most)} {row.unit}, with its names; these are {over} larger."
    yield Obstacle("item_size_kb", message, usage.item_size_kb > most)
