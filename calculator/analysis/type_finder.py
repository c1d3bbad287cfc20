"""Which types meet a need, in the order that is asked for: cheapest first unless another one is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculator.analysis.priced_types import MONTH, Figures, PricedTypes


@dataclass(frozen=True, slots=True)
class Need:
    """The least of what is counted, by column; one of some words, by column; what the name has in it."""

    least: Mapping[str, Decimal]
    words: Mapping[str, str]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The types that meet a need, in order; those among them without a price; of how many a need is not known."""

    names: tuple[str, ...]
    unpriced: tuple[str, ...]
    unknown: Mapping[str, int]
    of_all: int


def find(types: PricedTypes, need: Need, by: str = MONTH, *, is_descending: bool = False) -> Found:
    """The types that meet a need. One of which the source does not say whether it does is counted, not listed."""
    wanted = need.name.casefold()
    names: Sequence[str] = types.in_order(by, is_descending=is_descending)
    if wanted:
        names = [name for name in names if wanted in name.casefold()]
    unknown: dict[str, int] = {}
    for column in (*need.least, *need.words):
        silent = types.without(column)
        if silent and (count := len(silent.intersection(names))):
            unknown[column] = count
        if column in need.least:
            names = types.at_least(column, need.least[column], names)
        else:
            meeting = types.having(column, need.words[column])
            names = [name for name in names if name in meeting]
    without_price = types.without(MONTH)
    unpriced = tuple(name for name in names if name in without_price) if without_price else ()
    return Found(tuple(names), unpriced, unknown, len(types.figures))


def need_of(figures: Figures, columns: Sequence[str]) -> dict[str, Decimal]:
    """What a type has of some columns, as the least of a need; where it has none, none is needed."""
    return {name: value for name in columns if isinstance(value := figures.get(name), Decimal) and value}
