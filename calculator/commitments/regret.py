"""Mixes side by side: what each costs as the load is stated, and its regret when the load turns out otherwise.

A mix is bought before one knows. Its regret under an outcome is what it costs beyond the best mix for that outcome; a
commitment is paid to its end when the load ends early.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from calculator.commitments.costs import Cost, cheaply, cost
from calculator.commitments.least_cost import (
    ZERO,
    Clock,
    Mix,
    is_affordable,
    least_cost,
    part_of,
    upfront_usd,
    worth_it,
)
from calculator.commitments.linear import solve_regret
from calculator.commitments.model import Outcome, Problem
from calculator.commitments.whole_units import whole_units

SHARES = tuple(Decimal(each).scaleb(-2) for each in (50, 75, 100, 125, 150))
ENDS = (3, 6, 9)
LEAST_COST, LEAST_REGRET, STATED, NOTHING = "least_cost", "least_worst_regret", "stated", "on_demand"


@dataclass(frozen=True, eq=False)
class Judged:
    """A mix with its cost as the load is stated, and its regret under each outcome.

    `names` are what it is: of least cost, the best of one way to buy alone. `upfront_usd` is paid when all is bought.
    """

    names: tuple[str, ...]
    units: tuple[Decimal, ...]
    cost: Cost
    upfront_usd: Decimal | None
    regrets: tuple[Decimal, ...]
    gap_usd: Decimal | None

    @property
    def worst_regret_usd(self) -> Decimal:
        """The largest of the regrets."""
        return max(self.regrets)


@dataclass(frozen=True, eq=False)
class Choice:
    """All mixes that were looked at, cheapest first, and the outcomes of their regrets."""

    problem: Problem
    outcomes: tuple[Outcome, ...]
    mixes: tuple[Judged, ...]

    def named(self, name: str) -> Judged:
        """The mix that is something. Raises StopIteration."""
        return next(each for each in self.mixes if name in each.names)


def outcomes_of(months: int) -> tuple[Outcome, ...]:
    """Loads of half to one and a half of what is stated, and its end after some months."""
    return (
        *(Outcome(share, months) for share in SHARES),
        *(Outcome(Decimal(1), end) for end in ENDS if end < months),
    )


def choose(
    problem: Problem, clock: Clock, most_upfront: Decimal | None = None, stated: Sequence[Decimal] | None = None
) -> Choice:
    """The mixes of least cost and of least worst regret, the best of each way to buy alone, and a stated one."""
    outcomes = outcomes_of(problem.months)
    least = least_cost(problem, problem.stated, clock.share(2), most_upfront)
    rest = len(outcomes) + 1
    best = [
        least if outcome == problem.stated else least_cost(problem, outcome, clock.share(rest - at), most_upfront)
        for at, outcome in enumerate(outcomes)
    ]
    found: dict[str, Mix] = {LEAST_COST: least}
    if stated is not None:
        found[STATED] = Mix(tuple(stated), cheaply(problem, stated, problem.stated), None)
    found.update(_alone(problem, clock, most_upfront))
    nothing = (ZERO,) * len(problem.offers)
    found[NOTHING] = Mix(nothing, cheaply(problem, nothing, problem.stated), None)
    # One that was looked at for something else may do better than the program's, made whole.
    found[LEAST_COST] = least = _cheapest(
        least, found.values(), lambda units: is_affordable(problem, units, most_upfront)
    )
    best_usd = [each.usd for each in best]
    found[LEAST_REGRET] = _least_regret(problem, outcomes, best_usd, [*best, *found.values()], clock, most_upfront)
    costs = {mix.units: [cheaply(problem, mix.units, each) for each in outcomes] for mix in found.values()}
    best_usd = [min(usd, *(own[at] for own in costs.values())) for at, usd in enumerate(best_usd)]
    judged = (
        Judged(
            tuple(name for name, mix in found.items() if mix.units == units),
            units,
            cost(problem, units, problem.stated),
            upfront_usd(problem, units),
            tuple(usd - of_best for usd, of_best in zip(own, best_usd, strict=True)),
            least.gap_usd if units == least.units else None,
        )
        for units, own in costs.items()
    )
    return Choice(problem, outcomes, tuple(sorted(judged, key=lambda each: each.cost.usd)))


def _cheapest(least: Mix, others: Iterable[Mix], is_allowed: Callable[[Sequence[Decimal]], bool]) -> Mix:
    """The cheapest mix of all, no further from the best than it is cheaper."""
    other = min((each for each in others if is_allowed(each.units)), key=lambda each: each.usd, default=least)
    if other.usd >= least.usd:
        return least
    gap = None if least.gap_usd is None else max(least.gap_usd - (least.usd - other.usd), ZERO)
    return Mix(other.units, other.usd, gap)


def _alone(problem: Problem, clock: Clock, most_upfront: Decimal | None) -> Mapping[str, Mix]:
    """The best mix of each way to buy without the others, but for those that there was no time for."""
    by_option: dict[str, list[int]] = {}
    for at, offer in enumerate(problem.offers):
        by_option.setdefault(offer.option, []).append(at)
    mixes = {
        option: least_cost(problem, problem.stated, clock, most_upfront, only) for option, only in by_option.items()
    }
    return {option: mix for option, mix in mixes.items() if mix.gap_usd is not None}


def _least_regret(
    problem: Problem,
    outcomes: Sequence[Outcome],
    best_usd: Sequence[Decimal],
    known: Sequence[Mix],
    clock: Clock,
    most_upfront: Decimal | None,
) -> Mix:
    """The mix whose worst regret is least: that of the program made whole, or one that is known already."""

    def worst(units: Sequence[Decimal]) -> Decimal:
        return max(cheaply(problem, units, each) - usd for each, usd in zip(outcomes, best_usd, strict=True))

    def is_allowed(units: Sequence[Decimal]) -> bool:
        return is_affordable(problem, units, most_upfront)

    # A fee that no source states is within no limit.
    stated = [at for at, offer in enumerate(problem.offers) if most_upfront is None or offer.fee_usd is not None]
    kept = worth_it(problem, stated, outcomes, has_limit=most_upfront is not None)
    tried = [mix.units for mix in known if is_allowed(mix.units)]
    if kept:
        own = part_of(problem, kept, range(len(problem.fleets)))
        found = solve_regret(own, outcomes, [float(each) for each in best_usd], lambda: clock.left, most_upfront)
        whole = [ZERO] * len(problem.offers)

        def spread(units: Sequence[Decimal]) -> list[Decimal]:
            for at, each in zip(kept, units, strict=True):
                whole[at] = each
            return [*whole]

        made = whole_units(
            own, found, lambda: clock.left, lambda units: worst(spread(units)), lambda units: is_allowed(spread(units))
        )
        tried.append(tuple(spread(made.units)))
    chosen = min(dict.fromkeys(tried), key=worst)
    return Mix(chosen, cheaply(problem, chosen, problem.stated), None)
