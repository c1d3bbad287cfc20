"""What is offered is what some price in force can answer: ways to buy, instance types, and what types have.

The rows are as AWS's lists print them; the type and its figures are made up.
"""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from django.core.management import call_command
from django.test import Client

from calculator.analysis.compare import compare
from calculator.application.questions import answer, ask, ask_comparison, catalogue, declared
from calculator.catalogue.catalogue import Catalogue
from calculator.core.declarations import ChoiceField
from calculator.core.errors import InvalidInput, NotPriced
from calculator.core.units import PRICING_DATA
from calculator.services import SERVICES
from calculator.store.price_lists import active_catalogue
from calculator.store.price_lists.active_catalogue import Newest
from tests.offers.listed_rows import EC2, SAVINGS_PLANS, US_EAST_1, priced, written
from tests.offers.rows_ec2 import INSTANCE
from tests.offers.rows_savings_plans import PLAN
from tests.offers.small_offers import Row
from tests.web.reading import body

pytestmark = pytest.mark.django_db

NEW = "m99g.2xlarge"
NEW_ROW = {
    **INSTANCE,
    **{"Instance Type": NEW, "usageType": f"BoxUsage:{NEW}", "vCPU": "8", "Memory": "32 GiB"},
    **{"Physical Processor": "AWS Graviton99 Processor", "Current Generation": "Yes"},
}
INSTANCE_PLAN = "ec2_instance_savings_plan_1y_no_upfront"
INSTANCE_PLAN_ROW = {
    **PLAN,
    **{"Product Family": "EC2InstanceSavingsPlans", "Location": "US East (N. Virginia)", "Instance Family": "m5"},
    **{"DiscountedRegionCode": "us-east-1", "DiscountedInstanceType": "m5.large", "DiscountedRate": "0.06"},
    **{"DiscountedUsageType": "BoxUsage:m5.large", "UsageType": "EC2SP:m5.1yrNoUpfront"},
}


def brought_in(folder: Path, offer_code: str, *rows: Row) -> None:
    call_command("import_price_list", "--confirm", str(written(folder, offer_code, *rows)), stdout=StringIO())


def on_demand(said: Row, usd: str = "0.3264") -> Iterator[Row]:
    return priced(said, {"PricePerUnit": usd})


def offered(name: str) -> dict[str, str]:
    """The choices of a field of EC2 with their labels."""
    field = declared(SERVICES["ec2"])[name]
    assert isinstance(field, ChoiceField)
    return {choice.value: choice.label for choice in field.choices}


def everywhere(client: Client, name: str, value: str) -> dict[str, bool]:
    """Which surfaces offer a choice."""
    schema: Any = client.get("/api/v1/services/ec2").json()
    form = body(client, "/ec2/")
    field = form[form.index(f'id="field-{name}"') :]
    field = field[: field.index("</div>")]
    declared_there = value in schema["properties"][name]["enum"]
    compared = client.get("/api/v1/services/ec2/compare", {"by": name}).json()["alternatives"]
    return {
        "declaration": declared_there,
        # A long list is filled from the declaration when its field is entered.
        "form": declared_there if f'list="list-{name}"' in field else f'value="{value}"' in field,
        "comparison": value in {each["choice"] for each in compared},
    }


