"""The document of an estimate, `estimate/1`: what was typed of many usages, in groups; defaults are filled in later.

Its JSON schema is that of `Document`. Ids of groups and entries stay, so that versions can be compared by them.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from calculator.catalogue.contracted_rates import ANY
from calculator.core.month import AVERAGE

FORMAT: Literal["estimate/1"] = "estimate/1"
MOST_ENTRIES, MOST_GROUPS, DEEPEST, MOST_TERMS, MOST_TAGS = 1000, 200, 6, 100, 20

Id: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Line: TypeAlias = Annotated[str, Field(max_length=200)]
# A list that is typed as one text may name every Region there is, or say a load for each hour of a day.
TypedText: TypeAlias = Annotated[str, Field(max_length=4000)]
Note: TypeAlias = Annotated[str, Field(max_length=4000)]
Word: TypeAlias = Annotated[str, Field(min_length=1, max_length=100)]
TagText: TypeAlias = Annotated[str, Field(max_length=256)]
Money: TypeAlias = Annotated[Decimal, Field(ge=0, le=10**9, max_digits=40)]


def _as_typed(value: object) -> object:
    """A number that a program sent as the text that a person would type."""
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


Typed: TypeAlias = Annotated[bool | TypedText, BeforeValidator(_as_typed)]


class Part(BaseModel):
    """A part of the document: no unknown key, never changed once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Origin(Part):
    """Where an importer found an entry."""

    file: Line = ""
    address: Line = ""


class Entry(Part):
    """One usage, `count` times over; `usage` holds only what was typed."""

    id: Id
    name: Line = ""
    note: Note = ""
    service: Word
    region: Word = "us-east-1"
    count: Annotated[int, Field(ge=0, le=1_000_000)] = 1
    usage: dict[Word, Typed | list[Typed]] = {}
    tags: Annotated[dict[Word, TagText], Field(max_length=MOST_TAGS)] = {}
    origin: Origin | None = None


class Group(Part):
    """Entries and groups under a name."""

    id: Id
    name: Line = ""
    note: Note = ""
    groups: "list[Group]" = []
    entries: list[Entry] = []


class Prices(Part):
    """The day whose prices answer; the newest unless given."""

    as_of: date | None = None


class Account(Part):
    """What the account of the estimate has: its free tier or not, and tiers by its whole volume or by each line."""

    free_tier: bool = False
    pool_tiers: bool = True


class Match(Part):
    """What a contracted rate is for; `*` is all."""

    service: Word = ANY
    region: Word = ANY
    dimension: Word = ANY
    option: Word = ANY


class ContractedRate(Part):
    """A percentage off, or a price for a unit, of one tier where `tier_from` names it."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    id: Id
    match: Match = Match()
    percent_off: Annotated[Decimal, Field(ge=0, le=100, max_digits=20)] | None = None
    usd_per_unit: Money | None = None
    unit: Line = ""
    tier_from: Money | None = None
    since: date | None = Field(default=None, alias="from")
    until: date | None = Field(default=None, alias="to")


class Currency(Part):
    """A rate that the user states, shown beside USD and never computed with."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    per_usd: Annotated[Decimal, Field(gt=0, le=10**9, max_digits=30)]
    date: date
    source: Line


class Document(Part):
    """The whole estimate."""

    format: Literal["estimate/1"] = FORMAT
    title: Line = ""
    note: Note = ""
    currency: Literal["USD"] | Currency = "USD"
    month: str = AVERAGE.name
    prices: Prices = Prices()
    account: Account = Account()
    terms: Annotated[list[ContractedRate], Field(max_length=MOST_TERMS)] = []
    groups: list[Group] = []

    def walk(self) -> Iterator[tuple[tuple[Group, ...], Entry, str]]:
        """Every entry in its order, with the groups around it and its JSON pointer."""
        yield from _walk(self.groups, (), "/groups")

    def all_groups(self) -> Iterator[tuple[Group, str]]:
        """Every group with its JSON pointer, outer ones first."""
        yield from _groups(self.groups, "/groups")

    def canonical(self) -> str:
        """One text for one document, whatever the order of its keys or its white space."""
        return json.dumps(as_json(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    def checksum(self) -> str:
        """SHA-256 of the canonical form."""
        return f"sha256:{hashlib.sha256(self.canonical().encode()).hexdigest()}"


def as_json(document: Document) -> dict[str, Any]:
    """The document as JSON has it: what is not said is left out, but for the keys that every reader looks for."""
    return document.model_dump(mode="json", by_alias=True, exclude_none=True)


def _walk(
    groups: list[Group], around: tuple[Group, ...], pointer: str
) -> Iterator[tuple[tuple[Group, ...], Entry, str]]:
    for place, group in enumerate(groups):
        inside, here = (*around, group), f"{pointer}/{place}"
        for number, entry in enumerate(group.entries):
            yield inside, entry, f"{here}/entries/{number}"
        yield from _walk(group.groups, inside, f"{here}/groups")


def _groups(groups: list[Group], pointer: str) -> Iterator[tuple[Group, str]]:
    for place, group in enumerate(groups):
        here = f"{pointer}/{place}"
        yield group, here
        yield from _groups(group.groups, f"{here}/groups")
