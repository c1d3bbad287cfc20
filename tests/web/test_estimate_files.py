"""Estimates made from files and written to files on their pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.estimate_pages import document, made, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "content", "status", "told"),
    [
        ("a.csv", b"service,storage_gb,count\ns3,40 TB,2\n", 303, ""),
        ("a.json", b'{"title": "Shop", "groups": []}', 303, ""),
        ("a.csv", b"a,b\n1,2\n", 422, "The first line must name the columns"),
        ("a.csv", b"\xff\xfe", 422, "not UTF-8"),
        ("a.json", b"{", 422, "not JSON"),
        ("a.bin", b"\x00" * 1024 * 1024 + b"x", 422, "too large"),
    ],
)
def test_an_estimate_is_made_from_a_file(client: Client, name: str, content: bytes, status: int, told: str) -> None:
    answer = client.post("/estimates/new", {"title": "", "file": SimpleUploadedFile(name, content)})
    assert answer.status_code == status
    assert told in text_of(answer)


def test_the_lines_come_back_from_their_csv(client: Client) -> None:
    here = made(client)
    flat = client.get(f"{here}estimate.flat.csv").content
    again = client.post("/estimates/new", {"file": SimpleUploadedFile("a.csv", flat)})["Location"]
    assert document(client, again)["groups"] == document(client, here)["groups"]


def test_a_dialect_that_is_none_is_told(client: Client) -> None:
    here = made(client)
    assert client.get(f"{here}estimate.csv?dialect=x").status_code == 422
    assert b";" in client.get(f"{here}estimate.csv?dialect=decimal_comma").content


def test_the_workbook_is_a_zip_with_a_name_of_its_own(client: Client) -> None:
    answer = client.get(f"{made(client)}estimate.xlsx")
    assert answer.content.startswith(b"PK")
    assert answer["Content-Disposition"] == 'attachment; filename="Photos-v1.xlsx"'


def test_an_estimate_starts_from_a_blueprint(client: Client) -> None:
    assert "Start from a blueprint" in text_of(client.get("/estimates/new"))
    here = client.post("/estimates/new", {"blueprint": "web_application"})["Location"]
    assert "Web application in three tiers" in text_of(client.get(here))
    assert client.post("/estimates/new", {"blueprint": "x"}).status_code == 404


def test_a_workbook_comes_back_as_the_same_estimate(client: Client) -> None:
    here = made(client)
    workbook = client.get(f"{here}estimate.xlsx").content
    again = client.post("/estimates/new", {"file": SimpleUploadedFile("a.xlsx", workbook)})["Location"]
    assert document(client, again) == document(client, here)
    damaged = client.post("/estimates/new", {"file": SimpleUploadedFile("a.xlsx", workbook[:500])})
    assert damaged.status_code == 422


def test_the_pdf_is_one(client: Client) -> None:
    answer = client.get(f"{made(client)}estimate.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
