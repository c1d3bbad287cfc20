"""What can be reserved for some fleets: each thing once, with all that it covers by AWS's rules of sizes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from calculator.analysis.commitments.asked import StatedFleet
from calculator.analysis.commitments.committable import priced_as
from calculator.analysis.commitments.flexibility import Key, flexibility
from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.purchase_options import ALL, FEE, HOUR, PARTIAL, in_words, term_hours, term_years
from calculator.commitments.model import MONTHS_PER_YEAR, REGIONAL, ZONAL, Offer
from calculator.core.tiers import RateCard
from calculator.services.commitments.bought import is_split


def reservations(
    option: str, fleets: Sequence[StatedFleet], books: Sequence[PriceBook]
) -> Iterator[tuple[Offer, Mapping[int, RateCard]]]:
    """The reservations of one term and payment, each with its price for the fleets that it is bought for."""
    found: dict[str, tuple[Offer, dict[int, RateCard]]] = {}
    for place, fleet in enumerate(fleets):
        if option not in fleet.what.options:
            continue
        book = books[place]
        names = ((each, priced_as(each)) for each in flexibility(fleet.what.service).reserved_as(fleet.key))
        # What covers it under another name is bought where it has no price of its own: units of both cost alike.
        priced = (each for each in names if book.is_priced(option, each[1]) or book.is_priced(option + FEE, each[1]))
        for reserved, name in islice(priced, 1):
            card, fee, hourly = fee_and_hourly(option, name, book)
            key = f"{option} {fleet.what.table} {fleet.what.thing} {name}, {fleet.region}"
            if key not in found:
                offer = _offer(key, option, fleet, reserved, fleets)
                found[key] = replace(offer, fee_usd=fee, hourly_usd=hourly, step=fleet.what.step(book)), {}
            found[key][1][place] = card
    yield from found.values()


def in_zone(offer: Offer, own: StatedFleet, fleets: Sequence[StatedFleet]) -> Offer:
    """What is reserved for a fleet in its zone: it covers what is alike there, and no other size."""
    place_of = (own.what, own.key, own.zone)
    return replace(
        offer,
        key=f"{offer.key}, {own.zone}",
        label=f"{offer.label.removesuffix(own.region)}{own.zone}",
        kind=ZONAL,
        takes={place: 1.0 for place, each in enumerate(fleets) if (each.what, each.key, each.zone) == place_of},
        gives=1.0,
    )


def _offer(
    key: str,
    option: str,
    fleet: StatedFleet,
    reserved: Key,
    fleets: Sequence[StatedFleet],
) -> Offer:
    """A reservation bought for one fleet; it covers others where sizes are flexible, and all that are alike."""
    rules = flexibility(fleet.what.service)
    return Offer(
        key=key,
        option=option,
        label=f"{in_words(option)}, {fleet.what.words(reserved)}, {fleet.region}",
        kind=REGIONAL,
        term_months=term_years(option) * MONTHS_PER_YEAR,
        hourly_usd=Decimal(0),
        takes={
            place: rules.factor(each.key) or 1.0
            for place, each in enumerate(fleets)
            if (each.what, each.region) == (fleet.what, fleet.region) and rules.is_covered(each.key, reserved)
        },
        gives=rules.factor(reserved) or 1.0,
    )


def fee_and_hourly(option: str, name: str, book: PriceBook) -> tuple[RateCard, Decimal | None, Decimal]:
    """The price, what is paid at once and for each hour; the fee is None where a source states both together."""
    if is_split(option, name, book):
        fee = book.card(option + FEE, name)
        hourly = book.card(option + HOUR, name).tiers[0].usd_per_unit if PARTIAL in option else Decimal(0)
        return fee, fee.tiers[0].usd_per_unit, hourly
    card = book.card(option, name)
    rate = card.tiers[0].usd_per_unit
    if PARTIAL in option:
        return card, None, rate
    return (card, rate * term_hours(option), Decimal(0)) if ALL in option else (card, Decimal(0), rate)
