"""Amazon S3: storage by class, minimum sizes and durations, requests, retrieval, data transfer out."""

from collections.abc import Iterator, Mapping

from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import divide_up
from calculator.core.display import counted
from calculator.core.estimate import CapacityPlan, Detail, LineItem, Notice, Obstacle
from calculator.core.units import convert
from calculator.services.s3.charges import free_data_out, is_monitored_size
from calculator.services.s3.charges import line_items as line_items
from calculator.services.s3.usage import BILLS_RETRIEVAL, DEEP_ARCHIVE, INTELLIGENT, LABELS, RESTORING, Usage
from calculator.services.service import Crossover, Example, Fact, Step

KEY = "s3"
NAME = "Amazon S3"
SUMMARY = "Object storage: what a workload costs in every storage class, and where one overtakes another."
TABLES = ("s3", "data_transfer")
COMPARE_BY = ("storage_class",)
SWEEP_OVER = "retrieval_gb"


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
    Crossover("retrieval_gb", 0, 20, per="storage_gb"),
    Crossover("average_object_kb", 1, 4096, kinks=("minimum_billable_object", "monitored_object_minimum")),
    Crossover("object_lifetime_days", 1, 400, kinks=("minimum_storage_duration",)),
)
STEPS: tuple[Step, ...] = ()
SCATTER = ()
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
    objects = divide_up(convert(usage.storage_gb, "GB", "KB"), usage.average_object_kb)
    return {"objects": CapacityPlan(objects, "object", "Objects stored")}


def obstacles(usage: Usage, book: PriceBook) -> Iterator[Obstacle]:
    """Objects larger than S3 takes, and restores at a speed that a class does not have."""
    option = usage.storage_class
    most = book.limit_row("maximum_object_size")
    too_large = usage.average_object_kb > book.in_own_system(convert(most.value, most.unit, "KB"))
    yield Obstacle("average_object_kb", f"An object has at most {counted(most.value, most.unit)}.", too_large)
    if usage.retrieval_speed == "expedited" and option in (DEEP_ARCHIVE, INTELLIGENT):
        is_restored = (usage.retrieval_gb > 0) | (usage.retrieval_requests > 0)
        if option == INTELLIGENT:
            only_deep = (usage.deep_archive_percent > 0) & (usage.archive_percent == 0)
            is_restored = is_restored & only_deep & is_monitored_size(usage, book)
        archive = LABELS[option] if option == DEEP_ARCHIVE else "The Deep Archive Access tier"
        message = f"{archive} has no expedited restores; choose standard or bulk."
        yield Obstacle("retrieval_speed", message, is_restored)


def details(
    usage: Usage, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
) -> Iterator[Detail]:
    """Storage classes are chosen by the facts of the limits table; there is nothing to add."""
    yield from ()


def notices(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[Notice]:
    """What a person should know about the answer."""
    option, label, small = usage.storage_class, LABELS[usage.storage_class], usage.average_object_kb
    if usage.select_scanned_gb > 0 or usage.select_returned_gb > 0:
        yield Notice("closed_to_new_customers", "S3 Select is closed to new customers.", "select_scanned_gb")
    if usage.include_free_tier and not free_data_out(usage, book):
        message = f"The free data out of AWS does not cover {book.region}."
        yield Notice("no_free_tier", message, "include_free_tier")
    if option in BILLS_RETRIEVAL and usage.get_requests > 0 and usage.retrieval_gb == 0:
        message = f"{label} bills each GB read, but no data read back is stated beside the GET requests."
        yield Notice("reads_without_retrieval", message, "retrieval_gb")
    if option in RESTORING:
        yield from _restores(usage, book)
    if option == INTELLIGENT:
        yield from _archive_tiers(usage, book)
    if option == INTELLIGENT and not is_monitored_size(usage, book):
        least = f"{book.limit('monitored_object_minimum', INTELLIGENT):g} KB"
        message = f"Objects below {least} are not monitored and stay at the frequent rate, whatever the shares."
        yield Notice("not_monitored", message, "average_object_kb")
    moved = book.limit_row("transition_minimum_object")
    if usage.transition_requests > 0 and small < convert(moved.value, moved.unit, "KB"):
        message = f"Lifecycle rules leave objects below {counted(moved.value, moved.unit)} where they are."
        yield Notice("not_moved", message, "transition_requests")
    yield from _minimums(usage, book)


def _archive_tiers(usage: Usage, book: PriceBook) -> Iterator[Notice]:
    """Only the two archive tiers of Intelligent-Tiering are restored from."""
    is_archived = usage.archive_percent + usage.deep_archive_percent > 0 and is_monitored_size(usage, book)
    if is_archived and (usage.retrieval_gb > 0 or usage.retrieval_requests > 0):
        message = "All data read back, with every restore request, is taken to come from the archive tiers."
        yield Notice("restores_assumed", message, "retrieval_requests")
    if not is_archived:
        for field in ("retrieval_requests", "retrieval_speed"):
            if field in usage.model_fields_set and getattr(usage, field) not in (0, "standard"):
                label = usage.declarations[field].label
                yield Notice("not_used", f"{label} has no effect without a share in an archive tier.", field)


def _restores(usage: Usage, book: PriceBook) -> Iterator[Notice]:
    """Archived objects are not there at once, and each one read back is a request."""
    label, limit = LABELS[usage.storage_class], f"retrieval_time_{usage.retrieval_speed}"
    if book.has_limit(limit, usage.storage_class):
        row = book.limit_row(limit, usage.storage_class)
        hours = counted(book.limit_to(limit, usage.storage_class), row.unit)
        message = f"{label} must be restored before it is read: {usage.retrieval_speed} takes up to {hours}."
        yield Notice("restore_first", message, "retrieval_speed")
    if usage.retrieval_gb > 0 and usage.retrieval_requests == 0:
        objects = divide_up(convert(usage.retrieval_gb, "GB", "KB"), usage.average_object_kb)
        message = f"No restore requests are counted; {counted(objects, 'object')} of this size would need as many."
        yield Notice("no_restores", message, "retrieval_requests")
    elif usage.get_requests > 0 and "retrieval_requests" not in usage.model_fields_set:
        message = "Every GET request is taken to be a restore; state the restore requests if there are fewer."
        yield Notice("restores_assumed", message, "retrieval_requests")


def _minimums(usage: Usage, book: PriceBook) -> Iterator[Notice]:
    option, label = usage.storage_class, LABELS[usage.storage_class]
    for limit, field, words in (
        ("minimum_billable_object", "average_object_kb", "bills each object as at least {} KB"),
        ("minimum_storage_duration", "object_lifetime_days", "bills each object for at least {} days"),
    ):
        if book.has_limit(limit, option) and getattr(usage, field) < book.limit(limit, option):
            least = f"{book.limit(limit, option):g}"
            yield Notice(f"below_{limit}", f"{label} {words.format(least)}.", field)
