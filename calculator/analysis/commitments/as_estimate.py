"""A mix as lines of an estimate: what is reserved, and what is left on demand, each fleet for its hours of a month.

An estimate has lines of what runs. What it cannot say is told: a Savings Plan, bought by the dollar an hour, and
what is paid beyond the horizon. The lines are priced before they are taken, and come to what the mix costs or are not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any

from calculator.analysis.commitments.answered import Committed
from calculator.analysis.commitments.asked import StatedFleet
from calculator.analysis.commitments.of_estimate import states_hours
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.purchase_options import ON_DEMAND
from calculator.commitments.costs import DIGITS, Held, applied_to
from calculator.commitments.model import HOURS_PER_MONTH
from calculator.commitments.regret import Judged
from calculator.core.declarations import ChoiceField
from calculator.core.display import rounded, usd
from calculator.core.errors import FieldError, InvalidInput
from calculator.estimates.answers import answer_estimate
from calculator.estimates.document import Document
from calculator.estimates.read_document import read_document
from calculator.services import service

HALF_A_CENT = Decimal("0.005")
PLAN = "A Savings Plan is bought by the dollar an hour, and an estimate has lines of what runs."
BEYOND = "Some of it is paid beyond the horizon, and an estimate has no end; take a horizon of whole terms."
NO_LINE = "An estimate has no line that buys {} so."


@dataclass(frozen=True, eq=False)
class AsEstimate:
    """The estimate of a mix; without one why there is none."""

    document: Document | None
    reason: str = ""


def as_estimate(found: Committed, mix: Judged, title: str, catalogue: Catalogue, today: date) -> AsEstimate:
    """The mix as an estimate of the same effective total a month."""
    problem = found.choice.problem
    if any(held.offer.is_plan for held in mix.cost.held):
        return AsEstimate(None, PLAN)
    if any(problem.months % held.offer.term_months for held in mix.cost.held):
        return AsEstimate(None, BEYOND)
    try:
        entries = [*_reserved(found, mix, catalogue), *_on_demand(found, mix, catalogue)]
    except InvalidInput as error:
        return AsEstimate(None, error.detail)
    dated = {"prices": {"as_of": found.asked.as_of.isoformat()}} if found.asked.as_of != today else {}
    document = read_document({"title": title, **dated, "groups": [{"name": "All", "entries": entries}]})
    answer = answer_estimate(document, catalogue, today)
    monthly, whole = mix.cost.usd / problem.months, answer.money().effective_monthly_usd
    if answer.missing or whole is None or abs(whole - monthly) > HALF_A_CENT:
        own = "no price" if answer.missing or whole is None else usd(whole)
        return AsEstimate(None, f"As lines of an estimate it comes to {own} a month, not to {usd(monthly)}.")
    return AsEstimate(document)


def _reserved(found: Committed, mix: Judged, catalogue: Catalogue) -> Iterator[Mapping[str, Any]]:
    """A line for each commitment."""
    for held in mix.cost.held:
        fleet = _bought_for(found, held)
        yield _entry(fleet, held.offer.option, held.offer.label, int(held.units), {}, catalogue)


def _bought_for(found: Committed, held: Held) -> StatedFleet:
    return next(each for each in found.asked.fleets if (each.name, held.offer.key) in found.priced.cards)


def _on_demand(found: Committed, mix: Judged, catalogue: Catalogue) -> Iterator[Mapping[str, Any]]:
    """A line for what nothing covers of each fleet: so many, each for an equal part of the hours of a month."""
    problem = found.choice.problem
    own = [(held.offer, held.units) for held in mix.cost.held]
    hours = applied_to(problem, own, problem.distinct.running).on_demand @ problem.distinct.weights(problem.months)
    for fleet, all_hours in zip(found.asked.fleets, hours.round(DIGITS).tolist(), strict=True):
        monthly = Decimal(repr(all_hours)) / problem.months
        if not monthly:
            continue
        count = int((monthly / HOURS_PER_MONTH).to_integral_value(ROUND_CEILING))
        stated = states_hours(service(fleet.what.service).Usage.declarations)
        if not stated:
            raise _no_line(fleet)
        usage = {stated[0]: str(rounded(monthly / count, DIGITS))}
        yield _entry(fleet, ON_DEMAND, f"On-demand, {fleet.what.words(fleet.key)}", count, usage, catalogue)


def _entry(
    fleet: StatedFleet, option: str, name: str, count: int, usage: Mapping[str, str], catalogue: Catalogue
) -> Mapping[str, Any]:
    """A line that buys something in one way. Raises InvalidInput where there is none."""
    declared = service(fleet.what.service).Usage.declarations
    fields = {each: field.under(catalogue) for each, field in declared.items() if isinstance(field, ChoiceField)}
    ways = [
        each
        for each, field in fields.items()
        if isinstance(field, ChoiceField) and {ON_DEMAND, option} <= {choice.value for choice in field.choices}
    ]
    if len(ways) != 1 or fleet.what.metered is not None:
        raise _no_line(fleet)
    bought = {} if option == declared[ways[0]].default else {ways[0]: option}
    return {
        "service": fleet.what.service,
        "region": fleet.region,
        "name": name,
        "count": count,
        "usage": {**fleet.key, **bought, **usage},
    }


def _no_line(fleet: StatedFleet) -> InvalidInput:
    message = NO_LINE.format(f"a {fleet.what.thing} of {service(fleet.what.service).NAME}")
    return InvalidInput([FieldError("fleets", message)])
