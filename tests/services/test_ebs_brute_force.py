"""The EBS solver against a search through all that AWS allows: no valid volume is cheaper than its answer."""

from decimal import Decimal
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calculator.core.answer import Answer
from calculator.core.errors import Infeasible
from tests.lanes import for_some
from tests.questions import answered
from tests.services.volume_grid import CHOSEN, MILLION, Volumes, grid, limits

EVERY_TYPE = pytest.mark.parametrize("volume_type", CHOSEN)
HEADLINES = {"size": "size_gb", "iops": "iops", "throughput": "throughput_mibps"}
# Small grids without a gap that matters: an answer for a need in even steps lies on them.
SMALL: dict[str, tuple[range, ...]] = {
    "gp3": (range(1, 65), range(3000, 16001, 250), range(125, 2001, 125)),
    "gp2": (range(1, 8001),),
    "io1": (range(4, 1301), range(100, 64001, 100)),
    "io2": (range(4, 65), range(100, 20001)),
    "st1": (range(125, 16385),),
    "sc1": (range(125, 16385),),
}
AXIS_POINTS = 50
AROUND = range(-3, 4)
# The most of each that the fields accept.
MOST_ASKED = (65536, 256000, 4000)


Needs: TypeAlias = tuple[Decimal, Decimal, Decimal]


def solved(volume_type: str, needs: Needs) -> Answer | None:
    """The solver's answer, or None where it finds that the type cannot carry the need."""
    fields = dict(zip(HEADLINES.values(), needs, strict=True))
    try:
        return answered("ebs", {**fields, "volume_type": volume_type})
    except Infeasible:
        return None


def cost_of(answer: Answer | None) -> Decimal | None:
    return None if answer is None else answer.monthly_usd


def chosen(volume_type: str, answer: Answer | None) -> list[int]:
    """The configuration of an answer, in whole units of what is chosen; the least where there is no answer."""
    names = CHOSEN[volume_type]
    counts = [Decimal(1) if answer is None else answer.capacity[HEADLINES[name]].count for name in names]
    assert [count for count in counts if count != int(count)] == []
    return [int(count) for count in counts]


def cheapest(volumes: Volumes, needs: Needs) -> Decimal | None:
    """The dollars of the cheapest configuration that carries the need, if any does."""
    usd = volumes.usd[volumes.carrying(*needs)]
    return Decimal(int(usd.min())) / MILLION**2 if usd.size else None


def small_axes(volume_type: str, size: int) -> list[list[int]]:
    """A small grid of the type, which a size that is needed may lie beside."""
    first, *others = SMALL[volume_type]
    return [sorted({*first, size}), *(list(axis) for axis in others)]


def wide_axes(volume_type: str, middle: list[int]) -> list[list[int]]:
    """The whole range of everything chosen in rising steps, its ends, and each value around a middle."""
    has = limits(volume_type)
    axes = []
    for name, center in zip(CHOSEN[volume_type], middle, strict=True):
        low, high = has.get(f"minimum_{name}", MILLION) // MILLION, has[f"maximum_{name}"] // MILLION
        steps = {round(float(step)) for step in np.geomspace(low, high, AXIS_POINTS)}
        near = {center + by for by in AROUND if low <= center + by <= high}
        axes.append(sorted({low, high} | steps | near))
    return axes


@EVERY_TYPE
@pytest.mark.parametrize(
    ("size", "iops", "throughput"),
    [
        (1, 0, 0),
        (4, 3000, 125),
        (10, 500, 250),
        (20, 4000, 250),
        (30, 12500, 500),
        (1, 6000, 1000),
        (64, 16000, 250),
        (1, 0, 2000),
        (125, 20, 50),
        (40, 2500, 375),
        (7, 3500, 875),
        (1000, 40, 12),
    ],
)
def test_the_answer_is_the_cheapest_of_a_small_grid(volume_type: str, size: int, iops: int, throughput: int) -> None:
    needs = (Decimal(size), Decimal(iops), Decimal(throughput))
    volumes = grid(volume_type, *small_axes(volume_type, size))
    assert cost_of(solved(volume_type, needs)) == cheapest(volumes, needs)


def amounts(most: int) -> st.SearchStrategy[Decimal]:
    """Amounts with two decimals, rather small than large."""
    small, large = (st.decimals(0, high, places=2) for high in (min(most, 500), most))
    return st.one_of(st.just(Decimal(0)), small, st.integers(0, most).map(Decimal), large)


def needs_of(volume_type: str) -> st.SearchStrategy[Needs]:
    """Needs that can be asked for, of which some lie a little above the limits of the type."""
    above = [limits(volume_type)[f"maximum_{name}"] * 21 // (20 * MILLION) for name in HEADLINES]
    size, iops, throughput = (amounts(min(most, asked)) for most, asked in zip(above, MOST_ASKED, strict=True))
    return st.tuples(size.map(lambda gib: max(gib, Decimal(1))), iops, throughput)


@EVERY_TYPE
@given(data=st.data())
@for_some(50)
def test_no_valid_volume_is_cheaper_than_the_answer(volume_type: str, data: st.DataObject) -> None:
    needs = data.draw(needs_of(volume_type))
    answer = solved(volume_type, needs)
    volumes = grid(volume_type, *wide_axes(volume_type, chosen(volume_type, answer)))
    assert cost_of(answer) == cheapest(volumes, needs)


@EVERY_TYPE
@given(data=st.data())
@for_some(50)
def test_one_unit_less_of_anything_would_not_carry_the_need(volume_type: str, data: st.DataObject) -> None:
    needs = data.draw(needs_of(volume_type))
    answer = solved(volume_type, needs)
    assume(answer is not None)
    best = chosen(volume_type, answer)
    assert grid(volume_type, *([each] for each in best)).carrying(*needs).all()
    for place in range(len(best)):
        less = [[each - (place == other)] for other, each in enumerate(best)]
        assert not grid(volume_type, *less).carrying(*needs).any()
