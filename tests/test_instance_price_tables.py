"""The wide price files of EC2, one a region: every cell is a price, and no offer contradicts another."""

import csv
from datetime import date
from decimal import Decimal

import pytest

from calculator.catalogue.instance_prices import KEY_COLUMNS, PURCHASE_OPTIONS
from calculator.catalogue.instance_types import instance_types, spot_advice
from calculator.core.declarations import ChoiceField
from calculator.core.units import PRICING_DATA
from calculator.services import ec2
from tests.questions import CATALOGUE, TODAY

REGIONS = CATALOGUE.regions_of("ec2")
EVERY_REGION = pytest.mark.parametrize("region", REGIONS)


def rows_of(region: str) -> list[dict[str, str]]:
    with (PRICING_DATA / "ec2" / f"{region}.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def newest(region: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The last price that any row has for each offer, and its day, as they stand in the file."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for row in sorted(rows_of(region), key=lambda row: row["effective_from"]):
        priced_as = f"{row['instance_type']} {row['operating_system']}"
        found |= {
            (option, priced_as): (row[option], row["effective_from"]) for option in PURCHASE_OPTIONS if row[option]
        }
    return found


def choices(field: str) -> list[str]:
    declaration = ec2.Usage.declarations[field]
    assert isinstance(declaration, ChoiceField)
    return [choice.value for choice in declaration.choices]


def test_every_file_is_of_a_region_that_aws_has() -> None:
    files = {path.stem for path in (PRICING_DATA / "ec2").iterdir()}
    assert files == set(REGIONS)
    assert len(files) == 36


@EVERY_REGION
def test_rows_are_sorted_so_that_a_change_is_one_line(region: str) -> None:
    keys = [tuple(row[column] for column in KEY_COLUMNS) for row in rows_of(region)]
    assert keys == sorted(set(keys))


@EVERY_REGION
def test_every_row_is_of_a_type_and_an_operating_system_that_can_be_chosen(region: str) -> None:
    rows = rows_of(region)
    assert {row["instance_type"] for row in rows} <= set(choices("instance_type"))
    assert {row["operating_system"] for row in rows} <= set(choices("operating_system"))


@EVERY_REGION
def test_every_row_is_no_younger_than_its_source(region: str) -> None:
    retrieved = {source.id: source.retrieved for source in CATALOGUE.sources.values()}
    late = [row for row in rows_of(region) if date.fromisoformat(row["effective_from"]) > retrieved[row["source"]]]
    assert late == []


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1", "us-gov-east-1"])
def test_every_cell_is_a_price_in_force_unless_a_newer_row_has_one(region: str) -> None:
    in_force = CATALOGUE.table("ec2").in_force(region, TODAY)
    found = {key: (str(card.tiers[0].usd_per_unit), str(card.effective_from)) for key, card in in_force.items()}
    assert found == newest(region)
    assert {(tier.start, tier.to) for card in in_force.values() for tier in card.tiers} == {(Decimal(0), None)}
    assert {len(card.tiers) for card in in_force.values()} == {1}


@EVERY_REGION
def test_every_price_is_above_zero_and_no_commitment_costs_more_an_hour_than_on_demand(region: str) -> None:
    usd = {key: Decimal(text) for key, (text, _) in newest(region).items()}
    committed = {key: price for key, price in usd.items() if key[0] not in ("on_demand", "spot")}
    assert usd != {}
    assert [key for key, price in usd.items() if price <= 0] == []
    assert [key for key, price in committed.items() if price > usd.get(("on_demand", key[1]), price)] == []


@pytest.mark.parametrize(
    ("region", "priced_as", "option", "usd"),
    [
        ("us-east-1", "m5.large Linux", "on_demand", "0.096"),
        ("us-east-1", "m5.large Windows", "on_demand", "0.188"),
        ("us-east-1", "t3.medium Linux", "on_demand", "0.0416"),
        ("us-east-1", "m5.large Linux", "reserved_1y_no_upfront", "0.06"),
        ("us-east-1", "m5.large Linux", "compute_savings_plan_1y_no_upfront", "0.071"),
        ("ap-northeast-1", "c5.xlarge Windows", "on_demand", "0.398"),
    ],
)
def test_known_prices_stand(region: str, priced_as: str, option: str, usd: str) -> None:
    card = CATALOGUE.book(("ec2",), region, TODAY).card(option, priced_as)
    assert (str(card.tiers[0].usd_per_unit), card.unit) == (usd, "instance-hour")


def test_a_purchase_option_that_has_a_price_can_be_chosen() -> None:
    assert set(PURCHASE_OPTIONS) <= set(choices("purchase_option"))


def test_every_instance_type_is_described_by_a_source() -> None:
    assert {each.source for each in instance_types().values()} <= set(CATALOGUE.sources)
    assert [each.name for each in instance_types().values() if not each.name.startswith(f"{each.family}.")] == []
    architectures = {name for each in instance_types().values() for name in each.architecture.split("|")}
    assert set(choices("architecture")) - {"any"} <= architectures


def test_the_figures_of_an_instance_type_do_not_contradict_one_another() -> None:
    has = [each for each in instance_types().values() if each.ebs_baseline_iops is not None]
    assert len(has) > 1000
    for each in has:
        assert each.ebs_baseline_iops is not None and each.ebs_max_iops is not None
        assert each.ebs_baseline_mibps is not None and each.ebs_max_mibps is not None
        assert 0 < each.ebs_baseline_iops <= each.ebs_max_iops
        assert 0 < each.ebs_baseline_mibps <= each.ebs_max_mibps


def test_only_burstable_types_have_a_baseline() -> None:
    with_baseline = [each for each in instance_types().values() if each.baseline_percent_per_vcpu is not None]
    assert len(with_baseline) > 20
    assert [each.name for each in with_baseline if not each.is_burstable] == []


def test_the_spot_advice_is_of_known_places_types_and_bands() -> None:
    advice = spot_advice()
    assert {region for region, _, _ in advice} <= set(CATALOGUE.regions)
    assert {name for _, name, _ in advice} <= set(instance_types())
    assert {each.interruption_band for each in advice.values()} <= {"<5%", "5-10%", "10-15%", "15-20%", ">20%", ""}
    assert [key for key, each in advice.items() if each.savings_percent > 100] == []


def test_spot_was_dearer_than_on_demand_in_one_place_only() -> None:
    dearer = [key for key, each in spot_advice().items() if each.savings_percent < 0]
    assert dearer == [("ca-central-1", "p5.48xlarge", "Linux")]


@pytest.mark.parametrize(
    ("name", "value"),
    [("term_1y", 365 * 24), ("term_3y", 3 * 365 * 24), ("savings_plan_partial_upfront_share", 50)],
)
def test_the_limits_that_the_formulas_need_stand(name: str, value: int) -> None:
    assert CATALOGUE.book(("ec2",), "us-east-1", TODAY).limit(name) == value
