"""The inputs of Amazon DynamoDB, each declared once."""

from collections.abc import Iterator
from decimal import Decimal

from calculator.catalogue.region_choices import region_choices
from calculator.core.declarations import Choice, Derived, LazyChoices
from calculator.core.display import exact_text
from calculator.core.errors import FieldError
from calculator.core.inputs import Inputs, choice, choices, flag, quantities, quantity
from calculator.core.units import BYTE_IN_KB

ON_DEMAND, PROVISIONED = "on_demand", "provisioned"
CAPACITY_MODES = (Choice(ON_DEMAND, "On-demand"), Choice(PROVISIONED, "Provisioned"))
STANDARD, STANDARD_IA = "STANDARD", "STANDARD_INFREQUENT_ACCESS"
TABLE_CLASSES = (Choice(STANDARD, "DynamoDB Standard"), Choice(STANDARD_IA, "DynamoDB Standard-IA"))
NO_TERM = "none"
TERMS = (Choice(NO_TERM, "None"), Choice("1y", "1 year"), Choice("3y", "3 years"))
HOURS_PER_DAY = 24
PERCENT = 100
GOVCLOUD = "us-gov-"
FOR_PROVISIONED = {"capacity_mode": (PROVISIONED,)}


class Usage(Inputs):
    """One table: what it holds, what reads and writes it, and how its capacity is bought."""

    capacity_mode: str = choice(
        "Capacity mode", "Pay for each request, or for capacity by the hour.", CAPACITY_MODES,
        default=ON_DEMAND, is_main=True,
    )  # fmt: skip
    item_size_kb: Decimal = quantity(
        "KB", "Item size", "Of one item, with its names; rounded up to whole units for each read and each write.",
        default=1, at_least=BYTE_IN_KB, at_most=10**6, is_main=True,
    )  # fmt: skip
    reads_per_second: Decimal = quantity(
        "requests/second", "Reads", "Items read a second, averaged over the month.",
        default=100, at_most=10**8, is_main=True,
    )  # fmt: skip
    writes_per_second: Decimal = quantity(
        "requests/second", "Writes", "Items written a second, averaged over the month.",
        default=25, at_most=10**8, is_main=True,
    )  # fmt: skip
    storage_gb: Decimal = quantity(
        "GB",
        "Storage",
        "Items and indexes as billed, what DynamoDB adds to each item included; averaged over the month.",
        default=25,
        at_most=10**9,
        is_main=True,
    )
    table_class: str = choice(
        "Table class", "Standard-IA has cheaper storage and dearer requests.", TABLE_CLASSES,
        default=STANDARD, is_main=True,
    )  # fmt: skip
    peak_reads_per_second: Decimal = quantity(
        "requests/second", "Peak reads", "The busiest second; sizes provisioned capacity and partitions.",
        derived=Derived("the average", lambda usage: usage.reads_per_second),
        not_below="reads_per_second", at_most=10**8,
    )  # fmt: skip
    peak_writes_per_second: Decimal = quantity(
        "requests/second", "Peak writes", "The busiest second; sizes provisioned capacity and partitions.",
        derived=Derived("the average", lambda usage: usage.writes_per_second),
        not_below="writes_per_second", at_most=10**8,
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
    global_secondary_indexes: Decimal = quantity(
        "indexes", "Global secondary indexes", "Indexes that every write changes, each with all of the item.",
        at_most=1000, is_whole=True,
    )  # fmt: skip
    replica_regions: tuple[str, ...] = choices(
        "Replica Regions",
        "Of a global table: every write and the storage are billed there too. Reads are counted at home.",
        LazyChoices(region_choices),
    )
    target_utilization_percent: Decimal = quantity(
        "%", "Target utilisation", "Capacity is the peak divided by this, as auto scaling keeps it.",
        default=70, at_least=1, at_most=100, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    reserved_term: str = choice(
        "Reserved capacity", "Whole blocks of the capacity that is always needed, bought for a term.", TERMS,
        default=NO_TERM, only_for={**FOR_PROVISIONED, "table_class": (STANDARD,)},
    )  # fmt: skip
    hourly_load_percent: tuple[Decimal, ...] = quantities(
        "%", "Load of each hour",
        "Of the peak, from the first hour of the day on. It stands in for the averages, and auto scaling follows it.",
        length=HOURS_PER_DAY, at_most=100,
    )  # fmt: skip
    minimum_rcu: Decimal = quantity(
        "RCU", "Auto scaling: least RCU", "With a load of each hour; of the table.",
        at_most=10**9, is_whole=True, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    maximum_rcu: Decimal = quantity(
        "RCU", "Auto scaling: most RCU", "With a load of each hour; of the table. 0 sets none.",
        at_most=10**9, is_whole=True, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    minimum_wcu: Decimal = quantity(
        "WCU", "Auto scaling: least WCU", "With a load of each hour; of the table and of each index.",
        at_most=10**9, is_whole=True, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    maximum_wcu: Decimal = quantity(
        "WCU", "Auto scaling: most WCU", "With a load of each hour; of the table and of each index. 0 sets none.",
        at_most=10**9, is_whole=True, only_for=FOR_PROVISIONED,
    )  # fmt: skip
    pitr: bool = flag("Point-in-time recovery", "Continuous backups, billed on the storage of the table.")
    backup_gb: Decimal = quantity("GB", "On-demand backups", "Kept, averaged over the month.", at_most=10**9)
    restore_gb: Decimal = quantity("GB/month", "Restored", "From backups of either kind.", at_most=10**9)
    export_gb: Decimal = quantity("GB/month", "Exported to S3", "Size of the table at each export.", at_most=10**9)
    import_gb: Decimal = quantity("GB/month", "Imported from S3", "Uncompressed, as it is read.", at_most=10**9)
    stream_reads: Decimal = quantity(
        "requests/month", "Stream reads", "GetRecords calls on the stream of the table; those of Lambda are free."
    )
    include_free_tier: bool = flag(
        "Free tier", "Take off what AWS gives free each month, which all tables of the account share."
    )

    def contradictions(self) -> Iterator[FieldError]:
        """The kinds of reads are of one whole, and limits of auto scaling leave room between them."""
        yield from super().contradictions()
        together = self.strong_read_percent + self.transactional_read_percent
        if together > PERCENT:
            message = f"Strongly consistent and transactional reads together are {together:f} %; 100 % is all of them."
            yield FieldError("strong_read_percent", message, exact_text(self.strong_read_percent))
        for unit in ("rcu", "wcu"):
            least, most = getattr(self, f"minimum_{unit}"), getattr(self, f"maximum_{unit}")
            if most and least > most:
                message = f"The most {unit.upper()} must not be below the least, {exact_text(least)}; 0 sets no limit."
                yield FieldError(f"maximum_{unit}", message, exact_text(most))

    def contradictions_in(self, region: str) -> Iterator[FieldError]:
        """A table has no replica where it is at home, nor across the border of AWS GovCloud (US)."""
        if region in self.replica_regions:
            message = f"{region} is where the table itself is; name only the other Regions."
            yield FieldError("replica_regions", message, region)
        for each in self.replica_regions:
            if each.startswith(GOVCLOUD) != region.startswith(GOVCLOUD):
                message = f"AWS GovCloud (US) is apart from the other Regions: {region} has no replica in {each}."
                yield FieldError("replica_regions", message, each)
