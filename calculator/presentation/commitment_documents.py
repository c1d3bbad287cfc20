"""An answer about commitments as a plain dictionary, and as a table with a row for each commitment of each mix."""

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from calculator.analysis.commitments.answered import Committed
from calculator.analysis.commitments.asked import StatedFleet, kind_in_words
from calculator.analysis.commitments.committable import unit_of
from calculator.catalogue.purchase_options import ON_DEMAND
from calculator.commitments.cash_flow import cash_flow, pays_back
from calculator.commitments.costs import Held
from calculator.commitments.model import HOURS_PER_MONTH, Offer, Problem
from calculator.commitments.regret import LEAST_COST, LEAST_REGRET, NOTHING, STATED, Judged
from calculator.core.display import exact_text, rounded
from calculator.presentation import commitment_shapes as shapes
from calculator.presentation.tables import Table

DIGITS = 6
HUNDRED = Decimal(100)
# Whose months are told; of all others only what they come to.
WITH_MONTHS = {LEAST_COST, LEAST_REGRET, STATED}
PARTIAL_PLAN = "Of Savings Plans with partial upfront half is paid upfront, as in AWS's published rates."
RENEWED = "What ends before the horizon is bought again at the same price; the load of a year comes again."
OWN_SIZES = (
    "Reserved sizes stand in for one another where AWS's guides say so, as read in November 2026; "
    "later exceptions are not known here."
)


def text(number: Decimal | float) -> str:
    """A number as the document has it: exact, or of so many digits after the point."""
    return exact_text(rounded(Decimal(str(number)), DIGITS))


def _maybe(number: Decimal | None) -> str | None:
    return None if number is None else text(number)


def commitments_document(found: Committed) -> shapes.Commitments:
    """What was found, for every surface."""
    asked, choice = found.asked, found.choice
    return {
        "as_of": asked.as_of.isoformat(),
        "months": str(asked.months),
        "without_usd": text(choice.mixes[0].cost.without_usd),
        "fleets": [_fleet(each, found) for each in asked.fleets],
        "offers": [*_offers(found)],
        "outcomes": [
            {"load_percent": text(each.share * HUNDRED), "months": str(each.months)} for each in choice.outcomes
        ],
        "mixes": [_mix(each, choice.problem, found) for each in choice.mixes],
        "unpriced": [_unpriced(kind, names) for kind, names in found.priced.unpriced.items()],
        "notes": [RENEWED, *_notes(found)],
    }


def _notes(found: Committed) -> Iterator[str]:
    offers = found.choice.problem.offers
    if any(offer.is_plan and "_partial_upfront" in offer.option for offer in offers):
        yield PARTIAL_PLAN
    if any(offer.gives != 1 for offer in offers):
        yield OWN_SIZES
    if any(fleet.covered for fleet in found.asked.fleets):
        yield "What is committed already is taken to last for the whole horizon; what is paid for it is not counted."


def _unpriced(kind: str, names: tuple[str, ...]) -> shapes.UnpricedCommitment:
    message = f"{kind_in_words(kind)}: no price in our data for {'; '.join(names)}. Import AWS's price list of them."
    return {"kind": kind, "fleets": [*names], "message": message}


def _fleet(stated: StatedFleet, found: Committed) -> shapes.CommitmentFleet:
    card = found.priced.cards[stated.name, ON_DEMAND]
    return {
        "name": stated.name,
        "service": stated.what.service,
        "thing": stated.what.thing,
        "region": stated.region,
        "label": stated.what.words(stated.key),
        "priced_as": stated.priced_as,
        "on_demand_usd_per_hour": exact_text(card.tiers[0].usd_per_unit),
        "price_effective_from": card.effective_from.isoformat(),
        "price_source": card.source,
        "average_running": text(float(np.mean(stated.left))),
        "most_running": text(float(np.max(stated.left))),
        "committed": text(stated.covered),
        "spot": _spot(stated, found),
        "notes": [*stated.notes],
    }


def _spot(stated: StatedFleet, found: Committed) -> shapes.CommitmentSpot | None:
    spot = found.priced.spot.get(stated.name)
    if spot is None:
        return None
    usual = found.priced.cards[stated.name, ON_DEMAND].tiers[0].usd_per_unit
    price = spot.card.tiers[0].usd_per_unit
    return {
        "usd_per_hour": exact_text(price),
        "saving_percent": _maybe(HUNDRED - price / usual * HUNDRED if usual else None),
        "seen_on": (spot.card.confirmed_on or spot.card.effective_from).isoformat(),
        "price_source": spot.card.source,
        "advice": [f"{label}: {said}" for label, said in spot.advice.items()],
    }


