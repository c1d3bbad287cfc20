"""How commitments are applied within an hour: AWS's own scenarios, and its examples of size flexibility."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pytest

from calculator.commitments.model import BROAD_PLAN, INSTANCE_PLAN, REGIONAL, ZONAL, Fleet, Offer
from calculator.commitments.rules import Applied, apply

# Savings Plans User Guide, "Understanding how Savings Plans apply to your usage", with all five scenarios, at
# docs.aws.amazon.com/savingsplans/latest/userguide/sp-applying.html. What runs in its hour, at the on-demand rate, the
# rate under a Compute Savings Plan, and that under an EC2 Instance Savings Plan.
USAGE = {
    "r5.4xlarge": (4, "1.00", 0.70, 0.60),
    "m5.24xlarge": (1, "10.00", 8.20, 7.80),
    "Fargate vCPU": (400, "0.04", 0.03, None),
    "Fargate GB": (1600, "0.004", 0.003, None),
    "Lambda GB-second": (1_500_000, "0.000015", 0.00001275, None),
    "Lambda million requests": (1, "0.20", 0.20, None),
}
RUNNING = np.array([[float(count)] for count, *_ in USAGE.values()])
FLEETS = [Fleet(name, Decimal(price), RUNNING[at]) for at, (name, (_, price, *_)) in enumerate(USAGE.items())]
COMPUTE = Offer(
    "compute", "", "", BROAD_PLAN, 12, Decimal(1), {at: rate for at, (*_, rate, _) in enumerate(USAGE.values())}
)
R5_PLAN = Offer("r5", "", "", INSTANCE_PLAN, 12, Decimal(1), {0: 0.60})
R5_RESERVED = Offer("r5", "", "", REGIONAL, 12, Decimal(1), {0: 1.0})


def on_demand_usd(applied: Applied) -> float:
    return float(np.array([float(fleet.on_demand_usd) for fleet in FLEETS]) @ applied.on_demand[:, 0])


@pytest.mark.parametrize(
    ("scenario", "bought", "on_demand", "unused"),
    [
        # 2.80 + 8.20 + 12 + 4.80 + 19.125 + 0.20 = 47.125 of the 50 are used.
        ("1: all usage is covered", {COMPUTE: 50}, 0, 2.875),
        # 2 / 0.7 = 2.857 of four r5; 1.142857 at 1.00, and the other 55.10.
        ("2: only some of the r5", {COMPUTE: 2}, 56.242857, 0),
        # 2.80 + 16.80; m5 and Lambda are left: 10 + 22.50 + 0.20.
        ("3: the r5 and Fargate", {COMPUTE: 19.6}, 32.70, 0),
        # Two r5 are reserved, the other two take 1.40, Fargate 16.80.
        ("4: after Reserved Instances", {R5_RESERVED: 2, COMPUTE: 18.2}, 32.70, 0),
        # The plan of the family takes all four r5, 2.40 of its 3; Fargate 16.80.
        ("5: two plans", {R5_PLAN: 3, COMPUTE: 16.8}, 32.70, 0.60),
    ],
)
def test_a_scenario_of_the_savings_plans_guide_comes_out(
    scenario: str, bought: dict[Offer, float], on_demand: float, unused: float
) -> None:
    applied = apply(FLEETS, [*bought], np.array([*bought.values()], dtype=float), RUNNING)
    assert on_demand_usd(applied) == pytest.approx(on_demand, abs=1e-6), scenario
    lost = sum(float(each) for offer, each in zip(bought, applied.rest[:, 0], strict=True) if offer.is_plan)
    assert lost == pytest.approx(unused, abs=1e-6), scenario


def test_the_hour_of_the_guide_costs_what_it_says_without_a_plan_and_with_one_for_all() -> None:
    price = np.array([float(fleet.on_demand_usd) for fleet in FLEETS])
    assert float(price @ RUNNING[:, 0]) == pytest.approx(59.10)
    # 47.125, which the guide prints as 47.13.
    rates = np.array([COMPUTE.takes[at] for at in range(len(FLEETS))])
    assert float(rates @ RUNNING[:, 0]) == pytest.approx(47.13, abs=0.0051)


def test_two_instances_under_a_plan_for_one_cost_what_aws_says() -> None:
    fleet = Fleet("instance", Decimal("1.00"), np.array([2.0, 0.0]))
    plan = Offer("plan", "", "", BROAD_PLAN, 12, Decimal(1), {0: 0.90})
    applied = apply([fleet], [plan], np.array([0.9]), np.array([fleet.running]))
    # re:Post: 0.90 + 1.00 with two running; 0.90 with none, all of it lost.
    assert (0.9 + applied.on_demand[0]).tolist() == pytest.approx([1.9, 0.9])
    assert applied.rest[0].tolist() == pytest.approx([0, 0.9])


LARGE, XLARGE, TWICE_XLARGE, SMALL, MEDIUM = 4.0, 8.0, 16.0, 1.0, 2.0


def reserved(fleets: Sequence[float], gives: float, kind: int = REGIONAL, only: Sequence[int] = ()) -> Offer:
    covers = only or range(len(fleets))
    return Offer("", "", "", kind, 12, Decimal(1), {at: fleets[at] for at in covers}, gives=gives)


@pytest.mark.parametrize(
    ("example", "factors", "running", "bought", "uncovered"),
    [
        ("t2.medium covers two t2.small", [SMALL], [2], [(MEDIUM, 1)], [0]),
        ("t2.medium covers half of a t2.large", [LARGE], [1], [(MEDIUM, 1)], [0.5]),
        ("four m4.large cover two m4.xlarge", [XLARGE], [2], [(LARGE, 4)], [0]),
        ("c4.large covers half of a c4.xlarge", [XLARGE], [1], [(LARGE, 1)], [0.5]),
        ("m3.2xlarge: two m3.large first, then one m3.xlarge", [XLARGE, LARGE], [2, 2], [(TWICE_XLARGE, 1)], [1, 0]),
        ("two c4.xlarge before the c4.2xlarge", [TWICE_XLARGE, XLARGE], [1, 2], [(XLARGE, 2)], [1, 0]),
        ("four m4.xlarge: two of theirs, and the m4.2xlarge", [XLARGE, TWICE_XLARGE], [2, 1], [(XLARGE, 4)], [0, 0]),
        ("one m4.xlarge against four running for an hour", [XLARGE], [4], [(XLARGE, 1)], [3]),
    ],
)
def test_sizes_are_covered_by_their_factor_smallest_first(
    example: str,
    factors: list[float],
    running: list[float],
    bought: list[tuple[float, float]],
    uncovered: list[float],
) -> None:
    """EC2 User Guide, "How Reserved Instances are applied"."""
    hours = np.array([[float(each)] for each in running])
    fleets = [Fleet("", Decimal(1), hours[at], factor) for at, factor in enumerate(factors)]
    offers = [reserved(factors, gives) for gives, _ in bought]
    applied = apply(fleets, offers, np.array([units for _, units in bought], dtype=float), hours)
    assert applied.on_demand[:, 0].tolist() == pytest.approx(uncovered), example


def test_a_reserved_instance_of_a_zone_comes_before_one_of_a_region() -> None:
    """Scenario 1 of the guide: 4 zonal m3.large against 4 in the zone, and what a Region's has is left for others."""
    factors, hours = [LARGE, LARGE], np.array([[4.0], [1.0]])
    fleets = [Fleet("in the zone", Decimal(1), hours[0], LARGE), Fleet("elsewhere", Decimal(1), hours[1], LARGE)]
    offers = [reserved(factors, LARGE), reserved(factors, LARGE, ZONAL, only=[0])]
    applied = apply(fleets, offers, np.array([1.0, 4.0]), hours)
    assert applied.on_demand[:, 0].tolist() == [0, 0]


def test_of_equal_shares_saved_the_lowest_rate_is_covered_first() -> None:
    hours = np.array([[1.0], [1.0]])
    fleets = [Fleet("large", Decimal(4), hours[0]), Fleet("small", Decimal(2), hours[1])]
    plan = Offer("", "", "", BROAD_PLAN, 12, Decimal(1), {0: 3.0, 1: 1.5})
    applied = apply(fleets, [plan], np.array([1.5]), hours)
    assert applied.on_demand[:, 0].tolist() == [1, 0]
