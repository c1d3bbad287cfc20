"""The wide price files of EC2, one a region: every cell is a price, and no offer contradicts another."""

import csv
from datetime import date
from decimal import Decimal

import pytest

from calculator.catalogue.instance_types import instance_types, spot_advice
from calculator.catalogue.purchase_options import FEE, HOUR
from calculator.core.declarations import ChoiceField
from calculator.core.units import PRICING_DATA
from calculator.services import ec2
from calculator.services.ec2.usage import LAYOUT, LICENSED
from tests.questions import CATALOGUE, TODAY

REGIONS = CATALOGUE.regions_of("ec2")
KEY_COLUMNS = LAYOUT.required
FOLDER = PRICING_DATA / "services" / "ec2"
EVERY_REGION = pytest.mark.parametrize("region", REGIONS)


def rows_of(region: str) -> list[dict[str, str]]:
    with (FOLDER / "prices" / f"{region}.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def newest(region: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The last price that any row has for each offer, and its day, as they stand in the Region's main file."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for row in sorted(rows_of(region), key=lambda row: row["effective_from"]):
        priced_as = f"{row['instance_type']} {row['operating_system']}"
        for option in (option for option in LAYOUT.options if row.get(option)):
            for name, usd in parts(option, row[option]).items():
                found[name, priced_as] = usd, row["effective_from"]
    return found


def parts(option: str, cell: str) -> dict[str, str]:
    """What a cell says, by the name of each price: fee and rate, or what both come to."""
    fee, plus, hour = cell.removeprefix("~").partition("+")
    return {option + FEE: fee, option + HOUR: hour} if plus else {option: cell}


def choices(field: str) -> list[str]:
    declaration = ec2.Usage.declarations[field]
    assert isinstance(declaration, ChoiceField)
    return [choice.value for choice in declaration.choices]


def test_every_file_is_of_a_region_that_aws_has() -> None:
    files = {path.stem for path in (FOLDER / "prices").glob("*.csv")}
    assert files == set(REGIONS)
    assert {path.stem for path in (FOLDER / "prices" / "licensed").iterdir()} == files
    assert {path.stem for path in (FOLDER / "hosts").iterdir()} == files
    assert files - {path.stem for path in (FOLDER / "prices" / "spot").iterdir()} == {
        "us-gov-east-1",
        "us-gov-west-1",
    }
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


@pytest.mark.slow
@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1", "us-gov-east-1"])
def test_every_cell_is_a_price_in_force_unless_a_newer_row_has_one(region: str) -> None:
    in_force = CATALOGUE.table("ec2").in_force(region, TODAY)
    found = {key: (str(card.tiers[0].usd_per_unit), str(card.effective_from)) for key, card in in_force.items()}
    of_main_file = newest(region)
    assert {key: found[key] for key in of_main_file} == of_main_file
    together = {(name.removesuffix(FEE), priced_as) for name, priced_as in of_main_file if name.endswith(FEE)}
    beside = found.keys() - of_main_file.keys() - together
    assert {name for name, _ in beside} <= {"on_demand", "spot"}
    assert {priced_as.partition(" ")[2] for name, priced_as in beside if name == "on_demand"} == set(LICENSED)
    assert {(tier.start, tier.to) for card in in_force.values() for tier in card.tiers} == {(Decimal(0), None)}
    assert {len(card.tiers) for card in in_force.values()} == {1}


@EVERY_REGION
def test_every_price_is_above_zero_and_no_commitment_costs_more_an_hour_than_on_demand(region: str) -> None:
    usd = {key: Decimal(text) for key, (text, _) in newest(region).items()}
    assert usd != {}
    paid_at_once = {key for key in usd if "all_upfront" in key[0] and key[0].endswith(HOUR)}
    assert [key for key, price in usd.items() if price <= 0 and key not in paid_at_once] == []
    in_effect = {
        (name, priced_as): an_hour(name, priced_as, usd) for name, priced_as in usd if name not in ("on_demand", "spot")
    }
    assert [key for key, price in in_effect.items() if price > usd.get(("on_demand", key[1]), price)] == []


def an_hour(name: str, priced_as: str, usd: dict[tuple[str, str], Decimal]) -> Decimal:
    """What a commitment comes to in an hour: its rate, or its fee over the hours of the term and its rate besides."""
    if not name.endswith((FEE, HOUR)):
        return usd[name, priced_as]
    option = name.removesuffix(FEE).removesuffix(HOUR)
    fee = usd[option + FEE, priced_as] / (8760 if "_1y_" in option else 26280)
    return fee + usd.get((option + HOUR, priced_as), Decimal(0))


@pytest.mark.parametrize(
    ("region", "priced_as", "option", "usd"),
    [
        ("us-east-1", "m5.large Linux", "on_demand", "0.096"),
        ("us-east-1", "m5.large Windows", "on_demand", "0.188"),
        ("us-east-1", "t3.medium Linux", "on_demand", "0.0416"),
        ("us-east-1", "m5.large Linux", "reserved_1y_no_upfront", "0.06"),
        ("us-east-1", "m5.large Linux", "compute_savings_plan_1y_no_upfront", "0.071"),
        ("ap-northeast-1", "c5.xlarge Windows", "on_demand", "0.398"),
        ("us-east-1", "m8gb.metal-24xl Linux", "on_demand", "6.984"),
        ("us-east-1", "r8gb.metal-24xl Linux", "on_demand", "8.74464"),
        ("us-east-1", "m5.large Ubuntu Pro", "on_demand", "0.1"),
        ("us-east-1", "m5.xlarge Linux SQL Enterprise", "on_demand", "1.692"),
        ("us-east-1", "m5.large RHEL HA", "on_demand", "0.16"),
        ("ap-east-2", "r7g.2xlarge Linux", "ec2_instance_savings_plan_3y_partial_upfront", "0.1954"),
    ],
)
def test_known_prices_stand(region: str, priced_as: str, option: str, usd: str) -> None:
    card = CATALOGUE.book(("ec2",), region, TODAY).card(option, priced_as)
    assert (str(card.tiers[0].usd_per_unit), card.unit) == (usd, "instance-hour")


def test_a_purchase_option_that_has_a_price_can_be_chosen() -> None:
    assert set(LAYOUT.options) <= set(choices("purchase_option"))


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
    costlier = [key for key, each in spot_advice().items() if each.savings_percent < 0]
    assert costlier == [("ca-central-1", "p5.48xlarge", "Linux")]


@pytest.mark.parametrize(
    ("name", "value"),
    [("term_1y", 365 * 24), ("term_3y", 3 * 365 * 24), ("savings_plan_partial_upfront_share", 50)],
)
def test_the_limits_that_the_formulas_need_stand(name: str, value: int) -> None:
    assert CATALOGUE.book(("ec2",), "us-east-1", TODAY).limit(name) == value


@pytest.mark.parametrize("name", ["m8gb.metal-24xl", "r8gb.metal-24xl"])
def test_the_doubled_prices_of_two_metal_types_are_gone_under_every_system(name: str) -> None:
    before, now = (
        CATALOGUE.table("ec2").in_force("us-east-1", day) for day in (date(2026, 10, 14), date(2026, 10, 15))
    )
    systems = ("Linux", "RHEL", "SLES", "Windows", *LICENSED)
    assert [system for system in systems if ("on_demand", f"{name} {system}") in before] == []
    assert [system for system in systems if ("on_demand", f"{name} {system}") in now] == ["Linux"]


@EVERY_REGION
def test_every_fee_of_all_upfront_is_in_whole_dollars(region: str) -> None:
    fees = {key: text for key, (text, _) in newest(region).items() if key[0].endswith(FEE) and "all_upfront" in key[0]}
    assert [key for key, text in fees.items() if "." in text] == []


@EVERY_REGION
def test_a_license_costs_more_than_its_system_without_it(region: str) -> None:
    cards = CATALOGUE.table("ec2").in_force(region, TODAY)

    def usd(priced_as: str) -> Decimal | None:
        card = cards.get(("on_demand", priced_as))
        return card.tiers[0].usd_per_unit if card else None

    with_license = {
        (name, system): usd(f"{name} {system}") for name in instance_types() for system in LICENSED if "SQL" in system
    }
    without = {(name, system): usd(f"{name} {system.partition(' SQL ')[0]}") for name, system in with_license}
    assert any(with_license.values())
    compared = [(key, has, without[key]) for key, has in with_license.items() if has is not None]
    assert [key for key, has, lacks in compared if lacks is not None and has <= lacks] == []


@pytest.mark.parametrize(
    ("region", "family", "dimension", "usd", "unit"),
    [
        ("us-east-1", "a1", "on_demand", "0.449", "host-hour"),
        ("us-east-1", "a1", "reserved_1y_all_upfront_fee", "2312", "host"),
        ("us-east-1", "a1", "reserved_3y_all_upfront_fee", "4435", "host"),
    ],
)
def test_a_dedicated_host_is_priced_by_its_family(
    region: str, family: str, dimension: str, usd: str, unit: str
) -> None:
    card = CATALOGUE.table("ec2_hosts").in_force(region, TODAY)[dimension, family]
    assert (str(card.tiers[0].usd_per_unit), card.unit) == (usd, unit)


def test_within_a_family_the_rate_besides_a_derived_fee_is_the_same_share_of_on_demand() -> None:
    shares: dict[tuple[str, str], list[Decimal]] = {}
    cards = CATALOGUE.table("ec2").in_force("us-east-1", TODAY)
    derived = [key for key, card in cards.items() if card.is_derived and "partial" in key[0] and key[0].endswith(HOUR)]
    for option, priced_as in derived:
        rate, on_demand = (cards[name, priced_as].tiers[0].usd_per_unit for name in (option, "on_demand"))
        # A rate of four decimals may be rounded by half of the last: the smallest types stand apart by that.
        if rate > Decimal("0.005"):
            shares.setdefault((option, priced_as.partition(".")[0]), []).append(rate / on_demand)
    assert len(derived) == 127
    assert len(shares) > 30
    assert [key for key, found in shares.items() if max(found) > min(found) * Decimal("1.01")] == []
