"""The inputs of Amazon EBS: volume types and fields, each declared once."""

from decimal import Decimal

from calculator.catalogue.instance_types import type_choices
from calculator.core.declarations import Choice, LazyChoices
from calculator.core.inputs import Inputs, choice, quantity

NOT_ATTACHED = "none"
GP2, GP3, IO1, IO2, ST1, SC1, MAGNETIC = "gp2", "gp3", "io1", "io2", "st1", "sc1", "standard"
VOLUME_TYPES = (
    Choice(GP3, "General Purpose SSD gp3"),
    Choice(GP2, "General Purpose SSD gp2"),
    Choice(IO2, "Provisioned IOPS SSD io2 Block Express"),
    Choice(IO1, "Provisioned IOPS SSD io1"),
    Choice(ST1, "Throughput Optimized HDD st1"),
    Choice(SC1, "Cold HDD sc1"),
    Choice(MAGNETIC, "Magnetic standard"),
)
BUYS_IOPS = (GP3, IO1, IO2)
HARD_DISKS = (ST1, SC1)


def _attachable() -> tuple[Choice, ...]:
    return (Choice(NOT_ATTACHED, "no instance in particular"), *type_choices())


class Usage(Inputs):
    """Identical volumes and the performance that each must give."""

    volume_type: str = choice(
        "Volume type", "How the volume is built and sold.", VOLUME_TYPES, default=GP3, is_main=True
    )
    size_gb: Decimal = quantity(
        "GiB", "Size", "Needed on each volume; grown where performance asks for it.",
        default=100, at_least=1, at_most=65536, is_main=True,
    )  # fmt: skip
    iops: Decimal = quantity(
        "IOPS", "IOPS", "Needed on each volume, sustained; 0 takes what the type gives.", at_most=256000, is_main=True
    )
    throughput_mibps: Decimal = quantity(
        "MiB/s",
        "Throughput",
        "Needed on each volume, sustained; 0 takes what the type gives.",
        at_most=4000,
        is_main=True,
    )
    volumes: Decimal = quantity(
        "volumes", "Volumes", "Identical volumes.", default=1, at_least=1, at_most=10**6, is_whole=True, is_main=True
    )
    hours_per_month: Decimal = quantity(
        "hours/month", "Hours a month", "How long the volumes exist; a month has 730 hours.", default=730, at_most=744
    )
    snapshot_gb: Decimal = quantity(
        "GB", "Snapshots", "Incremental data kept in snapshots, averaged over the month.", at_most=10**9
    )
    attached_instance_type: str = choice(
        "Attached to", "The instance type whose EBS ceiling is checked.", LazyChoices(_attachable), default=NOT_ATTACHED
    )
    io_requests: Decimal = quantity(
        "requests/month", "I/O requests", "Of all volumes together.", only_for={"volume_type": (MAGNETIC,)}
    )
