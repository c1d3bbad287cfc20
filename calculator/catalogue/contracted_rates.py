"""Rates that a customer has agreed with AWS: what they change on the rate cards of a price book.

The most specific unit price applies, then the percentages in their order. Fees and Spot keep their list prices unless a
term names their dimension.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from math import prod

from calculator.catalogue.price_book import PriceBook
from calculator.core.errors import FieldError, InvalidInput
from calculator.core.tiers import RateCard, Tier
from calculator.core.units import UnitMismatch, convert

ANY = "*"
# How an error names a term in the place of a field.
TERM = "term "
# What is paid at once, and what follows a market, keeps its price unless a term names it.
_APART = re.compile(r"(^|_)(spot|fee|(?<!no_)upfront)(_convertible)?$")


@dataclass(frozen=True, slots=True)
class Term:
    """One agreed rate: a percentage off, or a price for a unit, of one tier where `tier_from` names it.

    `service`, `region`, `dimension` and `option` say what it is for, `*` being all; `since` and `until` when.
    """

    id: str
    service: str = ANY
    region: str = ANY
    dimension: str = ANY
    option: str = ANY
    percent_off: Decimal | None = None
    usd_per_unit: Decimal | None = None
    unit: str = ""
    tier_from: Decimal | None = None
    since: date | None = None
    until: date | None = None

    @property
    def specificity(self) -> int:
        """How much of what it is for is named."""
        return sum(each != ANY for each in (self.service, self.region, self.dimension, self.option))

    def applies_to(self, card: RateCard, as_of: date) -> bool:
        """Whether the term changes a card on a day."""
        wanted = (self.service, card.table), (self.region, card.region), (self.dimension, card.dimension)
        is_named = all(each in (ANY, own) for each, own in (*wanted, (self.option, card.option)))
        is_in_time = (self.since is None or self.since <= as_of) and (self.until is None or as_of <= self.until)
        return is_named and is_in_time and (self.dimension != ANY or not is_apart(card))


def is_apart(card: RateCard) -> bool:
    """Whether only a term that names the dimension changes a price."""
    return bool(_APART.search(card.dimension) or _APART.search(card.option))


@dataclass(frozen=True, eq=False)
class ContractedCards(Mapping[tuple[str, str], RateCard]):
    """Rate cards under terms, each worked out when it is asked for."""

    listed: Mapping[tuple[str, str], RateCard]
    terms: tuple[Term, ...]
    as_of: date
    _known: dict[tuple[str, str], RateCard] = field(default_factory=dict)

    def __getitem__(self, key: tuple[str, str]) -> RateCard:
        if key not in self._known:
            self._known[key] = contracted(self.listed[key], self.terms, self.as_of)
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        return key in self.listed

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.listed)

    def __len__(self) -> int:
        return len(self.listed)


def under_terms(book: PriceBook, terms: tuple[Term, ...]) -> PriceBook:
    """The book with the agreed rates, in other Regions and of other services too."""
    if not terms:
        return book
    return replace(
        book,
        cards=ContractedCards(book.cards, terms, book.as_of),
        of_region=lambda region: under_terms(book.of_region(region), terms),
        of_service=lambda tables, key: under_terms(book.of_service(tables, key), terms),
    )


def contracted(card: RateCard, terms: tuple[Term, ...], as_of: date) -> RateCard:
    """A card under the terms that apply to it, which it names. A free tier stays free.

    A tier takes its own agreed price, else that of the whole card, else the listed one; then what is off.
    """
    applying = [each for each in terms if each.applies_to(card, as_of)]
    if not applying:
        return card
    prices = _unit_prices(applying)
    off = [each for each in applying if each.percent_off is not None]
    share = prod((100 - each.percent_off).scaleb(-2) for each in off if each.percent_off is not None)

    def agreed(tier: Tier) -> Tier:
        term = prices.get(tier.start) or (prices.get(None) if tier.usd_per_unit else None)
        price = tier.usd_per_unit if term is None else _price_per(card.unit, term)
        return replace(tier, usd_per_unit=price * share)

    used = [each.id for each in applying if each in off or each in prices.values()]
    return replace(card, tiers=tuple(map(agreed, card.tiers)), terms=tuple(used))


def _unit_prices(applying: list[Term]) -> dict[Decimal | None, Term]:
    """By the start of a tier, or by None for all of them, the most specific agreed price; of equals the last."""
    priced = (each for each in applying if each.usd_per_unit is not None)
    return {each.tier_from: each for each in sorted(priced, key=lambda each: each.specificity)}


def _price_per(unit: str, term: Term) -> Decimal:
    """The agreed price for a unit of a card. Raises InvalidInput where the term is per a unit of another kind."""
    price = term.usd_per_unit or Decimal(0)
    try:
        return price if not term.unit else price * convert(Decimal(1), unit, term.unit)
    except (UnitMismatch, ValueError, LookupError):
        message = f"The price that it agrees on is per {term.unit}, but what it applies to is billed per {unit}."
        raise InvalidInput([FieldError(f"{TERM}{term.id}", message, term.unit)]) from None
