"""Amazon EC2 instances: what to buy for how long.

Prices are effective hourly rates: a commitment's upfront part is already spread over its term. On-demand and Spot
bill the hours really used; a commitment bills every hour of the month whether used or not.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from calculator.catalogue.instance_prices import PURCHASE_OPTIONS
from calculator.catalogue.instance_types import family_choices, instance_types, spot_advice, type_choices
from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import Number, maximum, ratio
from calculator.core.declarations import Choice, LazyChoices
from calculator.core.display import amount
from calculator.core.estimate import UPFRONT, CapacityPlan, Detail, LineItem, Notice, Obstacle, effective_monthly
from calculator.core.inputs import Inputs, choice, flag, quantity
from calculator.services.service import Crossover, Example, Fact, Step

KEY = "ec2"
NAME = "Amazon EC2"
SUMMARY = "Virtual machines: on-demand, Spot, Reserved Instances and Savings Plans, and which type fits the need."
TABLES = ("ec2",)
COMPARE_BY = ("purchase_option", "instance_type")
SWEEP_OVER = "hours_per_month"
FACTS: tuple[Fact, ...] = ()
CROSSOVERS = (Crossover("hours_per_month", 1, 730),)
STEPS = (Step("instances", 1),)
SCATTER = ("memory_gib_each", "vcpus_each")

HOURS_PER_MONTH = 730
MONTHS_PER_YEAR = 12
PERCENT = 100
ON_DEMAND, SPOT, PARTIAL, ALL = "on_demand", "spot", "_partial_upfront", "_all_upfront"
USED_HOURS_ONLY = (ON_DEMAND, SPOT)
SYSTEMS = (
    Choice("Linux", "Linux"),
    Choice("Windows", "Windows, licence included"),
    Choice("RHEL", "Red Hat Enterprise Linux"),
    Choice("SLES", "SUSE Linux Enterprise Server"),
)
ARCHITECTURES = (Choice("any", "Any"), Choice("x86_64", "x86, 64 bit"), Choice("arm64", "Arm, 64 bit (Graviton)"))
SAVINGS_PLANS = tuple(
    f"{plan}_savings_plan_{term}_{payment}_upfront"
    for plan in ("compute", "ec2_instance")
    for term in ("1y", "3y")
    for payment in ("no", "partial", "all")
)


def _purchase_label(option: str) -> str:
    words = option.replace("ec2_instance_savings", "EC2 Instance Savings").replace("compute_savings", "Compute Savings")
    words = words.replace("savings_plan", "Savings Plan").replace("Savings_plan", "Savings Plan")
    words = words.replace("reserved", "Reserved").replace("_1y_", ", 1 year, ").replace("_3y_", ", 3 years, ")
    words = words.replace("_convertible", ", convertible").replace("_", " ")
    return {ON_DEMAND: "On-demand", SPOT: "Spot"}.get(option, words)


PURCHASES = tuple(
    Choice(option, _purchase_label(option)) for option in dict.fromkeys((*PURCHASE_OPTIONS, *SAVINGS_PLANS))
)
EXAMPLES = (
    Example("Web server, always on", "Two m7g.large around the clock", "instance_type=m7g.large&instances=2"),
    Example(
        "Office hours",
        "Four c6i.xlarge, 10 hours on working days",
        "instance_type=c6i.xlarge&instances=4&hours_per_month=217",
    ),
    Example(
        "Windows application",
        "One m5.xlarge with Windows for three years",
        "instance_type=m5.xlarge&operating_system=Windows&purchase_option=reserved_3y_all_upfront",
    ),
    Example(
        "Batch on Spot",
        "Ten c5.2xlarge that may be interrupted",
        "instance_type=c5.2xlarge&instances=10&hours_per_month=200&purchase_option=spot",
    ),
    Example(
        "What fits 8 vCPU and 64 GiB",
        "Any architecture, ranked by price",
        "instance_type=r6i.2xlarge&vcpus=8&memory_gib=64",
    ),
)


class Usage(Inputs):
    """Identical instances, how long they run, and how they are bought."""

    instance_type: str = choice(
        "Instance type",
        "Type to find one, such as m7g.large.",
        LazyChoices(type_choices),
        default="m5.large",
        is_main=True,
    )
    operating_system: str = choice("Operating system", "With its licence.", SYSTEMS, default="Linux", is_main=True)
    instances: Decimal = quantity(
        "instances",
        "Instances",
        "Identical instances.",
        default=1,
        at_least=1,
        at_most=10**6,
        is_whole=True,
        is_main=True,
    )
    hours_per_month: Decimal = quantity(
        "hours/month", "Hours really used", "Of each instance; commitments bill all 730.",
        default=730, at_most=744, is_main=True,
    )  # fmt: skip
    purchase_option: str = choice(
        "Purchase option", "How the hours are bought.", PURCHASES, default=ON_DEMAND, is_main=True
    )
    months_needed: Decimal = quantity(
        "months", "Months needed", "If the load ends before a commitment does, the rest is lost.",
        default=36, at_least=1, at_most=36, is_main=True,
    )  # fmt: skip
    vcpus: Decimal = quantity("vCPU", "vCPU needed", "To find types that fit; 0 asks for none.", at_most=2000)
    memory_gib: Decimal = quantity("GiB", "Memory needed", "To find types that fit; 0 asks for none.", at_most=65536)
    architecture: str = choice("Architecture", "To find types that fit.", ARCHITECTURES, default="any")
    family: str = choice("Family", "To find types that fit.", LazyChoices(family_choices), default="any")
    current_generation: bool = flag("Current generation only", "To find types that fit: leave older ones out.")


def plan_capacity(usage: Usage, book: PriceBook) -> dict[str, CapacityPlan]:
    """The instances, and the hours that are billed each month."""
    used = usage.purchase_option in USED_HOURS_ONLY
    hours = usage.hours_per_month if used else HOURS_PER_MONTH
    return {
        "instances": CapacityPlan(usage.instances, "instance", "Instances"),
        "billed_hours": CapacityPlan(usage.instances * hours, "instance-hour", "Hours billed a month"),
    }


def obstacles(usage: Usage, book: PriceBook) -> Iterator[Obstacle]:
    """Types that are too small, too old or built otherwise than is asked for."""
    has = instance_types()[usage.instance_type]
    for field, wanted, given, unit in (
        ("vcpus", usage.vcpus, has.vcpus, "vCPU"),
        ("memory_gib", usage.memory_gib, has.memory_gib, "GiB"),
    ):
        offered = given if given is not None else Decimal(0)
        message = ""
        if book.is_exact:
            message = f"{has.name} has {amount(offered)} {unit}; {amount(wanted)} are needed."
        yield Obstacle(field, message, wanted > book.in_own_system(offered))
    if usage.family not in ("any", has.family):
        yield Obstacle("family", f"{has.name} is of the family {has.family}, not {usage.family}.")
    if usage.architecture != "any" and usage.architecture not in has.architecture.split("|"):
        built = f"built as {has.architecture}" if has.architecture else "of an architecture that is not known"
        yield Obstacle("architecture", f"{has.name} is {built}, not {usage.architecture}.")
    if usage.current_generation and not has.is_current_generation:
        yield Obstacle("current_generation", f"{has.name} is of a previous generation.")


def term_years(purchase_option: str) -> int:
    """The years of a commitment; 0 where there is none."""
    return 1 if "_1y_" in purchase_option else 3 if "_3y_" in purchase_option else 0


def _upfront_share(option: str, book: PriceBook) -> Number:
    """The share of a term's cost that is paid at once, as far as it is known."""
    if option.endswith(ALL) or ALL in option:
        return 1
    if "savings_plan" in option and PARTIAL in option:
        return ratio(book.limit("savings_plan_partial_upfront_share"), PERCENT)
    return 0


