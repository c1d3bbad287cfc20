"""A plan with a usage file, and a file with the one before it: over REST, on the page and on the command line."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from calculator.core.errors import InvalidInput
from calculator.interchange.asked import Asked
from calculator.interchange.several_files import together
from calculator.interchange.usage_file import is_usage, read_usage_file
from tests.interchange.exports import csv_export, line
from tests.interchange.plans import change, plan

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/estimates/import"
GATEWAY = change("aws_nat_gateway.a", {"connectivity_type": "public"})
FUNCTION = change("aws_lambda_function.f", {"memory_size": 128, "architectures": ["x86_64"]})
PLAN = plan(GATEWAY)
LATER = plan(GATEWAY, change("aws_ebs_volume.a", {"size": 100, "type": "gp3"}))
USAGE = "resource_usage:\n  aws_nat_gateway.a: {monthly_data_processed_gb: 100}\n"


def component(name: str, quantity: str | None, unit: str, is_usage: bool = True) -> dict[str, Any]:
    """A component of a breakdown as Infracost writes it."""
    return {"name": name, "unit": unit, "monthlyQuantity": quantity, "price": "1", "usageBased": is_usage}


def breakdown(**resources: list[dict[str, Any]]) -> str:
    """A breakdown of one project."""
    found = [{"name": name.replace("__", "."), "costComponents": parts} for name, parts in resources.items()]
    project = {"name": "x", "pastBreakdown": {"resources": []}, "breakdown": {"resources": found}}
    return json.dumps({"version": "0.2", "currency": "USD", "projects": [project], "totalMonthlyCost": "1"})


BREAKDOWN = breakdown(
    aws_nat_gateway__a=[component("NAT gateway", "730", "hours", False), component("Data processed", "100", "GB")],
    aws_lambda_function__f=[component("Requests", "2", "1M requests"), component("Duration", None, "GB-seconds")],
)
# 730 hours of a gateway at $0.045, and 100 GB at $0.045.
WITH_USAGE = "37.35"


def form(**files: str | list[str]) -> dict[str, Any]:
    return {
        name: [
            SimpleUploadedFile(f"{name}.txt", each.encode()) for each in ([texts] if isinstance(texts, str) else texts)
        ]
        for name, texts in files.items()
    }


@pytest.mark.parametrize("files", [[PLAN, USAGE], [USAGE, PLAN], [PLAN, BREAKDOWN]])
def test_a_plan_and_its_usage_over_rest(client: Client, files: list[str]) -> None:
    found = client.post(ADDRESS, form(file=files)).json()
    assert found["answer"]["monthly_usd"] == WITH_USAGE
    assert found["counts"]["priced"] == 1


def test_a_file_and_the_one_before_it_over_rest(client: Client) -> None:
    found = client.post(ADDRESS, form(file=LATER, before=PLAN)).json()
    # 100 GB of gp3 at $0.08; the gateway as before.
    assert found["change"]["delta_usd"] == "8"
    assert [each["kind"] for each in found["change"]["entries"]] == ["same", "added"]


def test_two_exports_are_compared_by_group_and_service(client: Client) -> None:
    first = line("Shop", "Amazon EKS", "73", "Number of EKS Clusters (1)")
    more = line(
        "Shop", "AWS Secrets Manager", "0.4", "Number of secrets (1), Average duration of each secret (30 days)"
    )
    texts = {"file": csv_export(more, first), "before": csv_export(first)}
    changed = client.post(ADDRESS, form(**texts)).json()["change"]
    assert {each["service"]: each["kind"] for each in changed["entries"]} == {"secrets_manager": "added", "eks": "same"}


TEMPLATE = "Resources: {V: {Type: AWS::EC2::EIP}}"


@pytest.mark.parametrize(
    ("files", "status", "sentence"),
    [
        ({"file": [PLAN, LATER]}, 422, "Several of the files are no usage files"),
        ({"file": [PLAN, " "]}, 422, "One of the files is empty"),
        ({"file": USAGE}, 422, "send it with the plan"),
        ({"file": PLAN, "before": TEMPLATE}, 422, "in which Region"),
        (
            {"file": PLAN, "before": csv_export(line("a", "Amazon EKS", "73", "Number of EKS Clusters (1)"))},
            422,
            "of a kind",
        ),
        ({"file": PLAN, "before": "{"}, 422, "not JSON"),
        ({"file": PLAN, "other": PLAN}, 422, "Send one file or more"),
        ({"before": PLAN}, 422, "Send one file or more"),
        ({"file": [PLAN] * 11}, 422, "At most 10 files"),
        ({"file": PLAN + " " * 1024 * 1024}, 413, "too large"),
    ],
)
def test_what_is_wrong_is_told(client: Client, files: dict[str, Any], status: int, sentence: str) -> None:
    for answer in (client.post(ADDRESS, form(**files)),):
        assert answer.status_code == status
        assert sentence in answer.content.decode()


DISK = "Parameters: {Size: {Type: Number}}\nResources: {V: {Type: AWS::EC2::Volume, Properties: {Size: !Ref Size}}}"


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("", {"region": "eu-west-1", "parameters": '{"Size": 100}'}),
        ("", {"region": "eu-west-1", "parameters": "Size=100"}),
        ("?region=eu-west-1", {"parameters": "Size=100"}),
        ("?region=eu-west-1&parameters=Size%3D100", {}),
    ],
)
def test_what_is_asked_stands_in_the_form_or_in_the_query(client: Client, query: str, fields: dict[str, str]) -> None:
    # 100 GB of gp2, the type where none is said, at $0.11 in eu-west-1.
    found = client.post(ADDRESS + query, {**form(file=DISK), **fields}).json()
    assert found["answer"]["monthly_usd"] == "11"


@pytest.mark.parametrize(
    ("query", "fields", "sentence"),
    [
        ("?parameters=Size%3D1", {"parameters": "Size=100"}, "in the query string and in the body"),
        ("", {"parameters": ["Size=1", "Size=2"]}, "given more than once"),
        ("", {"parametres": "Size=1"}, "no field of an import"),
        ("", {"parameters": "Size"}, "Each line gives one parameter"),
    ],
)
def test_what_is_wrong_with_the_fields_of_a_form_is_told(
    client: Client, query: str, fields: dict[str, Any], sentence: str
) -> None:
    answer = client.post(f"{ADDRESS}{query}", {**form(file=DISK), **fields})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_broken_form_is_told(client: Client) -> None:
    answer = client.generic("POST", ADDRESS, b"--x\r\nnothing", content_type="multipart/form-data")
    assert answer.status_code in (400, 422)
    assert client.post(ADDRESS, {"file": SimpleUploadedFile("a", b"\x93\xff")}).status_code == 422


def test_a_plan_its_usage_and_the_one_before_on_the_page(client: Client) -> None:
    page = client.post(
        "/estimates/new", {"title": "", **form(file=[LATER, USAGE], before=PLAN)}, follow=True
    ).content.decode()
    # As over REST, and the volume.
    assert "<h1>Terraform plan: $45.35 a month</h1>" in page
    assert "What changes" in page
    assert "+$8.00" in page


def test_several_estimates_of_our_own_are_refused_on_the_page(client: Client) -> None:
    own = json.dumps({"title": "Own", "groups": [{"name": "All", "entries": [{"service": "s3"}]}]})
    answer = client.post("/estimates/new", {"title": "", **form(file=[own, own])})
    assert answer.status_code == 422
    assert "read together where one is a plan" in answer.content.decode()


def test_usage_and_the_file_before_on_the_command_line(tmp_path: Path) -> None:
    paths = {}
    for name, text in {"plan": LATER, "usage": BREAKDOWN, "before": PLAN}.items():
        paths[name] = tmp_path / name
        paths[name].write_text(text, encoding="utf-8")
    out = StringIO()
    options = ("--usage", str(paths["usage"]), "--before", str(paths["before"]), "--format", "markdown")
    call_command("estimate_file", str(paths["plan"]), *options, stdout=out)
    assert out.getvalue().splitlines()[0] == "### AWS cost: $45.35 a month (+$8.00)"


def test_a_breakdown_states_usage_in_single_units_and_names_what_means_nothing() -> None:
    found = read_usage_file(BREAKDOWN)
    assert found.by_address == {
        "aws_nat_gateway.a": {"component: Data processed": "100"},
        "aws_lambda_function.f": {"component: Requests": "2000000"},
    }
    assert [*found.unmapped()] == ["aws_nat_gateway.a: Data processed", "aws_lambda_function.f: Requests"]


def test_what_was_typed_stands_over_a_file() -> None:
    typed = Asked(usage=read_usage_file("resource_usage: {aws_nat_gateway.a: {monthly_data_processed_gb: 7}}"))
    text, asked = together([USAGE, PLAN], typed)
    assert text == PLAN
    assert asked.usage.by_address == {"aws_nat_gateway.a": {"monthly_data_processed_gb": "7"}}


@pytest.mark.parametrize(("text", "expected"), [(USAGE, True), (BREAKDOWN, True), (PLAN, False), (TEMPLATE, False)])
def test_usage_is_told_from_resources(text: str, expected: bool) -> None:
    assert is_usage(text) is expected


def test_no_file_of_resources() -> None:
    with pytest.raises(InvalidInput, match="send it with the plan"):
        together([USAGE], Asked())
