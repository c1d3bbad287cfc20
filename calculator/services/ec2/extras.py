"""What instances are billed for beside their hours: CPU credits, detailed monitoring, data that leaves."""

from collections.abc import Iterator

from calculator.catalogue.instance_types import InstanceType
from calculator.catalogue.once import once_a_question
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import LineItem
from calculator.core.arithmetic import any_used
from calculator.core.errors import FieldError, NotPriced
from calculator.services.ec2.usage import DETAILED, UNLIMITED, Usage
from calculator.services.transfer import between_zones, data_out, to_region
from calculator.services.worksheet import Worksheet

SURPLUS = "instances * hours_per_month * vcpus_of_type * beyond(average_cpu_percent, baseline_percent) / 100"
BY_THE_DAY = "AWS averages over a day: use above the baseline on one day is not made up for by less on another."
USUAL_METRICS = "The type decides how many there are; AWS's examples count so many. No others fill the tiers."


def extra_items(sheet: Worksheet) -> Iterator[LineItem]:
    """Everything that is billed beside the hours. Raises NotPriced."""
    yield from cpu_credits(sheet)
    yield from items_of_any_type(sheet)


def items_of_any_type(sheet: Worksheet) -> Iterator[LineItem]:
    """What is billed alike whatever the type. Raises NotPriced."""
    usage = sheet.usage
    yield from _detailed_monitoring(sheet)
    if any_used(usage.data_out_gb):
        yield from data_out(sheet, is_free_wanted=usage.include_free_tier)
    if any_used(usage.inter_zone_gb):
        yield from between_zones(sheet)
    if any_used(usage.inter_region_gb):
        yield from to_region("inter_region", "Data sent to", "inter_region_gb", usage.inter_region_to, sheet)


def bills_credits(usage: Usage, has: InstanceType) -> bool:
    """Whether what is used above the baseline is billed."""
    return has.is_burstable and usage.cpu_credits == UNLIMITED


def cpu_credits(sheet: Worksheet) -> Iterator[LineItem]:
    """The vCPU-hours above the baseline, whatever way the instances are bought. Raises NotPriced."""
    usage = sheet.usage
    has = sheet.book.type_of(usage.instance_type)
    if bills_credits(usage, has) and _is_baseline_known(usage, has):
        yield from sheet.charge_if_used(
            "cpu_credits", "CPU credits above the baseline", SURPLUS, "vCPU-hour",
            dimension="cpu_credit", option=f"{has.family} {usage.operating_system}", assumption=BY_THE_DAY,
        )  # fmt: skip


def _is_baseline_known(usage: Usage, has: InstanceType) -> bool:
    """Whether there is a baseline to be above of. Raises NotPriced where CPU is used and there is none in our data."""
    if has.vcpus is not None and has.baseline_percent_per_vcpu is not None:
        return True
    if any_used(usage.average_cpu_percent):
        message = f"How much CPU {has.name} sustains is not in our data, so its CPU credits cannot be billed."
        raise NotPriced([FieldError("average_cpu_percent", message)])
    return False


@once_a_question
def worksheet(usage: Usage, book: PriceBook) -> Worksheet:
    """What the formulas of instances see: what is known of their type too."""
    has = book.type_of(usage.instance_type)
    known = {"vcpus_of_type": has.vcpus, "baseline_percent": has.baseline_percent_per_vcpu}
    found = {name: book.in_own_system(number) for name, number in known.items() if number is not None}
    return Worksheet(usage, book, {}, found, (book.region,))


def _detailed_monitoring(sheet: Worksheet) -> Iterator[LineItem]:
    """Metrics of the hours in which the instances run, as a share of the month."""
    if sheet.usage.monitoring == DETAILED:
        yield from sheet.charge(
            "detailed_monitoring", "Detailed monitoring",
            "instances * limit.detailed_monitoring_metrics * hours_per_month / hours_in_month", "metric-month",
            dimension="custom_metric", assumption=USUAL_METRICS,
        )  # fmt: skip
