"""Browsing the price tables: filters with what can be chosen, and one page of the rows that they leave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from calculator.adapters.asking import catalogue, common
from calculator.adapters.http import query_fields
from calculator.adapters.listings import Page, limits_of, page_of, prices_in_force
from calculator.adapters.web.asked import with_state
from calculator.core.errors import FieldError, InvalidInput
from calculator.core.estimate import Limit
from calculator.core.tiers import RateCard, Tier

ROWS_ON_A_PAGE = "50"


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: what is chosen, and what can be."""

    name: str
    label: str
    chosen: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PriceQuery:
    """The filters and one page of the rows that pass them; no page when something is wrong."""

    filters: tuple[Filter, ...]
    as_of: str
    problems: tuple[FieldError, ...]
    page: Page[tuple[RateCard, Tier]] | None
    limits: tuple[Limit, ...]
    previous_url: str
    next_url: str


def read_price_query(query: QueryDict) -> PriceQuery:
    """The query string of the price page, whatever it holds."""
    chosen = {name: str(text).strip() for name, text in query.items() if str(text).strip()}
    page: Page[tuple[RateCard, Tier]] | None = None
    problems: tuple[FieldError, ...] = ()
    try:
        query_fields(query)
        page = page_of(prices_in_force(chosen), {"page_size": ROWS_ON_A_PAGE, **chosen})
    except InvalidInput as error:
        problems = error.errors
    table = chosen.get("service", "")
    of_table = {"service": table} if table in catalogue().limits else {}
    return PriceQuery(
        tuple(price_filters(chosen)),
        chosen.get("as_of", ""),
        problems,
        page,
        tuple(limits_of(of_table)),
        _url(chosen, page.number - 1) if page and page.number > 1 else "",
        _url(chosen, page.number + 1) if page and page.number < page.pages else "",
    )


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
