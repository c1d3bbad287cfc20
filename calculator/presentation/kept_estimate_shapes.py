"""The shapes of what is told of kept estimates: versions, links, differences; see `answer_shapes`."""

from typing import Annotated, TypeAlias, TypedDict

from calculator.presentation.answer_shapes import Count, Exact, Moment, Money, PriceList
from calculator.presentation.estimate_shapes import EstimateAnswer, EstimateDocument

EntryChange: TypeAlias = Annotated[str, "EntryChange"]


class EstimateVersion(TypedDict):
    """A version without its document."""

    version: Count
    saved_at: Moment
    title: str
    checksum: str
    effective_monthly_usd: Exact
    is_complete: bool
    price_lists: list[PriceList]


class StatedVersion(EstimateVersion):
    """A version with its document."""

    estimate: EstimateDocument


class _OfEstimate(TypedDict):
    id: str


class KeptEstimate(StatedVersion, _OfEstimate):
    """The newest version of an estimate."""

    links: dict[str, str]


class NewEstimate(KeptEstimate):
    """An estimate that was made, with the key that opens it."""

    key: str


class SharedEstimate(StatedVersion):
    """What a link shows."""

    answer: EstimateAnswer


class SavedVersion(SharedEstimate, _OfEstimate):
    """A version with its answer of then."""


class EstimateVersions(TypedDict):
    """Versions, the newest first."""

    count: Count
    versions: list[EstimateVersion]


class EstimateShare(TypedDict):
    """A link that shows an estimate: one version, or the newest."""

    token: str
    version: Count | None
    created_at: Moment
    address: str


class EstimateShares(TypedDict):
    """Links, the newest first."""

    count: Count
    shares: list[EstimateShare]


class EstimateSide(Money):
    """One of the two."""

    checksum: str


class FieldChange(TypedDict):
    """A field that was changed; null where it was not typed."""

    name: str
    before: str | None
    after: str | None


class EntryDifference(TypedDict):
    """An entry of both, or of one; effective monthly amounts."""

    id: str
    name: str
    service: str
    region: str
    kind: EntryChange
    fields: list[FieldChange]
    before_usd: Exact | None
    after_usd: Exact | None
    delta_usd: Exact
    usage_usd: Exact
    prices_usd: Exact
    pooling_usd: Exact


class Differing(TypedDict):
    """How two estimates differ: entry by entry, and what usage, prices and pooling move of the money."""

    before: EstimateSide
    after: EstimateSide
    delta_usd: Exact
    entries: list[EntryDifference]


# Members whose names are a word of Python.
_Versions = TypedDict("_Versions", {"from": Count, "to": Count})


class EstimateDifference(Differing, _Versions):
    """How two versions differ: entry by entry, and what usage, prices and pooling move of the money."""
