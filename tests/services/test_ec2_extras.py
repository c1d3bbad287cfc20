"""What instances are billed for beside their hours: CPU credits, detailed monitoring, data that leaves."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from calculator.catalogue.instance_types import InstanceType, instance_types
from calculator.core.errors import NotPriced
from calculator.estimator import book_for
from calculator.services.ec2.extras import cpu_credits, worksheet
from tests.questions import CATALOGUE, TODAY, answered, asked, billed, ec2, item, numbers, refusals, warned

# USD for a vCPU-hour above the baseline, by family and system: Amazon EC2 On-Demand Pricing, read 2026-09-29.
CREDITS = {
    **{(family, system): "0.05" for family in ("t2", "t3") for system in ("Linux", "RHEL", "SLES")},
    **{(family, "Windows"): "0.096" for family in ("t2", "t3")},
    **{("t4g", system): "0.04" for system in ("Linux", "RHEL", "SLES")},
}
# The share of each vCPU that a type sustains, in percent: Amazon EC2 User Guide, 2023.
BASELINES = {
    **{"t2.micro": "10", "t2.large": "30"},
    **{"t3.nano": "5", "t3.medium": "20", "t3.2xlarge": "40", "t4g.micro": "10", "t4g.xlarge": "40"},
}
VCPUS = {
    **{"t2.micro": 1, "t2.large": 2},
    **{"t3.nano": 2, "t3.medium": 2, "t3.2xlarge": 8, "t4g.micro": 2, "t4g.xlarge": 4},
}


def credits(**fields: object) -> Decimal:
    """What CPU credits come to."""
    found = billed(ec2("on_demand", **{"cpu_credits": "unlimited", **fields}))
    return Decimal(found.get("cpu_credits", 0))


@pytest.mark.parametrize("instance_type", BASELINES)
@pytest.mark.parametrize(
    ("percent", "hours", "instances"), [("100", "730", 1), ("50", "100.5", 3), ("5", "730", 1), ("0", "730", 1)]
)
def test_each_vcpu_hour_above_the_baseline_is_billed(
    instance_type: str, percent: str, hours: str, instances: int
) -> None:
    above = max(Fraction(percent) - Fraction(BASELINES[instance_type]), Fraction(0)) / 100
    rate = Fraction(CREDITS[instance_type.partition(".")[0], "Linux"])
    expected = instances * Fraction(hours) * VCPUS[instance_type] * above * rate
    fields = {"instance_type": instance_type, "instances": instances, "hours_per_month": hours}
    assert Fraction(credits(**fields, average_cpu_percent=percent)) == expected


@pytest.mark.parametrize(("family", "system"), CREDITS)
def test_the_rate_is_that_of_the_family_and_the_system(family: str, system: str) -> None:
    # One hour of one instance with all of its two vCPU in use; 20% of each is its baseline.
    fields = {"instance_type": f"{family}.medium", "operating_system": system, "hours_per_month": 1}
    assert credits(**fields, average_cpu_percent=100) == 2 * Decimal("0.8") * Decimal(CREDITS[family, system])


@pytest.mark.parametrize("region", CATALOGUE.regions)
def test_the_rate_is_the_same_in_every_region(region: str) -> None:
    cards = CATALOGUE.book(("ec2_cpu_credits",), region, TODAY).cards
    rates = {option: card.tiers[0].usd_per_unit for (_, option), card in cards.items()}
    sql = {f"{family} Windows SQL Web": Decimal("0.096") for family in ("t2", "t3")}
    assert rates == {" ".join(key): Decimal(usd) for key, usd in CREDITS.items()} | sql


@pytest.mark.parametrize(
    ("instance_type", "usual"),
    [("t2.micro", "standard"), ("t3.micro", "unlimited"), ("t3a.micro", "unlimited"), ("t4g.micro", "unlimited")],
)
def test_a_type_has_the_credits_that_aws_launches_it_with(instance_type: str, usual: str) -> None:
    assert ec2("on_demand", instance_type=instance_type).usage.cpu_credits == usual


@pytest.mark.parametrize("option", ["spot", "reserved_1y_no_upfront", "compute_savings_plan_3y_partial_upfront"])
def test_credits_are_billed_whatever_way_the_instances_are_bought(option: str) -> None:
    # 2 vCPU x 0.3 above 20% x 100 hours really used = 60 vCPU-hours.
    fields = {"instance_type": "t3.medium", "average_cpu_percent": 50, "hours_per_month": 100}
    with_credits, without = ec2(option, **fields), ec2(option, **{**fields, "average_cpu_percent": 20})
    assert billed(with_credits) == {**billed(without), "cpu_credits": Decimal(3)}
    # What is billed beside the instances does not change when a way to buy pays.
    assert with_credits.metrics == without.metrics


def test_in_standard_mode_no_more_than_the_baseline_can_be_sustained() -> None:
    fields = {"instance_type": "t3.micro", "cpu_credits": "standard"}
    assert billed(ec2("on_demand", **fields, average_cpu_percent=10)).keys() == {"instance_hours"}
    assert refusals("ec2", {**fields, "average_cpu_percent": "10.1"}) == [
        (
            "average_cpu_percent",
            "t3.micro sustains 10% of each vCPU in standard mode; 10.1% are asked for on average.",
        )
    ]


def test_a_family_without_a_known_rate_is_named_and_not_billed_as_nothing() -> None:
    assert billed(ec2("on_demand", instance_type="t3a.micro")).keys() == {"instance_hours"}
    [(_, sentence)] = refusals("ec2", {"instance_type": "t3a.micro", "average_cpu_percent": 50})
    assert sentence.startswith("There is no price in our data for cpu credit of t3a Linux in us-east-1 as of ")
    # A list of AWS has it.
    assert "Import AWS's list" in sentence


def test_the_baseline_of_every_burstable_type_is_known() -> None:
    assert all(each.baseline_percent_per_vcpu for each in instance_types().values() if each.is_burstable)


def test_cpu_use_of_a_type_that_is_not_burstable_has_no_effect_and_that_is_said() -> None:
    answer = ec2("on_demand", average_cpu_percent=90)
    assert billed(answer) == billed(ec2("on_demand"))
    assert ("not_used", "average_cpu_percent") in warned(answer)


@pytest.mark.parametrize(
    ("fields", "usd"),
    [
        ({}, "2.1"),  # 7 x 0.30
        ({"instances": 10}, "21"),
        ({"hours_per_month": 73}, "0.21"),  # a tenth of the month
        # 2,000 x 7 = 14,000 metrics: 10,000 x 0.30 + 4,000 x 0.10
        ({"instances": 2000}, "3400"),
        ({"month": "31", "hours_per_month": 372}, "1.05"),  # half of 744 hours
        ({"purchase_option": "reserved_1y_no_upfront", "hours_per_month": 73}, "0.21"),
    ],
)
def test_detailed_monitoring_is_billed_by_the_metric_for_the_hours_used(fields: dict[str, object], usd: str) -> None:
    answer = answered("ec2", {"monitoring": "detailed", **fields})
    assert item(answer, "detailed_monitoring").usd == Decimal(usd)
    assert "detailed_monitoring" not in billed(answered("ec2", {**fields, "monitoring": "basic"}))


@pytest.mark.parametrize("region", CATALOGUE.regions)
def test_a_metric_has_a_price_in_every_region(region: str) -> None:
    card = CATALOGUE.book(("cloudwatch",), region, TODAY).card("custom_metric")
    assert [tier.start for tier in card.tiers] == [0, 10_000, 250_000, 1_000_000]


@pytest.mark.parametrize(
    ("fields", "items"),
    [
        ({"data_out_gb": 100}, {"data_out": "9"}),
        ({"data_out_gb": 100, "include_free_tier": True}, {}),
        ({"data_out_gb": 101, "include_free_tier": True}, {"data_out": "0.09"}),
        ({"inter_zone_gb": 100}, {"inter_zone": "2"}),  # 0.01 where it leaves, 0.01 where it arrives
        ({"inter_region_gb": 100, "inter_region_to": "eu-west-1"}, {"inter_region": "2"}),
        ({"inter_region_gb": 100, "inter_region_to": "us-east-2"}, {"inter_region": "1"}),
        ({"inter_region_gb": 100, "inter_region_to": "ap-southeast-7"}, {"inter_region": "8"}),
        ({"inter_region_gb": 100, "inter_region_to": "us-east-1"}, {}),
        ({"inter_region_gb": 100}, {}),
    ],
)
def test_data_that_leaves_is_billed_by_where_it_goes(fields: dict[str, object], items: dict[str, str]) -> None:
    answer = answered("ec2", {"hours_per_month": 0, **fields})
    assert billed(answer) == {name: Decimal(usd) for name, usd in items.items()}


@pytest.mark.parametrize("to", [{}, {"inter_region_to": "us-east-1"}])
def test_data_that_goes_to_no_other_region_is_said_to_have_no_effect(to: dict[str, object]) -> None:
    assert ("not_used", "inter_region_gb") in warned(answered("ec2", {"inter_region_gb": 1, **to}))


def test_the_allowance_that_does_not_cover_a_region_is_said() -> None:
    answer = answered("ec2", {"region": "us-gov-west-1", "data_out_gb": 10, "include_free_tier": True})
    assert ("no_free_tier", "include_free_tier") in warned(answer)
    assert item(answer, "data_out").quantity == 10


WITHOUT_ZONE_PRICES = {
    *("ap-east-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-6", "ap-southeast-7"),
    *("eu-central-2", "eu-south-2", "me-central-1", "mx-central-1"),
}


@pytest.mark.parametrize("region", CATALOGUE.regions)
def test_a_region_without_a_price_between_zones_is_named(region: str) -> None:
    raw: dict[str, object] = {"region": region, "instance_type": "m7g.large", "hours_per_month": 0, "inter_zone_gb": 50}
    if region in WITHOUT_ZONE_PRICES:
        [(field, sentence)] = refusals("ec2", raw)
        assert (field, f"for inter zone in {region} " in sentence) == ("region", True)
    else:
        assert billed(answered("ec2", raw)) == dict(zip(["inter_zone"], numbers("1"), strict=True))


NANO = instance_types()["t3.nano"]


@pytest.mark.parametrize(
    "known",
    [replace(NANO, vcpus=None), replace(NANO, baseline_percent_per_vcpu=None)],
    ids=["vCPUs", "baseline"],
)
def test_cpu_of_a_type_that_is_not_known_enough_is_not_billed_as_if_it_were_free(known: InstanceType) -> None:
    """No type that is shipped is; one that a price list brings may be."""
    idle = asked("ec2", {"instance_type": "t3.nano", "cpu_credits": "unlimited"})
    busy = idle.with_usage(average_cpu_percent=Decimal(50))
    book = replace(book_for(idle, CATALOGUE), type_of=lambda _: known)
    assert list(cpu_credits(worksheet(idle.with_usage(average_cpu_percent=Decimal(0)).usage, book))) == []
    with pytest.raises(NotPriced, match=r"How much CPU t3\.nano sustains is not in our data"):
        list(cpu_credits(worksheet(busy.usage, book)))
