"""What can be bought for some fleets at the prices in force: every commitment, with the fleets that it covers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from calculator.analysis.commitments.asked import Asked, StatedFleet
from calculator.analysis.commitments.committable import family_of
from calculator.analysis.commitments.flexibility import flexibility
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.purchase_options import (
    ALL,
    FEE,
    HOUR,
    ON_DEMAND,
    PARTIAL,
    in_words,
    is_savings_plan,
    term_hours,
    term_years,
)
from calculator.commitments.model import BROAD_PLAN, INSTANCE_PLAN, MONTHS_PER_YEAR, REGIONAL, Fleet, Offer, Problem
from calculator.core.errors import CalculatorError, FieldError, InvalidInput
from calculator.core.tiers import RateCard
from calculator.services.commitments.bought import is_split

# AWS sells plans by a tenth of a cent an hour.
PLAN_STEP = Decimal("0.001")
# Of a plan with partial upfront: the least that AWS takes at once, and what its published rates are for.
SHARE_UPFRONT = {ALL: Decimal(1), PARTIAL: Decimal("0.5")}
# A plan for one family of one Region.
FAMILY_PLAN = "ec2_instance_savings_plan"


@dataclass(frozen=True, eq=False)
class Priced:
    """The problem of a question, the price rows that it rests on, and by kind of commitment who has no price of it."""

    problem: Problem
    cards: Mapping[tuple[str, str], RateCard]
    unpriced: Mapping[str, tuple[str, ...]]


def priced(asked: Asked, catalogue: Catalogue) -> Priced:
    """What can be bought. Raises InvalidInput for a fleet without an on-demand price."""
    errors: list[FieldError] = []
    books: list[PriceBook] = []
    fleets: list[Fleet] = []
    cards: dict[tuple[str, str], RateCard] = {}
    for place, stated in enumerate(asked.fleets):
        try:
            book = catalogue.book((stated.what.table,), stated.region, asked.as_of)
            card = book.card(ON_DEMAND, stated.priced_as)
        except CalculatorError as error:
            errors += [FieldError(f"fleets.{place}", each.message, each.value) for each in error.errors]
            continue
        books.append(book)
        cards[stated.name, ON_DEMAND] = card
        factor = flexibility(stated.what.service).factor(stated.key) or 1.0
        fleets.append(Fleet(stated.name, card.tiers[0].usd_per_unit, stated.left, factor))
    if errors:
        raise InvalidInput(errors)
    offers: list[Offer] = []
    unpriced: dict[str, tuple[str, ...]] = {}
    for kind in asked.consider:
        has: set[str] = set()
        for offer, names in _of_kind(kind, asked, books, cards):
            offers.append(offer)
            has |= names
        possible = [each.name for each in asked.fleets if any(family_of(one) == kind for one in each.what.options)]
        missing = tuple(name for name in possible if name not in has)
        if missing:
            unpriced[kind] = missing
    return Priced(Problem(fleets, offers, asked.months), cards, unpriced)


def _of_kind(
    kind: str, asked: Asked, books: list[PriceBook], cards: dict[tuple[str, str], RateCard]
) -> Iterator[tuple[Offer, set[str]]]:
    """The offers of a kind, each with the names of the fleets that have a price of it."""
    options = dict.fromkeys(
        option
        for each in asked.fleets
        for option in each.what.options
        if family_of(option) == kind
        and f"{term_years(option)}y" in asked.terms
        and any(f"_{payment}" in option for payment in asked.payments)
    )
    for option in options:
        having = [
            (place, fleet)
            for place, fleet in enumerate(asked.fleets)
            if option in fleet.what.options and _is_priced(option, fleet, books[place])
        ]
        if not having:
            continue
        if is_savings_plan(option):
            yield from _plans(option, having, books, cards)
        else:
            for place, fleet in having:
                yield _reserved(option, place, fleet, having, books[place], cards), {fleet.name}


def _is_priced(option: str, fleet: StatedFleet, book: PriceBook) -> bool:
    return book.is_priced(option, fleet.priced_as) or book.is_priced(option + FEE, fleet.priced_as)


def _plans(
    option: str,
    having: list[tuple[int, StatedFleet]],
    books: list[PriceBook],
    cards: dict[tuple[str, str], RateCard],
) -> Iterator[tuple[Offer, set[str]]]:
    """A plan for all of them, or one for each family of a Region."""
    groups: dict[str, list[tuple[int, StatedFleet]]] = {}
    is_of_family = family_of(option) == FAMILY_PLAN
    for place, fleet in having:
        family = flexibility(fleet.what.service).family(fleet.key)
        groups.setdefault(f"{family}, {fleet.region}" if is_of_family else "", []).append((place, fleet))
    share = next((each for ending, each in SHARE_UPFRONT.items() if option.endswith(ending)), Decimal(0))
    for scope, members in groups.items():
        takes: dict[int, float] = {}
        for place, fleet in members:
            card = books[place].card(option, fleet.priced_as)
            cards[fleet.name, option] = card
            # A rate of nothing would cover everything: what is free on demand needs no plan.
            if card.tiers[0].usd_per_unit:
                takes[place] = float(card.tiers[0].usd_per_unit)
        if takes:
            yield (
                Offer(
                    key=f"{option} {scope}".strip(),
                    option=option,
                    label=f"{in_words(option)}{f', {scope}' if scope else ''}",
                    kind=INSTANCE_PLAN if is_of_family else BROAD_PLAN,
                    term_months=term_years(option) * MONTHS_PER_YEAR,
                    hourly_usd=1 - share,
                    takes=takes,
                    fee_usd=share * term_hours(option),
                    step=PLAN_STEP,
                ),
                {fleet.name for _, fleet in members},
            )


def _reserved(
    option: str,
    place: int,
    fleet: StatedFleet,
    having: list[tuple[int, StatedFleet]],
    book: PriceBook,
    cards: dict[tuple[str, str], RateCard],
) -> Offer:
    """A reservation of what one fleet is of; it covers other sizes of the family where those are flexible."""
    fee, hourly = _fee_and_hourly(option, fleet, book, cards)
    factor = flexibility(fleet.what.service).factor(fleet.key)
    return Offer(
        key=f"{option} {fleet.name}",
        option=option,
        label=f"{in_words(option)}, {fleet.priced_as}, {fleet.region}",
        kind=REGIONAL,
        term_months=term_years(option) * MONTHS_PER_YEAR,
        hourly_usd=hourly,
        takes={place: 1.0} if factor is None else _flexible(fleet, having),
        fee_usd=fee,
        gives=1.0 if factor is None else factor,
    )


def _flexible(fleet: StatedFleet, having: list[tuple[int, StatedFleet]]) -> dict[int, float]:
    """What each fleet of the same family takes, in normalized units."""
    rules = flexibility(fleet.what.service)

    def pool(each: StatedFleet) -> tuple[str, ...]:
        rest = (value for name, value in each.key.items() if name != rules.column)
        return (each.region, rules.family(each.key), *rest)

    alike = [each for each in having if each[1].what == fleet.what and pool(each[1]) == pool(fleet)]
    found = {place: rules.factor(each.key) for place, each in alike}
    return {place: factor for place, factor in found.items() if factor is not None}


def _fee_and_hourly(
    option: str, fleet: StatedFleet, book: PriceBook, cards: dict[tuple[str, str], RateCard]
) -> tuple[Decimal | None, Decimal]:
    """What is paid at once and for each hour; the fee is None where a source states both together."""
    name = fleet.priced_as
    if is_split(option, name, book):
        fee = book.card(option + FEE, name)
        cards[fleet.name, option] = fee
        hourly = book.card(option + HOUR, name).tiers[0].usd_per_unit if PARTIAL in option else Decimal(0)
        return fee.tiers[0].usd_per_unit, hourly
    card = book.card(option, name)
    cards[fleet.name, option] = card
    rate = card.tiers[0].usd_per_unit
    if PARTIAL in option:
        return None, rate
    return (rate * term_hours(option), Decimal(0)) if ALL in option else (Decimal(0), rate)
