"""B13, its part of commitments: a stated mix over a year of many fleets, and the mix of least cost, by CPU."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from statistics import median
from time import process_time

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from bench.results import Aim, Result, Row, at_most
from bench.scale import Scale
from calculator.commitments.costs import cost
from calculator.commitments.least_cost import Clock, least_cost
from calculator.commitments.loads import of_year
from calculator.commitments.model import BROAD_PLAN, REGIONAL, Fleet, Hours, Offer, Problem
from calculator.core.month import HOURS_PER_YEAR

FLEETS, FEW_FLEETS, FEW_HOURS = 50, 5, 2190
MONTHS = 12
OF_NUMPY, OF_HIGHS = at_most(2, "x"), at_most(1.5, "x")
ROUNDS = 5
SHARE_RESERVED, SHARE_PLAN = 0.62, 0.7


def measure(scale: Scale) -> Result:
    """Each beside what would be written by hand, in turn, the median of several rounds."""
    rounds = min(ROUNDS, scale.imports)
    mix = _problem(FLEETS, HOURS_PER_YEAR)
    bought = [Decimal(5)] * FLEETS + [Decimal(20)]
    running = np.vstack([fleet.running for fleet in mix.fleets])
    few = _problem(FEW_FLEETS, FEW_HOURS)
    return Result(
        "B13",
        "Commitments: a stated mix, and the mix of least cost",
        f"By CPU, medians of {rounds} rounds in turn. A reservation of each of {FLEETS} fleets and one plan for all, "
        f"applied to {HOURS_PER_YEAR:,} hours, no two alike, against the same order of covering in NumPy by hand; and "
        f"the mix of least cost of {FEW_FLEETS} fleets over {FEW_HOURS:,} hours that differ, made whole and costed, "
        "against HiGHS on the program written out.",
        ("what", "CPU ms", "by hand, ms", "ratio"),
        (
            _row("a stated mix", lambda: cost(mix, bought, mix.stated), lambda: _by_hand(running), OF_NUMPY, rounds),
            _row(
                "the optimum", lambda: least_cost(few, few.stated, Clock()), lambda: _written_out(few), OF_HIGHS, rounds
            ),
        ),
    )


def _row(name: str, ours: Callable[[], object], other: Callable[[], object], aim: Aim, rounds: int) -> Row:
    taken: tuple[list[float], list[float]] = ([], [])
    ours()
    other()
    for _ in range(rounds):
        for into, call in zip(taken, (ours, other), strict=True):
            begun = process_time()
            call()
            into.append((process_time() - begun) * 1000)
    mine, theirs = (median(each) for each in taken)
    return Row((name, f"{mine:.1f}", f"{theirs:.1f}", f"{mine / theirs:.2f}"), aim, mine / theirs)


def _problem(fleets: int, hours: int) -> Problem:
    random = np.random.default_rng(13)
    day = np.sin(np.arange(hours) / 24 * 2 * np.pi)
    loads = [(10 + 6 * day + random.uniform(0, 4, hours)).round(3) for _ in range(fleets)]
    prices = [Decimal(at + 1) / 20 for at in range(fleets)]
    offers = [
        Offer(str(at), "reserved", "", REGIONAL, MONTHS, price * Decimal(str(SHARE_RESERVED)), {at: 1.0})
        for at, price in enumerate(prices)
    ]
    rates = {at: float(price) * SHARE_PLAN for at, price in enumerate(prices)}
    plan = Offer("plan", "plan", "", BROAD_PLAN, MONTHS, Decimal(1), rates, step=Decimal("0.001"))
    own = [Fleet(str(at), price, of_year(load)) for at, (price, load) in enumerate(zip(prices, loads, strict=True))]
    return Problem(own, [*offers, plan], MONTHS)


def _by_hand(running: Hours) -> float:
    """What `cost` comes to, for this mix alone."""
    prices = np.arange(1, len(running) + 1) / 20
    left = np.maximum(running - 5, 0)
    rest = np.full(running.shape[1], 20.0)
    for fleet, rate in enumerate(prices * SHARE_PLAN):
        covered = np.minimum(left[fleet], rest / rate)
        left[fleet] -= covered
        rest -= covered * rate
    committed = (prices.sum() * SHARE_RESERVED * 5 + 20) * HOURS_PER_YEAR
    return float(prices @ left.sum(axis=1) + committed)


def _written_out(problem: Problem) -> float:
    """The program with an unknown for each unit, and for each thing that an offer covers in each distinct hour."""
    running, weights = problem.distinct.running, problem.distinct.weights(problem.months)
    pairs = [(at, fleet) for at, offer in enumerate(problem.offers) for fleet in offer.takes]
    offers, (fleets, hours) = len(problem.offers), running.shape
    each_hour = np.arange(hours)
    rows: list[Hours] = []
    columns: list[Hours] = []
    values: list[Hours] = []

    def add(row: Sequence[int] | Hours, column: Sequence[int] | Hours, value: float) -> None:
        rows.append(np.asarray(row))
        columns.append(np.broadcast_to(column, hours))
        values.append(np.full(hours, value))

    for place, (at, fleet) in enumerate(pairs):
        unknown = offers + place * hours + each_hour
        add(fleet * hours + each_hour, unknown, 1)
        add((fleets + at) * hours + each_hour, unknown, problem.offers[at].takes[fleet])
    for at, offer in enumerate(problem.offers):
        add((fleets + at) * hours + each_hour, [at], -offer.gives)
    saved = [-weights * problem.on_demand[fleet] for _, fleet in pairs]
    objective = np.concatenate([[float(offer.usd(problem.months)) for offer in problem.offers], *saved])
    matrix = csr_matrix((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))))
    bounds = np.concatenate([running.reshape(-1), np.zeros(offers * hours)])
    return float(linprog(objective, A_ub=matrix, b_ub=bounds, method="highs").fun)
