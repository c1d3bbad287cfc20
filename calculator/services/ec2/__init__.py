"""Amazon EC2 instances: what to buy for how long.

Prices are effective hourly rates: a commitment's upfront part is already spread over its term. On-demand and Spot
bill the hours running per month; a commitment bills every hour of the month whether used or not.
"""

from calculator.catalogue.purchase_options import SPOT
from calculator.core.month import LONGEST
from calculator.services.ec2.advice import bill_warnings as bill_warnings
from calculator.services.ec2.advice import metrics as metrics
from calculator.services.ec2.advice import warnings as warnings
from calculator.services.ec2.capacity import plan_capacity as plan_capacity
from calculator.services.ec2.capacity import violations as violations
from calculator.services.ec2.charges import line_items as line_items
from calculator.services.ec2.outlooks import outlooks
from calculator.services.ec2.types import ADVICE_COLUMNS, COLUMNS, advised, known_types
from calculator.services.ec2.usage import Usage as Usage
from calculator.services.ec2.words import CATEGORY as CATEGORY
from calculator.services.ec2.words import GROUPS as GROUPS
from calculator.services.ec2.words import TERMS as TERMS
from calculator.services.ec2.words import UNPRICED as UNPRICED
from calculator.services.module_formulas import ModuleFormulas
from calculator.services.service import BreakEvenSearch, Example, Fact, LongList, Step, TypeAdvice, TypeTable
from calculator.services.transfer import TABLE

KEY = "ec2"
NAME = "Amazon EC2"
SUMMARY = "Virtual machines: on-demand, Spot, Reserved Instances and Savings Plans, and which type fits the need."
TABLES = ("ec2", "ec2_cpu_credits", "cloudwatch", TABLE)
COMPARE_BY = ("purchase_option", "instance_type")
LONG_LISTS = {
    "instance_type": LongList(outlooks, ("vcpus", "memory_gib", "architecture", "family", "current_generation"))
}
TYPE_TABLE = TypeTable(
    table="ec2",
    field="instance_type",
    billed="Instance hours",
    purchase="purchase_option",
    beside=("operating_system",),
    columns=COLUMNS,
    filters=("vcpus", "memory_gib", "gpus", "network_gbps", "ebs_gbps", "architecture", "generation"),
    measures=("vcpus", "memory_gib"),
    taken=("vcpus", "memory_gib", "gpus"),
    known=known_types,
    priced_as=lambda name, chosen: f"{name} {chosen['operating_system']}",
    aside=("ebs_burst_gbps", "ebs_iops"),
    advice=TypeAdvice(SPOT, ADVICE_COLUMNS, advised),
)
SWEEP_OVER = "hours_per_month"
SIZES_CAPACITY = True
NOTICES: dict[str, str] = {}
FORMULAS = ModuleFormulas()
FACTS: tuple[Fact, ...] = ()
CROSSOVERS = (BreakEvenSearch("hours_per_month", 1, float(LONGEST.hours)),)
STEPS = (Step("instances", 1),)
SCATTER = ("memory_gib_each", "vcpus_each")
HEADLINES = ("instances", "billed_hours")
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
