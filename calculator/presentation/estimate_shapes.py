"""The shapes of the answer to an estimate of many services; see `answer_shapes`."""

from typing import Annotated, Any, TypeAlias, TypedDict

from calculator.presentation.answer_shapes import (
    Bound,
    Capacity,
    Count,
    Day,
    Exact,
    Figures,
    LineItem,
    Money,
    Month,
    PriceList,
    Usage,
    Warning,
)

# The document as it was sent; the model that reads it is its shape.
EstimateDocument: TypeAlias = Annotated[dict[str, Any], "EstimateDocument"]


class EstimateMoney(Money):
    """Three figures of money; null is not known, and never nothing."""


class EntryFault(Bound):
    """One fault, at the JSON pointer of its place."""

    pointer: str
    message: str


class EntryError(TypedDict):
    """Why an entry has no answer."""

    code: str
    errors: list[EntryFault]


class MissingEntry(EntryError):
    """An entry that the totals are without."""

    entry: str
    name: str
    pointer: str


class EstimateLine(LineItem):
    """A charge with what it costs at list prices, at contracted rates and in the pool of the account."""

    list_usd: Exact
    contracted_usd: Exact
    pooled_usd: Exact
    terms: list[str]


class UnknownMoney(TypedDict):
    """Three figures of money, null where there is no answer."""

    monthly_usd: Exact | None
    upfront_usd: Exact | None
    effective_monthly_usd: Exact | None


class AnsweredEntry(UnknownMoney):
    """An entry with the charges of all its count, or with what stands in the way."""

    id: str
    name: str
    service: str
    region: str
    count: str
    pointer: str
    usage: Usage
    capacity: dict[str, Capacity]
    line_items: list[EstimateLine]
    error: EntryError | None


class AnsweredGroup(EstimateMoney):
    """A group with its subtotal."""

    id: str
    name: str
    entries: list[AnsweredEntry]
    groups: list["AnsweredGroup"]


class EstimateSubtotal(EstimateMoney):
    """What entries of one name cost together."""

    name: str


class EstimateWarning(Warning):
    """A warning, once, with the entries it concerns."""

    entries: list[str]


# A member whose name is a type of Python.
class _AtListPrices(TypedDict):
    list: EstimateMoney


class EstimateAnswer(Figures, _AtListPrices):
    """What an estimate costs as one account pays it; line by line at contracted rates, and at list prices."""

    estimate: EstimateDocument
    checksum: str
    as_of: Day
    month: Month
    is_complete: bool
    contracted: EstimateMoney
    by_service: list[EstimateSubtotal]
    by_region: list[EstimateSubtotal]
    by_tag: list[EstimateSubtotal]
    groups: list[AnsweredGroup]
    missing: list[MissingEntry]
    warnings: list[EstimateWarning]
    price_lists: list[PriceList]


class Blueprint(TypedDict):
    """An estimate of a common architecture; the note of each line says where its numbers come from."""

    name: str
    title: str
    note: str
    estimate: EstimateDocument


class Blueprints(TypedDict):
    """Ready estimates."""

    count: Count
    blueprints: list[Blueprint]
