"""The mix of least cost: against every mix there is, against the program written out, and by its laws."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from calculator.commitments.cash_flow import cash_flow, pays_back
from calculator.commitments.costs import cheaply, cost
from calculator.commitments.least_cost import Clock, least_cost, upfront_usd
from calculator.commitments.linear import solve
from calculator.commitments.loads import of_year
from calculator.commitments.model import BROAD_PLAN, REGIONAL, Fleet, Offer, Outcome, Problem
from calculator.commitments.regret import LEAST_COST, LEAST_REGRET, NOTHING, choose, outcomes_of

ZERO = Decimal(0)
ONE_YEAR = Offer("1y", "reserved_1y", "", REGIONAL, 12, Decimal("0.6"), {0: 1.0})
THREE_YEARS = Offer("3y", "reserved_3y", "", REGIONAL, 36, ZERO, {0: 1.0}, fee_usd=Decimal(10000))
SPLIT = Offer("split", "reserved_1y_partial", "", REGIONAL, 12, Decimal("0.25"), {0: 1.0}, fee_usd=Decimal(2500))


def each_seed(test: Callable[..., None]) -> Any:
    return pytest.mark.series(quick=3, further=6)(pytest.mark.parametrize("seed", range(12))(test))


def one_fleet(running: list[float], offers: list[Offer], months: int = 36) -> Problem:
    return Problem([Fleet("one", Decimal(1), of_year(running))], offers, months)


def drawn(seed: int) -> Problem:
    """Two sizes that share what is reserved, a third thing, and a plan for all of them."""
    random = np.random.default_rng(seed)
    prices = random.integers(10, 90, 3) / 100
    loads = random.integers(0, 4, (3, 6))
    fleets = [
        Fleet(str(at), Decimal(str(price)), of_year(loads[at]), factor=1.0 + at) for at, price in enumerate(prices)
    ]
    off = random.integers(50, 85, 3) / 100
    hourly = [Decimal(str(round(float(prices[at] * off[at]), 4))) for at in range(3)]
    offers = [
        Offer("a", "reserved", "", REGIONAL, 12, hourly[0], {0: 1.0, 1: 2.0}),
        Offer("c", "reserved", "", REGIONAL, 12, hourly[2], {2: 1.0}),
        Offer(
            "plan", "plan", "", BROAD_PLAN, 36, Decimal(1),
            {at: float(round(price * random.integers(50, 90) / 100, 4)) for at, price in enumerate(prices)},
            step=Decimal("0.1"),
        ),
    ]  # fmt: skip
    return Problem(fleets, offers, 36)


def every_mix(problem: Problem, most: list[int]) -> Iterator[tuple[Decimal, ...]]:
    steps = [offer.step for offer in problem.offers]
    for counts in product(*(range(each + 1) for each in most)):
        yield tuple(step * count for step, count in zip(steps, counts, strict=True))


@each_seed
def test_no_mix_in_whole_units_costs_less_than_the_gap_allows(seed: int) -> None:
    problem = drawn(seed)
    found = least_cost(problem, problem.stated, Clock())
    least = min(cheaply(problem, units, problem.stated) for units in every_mix(problem, [10, 4, 50]))
    assert found.gap_usd is not None
    assert found.gap_usd <= found.usd / 10_000
    assert found.usd - found.gap_usd <= least + Decimal("0.01")
    assert found.usd <= least * Decimal("1.0001")


@pytest.mark.parametrize(("seed", "dearer"), [(14, 1.04), (27, 1.07), (33, 1.0)])
def test_where_the_order_of_aws_is_not_the_cheapest_no_mix_costs_less_either(seed: int, dearer: float) -> None:
    """It costs up to 7% more than the cheapest order would; of the last, single steps alone lead to 3% too much."""
    problem = drawn(seed)
    found = least_cost(problem, problem.stated, Clock())
    assert found.gap_usd is not None
    assert found.gap_usd <= found.usd / 10_000
    assert float(found.usd) > solve(problem, problem.stated, lambda: 5.0).bound_usd * dearer
    assert found.usd == min(cheaply(problem, units, problem.stated) for units in every_mix(problem, [10, 4, 50]))


def test_of_a_plan_that_goes_elsewhere_first_the_best_amount_is_proven() -> None:
    """A plan saves half of what runs seldom, and less of what always runs: it goes to the first while it runs."""
    fleets = [
        Fleet("seldom", Decimal("0.16"), of_year([2.0] * 16 + [0.0] * 8)),
        Fleet("always", Decimal("0.04"), of_year([19.0] * 18 + [4.0] * 6)),
    ]
    offers = [
        Offer("reserved", "reserved", "", REGIONAL, 36, Decimal("0.064"), {0: 1.0}),
        Offer("both", "plan", "", BROAD_PLAN, 36, Decimal(1), {0: 0.08, 1: 0.022}, step=Decimal("0.01")),
        Offer("one", "other_plan", "", BROAD_PLAN, 36, Decimal(1), {0: 0.075}, step=Decimal("0.01")),
    ]
    problem = Problem(fleets, offers, 36)
    found = least_cost(problem, problem.stated, Clock())
    assert found.gap_usd is not None
    assert found.gap_usd <= found.usd / 10_000
    least = min(cheaply(problem, units, problem.stated) for units in every_mix(problem, [2, 60, 16]))
    assert found.usd - found.gap_usd <= least + Decimal("0.01")
    assert found.usd <= least * Decimal("1.0001")


@pytest.mark.parametrize("offer", [ONE_YEAR, THREE_YEARS, SPLIT], ids=lambda offer: offer.key)
@each_seed
def test_the_level_of_one_commitment_is_the_cheapest_of_all(seed: int, offer: Offer) -> None:
    running = np.random.default_rng(seed).integers(0, 12, 24).astype(float).tolist()
    problem = one_fleet(running, [offer])
    found = least_cost(problem, problem.stated, Clock())
    costs = {units: cheaply(problem, units, problem.stated) for units in every_mix(problem, [13])}
    assert (found.usd, found.gap_usd) == (min(costs.values()), ZERO)


@each_seed
def test_the_cuts_come_to_what_the_program_written_out_comes_to(seed: int) -> None:
    problem = drawn(seed)
    found = solve(problem, problem.stated, lambda: 5.0)
    assert found.bound_usd == pytest.approx(written_out(problem), rel=1e-6)


def written_out(problem: Problem) -> float:
    """The program with an unknown for each unit, and for each thing that an offer covers in each distinct hour."""
    running, weights = problem.distinct.running, problem.distinct.weights(problem.months)
    pairs = [(at, fleet) for at, offer in enumerate(problem.offers) for fleet in offer.takes]
    offers, hours = len(problem.offers), running.shape[1]
    objective = [float(offer.usd(problem.months)) for offer in problem.offers]
    objective += [-weights[hour] * problem.on_demand[fleet] for _, fleet in pairs for hour in range(hours)]
    rows, bounds = [], []
    for hour in range(hours):
        for fleet in range(len(problem.fleets)):
            row = np.zeros(len(objective))
            for place, (_, covered) in enumerate(pairs):
                row[offers + place * hours + hour] = covered == fleet
            rows.append(row)
            bounds.append(running[fleet, hour])
        for at, offer in enumerate(problem.offers):
            row = np.zeros(len(objective))
            row[at] = -offer.gives
            for place, (own, fleet) in enumerate(pairs):
                row[offers + place * hours + hour] = offer.takes[fleet] if own == at else 0
            rows.append(row)
            bounds.append(0)
    answer = linprog(objective, A_ub=np.array(rows), b_ub=bounds, method="highs")
    return float(answer.fun + problem.on_demand @ running @ weights)


@each_seed
def test_the_cost_is_that_of_a_loop_over_the_hours_in_fractions(seed: int) -> None:
    running = np.random.default_rng(seed).integers(0, 9, 48).tolist()
    problem = one_fleet([float(each) for each in running], [ONE_YEAR, SPLIT])
    months, bought = 7, (2, 3)
    paid = sum(Fraction(offer.term_usd) * units for offer, units in zip(problem.offers, bought, strict=True))
    hours = (running[hour % 8760 % 48] for hour in range(months * 730))
    on_demand = sum(max(each - sum(bought), 0) for each in hours)
    found = cost(problem, [Decimal(each) for each in bought], Outcome(Decimal(1), months))
    assert found.usd == paid + on_demand


@pytest.mark.parametrize(("running", "months"), [(1, 12), (7, 36), (100, 36)])
def test_a_flat_load_is_committed_whole_by_what_is_cheapest(running: int, months: int) -> None:
    problem = one_fleet([float(running)], [ONE_YEAR, THREE_YEARS, SPLIT], months)
    found = least_cost(problem, problem.stated, Clock())
    cheapest = min(offer.usd(months) for offer in problem.offers)
    assert found.usd == cheapest * running


def test_an_offer_that_is_never_worth_it_keeps_no_other_out() -> None:
    fleets = [Fleet(name, Decimal(1), of_year([3.0])) for name in ("one", "other")]
    dear = Offer("dear", "reserved_1y", "", REGIONAL, 12, Decimal("1.5"), {0: 1.0})
    cheap = Offer("cheap", "reserved_1y", "", REGIONAL, 12, Decimal("0.6"), {1: 1.0})
    problem = Problem(fleets, [dear, cheap], 12)
    assert least_cost(problem, problem.stated, Clock()).units == (ZERO, Decimal(3))


@each_seed
def test_another_offer_never_raises_the_cost_and_more_hours_never_lower_it(seed: int) -> None:
    running = np.random.default_rng(seed).integers(0, 9, 24).astype(float)
    few, more = one_fleet([*running], [ONE_YEAR]), one_fleet([*running], [ONE_YEAR, THREE_YEARS, SPLIT])
    busier = one_fleet([*(running + 1)], [ONE_YEAR])
    of_few, of_more, of_busier = (least_cost(each, each.stated, Clock()).usd for each in (few, more, busier))
    assert of_more <= of_few <= of_busier


@each_seed
def test_no_regret_is_negative_and_the_least_cost_has_none_as_stated(seed: int) -> None:
    problem = drawn(seed)
    found = choose(problem, Clock())
    assert all(regret >= 0 for mix in found.mixes for regret in mix.regrets)
    least = found.named(LEAST_COST)
    assert least.regrets[found.outcomes.index(problem.stated)] == 0
    assert least.cost.usd == min(mix.cost.usd for mix in found.mixes)
    least_regret = found.named(LEAST_REGRET)
    assert least_regret.worst_regret_usd == min(mix.worst_regret_usd for mix in found.mixes)
    assert found.named(NOTHING).cost.usd == found.named(NOTHING).cost.without_usd


def test_a_commitment_is_paid_to_its_end_when_the_load_ends() -> None:
    problem = one_fleet([10.0], [ONE_YEAR, THREE_YEARS])
    after_three = cost(problem, [Decimal(10), ZERO], Outcome(Decimal(1), 3))
    # 10 x 0.6 x 8,760 hours, of which 2,190 are used; the three years are paid whole.
    assert (after_three.usd, after_three.held[0].utilization) == (Decimal("52560.0"), Decimal("0.25"))
    assert cost(problem, [ZERO, Decimal(1)], Outcome(Decimal(1), 3)).committed_usd == 10000


def test_the_months_add_up_to_the_cost() -> None:
    problem = one_fleet([4.0, 9.0, 2.0], [ONE_YEAR, THREE_YEARS, SPLIT])
    bought = (Decimal(1), Decimal(2), Decimal(1))
    months = cash_flow(problem, bought)
    total = sum(each.usd for each in months if each.usd is not None)
    assert total == cost(problem, bought, problem.stated).usd
    # Two for three years and one split are bought at once; the split one again after a year.
    assert [months[at].upfront_usd for at in (0, 1, 12, 24)] == [22500, 0, 2500, 2500]
    assert months[1].committed_usd == Decimal("0.85") * 730


def test_it_pays_back_in_the_month_from_which_less_was_paid() -> None:
    problem = one_fleet([1.0], [THREE_YEARS])
    # 10,000 at once against 730 a month: 13 months are 9,490, 14 are 10,220.
    assert pays_back(cash_flow(problem, [Decimal(1)])) == 14
    assert pays_back(cash_flow(problem, [ZERO])) is None


def test_without_time_the_least_cost_is_still_the_cheapest_that_is_shown() -> None:
    problem = drawn(0)
    found = choose(problem, Clock(0))
    assert found.named(LEAST_COST).cost.usd == min(mix.cost.usd for mix in found.mixes)


def test_fractions_of_many_hours_are_worked_out_in_few_rounds() -> None:
    random = np.random.default_rng(7)
    fleets = [Fleet(str(at), Decimal(at + 1), random.uniform(0, 20, 8760).round(2)) for at in range(3)]
    offers = [Offer(str(at), "reserved", "", REGIONAL, 12, Decimal("0.6") * (at + 1), {at: 1.0}) for at in range(3)]
    plan = Offer("plan", "plan", "", BROAD_PLAN, 12, Decimal(1), {0: 0.65, 1: 1.4, 2: 1.9}, step=Decimal("0.001"))
    problem = Problem(fleets, [*offers, plan], 12)
    found = least_cost(problem, problem.stated, Clock())
    assert found.gap_usd is not None
    assert found.gap_usd <= found.usd / 10_000


@pytest.mark.parametrize(("running", "units"), [(60.0, 1), (30.0, 0)])
def test_blocks_that_are_sold_whole_leave_no_gap(running: float, units: int) -> None:
    """Of a block of 100 for 0.45 an hour each, 60 at 1 USD an hour are worth one and 30 none."""
    block = replace(ONE_YEAR, hourly_usd=Decimal("0.45"), step=Decimal(100))
    dearer = replace(THREE_YEARS, fee_usd=Decimal(12000), step=Decimal(100))
    problem = one_fleet([running], [block, dearer])
    found = least_cost(problem, problem.stated, Clock())
    least = min(cheaply(problem, each, problem.stated) for each in every_mix(problem, [2, 2]))
    assert (found.usd, found.gap_usd, sum(found.units)) == (least, ZERO, units * 100)


def test_what_is_too_large_for_most_hours_leaves_no_gap() -> None:
    """Divided, half of a large reservation would be bought for the half that always runs."""
    fleets = [Fleet("large", Decimal(48), of_year([1.5, 0.5, 0.5])), Fleet("small", Decimal(1), of_year([3.0, 1.0]))]
    offers = [
        Offer("large", "reserved", "", REGIONAL, 36, Decimal(31), {0: 1.0}),
        Offer("small", "reserved", "", REGIONAL, 36, Decimal("0.6"), {1: 1.0}),
        Offer("plan", "plan", "", BROAD_PLAN, 36, Decimal(1), {0: 34.0, 1: 0.71}, step=Decimal("0.1")),
    ]
    problem = Problem(fleets, offers, 36)
    found = least_cost(problem, problem.stated, Clock())
    assert found.gap_usd is not None
    assert found.gap_usd <= found.usd / 10_000
    least = min(cheaply(problem, each, problem.stated) for each in every_mix(problem, [2, 4, 200]))
    assert found.usd - found.gap_usd <= least <= found.usd + Decimal("0.01")


@pytest.mark.parametrize(("months", "ends"), [(36, (3, 6, 9)), (10, (3, 6, 9)), (9, (3, 6)), (4, (3,)), (3, ())])
def test_regret_is_looked_at_for_half_to_one_and_a_half_of_a_load_and_for_its_early_end(
    months: int, ends: tuple[int, ...]
) -> None:
    whole = [Outcome(Decimal(share), months) for share in ("0.5", "0.75", "1", "1.25", "1.5")]
    assert [*outcomes_of(months)] == [*whole, *(Outcome(Decimal(1), end) for end in ends)]


def test_of_all_mixes_none_has_a_smaller_worst_regret() -> None:
    problem = drawn(0)
    choice = choose(problem, Clock())
    mixes = [*every_mix(problem, [2, 3, 18])]
    costs = {units: [cheaply(problem, units, each) for each in choice.outcomes] for units in mixes}
    best = [min(own) for own in zip(*costs.values(), strict=True)]
    worst = {units: max(usd - of_best for usd, of_best in zip(own, best, strict=True)) for units, own in costs.items()}
    # None of those that cost least as something comes out has it.
    assert choice.named(LEAST_REGRET).names == (LEAST_REGRET,)
    assert worst[choice.named(LEAST_REGRET).units] == min(worst.values())


@pytest.mark.parametrize(
    ("bought", "usd"),
    [((0, 0, 0), 0), ((4, 0, 0), 0), ((0, 3, 0), 30000), ((1, 2, 2), 25000), ((0, 0, 5), 12500)],
)
def test_what_is_paid_upfront_is_the_fees_of_what_is_bought(bought: tuple[int, ...], usd: int) -> None:
    problem = one_fleet([10.0], [replace(ONE_YEAR, fee_usd=ZERO), THREE_YEARS, SPLIT])
    assert upfront_usd(problem, [Decimal(each) for each in bought]) == usd


def test_a_fee_that_no_source_states_is_not_known_once_it_is_bought() -> None:
    problem = one_fleet([10.0], [replace(ONE_YEAR, fee_usd=None), THREE_YEARS])
    assert upfront_usd(problem, [ZERO, Decimal(2)]) == 20000
    assert upfront_usd(problem, [Decimal(1), Decimal(2)]) is None


def test_a_limit_of_what_is_paid_upfront_is_kept() -> None:
    problem = one_fleet([10.0], [ONE_YEAR, THREE_YEARS])
    found = least_cost(problem, problem.stated, Clock(), Decimal(35000))
    assert found.units == (Decimal(7), Decimal(3))
