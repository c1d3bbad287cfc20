"""The inputs of Amazon DynamoDB, each declared once."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from calculator.catalogue.region_choices import advise_on_region, region_choices
from calculator.core.arithmetic import Number, minimum
from calculator.core.bounds import Bound
from calculator.core.choices import Choice, LazyChoices
from calculator.core.declarations import Derived, as_field
from calculator.core.display import exact_text
from calculator.core.input_fields import choice, choices, flag, quantities, quantity
from calculator.core.inputs import Inputs
from calculator.core.units import BYTE_IN_KB
from calculator.core.violations import Violation

ON_DEMAND, PROVISIONED = "on_demand", "provisioned"
CAPACITY_MODES = (Choice(ON_DEMAND, "On-demand"), Choice(PROVISIONED, "Provisioned"))
STANDARD, STANDARD_IA = "STANDARD", "STANDARD_INFREQUENT_ACCESS"
TABLE_CLASSES = (Choice(STANDARD, "DynamoDB Standard"), Choice(STANDARD_IA, "DynamoDB Standard-IA"))
NO_TERM = "none"
TERMS = (Choice(NO_TERM, "None"), Choice("1y", "1 year"), Choice("3y", "3 years"))
SAVINGS_PLAN = "database_savings_plan"
PURCHASE_OPTIONS = (Choice(ON_DEMAND, "On-demand prices"), Choice(SAVINGS_PLAN, "Database Savings Plan, 1 year"))
HOURS_PER_DAY = 24
PERCENT = 100
GOVCLOUD = "us-gov-"
FOR_PROVISIONED = {"capacity_mode": (PROVISIONED,)}
USUAL_READS, USUAL_WRITES = 100, 25
MOST_UNITS = 10**9
MOST_A_SECOND = 10**8


def unless_stated(usual: int, units: Number) -> Number:
    """The usual load, and none where capacity is stated instead; in the number system of the units."""
    return units * 0 + usual * (1 - minimum(units, 1))


def peak_of(average: str) -> Derived:
    """The busiest second where it is not stated: so many times the average."""
    return Derived(
        "the average × peak ÷ average",
        lambda usage: getattr(usage, average) * usage.peak_to_average,
        f"{average} * peak_to_average",
    )


class Usage(Inputs):
    """One table: what it holds, what reads and writes it, and how its capacity is bought."""

    capacity_mode: str = choice(
        "Capacity mode", "Pay for each request, or for capacity by the hour.", CAPACITY_MODES,
        default=ON_DEMAND, is_main=True,
    )  # fmt: skip
    item_size_kb: Decimal = quantity(
        "KB", "Item size",
        "Of one item, with its names; rounded up to whole units for each read and each write. An update counts the "
        "larger of the item before and after.",
        default=1, at_least=BYTE_IN_KB, at_most=10**6, is_main=True,
    )  # fmt: skip
    reads_per_second: Decimal = quantity(
        "requests/second", "Reads",
        "Single items read a second, averaged over the month. Left empty, none where the RCU of the table are stated.",
        derived=Derived(f"{USUAL_READS} or none", lambda usage: unless_stated(USUAL_READS, usage.table_rcu)),
        default=USUAL_READS, at_most=MOST_A_SECOND, is_main=True,
    )  # fmt: skip
    writes_per_second: Decimal = quantity(
        "requests/second", "Writes",
        "Items written a second, averaged over the month. Left empty, none where the WCU of the table are stated.",
        derived=Derived(f"{USUAL_WRITES} or none", lambda usage: unless_stated(USUAL_WRITES, usage.table_wcu)),
        default=USUAL_WRITES, at_most=MOST_A_SECOND, is_main=True,
    )  # fmt: skip
    storage_gb: Decimal = quantity(
        "GB", "Storage",
        "Items and local secondary indexes as billed, averaged over the month; without what DynamoDB adds to each item "
        "where their number is given.",
        default=25, at_most=10**9, is_main=True,
    )  # fmt: skip
    table_class: str = choice(
        "Table class", "Standard-IA has cheaper storage and more expensive requests.", TABLE_CLASSES,
        default=STANDARD, is_main=True,
    )  # fmt: skip
    peak_to_average: Decimal = quantity(
        "", "Peak ÷ average", "How many times the average the busiest second is, for each peak that is left empty.",
        default=1, at_least=1, at_most=1000, fills_in=True,
    )  # fmt: skip
    peak_reads_per_second: Decimal = quantity(
        "requests/second", "Peak reads", "The busiest second; sizes provisioned capacity and partitions.",
        derived=peak_of("reads_per_second"),
        not_below="reads_per_second", at_most=MOST_A_SECOND,
    )  # fmt: skip
    peak_writes_per_second: Decimal = quantity(
        "requests/second", "Peak writes", "The busiest second; sizes provisioned capacity and partitions.",
        derived=peak_of("writes_per_second"),
        not_below="writes_per_second", at_most=MOST_A_SECOND,
    )  # fmt: skip
    strong_read_percent: Decimal = quantity(
        "%", "Strongly consistent reads", "Of the reads; the rest is eventually consistent, at half the units.",
        at_most=100,
    )  # fmt: skip
    transactional_read_percent: Decimal = quantity(
        "%", "Transactional reads", "Of the reads; they take twice the units of strongly consistent ones.", at_most=100
    )
    transactional_write_percent: Decimal = quantity(
        "%", "Transactional writes", "Of the writes; they take twice the units.", at_most=100
    )
    queries_per_second: Decimal = quantity(
        "requests/second", "Queries and scans", "Query and Scan calls on the table a second, averaged over the month.",
        at_most=MOST_A_SECOND,
    )  # fmt: skip
    peak_queries_per_second: Decimal = quantity(
        "requests/second", "Peak queries", "The busiest second; sizes provisioned capacity and partitions.",
        derived=peak_of("queries_per_second"),
        not_below="queries_per_second", at_most=MOST_A_SECOND,
    )  # fmt: skip
    items_per_query: Decimal = quantity(
        "items", "Items of a query",
        "Read by each, before any filter; their sizes are summed, and the sum is rounded up to whole units.",
        default=10, at_most=10**9,
    )  # fmt: skip
    strong_query_percent: Decimal = quantity(
        "%", "Strongly consistent queries", "Of the queries; the rest is eventually consistent.", at_most=100
    )
    global_secondary_indexes: Decimal = quantity(
        "indexes", "Global secondary indexes", "Each has capacity, partitions and storage of its own.",
        at_most=1000, is_whole=True,
    )  # fmt: skip
    local_secondary_indexes: Decimal = quantity(
        "indexes", "Local secondary indexes", "They are written to with the units of the table and stored with it.",
        at_most=1000, is_whole=True,
    )  # fmt: skip
    index_item_kb: Decimal = quantity(
        "KB", "Entry size", "Of one item in an index: its keys and what is projected.",
        derived=as_field("item_size_kb", "the item size"),
        default=1, at_least=BYTE_IN_KB, at_most=10**6,
    )  # fmt: skip
    index_storage_gb: Decimal = quantity(
        "GB", "Storage of global indexes",
        "All global secondary indexes together, as billed; backups leave them out.",
        at_most=10**9,
    )  # fmt: skip
    index_reads_per_second: Decimal = quantity(
        "requests/second", "Index reads",
        "Queries of all global secondary indexes together, spread evenly over them; always eventually consistent.",
        at_most=MOST_A_SECOND,
    )  # fmt: skip
    peak_index_reads_per_second: Decimal = quantity(
        "requests/second", "Peak index reads", "The busiest second; sizes the provisioned capacity of the indexes.",
        derived=peak_of("index_reads_per_second"),
        not_below="index_reads_per_second", at_most=MOST_A_SECOND,
    )  # fmt: skip
    items_per_index_read: Decimal = quantity(
        "items", "Entries of an index read", "Read by each; their sizes are summed and then rounded up.",
        default=1, at_most=10**9,
    )  # fmt: skip
    indexed_write_percent: Decimal = quantity(
        "%", "Writes that reach an index",
        "Of the writes, for each index: the others change nothing that it holds.",
        default=100, at_most=100,
    )  # fmt: skip
    index_key_change_percent: Decimal = quantity(
        "%", "Writes that change an index key",
        "Of the writes, for each index: they write it twice, to delete the old entry and to put the new one.",
        at_most=100,
    )  # fmt: skip
    item_count: Decimal = quantity(
        "items", "Number of items", "Adds to the storage what DynamoDB bills for each item besides its size.",
        at_most=10**15,
    )  # fmt: skip
    hottest_key_percent: Decimal = quantity(
        "%", "Load of the hottest key",
        "Of the reads and of the writes of the table, on one partition key. 0 spreads them evenly.",
        at_most=100,
    )  # fmt: skip
    replica_regions: tuple[str, ...] = choices(
        "Replica Regions",
        "Of a global table: every write and the storage are billed there too. Reads are counted at home, but a "
        "provisioned replica has some read capacity.",
        LazyChoices(region_choices, advise_on_region),
    )
    ttl_deletes_per_second: Decimal = quantity(
        "items/second", "Items that expire",
        "Deleted by time to live (TTL), averaged over the month: free where they expire, a replicated write in each "
        "replica. They follow the hourly load as the writes do.",
        at_most=MOST_A_SECOND,
    )  # fmt: skip
    target_utilization_percent: Decimal = quantity(
        "%", "Target utilization", "Capacity is the peak divided by this, as auto scaling keeps it.",
        default=70, at_least=1, at_most=100, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    reserved_term: str = choice(
        "Reserved capacity", "Whole blocks of the capacity that is always needed, bought for a term.", TERMS,
        default=NO_TERM, only_for={**FOR_PROVISIONED, "table_class": (STANDARD,)},
    )  # fmt: skip
    purchase_option: str = choice(
        "Purchase option", "A Database Savings Plan commits to a sum an hour for a year, for reads and writes alone.",
        PURCHASE_OPTIONS, default=ON_DEMAND,
    )  # fmt: skip
    table_rcu: Decimal = quantity(
        "RCU", "RCU of the table", "As provisioned, all day; instead of what the load takes. 0 lets the load decide.",
        at_most=MOST_UNITS, is_whole=True, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    table_wcu: Decimal = quantity(
        "WCU", "WCU of the table", "As provisioned, all day; instead of what the load takes. 0 lets the load decide.",
        at_most=MOST_UNITS, is_whole=True, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    index_rcu: Decimal = quantity(
        "RCU", "RCU of the indexes", "Of all global secondary indexes together. 0 lets the load decide.",
        at_most=MOST_UNITS, is_whole=True, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    index_wcu: Decimal = quantity(
        "WCU", "WCU of the indexes", "Of all global secondary indexes together. 0 lets the load decide.",
        at_most=MOST_UNITS, is_whole=True, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    hourly_load_percent: tuple[Decimal, ...] = quantities(
        "%", "Hourly load profile",
        "Of the peak, from the first hour of the day on. It stands in for the averages, and auto scaling follows it.",
        length=HOURS_PER_DAY, at_most=100,
    )  # fmt: skip
    minimum_rcu: Decimal = quantity(
        "RCU", "Auto scaling: least RCU", "With a load of each hour; of the table and of each index.",
        at_most=MOST_UNITS, is_whole=True, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    maximum_rcu: Decimal = quantity(
        "RCU", "Auto scaling: most RCU", "With a load of each hour; of the table and of each index. 0 sets none.",
        at_most=MOST_UNITS, is_whole=True, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    minimum_wcu: Decimal = quantity(
        "WCU", "Auto scaling: least WCU", "With a load of each hour; of the table and of each index.",
        at_most=MOST_UNITS, is_whole=True, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    maximum_wcu: Decimal = quantity(
        "WCU", "Auto scaling: most WCU", "With a load of each hour; of the table and of each index. 0 sets none.",
        at_most=MOST_UNITS, is_whole=True, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    pitr: bool = flag(
        "Point-in-time recovery", "Continuous backups, billed on all that the table keeps, local indexes too."
    )
    backup_gb: Decimal = quantity("GB", "On-demand backups", "Kept, averaged over the month.", at_most=10**9)
    restore_gb: Decimal = quantity(
        "GB/month", "Restored", "From backups of either kind; global secondary indexes count too.", at_most=10**9
    )
    export_gb: Decimal = quantity("GB/month", "Exported to S3", "Size of the table at each export.", at_most=10**9)
    incremental_export_gb: Decimal = quantity(
        "GB/month", "Changes exported to S3", "What all incremental exports of a month process.", at_most=10**9
    )
    incremental_exports: Decimal = quantity(
        "exports/month", "Incremental exports", "Each is billed for a least amount.", at_most=10**6, is_whole=True
    )
    import_gb: Decimal = quantity("GB/month", "Imported from S3", "Uncompressed, as it is read.", at_most=10**9)
    stream_reads: Decimal = quantity(
        "requests/month", "Stream reads", "GetRecords calls on the stream of the table; those of Lambda are free."
    )
    change_data_capture: bool = flag(
        "Changes to Kinesis",
        "Each write is sent to a stream of Kinesis and billed by its KB; the stream is not in here.",
    )
    include_free_tier: bool = flag(
        "Free tier", "Take off what AWS gives free each month, which all tables of the account share."
    )

    def rules(self) -> Iterator[Violation]:
        """The kinds of reads are of one whole, and limits of auto scaling leave room between them."""
        yield from super().rules()
        together = self.strong_read_percent + self.transactional_read_percent
        shares = Bound(together, PERCENT, unit="%")
        yield Violation("strong_read_percent", _more_than_all, together > PERCENT, bound=shares)
        changes = Bound(self.index_key_change_percent, self.indexed_write_percent, unit="%")
        is_beyond = self.index_key_change_percent > self.indexed_write_percent
        yield Violation("index_key_change_percent", _more_than_reach_it, is_beyond, bound=changes)
        for unit in ("rcu", "wcu"):
            least, limit = getattr(self, f"minimum_{unit}"), getattr(self, f"maximum_{unit}")
            bound = Bound(limit, at_least=least, unit=unit.upper())
            yield Violation(f"maximum_{unit}", _below_least, (limit > 0) & (least > limit), bound=bound)

    def rules_in(self, region: str) -> Iterator[Violation]:
        """A table has no replica where it is at home, nor across the border of AWS GovCloud (US)."""
        at_home = f"{region} is where the table itself is; name only the other Regions."
        yield Violation("replica_regions", lambda: at_home, region in self.replica_regions, region)
        for each in self.replica_regions:
            is_apart = each.startswith(GOVCLOUD) != region.startswith(GOVCLOUD)
            yield Violation("replica_regions", partial(_apart, region, each), is_apart, each)


def _more_than_all(bound: Bound) -> str:
    return f"Strongly consistent and transactional reads together are {exact_text(bound.needed)}%; 100% is all of them."


def _more_than_reach_it(bound: Bound) -> str:
    return f"Writes that change an index key reach the index; there are at most {exact_text(bound.at_most)}% of them."


def _below_least(bound: Bound) -> str:
    return f"The most {bound.unit} must not be below the least, {exact_text(bound.at_least)}; 0 sets no limit."


def _apart(region: str, away: str) -> str:
    return f"AWS GovCloud (US) is apart from the other Regions: {region} has no replica in {away}."
