"""The read and write capacity of a table with its indexes, and the partitions that it spreads over."""

from calculator.catalogue.once import once_a_question
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import CapacityPlan, Demand, Limit
from calculator.core.arithmetic import Number, largest, ratio, where
from calculator.services.dynamodb.formulas import of_figure
from calculator.services.dynamodb.load import SIDES, Parts, Side, load_by_hour, parts_of, peak_units, units_of_month
from calculator.services.dynamodb.provisioning import needed_at_peak, provisioned_by_hour, unit_hours
from calculator.services.dynamodb.usage import PERCENT, PROVISIONED, Usage


@once_a_question
def plan_capacity(usage: Usage, book: PriceBook) -> dict[str, CapacityPlan]:
    """What the capacity mode needs of reads and of writes, and the partitions that this spreads over."""
    plans: dict[str, CapacityPlan] = {}
    for side in SIDES:
        if usage.capacity_mode == PROVISIONED:
            plans |= _provisioned(side, usage, book)
        else:
            units = units_of_month(usage, parts_of(side, usage, book), book)
            label = f"{side.word.capitalize()} request units a month"
            plans[side.requested] = CapacityPlan(units, "request", label)
    return {**plans, "partitions": _partitions(usage, book)}


def _provisioned(side: Side, usage: Usage, book: PriceBook) -> dict[str, CapacityPlan]:
    """The most units of any hour, and the hours that all of them are billed for.

    The load binds unless a least, a most or what is stated sets another number than it needs.
    """
    parts = parts_of(side, usage, book)
    hourly = provisioned_by_hour(side, usage, parts, book)
    most = largest(hourly)
    load = sum(largest(load_by_hour(usage, part, book)) for part in parts)
    demand = Demand(f"{side.word}_units", load, side.unit, _usable_share(side, parts, usage, book))
    needed = sum(needed_at_peak(usage, part, book) for part in parts)
    is_bound = (load > 0) & (needed == most)
    binding = demand.name if book.is_exact and is_bound else None
    units = f"{side.word.capitalize()} capacity units, {side.unit}"
    label = f"{units}, at most" if usage.hourly_load_percent else units
    return {
        side.key: CapacityPlan(most, side.unit, label, binding, (demand,), is_bound),
        f"{side.key}_hours": CapacityPlan(
            unit_hours(hourly, usage, book), f"{side.unit}-hour", f"{side.unit}-hours a month"
        ),
    }


def _usable_share(side: Side, parts: Parts, usage: Usage, book: PriceBook) -> Limit:
    """How much of each unit the load may take: the target, but all of units that are stated."""
    stated: Number = sum(part.stated for part in parts)
    target = usage.target_utilization_percent
    percent = where(stated > 0, target * 0 + PERCENT, target)
    return Limit(
        "dynamodb", "", "target_utilization_percent", ratio(percent, PERCENT), None,
        side.unit, book.as_of, "", "of each unit provisioned; as the workload states it",
    )  # fmt: skip


def _partitions(usage: Usage, book: PriceBook) -> CapacityPlan:
    """Partitions of the table itself, its local secondary indexes included; global ones have their own."""
    demands = []
    for side in SIDES:
        table = parts_of(side, usage, book)[:1]
        limit = book.own_limit(f"partition_{side.word}_units")
        demands.append(Demand(f"{side.word}_units", peak_units(table), side.unit, limit))
    demands.append(Demand("size", of_figure("table_gb", usage, book), "GB", book.own_limit("partition_size")))
    return CapacityPlan.covering("partition", "Partitions, about", *demands, at_least=book.in_own_system(1))
