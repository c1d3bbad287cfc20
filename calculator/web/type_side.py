"""Some types side by side: what each has, and what a month of it costs under every way to buy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from calculator.analysis.priced_types import HOUR, MONEY, MONTH, PERCENT, RATE, SEEN, TYPE, PriceUnder
from calculator.application.found_types import FoundTypes
from calculator.catalogue.purchase_options import ON_DEMAND, SPOT
from calculator.core.display import usd
from calculator.presentation.type_cells import NO_PRICE, figure_text

OF_ONE_WAY_TO_BUY = (TYPE, MONTH, HOUR, SEEN)


@dataclass(frozen=True, slots=True)
class SideCell:
    """A figure of one type."""

    text: str
    is_present: bool
    is_least: bool = False


@dataclass(frozen=True, slots=True)
class SideRow:
    """One line: a figure of each type."""

    label: str
    cells: tuple[SideCell, ...]


def side_rows(asked: FoundTypes, prices: list[PriceUnder]) -> list[SideRow]:
    """What the types have, then their prices; Spot stands last, since nothing commits AWS to it."""
    committed = [each for each in prices if each.option != SPOT]
    spot = next((each for each in prices if each.option == SPOT), None)
    if not asked.side:
        return []
    rows = [*_attributes(asked), *(_prices(asked, each, each.label) for each in committed)]
    return [*rows, *_spot_rows(asked, spot, committed)] if spot else rows


def _attributes(asked: FoundTypes) -> Iterator[SideRow]:
    for each in asked.types.columns.values():
        if each.name not in OF_ONE_WAY_TO_BUY and each.kind not in (MONEY, RATE, PERCENT):
            label = f"{each.label}, {each.unit}" if each.unit and each.unit not in each.label else each.label
            yield _row(
                asked, label, {name: figure_text(each, asked.types.figures[name][each.name]) for name in asked.side}
            )


def _prices(asked: FoundTypes, price: PriceUnder, label: str) -> SideRow:
    known = [month for month in price.months.values() if month is not None]
    least = min(known) if len(known) > 1 else None
    texts = {name: NO_PRICE if month is None else usd(month) for name, month in price.months.items()}
    return _row(
        asked, label, texts, {name for name, month in price.months.items() if month is not None and month == least}
    )


def _spot_rows(asked: FoundTypes, spot: PriceUnder, others: list[PriceUnder]) -> Iterator[SideRow]:
    yield _prices(asked, spot, "Spot, not committed: can be taken back")
    yield _row(asked, "Spot price seen on", {name: day.isoformat() for name, day in spot.seen.items()})
    usual = next((each.months for each in others if each.option == ON_DEMAND), {})
    saved = {name: _saved(month, usual.get(name)) for name, month in spot.months.items()}
    yield _row(asked, "Spot saves against on-demand", saved)
    advice = asked.table.advice
    said = advice.of(asked.question.region, asked.chosen) if advice else {}
    for each in advice.columns if advice else ():
        label = f"{each.label}, {each.unit}" if each.unit else each.label
        told = {name: value for name in asked.side if (value := said.get(name, {}).get(each.name)) is not None}
        yield _row(asked, label, {name: str(value) for name, value in told.items()})


def _saved(month: Decimal | None, usual: Decimal | None) -> str:
    if month is None or not usual:
        return ""
    return f"{(usual - month) * 100 / usual:.1f}%"


def _row(
    asked: FoundTypes, label: str, texts: Mapping[str, str], least: frozenset[str] | set[str] = frozenset()
) -> SideRow:
    return SideRow(
        label, tuple(SideCell(texts.get(name, "–"), name == asked.present, name in least) for name in asked.side)
    )
