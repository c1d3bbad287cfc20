"""What a person should know about the volume that was found, besides its cost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from calculator.catalogue.instance_types import instance_types
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import AnswerWarning, CapacityPlan, LineItem, Metric
from calculator.core.arithmetic import Number, minimum
from calculator.core.display import amount, counted
from calculator.services.ebs.usage import HARD_DISKS, MAGNETIC, NOT_ATTACHED, Usage
from calculator.services.transfer import is_elsewhere

SECONDS_PER_MINUTE, SECONDS_PER_HOUR = 60, 3600


def metrics(
    usage: Usage, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
) -> Iterator[Metric]:
    """What is left of each limit of the type, and what the instance lets through of all volumes together."""
    for name, limit, label in (
        ("size_gb", "maximum_size", "Size left to grow"),
        ("iops", "maximum_iops", "IOPS left"),
        ("throughput_mibps", "maximum_throughput", "Throughput left"),
    ):
        left = book.limit_to(limit, usage.volume_type) - plan[name].count
        yield Metric(f"{name}_headroom", label, left, book.limit_row(limit, usage.volume_type).unit)
    for ceiling in _ceilings(usage, plan):
        sustained = None if ceiling.sustained is None else minimum(ceiling.given, ceiling.sustained)
        label = f"{ceiling.unit} through the instance, sustained"
        yield Metric(f"attached_{ceiling.name}", label, sustained, ceiling.unit)


def bill_warnings(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
    """What is billed beyond what was asked for, and what is not billed."""
    if plan["size_gb"].count > usage.size_gb:
        size = f"{amount(plan['size_gb'].count)} GiB instead of {amount(usage.size_gb)} GiB"
        forced = {"iops": " to reach the IOPS", "throughput": " to reach the throughput"}
        reason = forced.get(plan["size_gb"].binding or "", ", the smallest volume of this type or the next whole GiB")
        yield AnswerWarning("enlarged", f"Each volume has {size}{reason}.", "size_gb")
    yield from _snapshots(usage, book)


def warnings(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
    """What a person should know about the volume that was found."""
    option = usage.volume_type
    yield from _bursts(plan)
    if option in HARD_DISKS and usage.iops > 0:
        message = "IOPS of hard disks are counted at 1 MiB each; small random I/O is far slower."
        yield AnswerWarning("sequential_only", message, "iops")
    if option == MAGNETIC:
        yield from _not_assured(usage, book)
    yield from _instance_ceiling(usage, plan)


def _bursts(plan: Mapping[str, CapacityPlan]) -> Iterator[AnswerWarning]:
    """What the type gives beyond what it sustains, and for how long."""
    if "burst_seconds" not in plan or plan["burst_seconds"].count == 0:
        return
    field = "iops" if "burst_iops" in plan else "throughput_mibps"
    burst = plan[f"burst_{field}"]
    carried = f"{amount(burst.count)} {burst.unit} for {_lasting(plan['burst_seconds'].count)}"
    refill = f"they refill in {_lasting(plan['refill_seconds'].count)} without I/O"
    sustained = f"what is sustained is {amount(plan[field].count)} {burst.unit}"
    yield AnswerWarning("bursts", f"Full credits carry {carried}; {refill}; {sustained}.", field)


def _lasting(seconds: Decimal) -> str:
    """A stretch of time in minutes, or in hours from two of them on."""
    if seconds < 2 * SECONDS_PER_HOUR:
        return f"{amount(seconds / SECONDS_PER_MINUTE, 3)} minutes"
    return f"{amount(seconds / SECONDS_PER_HOUR, 3)} hours"


def _not_assured(usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    """AWS states ranges for magnetic volumes, of which the low end alone can be counted on."""
    for field, limit, needed in (
        ("iops", "maximum_iops", usage.iops),
        ("throughput_mibps", "maximum_throughput", usage.throughput_mibps),
    ):
        row = book.limit_row(limit, MAGNETIC)
        if needed > row.value:
            most = counted(book.limit_to(limit, MAGNETIC), row.unit)
            message = f"AWS gives {amount(row.value)} to {most} for magnetic volumes; what is needed is not assured."
            yield AnswerWarning("not_assured", message, field)


def _snapshots(usage: Usage, book: PriceBook) -> Iterator[AnswerWarning]:
    days = book.limit("snapshot_archive_minimum_duration")
    if usage.snapshot_archive_gb > 0 and usage.snapshot_archive_days < days:
        message = f"The archive bills each snapshot for at least {days:g} days."
        yield AnswerWarning("below_minimum_archive_period", message, "snapshot_archive_days")
    if not is_elsewhere(usage.snapshot_copy_region, book):
        for field in ("snapshot_copied_gb", "snapshot_copies_gb"):
            if getattr(usage, field) > 0:
                label = usage.declarations[field].label
                message = f"{label}: no other Region is named, and within one copying is free."
                yield AnswerWarning("not_used", message, field)


@dataclass(frozen=True, slots=True)
class _Ceiling:
    """What the volumes give together, and what the instance carries for ever and for a while, if that is known."""

    name: str
    unit: str
    given: Number
    sustained: Decimal | None
    burst: Decimal | None


def _ceilings(usage: Usage, plan: Mapping[str, CapacityPlan]) -> Iterator[_Ceiling]:
    if usage.attached_instance_type == NOT_ATTACHED:
        return
    has = instance_types()[usage.attached_instance_type]
    for name, unit, sustained, burst in (
        ("iops", "IOPS", has.ebs_baseline_iops, has.ebs_max_iops),
        ("throughput_mibps", "MiB/s", has.ebs_baseline_mibps, has.ebs_max_mibps),
    ):
        yield _Ceiling(name, unit, plan[name].count * usage.volumes, sustained, burst)


def _instance_ceiling(usage: Usage, plan: Mapping[str, CapacityPlan]) -> Iterator[AnswerWarning]:
    """What the instance can carry to all its volumes together."""
    name, field = usage.attached_instance_type, "attached_instance_type"
    for ceiling in _ceilings(usage, plan):
        if ceiling.sustained is None or ceiling.burst is None:
            yield AnswerWarning("ceiling_unknown", f"The EBS {ceiling.unit} of {name} are not known.", field)
        elif ceiling.given > ceiling.sustained:
            burst = f" and at most {amount(ceiling.burst)} for a while" if ceiling.burst > ceiling.sustained else ""
            carries = f"{name} carries {amount(ceiling.sustained)} {ceiling.unit}{burst}"
            message = f"{carries}; the volumes together give {amount(ceiling.given)} {ceiling.unit}."
            yield AnswerWarning("above_instance_ceiling", message, field)
