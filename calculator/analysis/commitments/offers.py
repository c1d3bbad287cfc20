"""What can be bought for some fleets at the prices in force: every commitment, with the fleets that it covers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculator.analysis.commitments.asked import Asked, StatedFleet
from calculator.analysis.commitments.committable import family_of
from calculator.analysis.commitments.flexibility import flexibility
from calculator.analysis.commitments.reservations import in_zone, reservations
from calculator.analysis.commitments.spot import SpotPrice, spot_of
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.purchase_options import (
    ALL,
    ON_DEMAND,
    PARTIAL,
    in_words,
    is_savings_plan,
    term_hours,
    term_years,
)
from calculator.commitments.model import BROAD_PLAN, INSTANCE_PLAN, MONTHS_PER_YEAR, Fleet, Offer, Problem
from calculator.core.errors import CalculatorError, FieldError, InvalidInput
from calculator.core.tiers import RateCard

# AWS sells plans by a tenth of a cent an hour.
PLAN_STEP = Decimal("0.001")
# Of a plan with partial upfront: the least that AWS takes at once, and what its published rates are for.
SHARE_UPFRONT = {ALL: Decimal(1), PARTIAL: Decimal("0.5")}
# A plan for one family of one Region.
FAMILY_PLAN = "ec2_instance_savings_plan"


@dataclass(frozen=True, eq=False)
class Priced:
    """The problem of a question, the price rows that it rests on, and by kind of commitment who has no price of it.

    `cards` are found by the name of a fleet and `on_demand`, or the key of an offer that is for it: what is reserved
    for one fleet and covers another is not for that one. `spot` is by the name of a fleet too.
    """

    problem: Problem
    cards: Mapping[tuple[str, str], RateCard]
    unpriced: Mapping[str, tuple[str, ...]]
    spot: Mapping[str, SpotPrice]


def priced(asked: Asked, catalogue: Catalogue) -> Priced:
    """What can be bought. Raises InvalidInput for a fleet without an on-demand price."""
    errors: list[FieldError] = []
    books: list[PriceBook] = []
    fleets: list[Fleet] = []
    cards: dict[tuple[str, str], RateCard] = {}
    for place, stated in enumerate(asked.fleets):
        try:
            book = stated.what.book(catalogue, stated.key, stated.region, asked.as_of)
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
        has: set[int] = set()
        for offer, of_fleets in _of_kind(kind, asked, books):
            offers.append(offer)
            has |= offer.takes.keys() | of_fleets.keys()
            cards |= {(asked.fleets[place].name, offer.key): card for place, card in of_fleets.items()}
        missing = tuple(
            each.name
            for place, each in enumerate(asked.fleets)
            if place not in has and any(family_of(option) == kind for option in each.what.options)
        )
        if missing:
            unpriced[kind] = missing
    offers += [*_in_zones(asked, offers, cards)]
    spot = {each.name: price for each, book in zip(asked.fleets, books, strict=True) if (price := spot_of(each, book))}
    return Priced(Problem(fleets, offers, asked.months), cards, unpriced, spot)


def _in_zones(asked: Asked, offers: Sequence[Offer], cards: dict[tuple[str, str], RateCard]) -> Iterator[Offer]:
    """What a stated mix reserves in zones: for the price of a Region's it covers less, so that no other mix has it."""
    fleets = {each.name: each for each in asked.fleets}
    wanted = {(each.option, each.fleet) for each in asked.stated if each.is_zonal}
    found: dict[str, Offer] = {}
    for option, name in sorted(wanted):
        for offer in offers:
            if offer.option == option and (name, offer.key) in cards:
                zonal = in_zone(offer, fleets[name], asked.fleets)
                cards[name, zonal.key] = cards[name, offer.key]
                found[zonal.key] = zonal
    yield from found.values()


def _of_kind(kind: str, asked: Asked, books: list[PriceBook]) -> Iterator[tuple[Offer, Mapping[int, RateCard]]]:
    """The offers of a kind, each with its price for the fleets that it is for."""
    options = dict.fromkeys(
        option
        for each in asked.fleets
        for option in each.what.options
        if family_of(option) == kind
        and f"{term_years(option)}y" in asked.terms
        and any(f"_{payment}" in option for payment in asked.payments)
    )
    for option in options:
        yield from (_plans if is_savings_plan(option) else reservations)(option, asked.fleets, books)


def _plans(
    option: str, fleets: tuple[StatedFleet, ...], books: list[PriceBook]
) -> Iterator[tuple[Offer, Mapping[int, RateCard]]]:
    """A plan for all of them, or one for each family of a Region."""
    groups: dict[str, dict[int, RateCard]] = {}
    is_of_family = family_of(option) == FAMILY_PLAN
    for place, fleet in enumerate(fleets):
        if option not in fleet.what.options or not books[place].is_priced(option, fleet.priced_as):
            continue
        family = flexibility(fleet.what.service).family(fleet.key)
        group = groups.setdefault(f"{family}, {fleet.region}" if is_of_family else "", {})
        group[place] = books[place].card(option, fleet.priced_as)
    share = next((each for ending, each in SHARE_UPFRONT.items() if option.endswith(ending)), Decimal(0))
    for scope, cards in groups.items():
        # A rate of nothing would cover everything: what is free on demand needs no plan.
        rates = {place: float(card.tiers[0].usd_per_unit) for place, card in cards.items()}
        takes = {place: rate for place, rate in rates.items() if rate}
        if takes:
            offer = Offer(
                key=f"{option} {scope}".strip(),
                option=option,
                label=f"{in_words(option)}{f', {scope}' if scope else ''}",
                kind=INSTANCE_PLAN if is_of_family else BROAD_PLAN,
                term_months=term_years(option) * MONTHS_PER_YEAR,
                hourly_usd=1 - share,
                takes=takes,
                fee_usd=share * term_hours(option),
                step=PLAN_STEP,
            )
            yield offer, cards
