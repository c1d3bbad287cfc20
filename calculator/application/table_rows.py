"""Rows of the price tables by filter: prices in force, limits; and pages of rows."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, islice
from typing import TypeVar

from django.core.paginator import Page, Paginator

from calculator.application.price_rows import PriceRow, PriceRows, rows_of
from calculator.application.questions import catalogue, today
from calculator.catalogue.common_fields import read_common
from calculator.catalogue.history import Stretch, price_history
from calculator.catalogue.price_index import Name, name_of
from calculator.catalogue.rate_table import Cards
from calculator.core.answer import Limit
from calculator.core.declarations import QuantityField, read_field
from calculator.core.errors import FieldError, InvalidInput, NotPriced, shown
from calculator.core.inputs import MOST_ERRORS, unknown_field

PRICE_FILTERS = ("service", "region", "dimension", "option", "as_of")
LIMIT_FILTERS = ("service", "option", "limit")
HISTORY_FIELDS = ("service", "dimension", "region", "option")
PAGE_FIELDS = ("page", "page_size")
ONE = Decimal(1)
Row = TypeVar("Row")
PAGE = QuantityField(label="Page", help="Which page, counted from 1.", default=ONE, at_least=ONE, is_whole=True)
PAGE_SIZE = QuantityField(
    label="Page size",
    help="How many rows a page has.",
    default=Decimal(100),
    at_least=ONE,
    at_most=Decimal(1000),
    is_whole=True,
)


def page_of(rows: Sequence[Row], raw: Mapping[str, str]) -> Page[Row]:
    """The page that `page` and `page_size` ask for. Raises InvalidInput for both at once."""
    errors: list[FieldError] = []
    size = int(read_field("page_size", PAGE_SIZE, raw.get("page_size", PAGE_SIZE.default), errors))
    number = int(read_field("page", PAGE, raw.get("page", PAGE.default), errors))
    pages = Paginator(rows, size)
    if number > pages.num_pages:
        errors.append(FieldError("page", f"Page is too large; the last is {pages.num_pages}.", str(number)))
    if errors:
        raise InvalidInput(errors)
    return pages.page(number)


def prices_in_force(raw: Mapping[str, str]) -> PriceRows:
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
    dimension, option = raw.get("dimension"), raw.get("option")

    def is_wanted(name: Name) -> bool:
        return dimension in (None, name.dimension) and option in (None, name.option)

    return _rows_in_force(tables, None if is_everywhere else region, as_of, is_wanted, (dimension, option))


def prices_with(words: Collection[str], region: str | None) -> PriceRows:
    """The prices in force today that have every word, of one Region or of all; large tables are left out."""
    small = [table for table in catalogue().table_names if table not in catalogue().large_tables]
    return _rows_in_force(small, region, today(), lambda name: all(word in name.words for word in words))


def _rows_in_force(
    tables: Iterable[str],
    region: str | None,
    as_of: date,
    is_wanted: Callable[[Name], bool],
    of_large: tuple[str | None, str | None] = (None, None),
) -> PriceRows:
    """The rows of some tables on a day; what the index has is asked of it in one go.

    Of large tables, whose cards are not made to be asked for their names, those of a dimension and an option.
    """
    known = catalogue()
    parts: list[Sequence[PriceRow]] = []
    for is_indexed, run in groupby(tables, key=lambda table: table in known.price_index.tables):
        if is_indexed:
            parts.append(known.price_index.in_force([*run], region, as_of, is_wanted))
            continue
        for table in run:
            if table in known.large_tables:
                # Where no Region is named they take no part.
                regions = () if region is None else (region,)
                parts += (rows_of(cards, *of_large, is_large=True) for cards in _cards(table, regions, as_of))
                continue
            for cards in _cards(table, known.regions_of(table) if region is None else (region,), as_of):
                every = rows_of(cards, None, None, is_large=False)
                parts.append([row for row in every if is_wanted(name_of(row[0]))])
    return PriceRows(parts)


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
        raise NotPriced([_never_known(table, region, dimension, option)])
    return found


def _never_known(table: str, region: str, dimension: str, option: str) -> FieldError:
    """Why there is no history: the price has options and none is named, or it never was."""
    names = catalogue().table(table).in_force(region, today())
    options = sorted(each for name, each in names if name == dimension and each) if not option else []
    if options:
        more = f" and {len(options) - MOST_ERRORS} more" if len(options) > MOST_ERRORS else ""
        choices = ", ".join(options[:MOST_ERRORS])
        return FieldError("option", f"There is a price of {dimension} for each option; name one: {choices}{more}.")
    what = " ".join(part for part in (table, dimension, option) if part)
    return FieldError("dimension", f"No price was ever known for {shown(what)} in {region}.", dimension)


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
    """An error for every parameter that is none of these, up to as many as anybody reads."""
    names = dict.fromkeys(known)
    unknown = islice((name for name in raw if name not in names), MOST_ERRORS)
    return [FieldError(shown(name), unknown_field(name, names), shown(raw[name])) for name in unknown]


def _chosen(name: str, raw: Mapping[str, str], offered: Collection[str], errors: list[FieldError]) -> Collection[str]:
    """The one that is named, or all."""
    if name not in raw:
        return offered
    if raw[name] not in offered:
        message = f"There are no rows of this {name}. Choose one of {', '.join(offered)}."
        errors.append(FieldError(name, message, shown(raw[name])))
    return (raw[name],)


def _cards(table: str, regions: Collection[str], as_of: date) -> Iterator[Cards]:
    """The rate cards in force, region by region; a region without prices by then has none."""
    known = catalogue()
    prices = known.table(table)
    if table not in known.large_tables:
        yield from (prices.in_force(region, as_of) for region in regions)
        return
    for region in regions:
        first = prices.first_date(region)
        if first is not None and first <= as_of:
            # A book keeps the cards that have been made; more books than are kept would be of no use.
            yield known.book((table,), region, as_of).cards
