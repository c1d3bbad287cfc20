"""What a service module offers. A service is a module, not a class; these are the names it must define."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qsl

from calculator.catalogue.price_book import PriceBook
from calculator.core.estimate import CapacityPlan, Detail, LineItem, Notice, Obstacle
from calculator.core.inputs import Inputs


@dataclass(frozen=True, slots=True)
class Fact:
    """A limit that an engineer compares choices by, besides money."""

    limit: str
    label: str


@dataclass(frozen=True, slots=True)
class Crossover:
    """A field along which choices overtake one another; worth naming in words.

    The search runs from `low` to `high`, both multiplied by the value of the field `per` when there is one.
    `kinks` names limits, in the field's unit, at which a cost changes its course.
    """

    over: str
    low: float
    high: float
    per: str = ""
    kinks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """An increase of a field whose price is worth knowing: what one more step would cost.

    There is none where another field, `unless`, is given and stands in for this one.
    """

    field: str
    by: int
    unless: str = ""


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


class Service(Protocol):
    """The public names of a service module.

    `SCATTER` names the details that a long comparison is drawn against, a point for each choice.
    """

    KEY: str
    NAME: str
    SUMMARY: str
    TABLES: tuple[str, ...]
    COMPARE_BY: tuple[str, ...]
    SWEEP_OVER: str
    FACTS: tuple[Fact, ...]
    CROSSOVERS: tuple[Crossover, ...]
    STEPS: tuple[Step, ...]
    SCATTER: tuple[str, ...]
    EXAMPLES: tuple[Example, ...]

    @property
    def Usage(self) -> type[Inputs]:
        """The declared inputs."""

    def plan_capacity(self, usage: Any, book: PriceBook) -> dict[str, CapacityPlan]:
        """What the workload needs, by headline name."""

    def line_items(self, usage: Any, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
        """What the month is billed for."""

    def obstacles(self, usage: Any, book: PriceBook) -> Iterator[Obstacle]:
        """Why the chosen option cannot carry the workload, if it cannot."""

    def details(
        self, usage: Any, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
    ) -> Iterator[Detail]:
        """Figures beside the bill that alternatives are chosen by."""

    def notices(self, usage: Any, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[Notice]:
        """What a person should know about the answer."""
