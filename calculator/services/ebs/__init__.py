"""Amazon EBS volumes: the cheapest valid configuration of each type, and the constraint that sets it.

Sizes are in GiB, throughput in MiB/s, IOPS and throughput per volume.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import maximum
from calculator.core.bounds import Bound
from calculator.core.violations import Violation
from calculator.services.ebs.advice import bill_warnings as bill_warnings
from calculator.services.ebs.advice import metrics as metrics
from calculator.services.ebs.advice import warnings as warnings
from calculator.services.ebs.capacity import plan_capacity as plan_capacity
from calculator.services.ebs.charges import FIGURES, volume_lines
from calculator.services.ebs.charges import line_items as line_items
from calculator.services.ebs.usage import Usage as Usage
from calculator.services.ebs.words import CATEGORY as CATEGORY
from calculator.services.ebs.words import GROUPS as GROUPS
from calculator.services.ebs.words import TERMS as TERMS
from calculator.services.ebs.words import UNPRICED as UNPRICED
from calculator.services.module_formulas import ModuleFormulas
from calculator.services.service import BreakEvenSearch, Example, Fact, LongList, Step, TypeTable

KEY = "ebs"
NAME = "Amazon EBS"
SUMMARY = "Block storage: the cheapest volume of every type that carries the IOPS and throughput, and what binds."
TABLES = ("ebs", "data_transfer")
COMPARE_BY = ("volume_type",)
LONG_LISTS: Mapping[str, LongList] = {}
TYPE_TABLE: TypeTable | None = None
SWEEP_OVER = "iops"
SIZES_CAPACITY = True
NOTICES: Mapping[str, str] = {}
FORMULAS = ModuleFormulas(
    (FIGURES,),
    found={"provisioned_size_gb": "GB", "provisioned_iops": "IOPS", "provisioned_throughput_mibps": "MiB/s"},
)

FACTS = (
    Fact("maximum_size", "Largest volume"),
    Fact("maximum_iops", "Most IOPS"),
    Fact("maximum_throughput", "Most throughput"),
    Fact("designed_durability", "Durability"),
)
CROSSOVERS = (
    BreakEvenSearch("iops", 0, 80000, shown_from=3000),
    BreakEvenSearch("size_gb", 1, 16384),
    BreakEvenSearch("throughput_mibps", 0, 2000),
)
SCATTER = ()
HEADLINES = (
    "size_gb", "iops", "throughput_mibps", "burst_iops", "burst_throughput_mibps", "burst_seconds", "refill_seconds",
)  # fmt: skip
STEPS = tuple(
    Step(field, by, changing=volume_lines)
    for field, by in (("size_gb", 100), ("iops", 1000), ("throughput_mibps", 125))
)
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


def violations(usage: Usage, book: PriceBook) -> Iterator[Violation]:
    """Limits of the type that the workload passes, and by how much."""
    option = usage.volume_type
    plan = plan_capacity(usage, book)
    for field, limit, needed in (
        ("iops", "maximum_iops", maximum(usage.iops, plan["iops"].count)),
        ("throughput_mibps", "maximum_throughput", usage.throughput_mibps),
        ("size_gb", "maximum_size", plan["size_gb"].count),
    ):
        most, unit = book.limit_to(limit, option), book.limit_row(limit, option).unit
        yield Violation(field, partial(_too_much, option), needed > most, bound=Bound(needed, most, unit=unit))


def _too_much(option: str, bound: Bound) -> str:
    over = f"{bound.over} {bound.unit} more than a volume of this type can have"
    return f"{option} would need {bound.asked} {bound.unit}, {over}: {bound.most} {bound.unit}."
