"""The hours that instances are billed, and whether a type is what is asked for."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from calculator.catalogue.instance_types import InstanceType
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import CapacityPlan
from calculator.core.arithmetic import Number, any_used
from calculator.core.bounds import Bound
from calculator.core.violations import Violation
from calculator.services.ec2.charges import bought
from calculator.services.ec2.usage import STANDARD, Usage
from calculator.services.worksheet import Worksheet

# Sizes by the names that they have of a type, with their units.
Needs: TypeAlias = tuple[tuple[str, Number, str], ...]


def plan_capacity(usage: Usage, book: PriceBook) -> dict[str, CapacityPlan]:
    """The instances, and the hours that are billed each month."""
    hours = Worksheet(usage, book, {}).value(bought(usage).hours)
    return {
        "instances": CapacityPlan(usage.instances, "instance", "Instances"),
        "billed_hours": CapacityPlan(hours, "instance-hour", "Hours billed a month"),
    }


def violations(usage: Usage, book: PriceBook) -> Iterator[Violation]:
    """Types that are too small, too old or built otherwise than is asked for."""
    return violations_of(usage, needs_of(usage), book.type_of(usage.instance_type), book)


def violations_of(usage: Usage, needs: Needs, has: InstanceType, book: PriceBook) -> Iterator[Violation]:
    """What stands in the way of a type; of a need that nobody states nothing is said."""
    for field, wanted, unit in needs:
        given = getattr(has, field)
        most = book.in_own_system(given if given is not None else Decimal(0))
        bound = Bound(wanted, given if given is None else most, unit=unit)
        yield Violation(field, partial(_too_small, has), wanted > most, bound=bound)
    if usage.family not in ("any", has.family):
        yield Violation("family", lambda: f"{has.name} is of the family {has.family}, not {usage.family}.")
    if usage.architecture != "any" and usage.architecture not in has.architecture.split("|"):
        built = f"built as {has.architectures}" if has.architecture else "of an architecture that is not known"
        yield Violation("architecture", lambda: f"{has.name} is {built}, not {usage.architecture}.")
    if has.is_burstable and usage.cpu_credits == STANDARD and has.baseline_percent_per_vcpu is not None:
        yield _beyond_baseline(usage, has, has.baseline_percent_per_vcpu, book)
    if usage.current_generation and not has.is_current_generation:
        yield Violation("current_generation", lambda: f"{has.name} is of {_generation(has)} generation.")


def needs_of(usage: Usage) -> Needs:
    """What is stated of the sizes that a type must have."""
    sizes = (("vcpus", usage.vcpus, "vCPU"), ("memory_gib", usage.memory_gib, "GiB"))
    return tuple(size for size in sizes if any_used(size[1]))


def _too_small(has: InstanceType, bound: Bound) -> str:
    how_much = f"{bound.most} {bound.unit}" if bound.most else f"an unknown number of {bound.unit}"
    return f"{has.name} has {how_much}; {bound.asked} are needed."


def _beyond_baseline(usage: Usage, has: InstanceType, baseline: Decimal, book: PriceBook) -> Violation:
    """In standard mode the credits that are earned are all that there are."""
    bound = Bound(usage.average_cpu_percent, book.in_own_system(baseline), unit="%")
    return Violation("average_cpu_percent", partial(_unsustained, has), bound.needed > bound.at_most, bound=bound)


def _unsustained(has: InstanceType, bound: Bound) -> str:
    asked = f"{bound.asked}% are asked for on average"
    return f"{has.name} sustains {bound.most}% of each vCPU in standard mode; {asked}."


def _generation(has: InstanceType) -> str:
    return "an unknown" if has.is_current_generation is None else "a previous"
