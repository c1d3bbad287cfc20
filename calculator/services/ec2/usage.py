"""What a person says of EC2 instances, and the ways in which their hours are bought."""

from collections.abc import Iterable
from decimal import Decimal

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.instance_types import InstanceType, instance_types
from calculator.catalogue.keyed_layout import OWN, read_layouts
from calculator.catalogue.purchase_options import ON_DEMAND, PARTIAL, SPOT, in_words, is_savings_plan
from calculator.core.choices import Choice, PricedChoices
from calculator.core.declarations import Derived
from calculator.core.input_fields import choice, flag, hours_of_month, quantity
from calculator.core.inputs import Inputs
from calculator.core.units import PRICING_DATA
from calculator.services.transfer import OTHER_REGIONS, SAME_REGION

USED_HOURS_ONLY = (ON_DEMAND, SPOT)
LAYOUT = read_layouts(PRICING_DATA / "services" / "ec2")[OWN]
LICENSED = LAYOUT.across["licensed"].values


def _license_label(system: str) -> str:
    words = system.replace("RHEL HA", "RHEL with High Availability").replace(" SQL ", " with SQL Server ")
    return words.replace("RHEL", "Red Hat Enterprise Linux")


SYSTEMS = (
    Choice("Linux", "Linux"),
    Choice("Windows", "Windows, license included"),
    Choice("RHEL", "Red Hat Enterprise Linux"),
    Choice("SLES", "SUSE Linux Enterprise Server"),
    *(Choice(system, _license_label(system)) for system in LICENSED),
)
ARCHITECTURES = (Choice("any", "Any"), Choice("x86_64", "x86, 64 bit"), Choice("arm64", "Arm, 64 bit (Graviton)"))
STANDARD, UNLIMITED, BASIC, DETAILED = "standard", "unlimited", "basic", "detailed"
BESIDE = "CPU credits, monitoring and data that leaves"
MOST_GB = 10**12
CREDITS = (
    Choice(STANDARD, "Standard: no more than the credits earned"),
    Choice(UNLIMITED, "Unlimited: more is billed"),
)
MONITORING = (Choice(BASIC, "Basic, every five minutes, free"), Choice(DETAILED, "Detailed, every minute"))
SAVINGS_PLANS = tuple(option for option in LAYOUT.options if is_savings_plan(option))
PARTIAL_PLANS = tuple(plan for plan in SAVINGS_PLANS if PARTIAL in plan)


PURCHASES = tuple(Choice(option, in_words(option)) for option in LAYOUT.options)


def _priced_purchases(catalogue: Catalogue) -> list[Choice]:
    """The ways to buy of which any price in any Region is in force."""
    table = catalogue.table("ec2")
    return [choice for choice in PURCHASES if table.has_any(choice.value)]


def _families(types: Iterable[InstanceType]) -> list[Choice]:
    """Every family of these types, and any."""
    return [Choice("any", "Any"), *(Choice(name, name) for name in dict.fromkeys(each.family for each in types))]


class Usage(Inputs):
    """Identical instances, how long they run, and how they are bought."""

    instance_type: str = choice(
        "Instance type",
        "Type to find one, such as m7g.large.",
        PricedChoices(
            lambda: [each.as_choice for each in instance_types().values()],
            lambda catalogue: [each.as_choice for each in catalogue.priced_types],
        ),
        default="m5.large",
        # Of the current generation, and with a price in every Region.
        opens_with="m6g.large",
        is_main=True,
    )
    operating_system: str = choice("Operating system", "With its license.", SYSTEMS, default="Linux", is_main=True)
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
    hours_per_month: Decimal = hours_of_month(
        "Hours running per month", "Of each instance; commitments bill every hour of the month.", is_main=True
    )
    purchase_option: str = choice(
        "Purchase option",
        "How the hours are bought.",
        PricedChoices(lambda: PURCHASES, _priced_purchases),
        default=ON_DEMAND,
        is_main=True,
    )
    upfront_percent: Decimal = quantity(
        "%", "Paid upfront", "Of a Savings Plan with partial upfront; the rest is paid monthly.",
        default=50, at_least=50, at_most=99, only_for={"purchase_option": PARTIAL_PLANS},
    )  # fmt: skip
    cpu_credits: str = choice(
        "CPU credits", "Of burstable types: in unlimited mode what they use above their baseline is billed.",
        CREDITS, default=STANDARD, derived=Derived("AWS's default for the type", lambda usage: _usual_credits(usage)),
        group=BESIDE,
    )  # fmt: skip
    average_cpu_percent: Decimal = quantity(
        "%", "Average CPU use", "Of each vCPU of a burstable type, over a day.", at_most=100, group=BESIDE
    )
    monitoring: str = choice(
        "Monitoring", "Detailed: a figure every minute, billed by the metric.", MONITORING, default=BASIC, group=BESIDE
    )
    data_out_gb: Decimal = quantity(
        "GB/month", "Data out to the internet", "Of all instances together, in tiers; data in is free.",
        at_most=MOST_GB, group=BESIDE,
    )  # fmt: skip
    include_free_tier: bool = flag(
        "Free data out", "Take off AWS's monthly allowance, which the whole account shares.", group=BESIDE
    )
    inter_zone_gb: Decimal = quantity(
        "GB/month", "Data between zones", "From one Availability Zone to another of the Region; billed at both ends.",
        at_most=MOST_GB, group=BESIDE,
    )  # fmt: skip
    inter_region_to: str = choice(
        "Data sent to", "The Region that it goes to, paid where it leaves.", OTHER_REGIONS, default=SAME_REGION,
        group=BESIDE,
    )  # fmt: skip
    inter_region_gb: Decimal = quantity(
        "GB/month", "Data sent to another Region", "Of all instances together.", at_most=MOST_GB, group=BESIDE
    )
    months_needed: Decimal = quantity(
        "months", "Months needed", "If the load ends before a commitment does, the rest is lost.",
        default=36, at_least=1, at_most=36, is_main=True,
    )  # fmt: skip
    vcpus: Decimal = quantity(
        "vCPU", "vCPU needed", "To find types that fit; 0 asks for none.", at_most=2000, begins_at="vcpus_each"
    )
    memory_gib: Decimal = quantity(
        "GiB", "Memory needed", "To find types that fit; 0 asks for none.", at_most=65536, begins_at="memory_gib_each"
    )
    architecture: str = choice("Architecture", "To find types that fit.", ARCHITECTURES, default="any")
    family: str = choice(
        "Family",
        "To find types that fit.",
        PricedChoices(
            lambda: _families(instance_types().values()), lambda catalogue: _families(catalogue.priced_types)
        ),
        default="any",
    )
    current_generation: bool = flag("Current generation only", "To find types that fit: leave older ones out.")


def _usual_credits(usage: Usage) -> str:
    """How AWS launches a burstable type."""
    return STANDARD if usage.instance_type.startswith("t2.") else UNLIMITED
