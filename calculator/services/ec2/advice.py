"""What stands besides the bill of EC2 instances: when a purchase pays, what the type has, what to know of both."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from calculator.catalogue.instance_types import InstanceType, spot_advice
from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.purchase_options import ON_DEMAND, PARTIAL, SPOT, term_years
from calculator.core.answer import MONTHS_PER_YEAR, AnswerWarning, CapacityPlan, LineItem, Metric, effective_monthly
from calculator.core.arithmetic import maximum, ratio
from calculator.core.display import amount
from calculator.core.month import AVERAGE, HOURS_PER_YEAR
from calculator.services.commitments import is_split
from calculator.services.ec2.charges import of_instances, priced_as
from calculator.services.ec2.extras import bills_credits
from calculator.services.ec2.usage import SAVINGS_PLANS, USED_HOURS_ONLY, Usage
from calculator.services.transfer import free_data_out, is_elsewhere

PERCENT = 100
GENERATION = {True: "current", False: "previous", None: None}


def _on_demand_hour(usage: Usage, book: PriceBook) -> Decimal | None:
    if not book.is_priced(ON_DEMAND, priced_as(usage)):
        return None
    return book.card(ON_DEMAND, priced_as(usage)).tiers[0].usd_per_unit


def metrics(
    usage: Usage, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
) -> Iterator[Metric]:
    """Break-even and savings against on-demand, the loss when the load ends early, and what the type has."""
    monthly = effective_monthly(of_instances(items))
    has = book.type_of(usage.instance_type)
    yield from _against_on_demand(usage, monthly, book)
    for name, label, of in (
        ("usd_per_vcpu", "USD per vCPU", has.vcpus),
        ("usd_per_gib", "USD per GiB", has.memory_gib),
    ):
        if of:
            yield Metric(f"effective_{name}", f"{label} a month", ratio(monthly, of * usage.instances), "USD/month")
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


def _against_on_demand(usage: Usage, monthly: Decimal, book: PriceBook) -> Iterator[Metric]:
    hour = _on_demand_hour(usage, book)
    years = term_years(usage.purchase_option)
    months, committed = years * MONTHS_PER_YEAR, ratio(monthly * years * HOURS_PER_YEAR, book.month.hours)
    if months:
        yield Metric("commitment_usd", "Committed over the term", committed, "USD")
    if hour is None or usage.purchase_option == ON_DEMAND:
        yield Metric("break_even_hours_per_month", "Break-even with on-demand", None, "hours/month")
        return
    on_demand = usage.instances * usage.hours_per_month * hour
    break_even = ratio(monthly, usage.instances * hour) if months else Decimal(0)
    yield Metric("break_even_hours_per_month", "Break-even with on-demand", break_even, "hours/month")
    if on_demand:
        saved = ratio((on_demand - monthly) * PERCENT, on_demand)
        yield Metric("savings_percent", "Saved against on-demand", saved, "%")
    # A term is of average months, whatever the month that is billed.
    of_average = usage.instances * usage.in_month(AVERAGE).hours_per_month * hour
    if months and on_demand:
        yield Metric("break_even_months", "Pays back after", ratio(committed, of_average), "months")
    if months:
        lost = committed - min(usage.months_needed, Decimal(months)) * of_average
        yield Metric("loss_usd", "Unused commitment", maximum(lost, Decimal(0)), "USD")


def _burstable(usage: Usage, has: InstanceType) -> str:
    known = has.baseline_percent_per_vcpu
    sustained = f"{amount(known)}% of each vCPU" if known else "less than all of each vCPU"
    more = "more is billed as CPU credits" if bills_credits(usage, has) else "more while CPU credits last"
    return f"{has.name} is burstable: {sustained} for ever, {more}."


def bill_warnings(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
    """What the price is worth, what is paid without being used, and what is stated but bills nothing."""
    option, has = usage.purchase_option, book.type_of(usage.instance_type)
    if PARTIAL in option and option not in SAVINGS_PLANS and not is_split(option, priced_as(usage), book):
        message = "The source gives the effective rate only; how much of it is paid upfront is not known."
        yield AnswerWarning("upfront_unknown", message, "purchase_option")
    if option == SPOT:
        day = book.card(SPOT, priced_as(usage)).effective_from
        message = f"A Spot price is an observation of {day}, not a list price; instances can be taken back."
        yield AnswerWarning("spot_moves", message, "purchase_option")
    if option not in USED_HOURS_ONLY and usage.hours_per_month < book.month.hours:
        unused = amount(book.month.hours - usage.hours_per_month)
        message = f"The commitment bills all {book.month.hours} hours, {unused} of them unused."
        yield AnswerWarning("unused_hours", message, "hours_per_month")
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
