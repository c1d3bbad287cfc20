"""What stands besides the bill of EC2 instances: when a purchase pays, what the type has, what to know of both."""

from collections.abc import Iterator, Mapping

from calculator.catalogue.instance_types import InstanceType, spot_advice
from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.purchase_options import SPOT
from calculator.core.answer import AnswerWarning, CapacityPlan, LineItem, Metric, effective_monthly
from calculator.core.arithmetic import ratio
from calculator.core.display import amount
from calculator.core.month import AVERAGE
from calculator.services.commitments.advice import against_on_demand, of_bought
from calculator.services.commitments.advice import bill_warnings as commitment_warnings
from calculator.services.ec2.charges import bought
from calculator.services.ec2.extras import bills_credits, worksheet
from calculator.services.ec2.usage import Usage
from calculator.services.transfer import free_data_out, is_elsewhere

PERCENT = 100
GENERATION = {True: "current", False: "previous", None: None}


def metrics(
    usage: Usage, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
) -> Iterator[Metric]:
    """Break-even and savings against on-demand, the loss when the load ends early, and what the type has."""
    of, has = bought(usage), book.type_of(usage.instance_type)
    monthly = effective_monthly(of_bought(of, items))
    of_average = worksheet(usage.in_month(AVERAGE), book.in_month(AVERAGE))
    yield from against_on_demand(of, items, worksheet(usage, book), of_average, usage.months_needed)
    for name, label, each in (
        ("usd_per_vcpu", "USD per vCPU", has.vcpus),
        ("usd_per_gib", "USD per GiB", has.memory_gib),
    ):
        if each:
            yield Metric(f"effective_{name}", f"{label} a month", ratio(monthly, each * usage.instances), "USD/month")
    yield Metric("vcpus_each", "vCPU", has.vcpus, "vCPU")
    yield Metric("memory_gib_each", "Memory", has.memory_gib, "GiB")
    yield Metric("architecture", "Architecture", has.architectures or None)
    yield Metric("generation", "Generation", GENERATION[has.is_current_generation])
    yield Metric("burst_baseline_percent", "CPU baseline, burstable", has.baseline_percent_per_vcpu, "%")
    yield Metric("ebs_baseline_mibps", "EBS throughput, sustained", has.ebs_baseline_mibps, "MiB/s")
    yield Metric("ebs_baseline_iops", "EBS IOPS, sustained", has.ebs_baseline_iops, "IOPS")
    yield Metric("ebs_max_mibps", "EBS throughput, at most for a while", has.ebs_max_mibps, "MiB/s")
    yield Metric("ebs_max_iops", "EBS IOPS, at most for a while", has.ebs_max_iops, "IOPS")
    advice = spot_advice().get((book.region, usage.instance_type, usage.operating_system)) if _is_spot(usage) else None
    if advice is not None:
        yield Metric("spot_average_saving_percent", "Average Spot saving", advice.savings_percent, "%")
        yield Metric("spot_interruption_band", "Interrupted in a month", advice.interruption_band or None)
        yield Metric("spot_advice_date", "Spot advice of", advice.effective_from)


def _is_spot(usage: Usage) -> bool:
    return usage.purchase_option == SPOT


def _burstable(usage: Usage, has: InstanceType) -> str:
    known = has.baseline_percent_per_vcpu
    sustained = f"{amount(known)}% of each vCPU" if known else "less than all of each vCPU"
    more = "more is billed as CPU credits" if bills_credits(usage, has) else "more while CPU credits last"
    return f"{has.name} is burstable: {sustained} for ever, {more}."


def bill_warnings(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
    """What the price is worth, what is paid without being used, and what is stated but bills nothing."""
    yield from commitment_warnings(bought(usage), worksheet(usage, book), "purchase_option", "hours_per_month")
    has = book.type_of(usage.instance_type)
    if usage.average_cpu_percent > 0 and not has.is_burstable:
        message = f"{has.name} is not burstable: its CPU can be used in full at no charge."
        yield AnswerWarning("not_used", message, "average_cpu_percent")
    if usage.inter_region_gb > 0 and not is_elsewhere(usage.inter_region_to, book):
        message = "Data sent to another Region: no other Region is named."
        yield AnswerWarning("not_used", message, "inter_region_gb")
    if usage.include_free_tier and not free_data_out(book):
        message = f"The free data out of AWS does not cover {book.region}."
        yield AnswerWarning("no_free_tier", message, "include_free_tier")


def warnings(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
    """What a person should know about the type."""
    has = book.type_of(usage.instance_type)
    if has.is_burstable:
        yield AnswerWarning("burstable", _burstable(usage, has), "instance_type")
    if has.is_current_generation is False:
        yield AnswerWarning("previous_generation", f"{has.name} is of a previous generation.", "instance_type")
