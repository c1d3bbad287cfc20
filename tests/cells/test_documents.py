"""Whole answers for spreadsheets: XML that FILTERXML reads, CSV that a sheet imports."""

import csv
from decimal import Decimal
from io import StringIO
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.test import Client

from calculator.cells.xml import error_xml, estimate_xml
from calculator.services import SERVICES

EXCEL_CELL = 32_767
EXAMPLES = [(key, example.usage) for key, service in SERVICES.items() for example in service.EXAMPLES]


def xml(client: Client, address: str) -> Element:
    body = client.get(f"/cells/{address}").content.decode()
    assert body.startswith("<result>")
    return fromstring(body)


def rows(client: Client, address: str) -> list[dict[str, str]]:
    body = client.get(f"/cells/{address}").content.decode()
    assert body.count("\n") == body.count("\r\n")
    return list(csv.DictReader(StringIO(body, newline="")))


def test_an_estimate_has_each_number_in_its_own_element(client: Client) -> None:
    result = xml(client, "s3/estimate.xml?storage_gb=0.5")
    assert result.findtext("monthly_usd") == "0.0115"
    assert result.findtext("usage/storage_gb") == "0.5"
    assert result.findtext("capacity/objects/count") == "512"
    assert result.findtext("line_items/line_item[name='storage']/usd") == "0.0115"
    assert result.findtext("line_items/line_item[name='storage']/tiers/tier/usd_per_unit") == "0.023"
    assert result.findtext("price_lists/price_list/service") == "s3"
    assert result.findtext("usage/include_free_tier") == "false"


def test_line_items_sum_to_the_total_in_xml(client: Client) -> None:
    result = xml(client, "s3/estimate.xml?storage_gb=123.456&get_requests=7&data_out_gb=3")
    parts = [Decimal(usd.text or "") for usd in result.findall("line_items/line_item/usd")]
    assert len(parts) > 3
    assert sum(parts) == Decimal(result.findtext("monthly_usd") or "")


def test_a_comparison_has_one_element_for_each_alternative(client: Client) -> None:
    result = xml(client, "s3/compare.xml?by=storage_class")
    alternatives = result.findall("alternatives/alternative")
    assert len(alternatives) == 8
    assert result.findtext("alternatives/alternative[choice='STANDARD']/monthly_usd") == "23"
    assert result.findtext("alternatives/alternative[choice='STANDARD']/delta_usd") == "0"
    assert alternatives[0].findtext("rank") == "1"
    facts = "alternatives/alternative[choice='STANDARD']/facts/fact[name='availability_zones']"
    assert result.findtext(f"{facts}/value") == "3"


def test_what_is_infeasible_has_reasons_and_no_money(client: Client) -> None:
    result = xml(client, "s3/compare.xml?retrieval_speed=expedited&retrieval_gb=1")
    blocked = result.find("alternatives/alternative[choice='DEEP_ARCHIVE']")
    assert blocked is not None
    assert blocked.findtext("feasible") == "false"
    assert "no expedited restores" in (blocked.findtext("reasons/reason") or "")
    assert blocked.find("monthly_usd") is None


@pytest.mark.parametrize(("key", "usage"), EXAMPLES)
@pytest.mark.parametrize("name", ["estimate.xml", "compare.xml", "estimate.csv", "compare.csv"])
def test_an_answer_fits_into_a_cell_of_excel(client: Client, name: str, key: str, usage: dict[str, str]) -> None:
    response = client.get(f"/cells/{key}/{name}", usage)
    assert "X-Cell-Error" not in response
    assert len(response.content) <= EXCEL_CELL


@pytest.mark.parametrize("name", ["estimate.xml", "compare.xml"])
def test_xml_has_no_namespace_and_no_empty_element(client: Client, name: str) -> None:
    elements = list(xml(client, f"s3/{name}").iter())
    assert [each.tag for each in elements if "{" in each.tag or each.attrib] == []
    assert [each.tag for each in elements if not len(each) and not each.text] == []


def test_text_is_escaped_and_free_of_control_characters() -> None:
    text = estimate_xml({"label": 'a<b & "c"\x00\x0b\ud800\n\tend'})
    assert fromstring(text).findtext("label") == 'a<b & "c" end'
    assert fromstring(error_xml("code", "<\x1b&>", {})).findtext("error") == "< &>"


def test_an_error_in_xml_has_code_and_sentences(client: Client) -> None:
    result = xml(client, "s3/estimate.xml?storage_gb=-1&region=%3Cx%3E%00")
    error = result.find("error")
    assert error is not None
    assert error.get("code") == "invalid_input"
    assert (error.text or "").startswith("storage_gb: Storage is too small")
    assert "region: " in (error.text or "")


def test_money_in_xml_is_exact_unless_a_precision_is_given(client: Client) -> None:
    query = "storage_gb=0.5&get_requests=1"
    assert xml(client, f"s3/estimate.xml?{query}").findtext("monthly_usd") == "0.0115004"
    rounded = xml(client, f"s3/estimate.xml?{query}&precision=2")
    assert rounded.findtext("monthly_usd") == "0.01"
    assert rounded.findtext("line_items/line_item[name='storage']/usd") == "0.01"
    assert rounded.findtext("line_items/line_item[name='storage']/tiers/tier/usd_per_unit") == "0.023"


def test_an_estimate_in_csv_has_one_line_item_a_row(client: Client) -> None:
    items = {row["name"]: row for row in rows(client, "s3/estimate.csv?storage_gb=0.5")}
    assert items["storage"]["usd"] == "0.0115"
    assert items["storage"]["quantity"] == "0.5"


def test_a_comparison_in_csv_has_one_alternative_a_row(client: Client) -> None:
    alternatives = {row["choice"]: row for row in rows(client, "s3/compare.csv?by=storage_class&precision=2")}
    assert len(alternatives) == 8
    assert alternatives["STANDARD"]["monthly_usd"] == "23.00"
    assert alternatives["STANDARD"]["objects"] == "1024000"


def test_what_is_infeasible_has_no_money_in_csv_even_when_rounded(client: Client) -> None:
    address = "s3/compare.csv?retrieval_speed=expedited&retrieval_gb=1&precision=2"
    alternatives = {row["choice"]: row for row in rows(client, address)}
    assert alternatives["DEEP_ARCHIVE"]["monthly_usd"] == ""
    assert alternatives["DEEP_ARCHIVE"]["feasible"] == "false"


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("s3/estimate.csv?storage_gb=-1", "storage_gb"),
        ("s3/compare.csv?storage_gb=-1", "storage_gb"),
        ("s3/compare.csv?by=size", "by"),
    ],
)
def test_an_error_in_csv_is_one_row_under_one_heading(client: Client, address: str, field: str) -> None:
    (row,) = rows(client, address)
    assert list(row) == ["error"]
    assert row["error"].startswith(f"ERROR invalid_input {field}: ")
