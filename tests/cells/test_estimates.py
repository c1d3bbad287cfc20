"""Cells of an estimate that a link shows."""

import pytest
from django.test import Client

from calculator.models import EstimateShare

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell(client: Client) -> str:
    """Two buckets of 40 TB as one line: 51,200 x 0.023 + 30,720 x 0.022 = 1,853.44."""
    here = client.post(
        "/estimates/add", {"service": "s3", "storage_gb": "40 TB", "name": "Photos", "count": "2", "into": ""}
    )["Location"]
    client.post(f"{here}share", {})
    return f"/cells/estimates/{EstimateShare.objects.get().token}/"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("effective_monthly_usd", "1853.44"),
        ("annual_usd", "22241.28"),
        ("annual_usd?precision=0", "22241"),
        ("list.effective_monthly_usd", "1884.16"),
        ("by_service.s3.monthly_usd", "1853.44"),
        ("groups.All.entries.Photos.line_items.storage.quantity", "81920"),
        ("groups.0.entries.0.count?r=5", "2"),
        ("is_complete", "true"),
    ],
)
def test_a_value_is_one_line(client: Client, cell: str, value: str, text: str) -> None:
    answer = client.get(f"{cell}{value}")
    assert (answer.status_code, answer.content.decode()) == (200, text)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("monthly_us", "Did you mean monthly_usd"),
        ("groups", "is not one value"),
        ("monthly_usd?region=eu-west-1", "leave the parameter out"),
        ("monthly_usd?dialect=decimal_comma", "CSV alone"),
        ("", "unknown_name"),
    ],
)
def test_what_is_wrong_is_a_sentence_in_the_cell(client: Client, cell: str, value: str, told: str) -> None:
    answer = client.get(f"{cell}{value}")
    assert answer.status_code == 200
    assert answer.content.startswith(b"ERROR ")
    assert told in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_the_whole_is_csv(client: Client, cell: str) -> None:
    assert client.get(f"{cell}estimate.csv").content.startswith(b"group,")
    assert b"1853,44" in client.get(f"{cell}estimate.csv?dialect=decimal_comma&precision=2").content


def test_a_link_that_shows_nothing_says_so(client: Client) -> None:
    answer = client.get(f"/cells/estimates/{'x' * 22}/monthly_usd")
    assert answer.content.startswith(b"ERROR unknown_name token:")
    assert client.get(f"/cells/estimates/{'x' * 22}/monthly_usd?strict=1").status_code == 404
    assert client.options(f"/cells/estimates/{'x' * 22}/monthly_usd").status_code == 204
