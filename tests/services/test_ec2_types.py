"""Amazon EC2 by what a type has: which types fit a need, what is not sold, and names that are nearly right."""

from decimal import Decimal

import pytest

from calculator.analysis.compare import Alternative, compare
from calculator.analysis.span import Span
from calculator.analysis.sweep import sweep
from calculator.catalogue.instance_types import instance_types
from calculator.core.errors import InvalidInput
from tests.questions import CATALOGUE, TODAY, asked, beside, ec2, refusals, warned


def fitting(**needs: object) -> list[Alternative]:
    """The instance types that can be had for a need, cheapest first."""
    found = compare(asked("ec2", needs), "instance_type", CATALOGUE).alternatives
    return [each for each in found if each.answer is not None]


@pytest.mark.parametrize(
    ("needs", "reason"),
    [
        ({"vcpus": 2}, ""),
        ({"vcpus": "2.5"}, "m5.large has 2 vCPU; 2.5 are needed."),
        ({"memory_gib": 8}, ""),
        ({"memory_gib": 9}, "m5.large has 8 GiB; 9 are needed."),
        ({"architecture": "x86_64"}, ""),
        ({"architecture": "arm64"}, "m5.large is built as x86_64, not arm64."),
        ({"family": "m5"}, ""),
        ({"family": "m5a"}, "m5.large is of the family m5, not m5a."),
        ({"current_generation": "true"}, "m5.large is of a previous generation."),
        ({"current_generation": "false"}, ""),
    ],
)
def test_a_type_fits_by_vcpu_memory_architecture_family_and_generation(needs: dict[str, object], reason: str) -> None:
    alternatives = compare(asked("ec2", needs), "instance_type", CATALOGUE).alternatives
    [m5_large] = [each for each in alternatives if each.choice == "m5.large"]
    assert " ".join(m5_large.reasons) == reason


@pytest.mark.parametrize(
    ("needs", "architectures"),
    [
        ({"vcpus": 8, "memory_gib": 64}, {"x86_64", "arm64", ""}),  # of some old types it is not known
        ({"vcpus": 8, "memory_gib": 64, "architecture": "arm64"}, {"arm64"}),
        ({"memory_gib": 500, "architecture": "x86_64"}, {"x86_64"}),
        (
            {"vcpus": 1, "memory_gib": 1, "architecture": "x86_64", "operating_system": "Windows"},
            {"i386|x86_64", "x86_64"},
        ),
    ],
)
def test_every_type_that_is_offered_has_what_is_needed(needs: dict[str, object], architectures: set[str]) -> None:
    offered = [instance_types()[each.choice] for each in fitting(**needs)]
    assert len(offered) > 20
    assert [each.name for each in offered if (each.vcpus or 0) < Decimal(str(needs.get("vcpus", 0)))] == []
    assert [each.name for each in offered if (each.memory_gib or 0) < Decimal(str(needs.get("memory_gib", 0)))] == []
    assert {each.architecture for each in offered} == architectures


def test_no_type_that_fits_and_has_a_price_is_left_out() -> None:
    cards = CATALOGUE.book(("ec2",), "us-east-1", TODAY).cards
    enough = [each for each in instance_types().values() if (each.vcpus or 0) >= 8 and (each.memory_gib or 0) >= 64]
    priced = {each.name for each in enough if ("on_demand", f"{each.name} Linux") in cards}
    assert {each.choice for each in fitting(vcpus=8, memory_gib=64)} == priced


def test_types_that_fit_are_ranked_by_their_effective_price() -> None:
    offered = fitting(vcpus=4, memory_gib=16)
    costs = [each.answer.effective_monthly_usd for each in offered if each.answer]
    assert costs == sorted(costs)
    assert [each.rank for each in offered] == list(range(1, len(offered) + 1))


def test_a_type_that_does_not_say_its_architecture_is_said_not_to() -> None:
    assert instance_types()["c6gn.metal"].architecture == ""
    [(field, sentence)] = refusals("ec2", {"instance_type": "c6gn.metal", "architecture": "arm64"})
    assert field == "architecture"
    assert "built as ," not in sentence


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("m5.larg", ["m5.large"]),
        ("m5large", ["m5.large"]),
        ("M5.LARGEE", ["m5.large"]),
        ("c6i.xlarg", ["c6i.xlarge"]),
        ("t3.medum", ["t3.medium"]),
        ("r7g.2xlage", ["r7g.2xlarge"]),
    ],
)
def test_a_mistyped_type_is_answered_with_the_nearest_names(typed: str, meant: list[str]) -> None:
    [(field, sentence)] = refusals("ec2", {"instance_type": typed})
    assert field == "instance_type"
    assert [name for name in meant if name in sentence] == meant
    assert len(sentence) < 120


