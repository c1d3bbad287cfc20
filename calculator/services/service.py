"""What a service module offers. A service is a module, not a class; these are the names it must define."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qsl

from calculator.catalogue.attributes import Attribute, Value
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import AnswerWarning, CapacityPlan, LineItem, Metric
from calculator.core.declarations import QuantityField
from calculator.core.inputs import Inputs
from calculator.core.outlook import Outlook
from calculator.core.violations import Violation


@dataclass(frozen=True, slots=True)
class Fact:
    """A limit that an engineer compares choices by, besides money."""

    limit: str
    label: str


@dataclass(frozen=True, slots=True)
class BreakEvenSearch:
    """A field along which choices have break-even points that are worth naming in words.

    The search runs from `low` to `high`, both multiplied by the value of the field `per` when there is one.
    `kinks` names limits, in the field's unit, at which a cost changes its course. What is named is where the present
    choice and another change places, or `of_cheapest` where another one becomes the cheapest of all. A chart of a field
    of which nothing is asked begins at `shown_from`, where the field begins to cost anything.
    """

    over: str
    low: float
    high: float
    per: str = ""
    kinks: tuple[str, ...] = ()
    of_cheapest: bool = False
    shown_from: float = 0


@dataclass(frozen=True, slots=True)
class Step:
    """An increase of a field whose price is worth knowing: what one more step would cost.

    There is none where a field of `unless` is given and stands in for this one. `changing` gives the names of the lines
    that may change with the field, and those of a usage; without it the whole bill is worked out again. `violating`
    gives the limits that more of the field may violate; without it all are held against the usage again.
    """

    field: str
    by: int
    unless: tuple[str, ...] = ()
    changing: Callable[[Any, PriceBook], tuple[Collection[str], Iterable[LineItem]]] | None = None
    violating: Callable[[Any, PriceBook], Iterable[Violation]] | None = None


def no_limits(usage: Any, book: PriceBook) -> Iterable[Violation]:
    """What a field violates, however large, that no limit of its service rests on."""
    return ()


@dataclass(frozen=True, slots=True)
class Example:
    """A workload to start from; `query` states it as the form's address does, but readable."""

    name: str
    summary: str
    query: str

    @property
    def usage(self) -> dict[str, str]:
        """The fields of the workload, as typed."""
        return dict(parse_qsl(self.query, strict_parsing=True))


@dataclass(frozen=True, slots=True)
class LongList:
    """A field of more choices than can be answered each: how to rank them, and the fields that leave fewer."""

    outlooks: Callable[[Any, PriceBook, Iterable[str]], Iterator[Outlook]]
    narrowed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeAdvice:
    """What AWS says of types under one way to buy: the columns, and of each type what stands in them.

    `of` is told the Region and the fields that prices depend on.
    """

    option: str
    columns: tuple[Attribute, ...]
    of: Callable[[str, Mapping[str, str]], Mapping[str, Mapping[str, Value]]]


@dataclass(frozen=True, slots=True)
class TypeTable:
    """The types of a service that are bought by the hour, one of which is to be found.

    `field` is the input that they are the choices of, `purchase` that of the way to buy, `beside` those that prices
    depend on besides; `billed` is the label of the line that bills them. What types have stands in `columns`, numbers
    where they have a unit; those `aside` are shown on request. `filters` are the columns that a need can be stated of,
    `taken` those of which it is taken from a type, and prices are divided by `measures`. `known` tells, of every type
    sold anywhere beside what is chosen, what it has; `priced_as` what its prices are called.
    """

    table: str
    field: str
    billed: str
    purchase: str
    beside: tuple[str, ...]
    columns: tuple[Attribute, ...]
    filters: tuple[str, ...]
    measures: tuple[str, ...]
    taken: tuple[str, ...]
    known: Callable[[Catalogue, Mapping[str, str]], Mapping[str, Mapping[str, Value]]]
    priced_as: Callable[[str, Mapping[str, str]], str]
    aside: tuple[str, ...] = ()
    advice: TypeAdvice | None = None


