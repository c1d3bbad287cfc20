"""The figures that formulas of a service rest on, and what people call their names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from calculator.core.display import in_sentence
from calculator.core.formulas.parse import Formula, parse

LIMIT_PREFIX = "limit."


def plain_name(name: str) -> str:
    """What a formula in words calls a name: the fields of a request as they are called there."""
    return name.removeprefix(LIMIT_PREFIX)


class Labelled(Protocol):
    """What people know by a label."""

    @property
    def label(self) -> str:
        """What people call it; empty where its name says that."""


def words_of(inputs: Mapping[str, Labelled], figures: Mapping[str, Labelled], name: str) -> str:
    """What people call a name of a formula: by the label that an input or a figure has."""
    known = inputs.get(name) or figures.get(name)
    return in_sentence(known.label) if known is not None and known.label else plain_name(name).replace("_", " ")


class AFigure(Protocol):
    """An amount that is worked out from inputs and earlier figures."""

    @property
    def of(self) -> Formula:
        """The formula."""

    @property
    def label(self) -> str:
        """What people call it; empty where its name says that."""

    @property
    def unit(self) -> str:
        """Its unit; empty where it is only a step on the way."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a module."""

    of: Formula
    label: str = ""
    unit: str = ""


def figure(text: str, label: str = "", unit: str = "") -> Figure:
    """The figure that a formula comes to."""
    return Figure(parse(text), label, unit)