def _offers(found: Committed) -> Iterator[shapes.CommitmentOffer]:
    """Each offer for each fleet that it is bought for."""
    problem = found.choice.problem
    for offer in problem.offers:
        for place in offer.takes:
            fleet = found.asked.fleets[place]
            card = found.priced.cards.get((fleet.name, offer.key))
            if card is None:
                continue
            effective = _effective_hourly(offer, place)
            on_demand = problem.fleets[place].on_demand_usd
            share = effective / on_demand if on_demand else Decimal(0)
            is_known = offer.fee_usd is not None
            yield {
                "option": offer.option,
                "label": offer.label,
                "fleet": fleet.name,
                "term_months": str(offer.term_months),
                "unit": unit_of(offer.option, fleet.what.thing),
                "fee_usd": _maybe(offer.fee_usd),
                "hourly_usd": text(offer.hourly_usd) if is_known else None,
                "effective_hourly_usd": text(effective),
                "term_usd": text(effective * offer.term_months * HOURS_PER_MONTH),
                "saving_percent": text(HUNDRED - share * HUNDRED),
                "break_even_hours_per_month": text(share * HOURS_PER_MONTH),
                "price_effective_from": card.effective_from.isoformat(),
                "price_source": card.source,
            }


def _effective_hourly(offer: Offer, place: int) -> Decimal:
    """What an hour of one thing of a fleet costs when all of a commitment is used."""
    units = Decimal(repr(offer.takes[place])) / Decimal(repr(offer.gives))
    return offer.term_usd * units / (offer.term_months * HOURS_PER_MONTH)


def _mix(mix: Judged, problem: Problem, found: Committed) -> shapes.CommitmentMix:
    cost, months = mix.cost, problem.months
    saving = cost.without_usd - cost.usd
    paid = [*cash_flow(problem, mix.units)]
    back = pays_back(paid)
    upfront = [each.upfront_usd for each in paid]
    known = [each for each in upfront if each is not None]
    monthly = (cost.usd - sum(known, Decimal(0))) / months if len(known) == len(upfront) else None
    is_told = not WITH_MONTHS.isdisjoint(mix.names)
    return {
        "names": [*mix.names],
        "commitments": [_held(each, found) for each in cost.held],
        "usd": text(cost.usd),
        "committed_usd": text(cost.committed_usd),
        "on_demand_usd": text(cost.on_demand_usd),
        "effective_monthly_usd": text(cost.usd / months),
        "monthly_usd": None if _is_beyond(mix, problem) else _maybe(monthly),
        "upfront_usd": _maybe(mix.upfront_usd),
        "saving_usd": text(saving),
        "saving_percent": _maybe(saving / cost.without_usd * HUNDRED if cost.without_usd else None),
        "coverage_percent": _maybe(None if cost.coverage is None else cost.coverage * HUNDRED),
        "regrets_usd": [text(each) for each in mix.regrets],
        "worst_regret_usd": text(mix.worst_regret_usd),
        "gap_usd": _maybe(mix.gap_usd),
        "pays_back_in_month": None if back is None or NOTHING in mix.names else str(back),
        "cash_flow": [
            {
                "month": str(each.month),
                "upfront_usd": _maybe(each.upfront_usd),
                "committed_usd": _maybe(each.committed_usd),
                "on_demand_usd": text(each.on_demand_usd),
                "usd": _maybe(each.usd),
                "without_usd": text(each.without_usd),
            }
            for each in (paid if is_told else ())
        ],
    }


def _is_beyond(mix: Judged, problem: Problem) -> bool:
    """Whether something is still paid after the horizon, so that its months do not add up to the cost."""
    return any(held.offer.terms_in(problem.months) * held.offer.term_months > problem.months for held in mix.cost.held)


def _held(held: Held, found: Committed) -> shapes.HeldCommitment:
    offer = held.offer
    thing = found.asked.fleets[next(iter(offer.takes))].what.thing
    is_known = offer.fee_usd is not None
    return {
        "option": offer.option,
        "label": offer.label,
        "quantity": exact_text(held.units),
        "unit": unit_of(offer.option, thing),
        "term_months": str(offer.term_months),
        "upfront_usd": _maybe(None if offer.fee_usd is None else offer.fee_usd * held.units),
        "hourly_usd": text(offer.hourly_usd * held.units) if is_known else None,
        "utilization_percent": text(held.utilization * HUNDRED),
    }


MIX_COLUMNS = (
    "usd", "effective_monthly_usd", "monthly_usd", "upfront_usd", "saving_usd", "saving_percent", "coverage_percent",
    "worst_regret_usd", "gap_usd",
)  # fmt: skip
HELD_COLUMNS = (
    "option", "label", "quantity", "unit", "term_months", "utilization_percent",
)  # fmt: skip


def commitments_table(document: shapes.Commitments) -> Table:
    """A row for each commitment of each mix, and one for the mix without any."""
    outcomes = tuple(
        f"regret_usd_{each['load_percent']}_percent_{each['months']}_months" for each in document["outcomes"]
    )
    rows: list[tuple[object, ...]] = []
    for number, mix in enumerate(document["mixes"], start=1):
        figures = dict(mix)
        own = (*(figures[column] for column in MIX_COLUMNS), *mix["regrets_usd"])
        held = [dict(each) for each in mix["commitments"]] or [dict.fromkeys(HELD_COLUMNS)]
        rows += [(number, " ".join(mix["names"]), *(each[column] for column in HELD_COLUMNS), *own) for each in held]
    return Table(("mix", "names", *HELD_COLUMNS, *MIX_COLUMNS, *outcomes), tuple(rows))
