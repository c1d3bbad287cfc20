"""The units of a program in the whole steps in which AWS sells: rounded, then looked for by a program of whole steps.

Where rounding leaves more than a little between the mix and what nothing is below, the bounds are solved for whole
steps instead, each mix that they propose costed by AWS's rules, until both meet or the time is over. They may never
meet where AWS's order of covering is not the cheapest: then one thing is tried for another.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import permutations, product

import numpy as np

from calculator.commitments.linear import Found, Left
from calculator.commitments.model import Problem

# Rounds in which single steps are tried, and those of the program of whole steps.
ROUNDS, MOST_PROPOSED = 4, 60
# What may be between a mix and the bound, as a share, before whole steps are looked for.
LITTLE = Decimal("0.0001")
# Steps of something that are tried for one of something else.
MORE_OF_ANOTHER = (1, 2, 4, 8, 16)

Units = Sequence[Decimal]


@dataclass(frozen=True, eq=False)
class Whole:
    """Units in whole steps, what they come to, and what no units in whole steps are below."""

    units: list[Decimal]
    usd: Decimal
    bound_usd: float


@dataclass(frozen=True, eq=False)
class _Search:
    """Steps up and down from some units, as long as there is time."""

    steps: Units
    left: Left
    usd_of: Callable[[Units], Decimal]
    is_allowed: Callable[[Units], bool]

    def from_units(self, units: Units) -> tuple[list[Decimal], Decimal]:
        """Where single steps lead to, and its amount."""
        best, usd = [*units], self.usd_of(units)
        for _ in range(ROUNDS):
            before = usd
            for at, change in product(range(len(best)), (1, -1)):
                best, usd = self._better(best, usd, {at: change})
            if usd == before:
                break
        return best, usd

    def exchanged(self, units: list[Decimal], usd: Decimal) -> tuple[list[Decimal], Decimal]:
        """The units once one of a thing less for some of another no longer lowers the amount."""
        for one, other in permutations(range(len(units)), 2):
            for more in MORE_OF_ANOTHER:
                units, usd = self._better(units, usd, {one: -1, other: more})
        return units, usd

    def _better(self, units: list[Decimal], usd: Decimal, changes: Mapping[int, int]) -> tuple[list[Decimal], Decimal]:
        tried = [each + self.steps[at] * changes.get(at, 0) for at, each in enumerate(units)]
        if min(tried) < 0 or self.left() <= 0 or not self.is_allowed(tried):
            return units, usd
        amount = self.usd_of(tried)
        return (tried, amount) if amount < usd else (units, usd)


def whole_units(
    problem: Problem,
    found: Found,
    left: Left,
    usd_of: Callable[[Units], Decimal],
    is_allowed: Callable[[Units], bool],
) -> Whole:
    """The units of a program in whole steps, and an amount that they are to make least."""
    steps = [offer.step for offer in problem.offers]
    search = _Search(steps, left, usd_of, is_allowed)
    units, usd = search.from_units(
        [
            (Decimal(repr(float(each) + 1e-9)) / step).to_integral_value(ROUND_FLOOR) * step
            for each, step in zip(found.units, steps, strict=True)
        ]
    )
    bound = found.bound_usd
    if not np.isfinite(bound):
        return Whole(units, usd, bound)
    seen = set[tuple[Decimal, ...]]()
    while not is_near(usd, bound) and len(seen) < MOST_PROPOSED and left() > 0:
        proposed = found.bounds.whole(left())
        if proposed is None:
            break
        bound = max(bound, proposed.bound_usd)
        tried = tuple(Decimal(int(each)) * step for each, step in zip(proposed.units, steps, strict=True))
        if tried in seen:
            break
        seen.add(tried)
        found.bounds.look_at(np.array([float(each) for each in tried]))
        if is_allowed(tried):
            units, usd = min((units, usd), search.from_units(tried), key=lambda each: each[1])
    if not is_near(usd, bound):
        units, usd = search.from_units(search.exchanged(units, usd)[0])
    return Whole(units, usd, bound)


def is_near(usd: Decimal, bound: float) -> bool:
    """Whether no more than a little is between both."""
    return usd - Decimal(repr(bound)) <= LITTLE * abs(usd)
