"""Browsing the price tables: words to find, filters with what can be chosen, and one page of the rows that are left."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse

from calculator.application.price_rows import PriceRows
from calculator.application.questions import catalogue, common
from calculator.application.table_rows import PAGE_FIELDS, PRICE_FILTERS, page_of, prices_in_force
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.core.tiers import RateCard, Tier
from calculator.presentation.http_answers import query_fields
from calculator.web.home import LONGEST_SEARCH
from calculator.web.in_force import InForce, of_rows
from calculator.web.page_request import with_state
from calculator.web.price_search import FoundPrices, find_prices

ROWS_ON_A_PAGE = "50"
SEARCHED = "q"


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: what is chosen, and what can be."""

    name: str
    label: str
    chosen: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PriceQuery:
    """The filters and one page of the rows that pass them; no page when something is wrong.

    `ignored` are the parameters that nothing is known of, `limits_of` is the table whose limits are shown, all where it
    is empty. What is searched goes before the filters; `types` are the instance types whose names it begins.
    """

    filters: tuple[Filter, ...]
    in_force: InForce | None
    as_of: str
    problems: tuple[FieldError, ...]
    ignored: tuple[str, ...]
    page: Page[tuple[RateCard, Tier]] | None
    limits_of: str
    previous_url: str
    next_url: str
    searched: str = ""
    types: tuple[str, ...] = ()


def read_price_query(query: QueryDict) -> PriceQuery:
    """The query string of the price page, whatever it holds."""
    chosen, ignored = read_chosen(query, (*PRICE_FILTERS, *PAGE_FIELDS, SEARCHED))
    page: Page[tuple[RateCard, Tier]] | None = None
    problems: tuple[FieldError, ...] = ()
    searched = chosen.get(SEARCHED, "")[:LONGEST_SEARCH]
    found = FoundPrices(PriceRows([]))
    try:
        query_fields(query)
        found = find_prices(searched) if searched else FoundPrices(prices_in_force(chosen))
        page = page_of(found.rows, {"page_size": ROWS_ON_A_PAGE, **chosen})
    except InvalidInput as error:
        problems = error.errors
    table = chosen.get("service", "")
    return PriceQuery(
        tuple(price_filters(chosen)),
        None if problems else of_rows(found.regions, chosen),
        chosen.get("as_of", ""),
        problems,
        ignored,
        page,
        table if table in catalogue().limits else "",
        _url(chosen, page.number - 1) if page and page.has_previous() else "",
        _url(chosen, page.number + 1) if page and page.has_next() else "",
        searched,
        found.types,
    )


def read_chosen(query: QueryDict, known: Collection[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The parameters that say something, and the names of those that are not known here."""
    typed = {name: str(text).strip() for name, text in query.items()}
    chosen = {name: text for name, text in typed.items() if text and name in known}
    return chosen, tuple(shown(name) for name in typed if name not in known)


def price_filters(chosen: Mapping[str, str]) -> Iterable[Filter]:
    """What names a price, with what can be chosen; a filter without choices is typed."""
    tables = catalogue().table_names
    table = chosen.get("service", "")
    names = [catalogue().table(name).names for name in ((table,) if table in tables else tables)]
    offered = {
        "service": ("Price list", tables),
        "region": (common()["region"].label, tuple(catalogue().regions)),
        "dimension": ("Dimension", tuple(sorted({name for dimensions, _ in names for name in dimensions}))),
        "option": ("Option", tuple(sorted({name for _, options in names for name in options}))),
    }
    for name, (label, choices) in offered.items():
        yield Filter(name, label, chosen.get(name, ""), choices)


def _url(chosen: Mapping[str, str], number: int) -> str:
    return with_state(reverse("prices"), {**chosen, "page": number}) + "#rows"
