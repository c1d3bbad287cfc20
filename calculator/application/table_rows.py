"""Rows of the price tables by filter: prices in force, limits; and pages of rows."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from calculator.adapters.asking import catalogue, today
from calculator.catalogue.history import Stretch, price_history
from calculator.core.declarations import QuantityField, read_field
from calculator.core.errors import FieldError, InvalidInput, NotPriced, shown
from calculator.core.estimate import Limit
from calculator.core.inputs import unknown_field
from calculator.core.tiers import RateCard, Tier
from calculator.estimator import read_common

PRICE_FILTERS = ("service", "region", "dimension", "option", "as_of")
LIMIT_FILTERS = ("service", "option", "limit")
HISTORY_FIELDS = ("service", "dimension", "region", "option")
PAGE_FIELDS = ("page", "page_size")
ONE = Decimal(1)
PAGE = QuantityField(label="Page", help="Which page, counted from 1.", default=ONE, at_least=ONE, is_whole=True)
PAGE_SIZE = QuantityField(
    label="Page size",
    help="How many rows a page has.",
    default=Decimal(100),
    at_least=ONE,
    at_most=Decimal(1000),
    is_whole=True,
)
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some of the rows that a filter lets through; pages are counted from 1."""

    rows: Sequence[Row]
    count: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one, which may be empty."""
        return max(1, -(-self.count // self.size))


def page_of(rows: Sequence[Row], raw: Mapping[str, str]) -> Page[Row]:
    """The page that `page` and `page_size` ask for. Raises InvalidInput for both at once."""
    errors: list[FieldError] = []
    size = int(read_field("page_size", PAGE_SIZE, raw.get("page_size", PAGE_SIZE.default), errors))
    number = int(read_field("page", PAGE, raw.get("page", PAGE.default), errors))
    page = Page(rows[(number - 1) * size : number * size], len(rows), number, size)
    if number > page.pages:
        errors.append(FieldError("page", f"Page is too large; the last is {page.pages}.", str(number)))
    if errors:
        raise InvalidInput(errors)
    return page


def prices_in_force(raw: Mapping[str, str]) -> list[tuple[RateCard, Tier]]:
    """Every tier of every rate card that the filters let through. Raises InvalidInput.

    A large table takes part only where a region is named.
    """
    errors = unknown_names(raw, (*PRICE_FILTERS, *PAGE_FIELDS))
    known = catalogue()
    tables = _chosen("service", raw, known.table_names, errors)
    region, as_of = read_common(raw, known, today(), errors)
    is_everywhere = "region" not in raw
    if is_everywhere and raw.get("service") in known.large_tables:
        message = f"{raw['service']} has too many prices to list at once; name a region."
        errors.append(FieldError("region", message))
    if errors:
        raise InvalidInput(errors)
    return [
        (card, tier)
        for table in tables
        if not (is_everywhere and table in known.large_tables)
        for card in _cards(table, known.regions_of(table) if is_everywhere else (region,), as_of)
        if raw.get("dimension", card.dimension) == card.dimension and raw.get("option", card.option) == card.option
        for tier in card.tiers
    ]


def history_of(raw: Mapping[str, str]) -> tuple[Stretch, ...]:
    """Every stretch of the one price that is named, up to today. Raises InvalidInput, NotPriced."""
    errors = unknown_names(raw, HISTORY_FIELDS)
    known = catalogue()
    for name in HISTORY_FIELDS[:2]:
        if name not in raw:
            errors.append(FieldError(name, f"Name the {name} of the price."))
    _chosen("service", raw, known.table_names, errors)
    region, _ = read_common({name: raw[name] for name in raw if name == "region"}, known, today(), errors)
    if errors:
        raise InvalidInput(errors)
    table, dimension, option = raw["service"], raw.get("dimension", ""), raw.get("option", "")
    found = price_history(known, table, region, dimension, option, today())
    if not found:
        what = " ".join(part for part in (table, dimension, option) if part)
        raise NotPriced([FieldError("dimension", f"No price was ever known for {shown(what)} in {region}.", dimension)])
    return found


def limits_of(raw: Mapping[str, str]) -> list[Limit]:
    """Every dated limit that the filters let through. Raises InvalidInput."""
    errors = unknown_names(raw, LIMIT_FILTERS)
    limits = catalogue().limits
    services = _chosen("service", raw, limits, errors)
    if errors:
        raise InvalidInput(errors)
    return [
        limit
        for service in services
        for limit in limits[service]
        if raw.get("limit", limit.name) == limit.name and raw.get("option", limit.option) == limit.option
    ]


def unknown_names(raw: Mapping[str, str], known: Collection[str]) -> list[FieldError]:
    """An error for every parameter that is none of these."""
    names = dict.fromkeys(known)
    return [
        FieldError(shown(name), unknown_field(name, names), shown(value))
        for name, value in raw.items()
        if name not in names
    ]


def _chosen(name: str, raw: Mapping[str, str], offered: Collection[str], errors: list[FieldError]) -> Collection[str]:
    """The one that is named, or all."""
    if name not in raw:
        return offered
    if raw[name] not in offered:
        message = f"There are no rows of this {name}. Choose one of {', '.join(offered)}."
        errors.append(FieldError(name, message, shown(raw[name])))
    return (raw[name],)


def _cards(table: str, regions: Collection[str], as_of: date) -> Iterator[RateCard]:
    """The rate cards in force, region by region; a region without prices by then has none."""
    for region in regions:
        try:
            book = catalogue().book((table,), region, as_of)
        except (InvalidInput, NotPriced):
            continue
        yield from book.cards.values()