@pytest.fixture
def no_instance_plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped prices but for those of EC2 Instance Savings Plans, which are of two types in two Regions."""
    tables = shutil.copytree(PRICING_DATA, tmp_path / "tables")
    for path in (tables / "services/ec2/prices").glob("*.csv"):
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        frame[[name for name in frame.columns.astype(str) if not name.startswith("ec2_instance")]].to_csv(
            path, index=False
        )
    monkeypatch.setattr(active_catalogue, "NEWEST", Newest(Catalogue(tables)))


@pytest.mark.slow
@pytest.mark.usefixtures("no_instance_plans")
@pytest.mark.parametrize(
    "option", ["ec2_instance_savings_plan_1y_no_upfront", "ec2_instance_savings_plan_3y_all_upfront"]
)
def test_a_way_to_buy_without_any_price_is_offered_nowhere_and_importing_is_advised(
    client: Client, option: str
) -> None:
    assert set(everywhere(client, "purchase_option", option).values()) == {False}
    problem = client.get("/api/v1/services/ec2/estimate", {"purchase_option": option})
    assert (problem.status_code, problem.json()["code"]) == (404, "no_price")
    assert "Import AWS's list" in problem.json()["detail"]


@pytest.mark.slow
@pytest.mark.usefixtures("no_instance_plans")
def test_importing_its_list_offers_it_everywhere_and_answers_it(client: Client, tmp_path: Path) -> None:
    brought_in(tmp_path, SAVINGS_PLANS, INSTANCE_PLAN_ROW)
    assert set(everywhere(client, "purchase_option", INSTANCE_PLAN).values()) == {True}
    # 730 x 0.06
    assert answer(ask("ec2", {"purchase_option": INSTANCE_PLAN})).monthly_usd == Decimal("43.8")
    assert [each for each in offered("purchase_option") if each.startswith("ec2_instance")] == [INSTANCE_PLAN]


def test_a_choice_that_is_asked_for_is_compared_even_if_it_has_no_price_anywhere(client: Client) -> None:
    document = client.get("/api/v1/services/ec2/compare", {"purchase_option": INSTANCE_PLAN}).json()
    assert INSTANCE_PLAN in document["unpriced"]["choices"]
    assert document["alternatives"][0]["feasible"]
    assert "EC2 Instance Savings Plan, 1 year, no upfront" in body(client, f"/ec2/?purchase_option={INSTANCE_PLAN}")


def test_in_another_region_it_is_one_of_those_without_a_price(tmp_path: Path) -> None:
    brought_in(tmp_path, SAVINGS_PLANS, INSTANCE_PLAN_ROW)
    compared = ask_comparison("ec2", {"region": "eu-west-1"})
    assert INSTANCE_PLAN in [each.choice for each in compared.unpriced]


def test_a_type_that_the_calculator_does_not_know_takes_what_its_row_states(client: Client, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        ask("ec2", {"instance_type": NEW})
    brought_in(tmp_path, EC2, *on_demand(NEW_ROW))
    assert offered("instance_type")[NEW] == f"{NEW} (8 vCPU, 32 GiB, arm64)"
    assert set(everywhere(client, "instance_type", NEW).values()) == {True}
    document = client.get("/api/v1/services/ec2/estimate", {"instance_type": NEW}).json()
    details = {each["name"]: each["value"] for each in document["details"]}
    named = ("vcpus_each", "memory_gib_each", "architecture", "generation", "burst_baseline_percent", "ebs_max_iops")
    assert [details[name] for name in named] == ["8", "32", "arm64", "current", None, None]
    # 730 x 0.3264
    assert document["monthly_usd"] == "238.272"


def test_of_a_burstable_type_from_a_list_the_credits_are_not_billed_as_nothing(tmp_path: Path) -> None:
    burstable = {**NEW_ROW, "Instance Type": "t99g.large", "usageType": "BoxUsage:t99g.large"}
    brought_in(tmp_path, EC2, *on_demand(burstable, "0.1"))
    asked = {"instance_type": "t99g.large"}
    assert answer(ask("ec2", asked)).monthly_usd == Decimal(73)
    with pytest.raises(NotPriced, match=r"How much CPU t99g\.large sustains is not in our data"):
        answer(ask("ec2", {**asked, "average_cpu_percent": "50"}))


@pytest.mark.parametrize(
    ("needs", "reason"),
    [
        ({"vcpus": 8, "memory_gib": 32, "architecture": "arm64", "family": "m99g"}, ""),
        ({"vcpus": 9}, f"{NEW} has 8 vCPU; 9 are needed."),
        ({"memory_gib": 33}, f"{NEW} has 32 GiB; 33 are needed."),
        ({"architecture": "x86_64"}, f"{NEW} is built as arm64, not x86_64."),
        ({"family": "m5"}, f"{NEW} is of the family m99g, not m5."),
        ({"current_generation": True}, ""),
    ],
)
def test_it_is_found_by_what_it_has(tmp_path: Path, needs: dict[str, object], reason: str) -> None:
    brought_in(tmp_path, EC2, *on_demand(NEW_ROW))
    found = compare(ask("ec2", needs), "instance_type", catalogue()).alternatives
    assert [" ".join(each.reasons) for each in found if each.choice == NEW] == [reason]


@pytest.mark.parametrize(
    ("stated", "label"),
    [
        ({"vCPU": "2", "Memory": "0.5 GiB"}, "(2 vCPU, 0.5 GiB, arm64)"),
        ({"vCPU": "448", "Memory": "24,576 GiB"}, "(448 vCPU, 24,576 GiB, arm64)"),
        ({"Physical Processor": "Intel Xeon Platinum 9999"}, "(8 vCPU, 32 GiB, x86_64)"),
        ({"Physical Processor": "AMD EPYC 9R99"}, "(8 vCPU, 32 GiB, x86_64)"),
        ({"Physical Processor": "Apple M9"}, "(8 vCPU, 32 GiB, arm64_mac)"),
        ({"Physical Processor": "Variable"}, "(8 vCPU, 32 GiB)"),
        ({"vCPU": "NA", "Memory": "NA"}, "(vCPU not known, memory not known, arm64)"),
    ],
)
def test_what_a_row_states_is_read_as_it_stands(tmp_path: Path, stated: Row, label: str) -> None:
    brought_in(tmp_path, EC2, *on_demand({**NEW_ROW, **stated}))
    assert offered("instance_type")[NEW] == f"{NEW} {label}"


def test_of_a_type_that_only_a_plan_names_nothing_but_its_price_is_known(client: Client, tmp_path: Path) -> None:
    brought_in(
        tmp_path,
        SAVINGS_PLANS,
        {**INSTANCE_PLAN_ROW, "DiscountedInstanceType": NEW, "DiscountedUsageType": f"BoxUsage:{NEW}"},
    )
    assert offered("instance_type")[NEW] == f"{NEW} (vCPU not known, memory not known)"
    fields = {"instance_type": NEW, "purchase_option": INSTANCE_PLAN}
    document = client.get("/api/v1/services/ec2/estimate", fields).json()
    assert document["monthly_usd"] == "43.8"
    details = {each["name"]: each["value"] for each in document["details"]}
    assert [details[name] for name in ("vcpus_each", "architecture", "generation")] == [None, None, None]
    assert [each["code"] for each in document["warnings"] if each["code"] == "previous_generation"] == []
    for needs, reason in (
        ({"vcpus": "2"}, f"{NEW} has an unknown number of vCPU; 2 are needed."),
        ({"current_generation": "true"}, f"{NEW} is of an unknown generation."),
    ):
        problem = client.get("/api/v1/services/ec2/estimate", {**fields, **needs}).json()
        assert problem["errors"][0]["message"].startswith(reason)


def test_what_the_calculator_knows_of_a_type_is_not_overruled_by_a_list(tmp_path: Path) -> None:
    brought_in(tmp_path, EC2, *on_demand({**INSTANCE, "vCPU": "400", "Memory": "1 GiB"}))
    assert offered("instance_type")["m5.xlarge"] == "m5.xlarge (4 vCPU, 16 GiB, x86_64)"


def test_a_known_type_without_any_price_is_not_offered_until_a_list_prices_it(client: Client, tmp_path: Path) -> None:
    unpriced = sorted(set(catalogue().instance_types) - {each.name for each in catalogue().priced_types})
    assert "mac2.metal" in unpriced
    assert set(everywhere(client, "instance_type", "mac2.metal").values()) == {False}
    with pytest.raises(NotPriced, match="Import AWS's list"):
        answer(ask("ec2", {"instance_type": "mac2.metal"}))
    brought_in(
        tmp_path, EC2, *on_demand({**INSTANCE, "Instance Type": "mac2.metal", "usageType": "BoxUsage:mac2.metal"})
    )
    assert set(everywhere(client, "instance_type", "mac2.metal").values()) == {True}


@pytest.mark.slow
def test_every_type_that_is_offered_has_a_price_somewhere() -> None:
    priced_somewhere = {
        option.partition(" ")[0]
        for region in catalogue().regions_of("ec2")
        for _, option in catalogue().table("ec2").in_force(region, catalogue().table("ec2").price_list.published)
    }
    assert set(offered("instance_type")) == priced_somewhere


@pytest.mark.slow
def test_every_way_to_buy_that_is_offered_has_a_price_somewhere() -> None:
    priced_somewhere = {
        dimension
        for region in catalogue().regions_of("ec2")
        for dimension, _ in catalogue().table("ec2").in_force(region, catalogue().table("ec2").price_list.published)
    }
    assert set(offered("purchase_option")) <= priced_somewhere


@pytest.mark.parametrize(
    ("key", "name"), [(key, by) for key, each in SERVICES.items() if key != "ec2" for by in each.COMPARE_BY]
)
def test_every_choice_of_every_other_service_is_answered_somewhere(key: str, name: str) -> None:
    """Or is sold where something else is asked for: what cannot carry the defaults has a price all the same."""
    choices = declared(SERVICES[key])[name]
    assert isinstance(choices, ChoiceField)
    unanswered = {choice.value for choice in choices.choices} - sold_by_key(key)
    for region in ("us-east-1", *catalogue().regions_of(SERVICES[key].TABLES[0])):
        if not unanswered:
            break
        compared = ask_comparison(key, {"region": region, "by": name})
        unanswered -= {each.choice for each in compared.alternatives if not each.is_unpriced}
    assert unanswered == set()


@cache
def sold_by_key(key: str) -> frozenset[str]:
    """The words of the keys of a service, and the ways to buy them, that have a price in some Region."""
    found: set[str] = set()
    for table in SERVICES[key].TABLES:
        if table in catalogue().large_tables:
            for region in catalogue().regions_of(table):
                day = catalogue().table(table).price_list.published
                for dimension, option in catalogue().table(table).in_force(region, day):
                    found |= {dimension, *option.split(" ")}
    return frozenset(found)


def test_credits_of_a_family_that_is_not_shipped_are_billed_once_their_row_is_imported(tmp_path: Path) -> None:
    fields = {"instance_type": "t3a.medium", "average_cpu_percent": "30"}
    with pytest.raises(NotPriced, match="Import AWS's list"):
        answer(ask("ec2", fields))
    said = {
        **US_EAST_1,
        **{"Product Family": "CPU Credits", "usageType": "CPUCredits:t3a", "Operating System": "Linux"},
        **{"Unit": "vCPU-Hours"},
    }
    # A list speaks alone for what it covers, the instances too.
    instances = {**INSTANCE, "Instance Type": "t3a.medium", "usageType": "BoxUsage:t3a.medium"}
    brought_in(tmp_path, EC2, *on_demand(instances), *priced(said, {"PricePerUnit": "0.07"}))
    [credits] = [each for each in answer(ask("ec2", fields)).line_items if each.name == "cpu_credits"]
    # 2 vCPU at 30% of which 20% are the baseline: 730 x 2 x 0.1 x 0.07.
    assert credits.usd == Decimal("10.22")