def line_items(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
    """The hours of the month, and what is paid at once for the term."""
    option, priced_as = usage.purchase_option, f"{usage.instance_type} {usage.operating_system}"
    book.card(option, priced_as)
    years, share = term_years(option), _upfront_share(option, book)
    if share != 1:
        formula = "instances × hours_per_month" if option in USED_HOURS_ONLY else f"instances × {HOURS_PER_MONTH}"
        monthly = plan["billed_hours"].count * (1 - share)
        label = "Instance hours" if not share else "Committed hours, the part paid monthly"
        yield from book.charge(
            "instance_hours", label, monthly, "instance-hour", formula if not share else f"{formula} × {1 - share:g}",
            dimension=option, option=priced_as, assumption=_assumption(option),
        )  # fmt: skip
    if share != 0:
        hours = book.limit(f"term_{years}y")
        yield from book.charge(
            "upfront", f"Paid at once for {years} year{'s' if years > 1 else ''}", usage.instances * hours * share,
            "instance-hour", f"instances × {hours:g} hours of the term" + (f" × {share:g}" if share != 1 else ""),
            dimension=option, option=priced_as, recurrence=UPFRONT, term_months=years * MONTHS_PER_YEAR,
        )  # fmt: skip


def _assumption(option: str) -> str:
    if option == SPOT:
        return "An average over zones on the day of the price; Spot prices move."
    if PARTIAL in option and "reserved" in option:
        return "The effective rate: the source does not say how much of it is paid at once."
    return ""


def _on_demand_hour(usage: Usage, book: PriceBook) -> Decimal | None:
    priced_as = f"{usage.instance_type} {usage.operating_system}"
    if not book.is_priced(ON_DEMAND, priced_as):
        return None
    return book.card(ON_DEMAND, priced_as).tiers[0].usd_per_unit


def details(
    usage: Usage, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
) -> Iterator[Detail]:
    """Break-even and savings against on-demand, the loss when the load ends early, and what the type has."""
    monthly = effective_monthly(items)
    has = instance_types()[usage.instance_type]
    yield from _against_on_demand(usage, monthly, book)
    for name, label, of in (
        ("usd_per_vcpu", "USD per vCPU", has.vcpus),
        ("usd_per_gib", "USD per GiB", has.memory_gib),
    ):
        if of:
            yield Detail(f"effective_{name}", f"{label} a month", ratio(monthly, of * usage.instances), "USD/month")
    yield Detail("vcpus_each", "vCPU", has.vcpus, "vCPU")
    yield Detail("memory_gib_each", "Memory", has.memory_gib, "GiB")
    yield Detail("architecture", "Architecture", has.architecture)
    yield Detail("generation", "Generation", "current" if has.is_current_generation else "previous")
    yield Detail("burst_baseline_percent", "CPU baseline, burstable", has.baseline_percent_per_vcpu, "%")
    yield Detail("ebs_baseline_mibps", "EBS throughput, sustained", has.ebs_baseline_mibps, "MiB/s")
    yield Detail("ebs_max_iops", "EBS IOPS, at most", has.ebs_max_iops, "IOPS")
    advice = spot_advice().get((book.region, usage.instance_type, usage.operating_system)) if _is_spot(usage) else None
    if advice is not None:
        yield Detail("spot_average_saving_percent", "Average Spot saving", advice.savings_percent, "%")
        yield Detail("spot_interruption_band", "Interrupted in a month", advice.interruption_band or None)
        yield Detail("spot_advice_date", "Spot advice of", advice.effective_from)


def _is_spot(usage: Usage) -> bool:
    return usage.purchase_option == SPOT


def _against_on_demand(usage: Usage, monthly: Decimal, book: PriceBook) -> Iterator[Detail]:
    hour = _on_demand_hour(usage, book)
    months = term_years(usage.purchase_option) * MONTHS_PER_YEAR
    if months:
        yield Detail("commitment_usd", "Committed over the term", monthly * months, "USD")
    if hour is None or usage.purchase_option == ON_DEMAND:
        yield Detail("break_even_hours_per_month", "Break-even with on-demand", None, "hours/month")
        return
    on_demand = usage.instances * usage.hours_per_month * hour
    break_even = ratio(monthly, usage.instances * hour) if months else Decimal(0)
    yield Detail("break_even_hours_per_month", "Break-even with on-demand", break_even, "hours/month")
    if on_demand:
        saved = ratio((on_demand - monthly) * PERCENT, on_demand)
        yield Detail("savings_percent", "Saved against on-demand", saved, "%")
    if months and on_demand:
        yield Detail("break_even_months", "Worth it from month", ratio(monthly * months, on_demand), "months")
    if months:
        lost = monthly * months - min(usage.months_needed, Decimal(months)) * on_demand
        yield Detail("loss_usd", "Lost if the load ends then", maximum(lost, Decimal(0)), "USD")


def notices(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[Notice]:
    """What a person should know about the offer and the type."""
    option, has = usage.purchase_option, instance_types()[usage.instance_type]
    if PARTIAL in option and "reserved" in option:
        message = "The source gives the effective rate only; how much of it is paid upfront is not known."
        yield Notice("upfront_unknown", message, "purchase_option")
    if option == SPOT:
        day = book.card(SPOT, f"{usage.instance_type} {usage.operating_system}").effective_from
        message = f"A Spot price is an observation of {day}, not a list price; instances can be taken back."
        yield Notice("spot_moves", message, "purchase_option")
    if option not in USED_HOURS_ONLY and usage.hours_per_month < HOURS_PER_MONTH:
        unused = amount(HOURS_PER_MONTH - usage.hours_per_month)
        message = f"The commitment bills all {HOURS_PER_MONTH} hours, {unused} of them unused."
        yield Notice("unused_hours", message, "hours_per_month")
    if has.is_burstable:
        baseline = (
            f"{amount(has.baseline_percent_per_vcpu)} % of each vCPU" if has.baseline_percent_per_vcpu else "less"
        )
        message = f"{has.name} is burstable: {baseline} for ever, more while CPU credits last."
        yield Notice("burstable", message, "instance_type")
    if not has.is_current_generation:
        yield Notice("previous_generation", f"{has.name} is of a previous generation.", "instance_type")
