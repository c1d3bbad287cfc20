"""Amazon EBS volumes: the cheapest valid configuration of each type, and the constraint that sets it.

Sizes are in GiB, throughput in MiB/s, IOPS and throughput per volume.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from calculator.catalogue.instance_types import instance_types
from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import maximum, ratio
from calculator.core.display import amount, counted
from calculator.core.estimate import CapacityPlan, Detail, LineItem, Notice, Obstacle
from calculator.services.ebs.capacity import plan_capacity
from calculator.services.ebs.usage import BUYS_IOPS, GP2, HARD_DISKS, MAGNETIC, NOT_ATTACHED, Usage
from calculator.services.service import Crossover, Example, Fact, Step

KEY = "ebs"
NAME = "Amazon EBS"
SUMMARY = "Block storage: the cheapest volume of every type that carries the IOPS and throughput, and what binds."
TABLES = ("ebs",)
COMPARE_BY = ("volume_type",)
SWEEP_OVER = "iops"

HOURS_PER_MONTH = 730
SECONDS_PER_MINUTE, SECONDS_PER_HOUR = 60, 3600

FACTS = (
    Fact("maximum_size", "Largest volume"),
    Fact("maximum_iops", "Most IOPS"),
    Fact("maximum_throughput", "Most throughput"),
    Fact("designed_durability", "Durability"),
)
CROSSOVERS = (Crossover("iops", 0, 64000), Crossover("size_gb", 1, 16384), Crossover("throughput_mibps", 0, 2000))
SCATTER = ()
STEPS = (Step("size_gb", 100), Step("iops", 1000), Step("throughput_mibps", 125))
EXAMPLES = (
    Example("Boot disk", "30 GiB, nothing special", "size_gb=30"),
    Example("PostgreSQL", "500 GiB, 12,000 IOPS, 500 MiB/s", "size_gb=500&iops=12k&throughput_mibps=500"),
    Example(
        "Busy OLTP database",
        "2 TiB, 64,000 IOPS on io2",
        "volume_type=io2&size_gb=2 TiB&iops=64k&throughput_mibps=1000&snapshot_gb=3 TiB",
    ),
    Example(
        "Log archive", "8 TiB read in long runs at 300 MiB/s", "volume_type=st1&size_gb=8 TiB&throughput_mibps=300"
    ),
    Example("Test cluster", "20 volumes that run in office hours", "size_gb=200&volumes=20&hours_per_month=200"),
)


def obstacles(usage: Usage, book: PriceBook) -> Iterator[Obstacle]:
    """Limits of the type that the workload passes, and by how much."""
    option = usage.volume_type
    plan = plan_capacity(usage, book)
    for field, limit, needed in (
        ("iops", "maximum_iops", maximum(usage.iops, plan["iops"].count)),
        ("throughput_mibps", "maximum_throughput", usage.throughput_mibps),
        ("size_gb", "maximum_size", plan["size_gb"].count),
    ):
        most, unit = book.limit_to(limit, option), book.limit_row(limit, option).unit
        message = _too_much(option, needed, most, unit) if book.is_exact else ""
        yield Obstacle(field, message, needed > most)


def _too_much(option: str, needed: Decimal, most: Decimal, unit: str) -> str:
    over = f"{amount(needed - most)} {unit} more than a volume of this type can have"
    return f"{option} would need {amount(needed)} {unit}, {over}: {amount(most)} {unit}."


def line_items(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    """Size, then what is bought beyond what the type includes; tiers are of each volume."""
    option, per_volume = usage.volume_type, "× volumes × hours_per_month ÷ 730"
    times = ratio(usage.volumes * usage.hours_per_month, HOURS_PER_MONTH)
    size, iops, throughput = (plan[name].count for name in ("size_gb", "iops", "throughput_mibps"))
    book.card("storage", option)
    yield from book.charge(
        "storage", "Storage", size, "GB-month", f"provisioned size {per_volume}", option=option, times=times
    )
    if option in BUYS_IOPS:
        included = book.limit("included_iops", option) if book.has_limit("included_iops", option) else 0
        label = f"IOPS above the {included:g} included" if included else "IOPS"
        yield from book.charge(
            "iops", label, iops - included, "IOPS-month", f"provisioned IOPS − included {per_volume}",
            option=option, times=times,
        )  # fmt: skip
    if book.is_priced("throughput", option):
        included = book.limit("included_throughput", option)
        yield from book.charge(
            "throughput", f"Throughput above the {included:g} MiB/s included", throughput - included, "MiB/s-month",
            f"provisioned MiB/s − included {per_volume}", option=option, times=times,
        )  # fmt: skip
    if option == MAGNETIC:
        yield from book.charge(
            "io_requests", "I/O requests", usage.io_requests, "request", "io_requests",
            dimension="io_request", option=option,
        )  # fmt: skip
    yield from book.charge(
        "snapshots", "Snapshots", usage.snapshot_gb, "GB-month", "snapshot_gb", dimension="snapshot_storage"
    )


def details(
    usage: Usage, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
) -> Iterator[Detail]:
    """What is left of each limit of the type."""
    for name, limit, label in (
        ("size_gb", "maximum_size", "Size left to grow"),
        ("iops", "maximum_iops", "IOPS left"),
        ("throughput_mibps", "maximum_throughput", "Throughput left"),
    ):
        left = book.limit_to(limit, usage.volume_type) - plan[name].count
        yield Detail(f"{name}_headroom", label, left, book.limit_row(limit, usage.volume_type).unit)


def notices(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[Notice]:
    """What a person should know about the volume that was found."""
    option = usage.volume_type
    if plan["size_gb"].count > usage.size_gb:
        size = f"{amount(plan['size_gb'].count)} GiB instead of {amount(usage.size_gb)} GiB"
        forced = {"iops": " to reach the IOPS", "throughput": " to reach the throughput"}
        reason = forced.get(plan["size_gb"].binding or "", ", the smallest volume of this type or the next whole GiB")
        yield Notice("enlarged", f"Each volume has {size}{reason}.", "size_gb")
    if option == GP2 and plan["burst_seconds"].count > 0:
        minutes = amount(plan["burst_seconds"].count / SECONDS_PER_MINUTE, 3)
        hours = amount(plan["refill_seconds"].count / SECONDS_PER_HOUR, 3)
        burst = f"Full credits carry {amount(plan['burst_iops'].count)} IOPS for {minutes} minutes"
        yield Notice("bursts", f"{burst}; they refill in {hours} idle hours.", "iops")
    if option in HARD_DISKS and usage.iops > 0:
        message = "IOPS of hard disks are counted at 1 MiB each; small random I/O is far slower."
        yield Notice("sequential_only", message, "iops")
    if option == MAGNETIC:
        for field, limit, needed in (
            ("iops", "maximum_iops", usage.iops),
            ("throughput_mibps", "maximum_throughput", usage.throughput_mibps),
        ):
            row = book.limit_row(limit, option)
            if needed > row.value:
                most = counted(book.limit_to(limit, option), row.unit)
                message = (
                    f"AWS gives {amount(row.value)} to {most} for magnetic volumes; what is needed is not assured."
                )
                yield Notice("not_assured", message, field)
    yield from _instance_ceiling(usage, plan)


def _instance_ceiling(usage: Usage, plan: Mapping[str, CapacityPlan]) -> Iterator[Notice]:
    """What the instance can carry to all its volumes together."""
    if usage.attached_instance_type == NOT_ATTACHED:
        return
    has = instance_types()[usage.attached_instance_type]
    for name, sustained, most, unit in (
        ("iops", has.ebs_baseline_iops, has.ebs_max_iops, "IOPS"),
        ("throughput_mibps", has.ebs_baseline_mibps, has.ebs_max_mibps, "MiB/s"),
    ):
        wanted = plan[name].count * usage.volumes
        if most is None or sustained is None:
            yield Notice("ceiling_unknown", f"The EBS {unit} of {has.name} are not known.", "attached_instance_type")
        elif wanted > sustained:
            burst = f" and at most {amount(most)} for a while" if most > sustained else ""
            carries = f"{has.name} carries {amount(sustained)} {unit}{burst}"
            message = f"{carries}; the volumes together give {amount(wanted)} {unit}."
            yield Notice("above_instance_ceiling", message, "attached_instance_type")
