"""Amazon S3: storage by class, minimum sizes and durations, requests, retrieval, data transfer out."""

from collections.abc import Iterator, Mapping

from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import CapacityPlan
from calculator.core.bounds import Bound
from calculator.core.units import convert
from calculator.core.violations import Violation
from calculator.services.module_formulas import ModuleFormulas
from calculator.services.s3.advice import bill_warnings as bill_warnings
from calculator.services.s3.advice import metrics as metrics
from calculator.services.s3.advice import warnings as warnings
from calculator.services.s3.charges import line_items as line_items
from calculator.services.s3.classes import DEEP_ARCHIVE, EXPRESS, INTELLIGENT, LABELS, RESTORING
from calculator.services.s3.formulas import FIGURES, is_monitored_size, worksheet
from calculator.services.s3.usage import Usage as Usage
from calculator.services.s3.words import CATEGORY as CATEGORY
from calculator.services.s3.words import GROUPS as GROUPS
from calculator.services.s3.words import TERMS as TERMS
from calculator.services.s3.words import UNPRICED as UNPRICED
from calculator.services.service import BreakEvenSearch, Example, Fact, LongList, Step, TypeTable

KEY = "s3"
NAME = "Amazon S3"
SUMMARY = "Object storage: what a workload costs in every storage class, and where one overtakes another."
TABLES = ("s3", "data_transfer")
COMPARE_BY = ("storage_class",)
LONG_LISTS: Mapping[str, LongList] = {}
TYPE_TABLE: TypeTable | None = None
SWEEP_OVER = "retrieval_gb"
SIZES_CAPACITY = True
NOTICES: Mapping[str, str] = {}
FORMULAS = ModuleFormulas((FIGURES,))

# Directory buckets have no replication, and archived objects are passed over.
NOT_REPLICATED = (*RESTORING, EXPRESS)

FACTS = (
    Fact("designed_availability", "Designed availability"),
    Fact("availability_zones", "Availability Zones"),
    Fact("first_byte_latency", "First byte"),
    Fact("retrieval_time_expedited", "Expedited restore"),
    Fact("retrieval_time_standard", "Standard restore"),
    Fact("retrieval_time_bulk", "Bulk restore"),
    Fact("minimum_storage_duration", "Minimum duration"),
    Fact("minimum_billable_object", "Minimum billed object"),
)
CROSSOVERS = (
    BreakEvenSearch("retrieval_gb", 0, 20, per="storage_gb"),
    BreakEvenSearch("average_object_kb", 1, 4096, kinks=("minimum_billable_object", "monitored_object_minimum")),
    BreakEvenSearch("object_lifetime_days", 1, 400, kinks=("minimum_storage_duration",)),
    BreakEvenSearch("effective_months", 1, 120, of_cheapest=True),
)
STEPS: tuple[Step, ...] = ()
SCATTER = ()
HEADLINES = ("objects",)
EXAMPLES = (
    Example(
        "Website assets",
        "200 GB of images and scripts, 3 TB a month sent to the internet",
        "storage_gb=200 GB&average_object_kb=64 KB&put_requests=100k&get_requests=50 million"
        "&retrieval_gb=3 TB&data_out_gb=3 TB",
    ),
    Example(
        "Data lake",
        "80 TB of Parquet files, a tenth of it read back each month",
        "storage_gb=80 TB&average_object_kb=64 MB&put_requests=500k&get_requests=131072&retrieval_gb=8 TB",
    ),
    Example(
        "Backups kept 35 days",
        "10 TB of nightly backups, rarely restored",
        "storage_class=STANDARD_IA&storage_gb=10 TB&average_object_kb=256 MB&put_requests=60k"
        "&get_requests=400&retrieval_gb=100 GB&object_lifetime_days=35",
    ),
    Example(
        "Compliance archive",
        "300 TB kept for seven years, read by auditors",
        "storage_class=DEEP_ARCHIVE&storage_gb=300 TB&average_object_kb=32 MB&put_requests=20k"
        "&retrieval_gb=500 GB&retrieval_requests=16k&retrieval_speed=bulk&object_lifetime_days=2555",
    ),
    Example(
        "Many small objects",
        "500 GB of event files of 8 KB",
        "storage_gb=500 GB&average_object_kb=8 KB&put_requests=65 million&get_requests=1 million",
    ),
)


def plan_capacity(usage: Usage, book: PriceBook) -> dict[str, CapacityPlan]:
    """The number of objects, by which overheads and monitoring are billed."""
    return {"objects": CapacityPlan(worksheet(usage, book).names["objects"], "object", "Objects stored")}


def violations(usage: Usage, book: PriceBook) -> Iterator[Violation]:
    """Objects larger than S3 takes, and what a class does not do: restore at a speed, or replicate."""
    option = usage.storage_class
    largest = book.limit_row("maximum_object_size")
    most = book.in_own_system(largest.value)
    is_larger = usage.average_object_kb > convert(most, largest.unit, "KB")
    size = Bound(convert(usage.average_object_kb, "KB", largest.unit), most, unit=largest.unit)
    yield Violation("average_object_kb", _too_large, is_larger, bound=size)
    if usage.retrieval_speed == "expedited" and option in (DEEP_ARCHIVE, INTELLIGENT):
        is_restored = (usage.retrieval_gb > 0) | (usage.retrieval_requests > 0)
        if option == INTELLIGENT:
            only_deep = (usage.deep_archive_percent > 0) & (usage.archive_percent == 0)
            is_restored = is_restored & only_deep & is_monitored_size(usage, book)
        archive = LABELS[option] if option == DEEP_ARCHIVE else "The Deep Archive Access tier"
        yield Violation(
            "retrieval_speed", lambda: f"{archive} has no expedited restores; choose standard or bulk.", is_restored
        )
    if option in NOT_REPLICATED:
        yield Violation(
            "replicated_gb",
            lambda: f"S3 does not replicate objects of {LABELS[option]}.",
            (usage.replicated_gb > 0) | (usage.replication_requests > 0),
        )


def _too_large(bound: Bound) -> str:
    return f"An object has at most {bound.with_unit(bound.at_most)}."
