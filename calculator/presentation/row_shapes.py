"""The shapes of rows that the REST API lists, and of what is wrong; see `answer_shapes`."""

from typing import Annotated, NotRequired, TypeAlias, TypedDict

from calculator.presentation.answer_shapes import (
    Count,
    Day,
    Exact,
    PriceList,
    Provenance,
    Reliability,
    Tier,
    WrongField,
)

Origin: TypeAlias = Annotated[str, "Origin"]
ErrorCode: TypeAlias = Annotated[str, "ErrorCode"]


class KnownPriceList(PriceList):
    """A price list, shipped or imported, in use or not. An imported one applies from the day of its publication until
    `superseded_on`."""

    origin: Origin
    age_days: Count
    superseded_on: Day | None
    offer_code: str | None
    version: str | None
    imported_on: Day | None
    source_url: str | None


class _Named(TypedDict):
    service: str
    region: str
    dimension: str
    option: str | None


class _Counted(TypedDict):
    unit: str
    usage_type: str | None
    sku: str | None


class _Noted(TypedDict):
    source_url: str | None
    note: str | None


class Price(_Named, Tier, _Counted, Provenance, _Noted):
    """One tier of one price."""


_Known = TypedDict(
    "_Known",
    {
        "since": Day,
        "from": Exact | None,
        "to": Exact | None,
        "usd_per_unit": Exact | None,
        "unit": str | None,
        "effective_from": Day | None,
        "confirmed": Day | None,
        "source": str | None,
        "source_title": str | None,
        "publisher": str | None,
        "reliability": Reliability | None,
        "confirmed_by": str | None,
    },
)


class Stretch(_Known):
    """One tier of one price, from the day on which it was first known; without a price from the day on which a price
    list lacked it."""


class _Figure(TypedDict):
    service: str
    option: str | None
    limit: str
    value: Exact
    value_to: Exact | None
    unit: str
    effective_from: Day
    source: str


class _Titled(TypedDict):
    source_title: str
    source_url: str | None


class _Remarked(TypedDict):
    note: str | None


class LimitRow(_Figure, _Remarked):
    """A dated figure, with the name of its source."""


class Limit(_Figure, _Titled, _Remarked):
    """A dated figure that AWS publishes about a service."""


class Source(TypedDict):
    """A publication that prices or limits were read in."""

    id: str
    title: str
    publisher: str
    url: str | None
    published: Day
    retrieved: Day
    licence: str
    confidence: Reliability
    note: str | None


class Described(TypedDict):
    """What a service is and by what it is compared."""

    key: str
    name: str
    category: str
    summary: str
    compare_by: list[str]
    sweep_over: str


class CatalogueEntry(Described):
    """A service, and which prices of it there are."""

    sizes_capacity: bool
    regions: list[str]
    newest_price: Day
    is_importable: bool
    unpriced: list[str]


class Service(CatalogueEntry):
    """A service, by what it is compared, and which prices of it there are; `unpriced` is billed and has none."""

    links: dict[str, str]


class Problem(TypedDict):
    """An error (RFC 9457); `errors` has every wrong field at once."""

    type: str
    title: str
    status: Count
    detail: str
    instance: str
    code: NotRequired[ErrorCode]
    nearest_choice: NotRequired[str | None]
    errors: list[WrongField]