# A field of every question that every service can be compared by.
REGION = "region"
# The flag of every service that AWS gives something of for nothing.
FREE_TIER = "include_free_tier"


class Service(Protocol):
    """The public names of a service: those of a module, a service file at work, or a comparison of services."""

    @property
    def KEY(self) -> str:
        """The word that names it in addresses and commands."""

    @property
    def NAME(self) -> str:
        """As AWS calls it."""

    @property
    def SUMMARY(self) -> str:
        """What it is, in a sentence."""

    @property
    def CATEGORY(self) -> str:
        """AWS's own."""

    @property
    def TABLES(self) -> tuple[str, ...]:
        """Its price tables; its own prices stand in the first."""

    @property
    def COMPARE_BY(self) -> tuple[str, ...]:
        """The choices that alternatives are ranked by, besides the Region; there may be none."""

    @property
    def LONG_LISTS(self) -> Mapping[str, LongList]:
        """Those of them that have very many choices."""

    @property
    def TYPE_TABLE(self) -> TypeTable | None:
        """What a page finds types by, if there are any."""

    @property
    def SWEEP_OVER(self) -> str:
        """The field that a chart varies; the first amount where it is empty."""

    @property
    def FACTS(self) -> tuple[Fact, ...]:
        """Limits to choose by."""

    @property
    def CROSSOVERS(self) -> tuple[BreakEvenSearch, ...]:
        """The fields along which one choice overtakes another."""

    @property
    def STEPS(self) -> tuple[Step, ...]:
        """Increases whose price is worth knowing."""

    @property
    def SCATTER(self) -> tuple[str, ...]:
        """The metrics that a long comparison is drawn against, a point for each choice."""

    @property
    def HEADLINES(self) -> tuple[str, ...]:
        """All that the capacity of any choice has."""

    @property
    def EXAMPLES(self) -> tuple[Example, ...]:
        """Workloads to start from."""

    @property
    def GROUPS(self) -> Mapping[str, tuple[str, ...]]:
        """Groups of fields that can be left alone at first."""

    @property
    def TERMS(self) -> Mapping[str, str]:
        """What each term means."""

    @property
    def UNPRICED(self) -> Mapping[str, str]:
        """What it bills besides that the tables have no row of, and why."""

    @property
    def SIZES_CAPACITY(self) -> bool:
        """Whether the answer plans capacity, or holds a workload against AWS's limits."""

    @property
    def NOTICES(self) -> Mapping[str, str]:
        """Sentences that hold of any workload."""

    @property
    def Usage(self) -> type[Inputs]:
        """The declared inputs."""

    def plan_capacity(self, usage: Any, book: PriceBook) -> dict[str, CapacityPlan]:
        """What the workload needs, by headline name."""

    def line_items(self, usage: Any, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterable[LineItem]:
        """What the month is billed for."""

    def violations(self, usage: Any, book: PriceBook) -> Iterator[Violation]:
        """Why the chosen option cannot carry the workload, if it cannot."""

    def metrics(
        self, usage: Any, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
    ) -> Iterator[Metric]:
        """Figures besides the bill that alternatives are chosen by."""

    def bill_warnings(self, usage: Any, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
        """What to know of the money: what the bill takes for granted, has at least, or leaves out. Quickly told."""

    def warnings(self, usage: Any, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
        """What else a person should know about the answer."""


def amounts(service: Service) -> dict[str, QuantityField]:
    """The fields of a service that a sweep may vary."""
    return {name: field for name, field in service.Usage.declarations.items() if isinstance(field, QuantityField)}


def sweep_over(service: Service) -> str:
    """The field that a sweep varies unless another one is named; empty where a service has no amount."""
    return service.SWEEP_OVER or next(iter(amounts(service)), "")


def comparable(service: Service) -> tuple[str, ...]:
    """What a service is compared by, the usual first."""
    return (*service.COMPARE_BY, REGION)
