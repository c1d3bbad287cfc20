"""A plan or template over REST and on the page: the same account, nothing secret, sentences for what is wrong."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from calculator.models import StoredEstimate
from tests.interchange.exports import RDS, csv_export, line
from tests.interchange.plans import change, plan

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/estimates/import"
PLAN = plan(
    change("aws_ebs_volume.a", {"size": 200, "type": "gp3"}),
    change("aws_nat_gateway.a", {"connectivity_type": "public"}),
    change("aws_made_up.a", {"password": "hunter2"}),
)
TEMPLATE = """
Parameters: {Size: {Type: Number}}
Resources: {V: {Type: AWS::EC2::Volume, Properties: {Size: !Ref Size, VolumeType: gp3}}}
"""


def sent(client: Client, text: str, query: str = "", kind: str = "application/json") -> Any:
    return client.post(f"{ADDRESS}{query}", text, content_type=kind)


def test_a_plan_over_rest(client: Client) -> None:
    found = sent(client, PLAN).json()
    assert found["counts"] == {"priced": 1, "needs_usage": 1, "free": 0, "not_supported": 1, "refused": 0}
    # 200 GB at $0.08, and 730 hours of a gateway at $0.045; 500 GB more at $0.045 are assumed.
    assert (found["stated"]["monthly_usd"], found["answer"]["monthly_usd"]) == ("48.85", "71.35")


def test_a_template_over_rest_with_its_region_and_parameters(client: Client) -> None:
    query = "?region=eu-west-1&parameters=%7B%22Size%22%3A%22100%22%7D"
    found = sent(client, TEMPLATE, query, "application/yaml").json()
    # 100 GB at $0.088 in eu-west-1.
    assert found["answer"]["monthly_usd"] == "8.8"


LINES = (line("Shop > Data", "Amazon RDS for PostgreSQL", "280", RDS), line("Shop", "Amazon Lex", "5", ""))
EXPORT = csv_export(*LINES)


def test_an_export_of_the_official_calculator_over_rest(client: Client) -> None:
    found = sent(client, EXPORT, "", "text/csv").json()
    # Two db.m6g.large at $0.159 an hour, each with 200 GB at $0.115.
    assert found["official"]["monthly_usd"] == "285"
    first, second = found["official"]["lines"]
    assert [first[name] for name in ("official_monthly_usd", "our_monthly_usd", "difference_usd")] == [
        *("280", "278.14", "-1.86"),
    ]
    assert (second["our_monthly_usd"], second["outcome"]) == (None, "not_supported")
    lines = sent(client, EXPORT, "?format=csv", "text/csv").content.decode().splitlines()
    assert lines[0] == "address,type,outcome,reason,entries,official_monthly_usd,our_monthly_usd,difference_usd"
    assert lines[1].endswith(",280,278.14,-1.86")
    assert lines[2].endswith(",5,,")


def test_an_export_on_the_page_has_both_figures(client: Client) -> None:
    for content in (EXPORT.encode(), csv_export(*LINES, mark="\t").encode("utf-16")):
        file = SimpleUploadedFile("estimate.csv", content)
        page = client.post("/estimates/new", {"title": "", "file": file}, follow=True).content.decode()
        assert "<h1>Shop: $278.14 a month</h1>" in page
        assert "Beside the AWS Pricing Calculator" in page
        assert '<td class="num">$280.00</td><td class="num">$278.14</td><td class="num">-$1.86</td>' in page


def test_a_file_as_it_is(client: Client) -> None:
    assert sent(client, PLAN, "", "application/octet-stream").json()["answer"]["monthly_usd"] == "71.35"


def test_the_account_as_csv(client: Client) -> None:
    lines = sent(client, PLAN, "?format=csv").content.decode().splitlines()
    assert lines[0] == "address,type,outcome,reason,entries"
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("text", "query", "kind", "status", "sentence"),
    [
        (TEMPLATE, "", "application/yaml", 422, "in which Region"),
        (PLAN, "?regoin=eu-west-1", "application/json", 422, "no field of an import"),
        (PLAN, "?parameters=nonsense", "application/json", 422, "NAME=VALUE|Environment=prod"),
        (PLAN, "", "application/pdf", 415, "must be sent as one of"),
        (" ", "", "application/json", 400, "empty"),
        ("{}", "", "application/json", 422, "no plan or state"),
        ("[" * 9999, "", "application/json", 422, "levels deep"),
        (plan(*(change(f"aws_eip.a{each}", {}) for each in range(2001))), "", "application/json", 422, "estimate_file"),
        (PLAN + " " * 1024 * 1024, "", "application/json", 413, "estimate_file|too large"),
    ],
)
def test_what_is_wrong_is_told(client: Client, text: str, query: str, kind: str, status: int, sentence: str) -> None:
    answer = sent(client, text, query, kind)
    assert answer.status_code == status
    assert any(each in answer.content.decode() for each in sentence.split("|"))


def uploaded(client: Client, text: str, **fields: str) -> Any:
    file = SimpleUploadedFile("plan.json", text.encode())
    return client.post("/estimates/new", {"title": "", "file": file, **fields}, follow=True)


def test_the_page_shows_the_account_and_keeps_the_estimate(client: Client) -> None:
    answer = uploaded(client, PLAN)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>Terraform plan: $71.35 a month</h1>" in page
    assert "aws_made_up" in page
    assert "hunter2" not in page
    estimate = client.get(page.partition('class="button go" href="')[2].partition('"')[0])
    assert estimate.status_code == 200
    assert "$71.35" in estimate.content.decode()
    assert "hunter2" not in estimate.content.decode()


def test_the_account_keeps_its_address_after_the_estimate_was_changed(client: Client) -> None:
    answer = uploaded(client, PLAN)
    account = answer.request["PATH_INFO"]
    here = account.removesuffix("import/")
    assert f'<a href="{account}">Terraform plan: what became of it' in client.get(here).content.decode()
    assert "State it" in answer.content.decode()
    ((line, *_),) = [re.findall(r'id="line-([^"]*)"', client.get(here).content.decode())]
    assert client.post(here, {"version": "1", "action": "remove", "entry": line}).status_code == 303
    page = client.get(account).content.decode()
    assert "<h1>Terraform plan: $71.35 a month</h1>" in page
    assert "aws_made_up" in page
    assert f"edit=line-{line}&" not in page
    assert Client().get(account).status_code == 404


def test_the_kept_account_over_rest_is_that_of_the_import(client: Client) -> None:
    name = uploaded(client, PLAN).request["PATH_INFO"].split("/")[2]
    address, key = f"/api/v1/estimates/{name}/import", {"Authorization": f"Bearer {StoredEstimate.objects.get().key}"}
    assert client.get(address, headers=key).json() == sent(client, PLAN).json()
    table = client.get(f"{address}?format=csv", headers=key).content.decode()
    assert table == sent(client, PLAN, "?format=csv").content.decode()
    assert client.get(address).status_code == 404


def test_an_estimate_that_was_not_imported_has_no_account(client: Client) -> None:
    here = client.post("/estimates/new", {"title": "Mine"})["Location"]
    answer = client.get(f"{here}import/")
    assert answer.status_code == 404
    assert "was not made from a plan" in answer.content.decode()
    assert "what became of it" not in client.get(here).content.decode()


def test_what_needs_usage_leads_to_its_field_in_the_form_of_its_line(client: Client) -> None:
    table = plan(
        change("aws_nat_gateway.a", {"connectivity_type": "public"}),
        change("aws_dynamodb_table.t", {"billing_mode": "PAY_PER_REQUEST"}),
        change("aws_lambda_function.f", {"memory_size": 128, "architectures": ["x86_64"]}),
    )
    links = re.findall(r'href="([^"]*)" aria-label="State it: ([^"]*)">', uploaded(client, table).content.decode())
    assert {label.rpartition(" of ")[2] for _, label in links} == {
        *("aws_nat_gateway.a", "aws_dynamodb_table.t", "aws_lambda_function.f"),
    }
    for url, label in links:
        address, _, anchor = unescape(url).partition("#")
        page = client.get(address).content.decode()
        (labelled,) = re.findall(rf'<label for="{anchor}">([^<]*)</label>', page)
        assert labelled.startswith(label.rpartition(" of ")[0])
        assert len(re.findall(rf'<(?:input|select) id="{anchor}" name="usage\.', page)) == 1


def test_a_field_that_there_is_not_changes_nothing(client: Client) -> None:
    page = uploaded(client, PLAN).content.decode()
    (first, *_) = re.findall(r'href="([^"]*)" aria-label="State it', page)
    address = unescape(first).partition("#")[0]
    with_other = client.get(re.sub("field=[^&]*", "field=%3Cscript%3E", address))
    assert with_other.status_code == 200
    assert '<script>"' not in with_other.content.decode()
    assert 'id="u-processed_gb"' in with_other.content.decode()


def test_the_page_keeps_what_was_typed_where_something_is_wrong(client: Client) -> None:
    answer = uploaded(client, TEMPLATE, parameters="Size=x\nOther=1", tags="team")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "has no parameter Other" in page
    assert "Size=x\nOther=1</textarea>" in page
    assert 'name="tags" value="team"' in page


def test_our_own_files_are_read_as_before(client: Client) -> None:
    own = json.dumps({"title": "Own", "groups": [{"name": "All", "entries": [{"service": "s3"}]}]})
    assert [status for _, status in uploaded(client, own).redirect_chain] == [303]
