"""The formulas of a table: the units of each request, the load on table and indexes, and what is stored."""

from calculator.catalogue.once import once_a_question
from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import Number
from calculator.services.dynamodb.usage import PROVISIONED, Usage
from calculator.services.figures import figure
from calculator.services.worksheet import Worksheet

FIGURES = {
    # Of one item: its size in whole units, by the kinds of reads.
    "read_units": figure(
        "steps(item_size_kb, limit.read_unit) * (transactional_read_percent * limit.transactional_read_units"
        " + strong_read_percent"
        " + (100 - transactional_read_percent - strong_read_percent) * limit.eventual_read_units) / 100",
        "Units of one read",
    ),
    # Of all items that a Query or Scan reads: their sum in whole units; one that finds nothing takes one.
    "query_units": figure(
        "max(steps(items_per_query * item_size_kb, limit.read_unit), 1)"
        " * (strong_query_percent + (100 - strong_query_percent) * limit.eventual_read_units) / 100",
        "Units of one query",
    ),
    # A Query of a global secondary index is eventually consistent; nothing reads an index that is not there.
    "index_read_units": figure(
        "max(steps(items_per_index_read * index_item_kb, limit.read_unit), 1) * limit.eventual_read_units"
        " * min(global_secondary_indexes, 1)",
        "Units of one query of an index",
    ),
    # An ordinary write, and a record of its change.
    "plain_write_units": figure("steps(item_size_kb, limit.write_unit)", "Units of an ordinary write"),
    # For each write to the table: none where it does not touch the index, two where it moves an entry.
    "index_write_units": figure(
        "steps(index_item_kb, limit.write_unit) * (indexed_write_percent + index_key_change_percent) / 100",
        "Units of a write, in one index",
    ),
    # Local secondary indexes have no capacity of their own; a transaction takes its double of the item alone.
    "write_units": figure(
        "plain_write_units * (transactional_write_percent * limit.transactional_write_units"
        " + 100 - transactional_write_percent) / 100 + local_secondary_indexes * index_write_units",
        "Units of one write",
    ),
    # Where a transaction is replicated to it arrives as an ordinary write.
    "replicated_write_units": figure(
        "plain_write_units + local_secondary_indexes * index_write_units", "Units of one replicated write"
    ),
    "table_read_average": figure(
        "reads_per_second * read_units + queries_per_second * query_units", "Reads of the table", "RCU"
    ),
    "table_read_peak": figure(
        "peak_reads_per_second * read_units + peak_queries_per_second * query_units", "Peak reads of the table", "RCU"
    ),
    "index_read_average": figure("index_reads_per_second * index_read_units", "Reads of the indexes", "RCU"),
    "index_read_peak": figure("peak_index_reads_per_second * index_read_units", "Peak reads of the indexes", "RCU"),
    **{
        f"{name}_{rate}": figure(f"{requests} * {units}", f"{peak}{label}", "WCU")
        for rate, requests, peak in (
            ("average", "writes_per_second", "Average of "),
            ("peak", "peak_writes_per_second", "Peak of "),
        )
        for name, units, label in (
            ("table_write", "write_units", "writes of the table"),
            # What expires at home, at no charge, is a write to each replica.
            (
                "replicated_write",
                "replicated_write_units + ttl_deletes_per_second * plain_write_units",
                "replicated writes",
            ),
            ("index_write", "(global_secondary_indexes * index_write_units)", "writes of the indexes"),
        )
    },
    # The items with what DynamoDB adds to each, and local secondary indexes: what backups copy.
    "table_gb": figure(
        'storage_gb + convert(item_count * limit.item_overhead, "B", "GB")', "Stored in the table", "GB"
    ),
    # Global secondary indexes have the same price and share what is free.
    "stored_gb": figure("table_gb + index_storage_gb", "Stored in the table and its indexes", "GB"),
}
OF_A_GLOBAL_TABLE = {
    **FIGURES,
    "table_gb": figure(
        'storage_gb + convert(item_count * (limit.item_overhead + limit.replicated_item_overhead), "B", "GB")',
        "Stored in the table",
        "GB",
    ),
}


@once_a_question
def worksheet(usage: Usage, book: PriceBook) -> Worksheet:
    """What the formulas of a table see."""
    figures = OF_A_GLOBAL_TABLE if usage.replica_regions else FIGURES
    found = {"hours_of_day": len(usage.hourly_load_percent)}
    return Worksheet(usage, book, figures, found, (book.region, usage.table_class, PROVISIONED))


def of_figure(name: str, usage: Usage, book: PriceBook) -> Number:
    """What a figure of a table comes to."""
    return worksheet(usage, book).names[name]


def of_month(average: str, peak: str, usage: Usage) -> str:
    """The formula of what a month comes to: of the average, or where there is a load of each hour, of all hours."""
    if not usage.hourly_load_percent:
        return f"{average} * seconds_in_month"
    return f"{peak} * total(hourly_load_percent) * seconds_in_month / (100 * hours_of_day)"
