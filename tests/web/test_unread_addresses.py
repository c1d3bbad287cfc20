"""What of an address or a form no page reads: named on every page, refused where something would be saved."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

PAGES = (
    "/",
    "/?q=queue",
    "/batch/",
    "/estimates/",
    "/estimates/new",
    "/estimates/add?service=s3&storage_gb=100",
    "/glossary/",
    "/help/",
    "/learn/s3/",
    "/prices/",
    "/prices/history/",
    "/s3/",
    "/s3/compare/",
    "/s3/reprice/",
    "/services/",
    "/ec2/types/",
    "/ec2/commitments/",
    "/ec2/commitments/exchange/",
)
OF_AN_ESTIMATE = ("", "compare/", "versions/", "versions/1/", "evidence/", "commitments/")


def made(client: Client) -> str:
    return str(client.post("/estimates/add", {"service": "s3", "storage_gb": "100", "into": ""})["Location"])


def text(client: Client, address: str, more: str) -> str:
    return client.get(f"{address}{'&' if '?' in address else '?'}{more}").content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_names_what_it_does_not_read(client: Client, address: str) -> None:
    assert "Ignored from the address: utm_source." in text(client, address, "utm_source=x")
    assert "Ignored from" not in client.get(address).content.decode()


@pytest.mark.parametrize("view", OF_AN_ESTIMATE)
def test_a_page_of_an_estimate_names_what_it_does_not_read(client: Client, view: str) -> None:
    address = f"{made(client)}{view}"
    assert "Ignored from the address: utm_source." in text(client, address, "utm_source=x")
    assert "Ignored from" not in client.get(address).content.decode()


def test_of_a_name_that_is_given_twice_the_first_value_is_named(client: Client) -> None:
    assert "Ignored from the address: q=queue." in text(client, "/", "q=queue&q=bucket")


def test_what_a_page_does_not_read_is_not_added_to_an_estimate(client: Client) -> None:
    page = text(client, "/estimates/add?service=s3&storage_gb=100", "utm_source=x")
    assert 'name="utm_source"' not in page
    assert 'name="storage_gb" value="100"' in page


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"colour": "red"}, "colour has no meaning here; leave it out."),
        ({"name": ["a", "b"]}, "name is given more than once; give it once."),
    ],
)
def test_a_form_that_would_save_refuses_what_nobody_reads(
    client: Client, form: dict[str, object], sentence: str
) -> None:
    address = made(client)
    answers = [
        client.post("/estimates/add", {"service": "s3", **form}),
        client.post(address, {"action": "settings", "version": "1", "title": "New", **form}),
    ]
    assert [each.status_code for each in answers] == [422, 422]
    assert all(sentence in each.content.decode() for each in answers)
    assert "New" not in client.get(address).content.decode().partition("<h1>")[2].partition("</h1>")[0]
