"""What may stand in a `comparison.toml`: every table and key, with its type. Unknown keys are refused."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from calculator.services.service_files.layout import (
    AFormula,
    Crossover,
    ExampleUsage,
    Figure,
    Input,
    Name,
    Part,
    StepOf,
    Text,
)

CATEGORY = "Comparisons"
# The field that every comparison has: which of the alternatives is asked for.
ALTERNATIVE = "solution"


class NeedInput(Input):
    """`[inputs.NAME]`: what is needed; its choices may be `like` those of a field, `rds.instance_class`."""

    like: str = ""


class ObstacleTo(Part):
    """`[[alternatives.NAME.obstacles]]`: what an alternative cannot do, and the sentence that says so."""

    when: AFormula
    message: Text


class ServiceUsed(Part):
    """`[[alternatives.NAME.parts]]`: a service, and what of it the need comes to.

    An amount is a formula of the need, and of the limits of the service; a choice is written as it is, or as `{input}`
    of the need. `name` tells two parts of one service apart; without `has_headlines` what is planned is not told.
    """

    service: Name
    name: str = ""
    usage: Mapping[Name, str | int | bool] = {}
    has_headlines: bool = True

    @property
    def key(self) -> str:
        """What the lines of the part begin with."""
        return self.name or self.service


class AlternativeOf(Part):
    """`[alternatives.NAME]`: one way to meet the need, all services that it takes, and what is taken for granted."""

    label: Text
    parts: Annotated[tuple[ServiceUsed, ...], Field(min_length=1)]
    obstacles: tuple[ObstacleTo, ...] = ()
    assumptions: tuple[Text, ...] = ()


class CrossoverOf(Crossover):
    """`[[crossovers]]`; `of_cheapest` where only what is the cheapest of all matters."""

    of_cheapest: bool = False


class ComparisonFile(Part):
    """The whole file. `regions_of` is the service whose Regions the comparison is offered in."""

    key: Name
    name: Text
    summary: Annotated[str, Field(pattern=r"\.$")]
    regions_of: Name
    sweep_over: str = ""
    assumptions: Annotated[tuple[Text, ...], Field(min_length=1)]
    terms: Mapping[str, Text] = {}
    unpriced: Mapping[str, Text] = {}
    inputs: Mapping[Name, NeedInput]
    figures: Mapping[Name, Figure] = {}
    alternatives: Annotated[Mapping[Name, AlternativeOf], Field(min_length=2)]
    steps: tuple[StepOf, ...] = ()
    crossovers: tuple[CrossoverOf, ...] = ()
    examples: tuple[ExampleUsage, ...] = ()