def test_a_type_like_no_other_is_refused_without_a_list_of_all() -> None:
    [(_, sentence)] = refusals("ec2", {"instance_type": "mainframe"})
    assert f"there are {len(CATALOGUE.priced_types)} of them" in sentence


@pytest.mark.parametrize("typed", ["M5.Large", " m5.large "])
def test_upper_and_lower_case_are_the_same_type(typed: str) -> None:
    assert ec2("on_demand", instance_type=typed).usage.instance_type == "m5.large"


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ({"instance_type": "m5.large", "region": "ap-southeast-6"}, "on demand of m5.large Linux in ap-southeast-6"),
        ({"instance_type": "m7g.large", "operating_system": "Windows"}, "m7g.large Windows in us-east-1"),
        ({"instance_type": "mac1.metal", "operating_system": "RHEL"}, "mac1.metal RHEL in us-east-1"),
        ({"purchase_option": "ec2_instance_savings_plan_1y_no_upfront"}, "ec2 instance savings plan 1y no upfront of"),
        (
            {"instance_type": "m5.xlarge", "operating_system": "SLES", "purchase_option": "reserved_3y_no_upfront"},
            "SLES",
        ),
    ],
)
def test_what_is_not_sold_says_what_where_and_when(raw: dict[str, object], what: str) -> None:
    [(_, sentence)] = refusals("ec2", raw)
    assert sentence.startswith("There is no price in our data for ")
    assert what in sentence
    assert f"as of {TODAY}" in sentence


def test_a_type_sold_in_one_region_and_not_in_another() -> None:
    assert ec2("on_demand", instance_type="m5.large", region="us-east-1").effective_monthly_usd > 0
    assert len(refusals("ec2", {"instance_type": "m5.large", "region": "ap-southeast-6"})) == 1


@pytest.mark.parametrize(
    ("name", "percent"), [("t2.nano", "5"), ("t3.medium", "20"), ("t4g.2xlarge", "40"), ("t2.2xlarge", "17")]
)
def test_burstable_types_are_flagged_with_their_baseline(name: str, percent: str) -> None:
    answer = ec2("on_demand", instance_type=name)
    [said] = [notice.message for notice in answer.warnings if notice.code == "burstable"]
    assert f"{percent}% of each vCPU" in said
    assert beside(answer)["burst_baseline_percent"] == Decimal(percent)


def test_a_type_that_does_not_burst_is_not_flagged() -> None:
    answer = ec2("on_demand", instance_type="m7g.large")
    assert warned(answer) == []
    assert beside(answer)["burst_baseline_percent"] is None


@pytest.mark.parametrize(
    ("name", "instances", "per_vcpu", "per_gib"),
    [("m5.large", 1, "35.04", "8.76"), ("m5.large", 4, "35.04", "8.76")],  # 70.08 / 2, / 8
)
def test_the_price_of_a_vcpu_and_of_a_gib_are_stated(name: str, instances: int, per_vcpu: str, per_gib: str) -> None:
    found = beside(ec2("on_demand", instance_type=name, instances=instances))
    assert found["effective_usd_per_vcpu"] == Decimal(per_vcpu)
    assert found["effective_usd_per_gib"] == Decimal(per_gib)


@pytest.mark.parametrize(
    ("name", "sustained", "at_most"),
    [
        ("m5.large", ("3600", "77.486"), ("18750", "566.244")),  # 650 and 4,750 Mbit/s
        ("m5.24xlarge", ("80000", "2264.977"), ("80000", "2264.977")),  # 19,000 Mbit/s for ever
        ("t2.micro", (None, None), (None, None)),
    ],
)
def test_what_a_type_sustains_on_ebs_stands_apart_from_what_it_reaches(
    name: str, sustained: tuple[str | None, str | None], at_most: tuple[str | None, str | None]
) -> None:
    told = beside(ec2("on_demand", instance_type=name))
    for which, figures in (("baseline", sustained), ("max", at_most)):
        stated = [None if figure is None else Decimal(figure) for figure in figures]
        assert [told[f"ebs_{which}_iops"], told[f"ebs_{which}_mibps"]] == stated


def test_a_comparison_of_all_types_is_too_long_for_a_sweep() -> None:
    question = asked("ec2", {})
    with pytest.raises(InvalidInput, match="too many for a sweep"):
        sweep(question, Span("hours_per_month", Decimal(1), Decimal(730)), "instance_type", CATALOGUE)


@pytest.mark.parametrize(("field", "most"), [("vcpus", 2000), ("memory_gib", 65_536)])
def test_a_need_is_bounded_by_what_no_type_comes_near(field: str, most: int) -> None:
    [(_, told)] = refusals("ec2", {field: most + 1})
    assert "too large" in told
    assert asked("ec2", {field: most}).usage.values()[field] == most
