"""The inputs of Amazon EBS: volume types and fields, each declared once."""

from collections.abc import Iterator
from decimal import Decimal

from calculator.catalogue.instance_types import instance_types
from calculator.catalogue.region_choices import is_apart
from calculator.core.choices import Choice, LazyChoices
from calculator.core.input_fields import choice, hours_of_month, quantity
from calculator.core.inputs import Inputs
from calculator.core.violations import Violation
from calculator.services.transfer import OTHER_REGIONS, SAME_REGION

NOT_ATTACHED = "none"
SNAPSHOTS = "Snapshots: archive, fast restore, copies, direct APIs"
MOST_GB = 10**9
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
    return (Choice(NOT_ATTACHED, "no instance in particular"), *(each.as_choice for each in instance_types().values()))


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
    hours_per_month: Decimal = hours_of_month(
        "Hours a month", "How long the volumes exist; all the month is one month of them."
    )
    snapshot_gb: Decimal = quantity(
        "GB", "Snapshots", "Incremental data kept in snapshots, averaged over the month.", at_most=MOST_GB
    )
    snapshot_archive_gb: Decimal = quantity(
        "GB", "Archived snapshots", "Kept in the archive tier, where each is a full snapshot; averaged over the month.",
        at_most=MOST_GB, group=SNAPSHOTS,
    )  # fmt: skip
    snapshot_archive_days: Decimal = quantity(
        "days", "Time in the archive", "Average; a snapshot that leaves before the least time is billed up to it.",
        default=365, at_least=1, at_most=36500, group=SNAPSHOTS,
    )  # fmt: skip
    snapshot_archive_restored_gb: Decimal = quantity(
        "GB/month",
        "Restored from the archive",
        "Snapshots brought back to the standard tier.",
        at_most=MOST_GB,
        group=SNAPSHOTS,
    )
    fast_snapshot_restore_hours: Decimal = quantity(
        "hours/month", "Fast snapshot restore",
        "Hours for which it is on, counted for each snapshot in each Availability Zone.",
        at_most=MOST_GB, group=SNAPSHOTS,
    )  # fmt: skip
    snapshot_copy_region: str = choice(
        "Snapshots copied to", "A Region for copies; within a Region copying is free.",
        OTHER_REGIONS, default=SAME_REGION, group=SNAPSHOTS,
    )  # fmt: skip
    snapshot_copied_gb: Decimal = quantity(
        "GB/month", "Snapshot data copied", "Sent to the other Region.", at_most=MOST_GB, group=SNAPSHOTS
    )
    snapshot_copies_gb: Decimal = quantity(
        "GB",
        "Copies kept there",
        "Kept in the other Region, averaged over the month.",
        at_most=MOST_GB,
        group=SNAPSHOTS,
    )
    direct_api_list_requests: Decimal = quantity(
        "requests/month", "Direct APIs: lists of blocks", "ListSnapshotBlocks and ListChangedBlocks.", group=SNAPSHOTS
    )
    direct_api_get_requests: Decimal = quantity(
        "requests/month", "Direct APIs: blocks read", "GetSnapshotBlock, a block of 512 KiB each.", group=SNAPSHOTS
    )
    direct_api_put_requests: Decimal = quantity(
        "requests/month", "Direct APIs: blocks written", "PutSnapshotBlock, a block of 512 KiB each.", group=SNAPSHOTS
    )
    attached_instance_type: str = choice(
        "Attached to", "The instance type whose EBS ceiling is checked.", LazyChoices(_attachable), default=NOT_ATTACHED
    )
    io_requests: Decimal = quantity(
        "requests/month", "I/O requests", "Of all volumes together.", only_for={"volume_type": (MAGNETIC,)}
    )

    def rules_in(self, region: str) -> Iterator[Violation]:
        """Snapshots stay within AWS GovCloud (US), or outside of it."""
        away = self.snapshot_copy_region
        message = f"AWS GovCloud (US) is apart from the other Regions: {region} copies no snapshots to {away}."
        yield Violation("snapshot_copy_region", lambda: message, away != SAME_REGION and is_apart(region, away))
