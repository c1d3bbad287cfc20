"""Estimates against strangers: what a link may not do, what leaks nowhere, and whose text is never more than text."""

import json
import logging
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from calculator.models import EstimateShare, EstimateVersion, StoredEstimate
from calculator.request_log import WithoutSecrets

pytestmark = pytest.mark.django_db

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'); alert(1);//",
    "{{ 7|add:7 }}{% load x %}",
    '=HYPERLINK("http://evil.example")',
    "javascript:alert(1)",
    "</textarea><svg onload=alert(1)>",
)
PAGES = ("", "?edit=line-e1", "?edit=group-g1", "rows/line-e1", "rows/group-g1", "versions/", "versions/1/", "compare/",
         "evidence/")  # fmt: skip
FILES = ("estimate.json", "estimate.csv", "estimate.flat.csv", "estimate.xlsx", "estimate.pdf")
# Every form of an estimate's pages.
FORMS = ("/estimates/new", "/estimates/add", "{here}", "{here}preview", "{here}versions/", "{here}share")


def kept(client: Client, text: str = "Photos") -> str:
    """An estimate that has a text wherever a person can type one; its second version differs from the first."""
    entry = {"id": "e1", "name": text, "note": text, "service": "s3", "usage": {"storage_gb": "1 TB"}}
    group = {"id": "g1", "name": text, "note": text, "entries": [{**entry, "tags": {"team": text, text: "x"}}]}
    currency = {"code": "EUR", "per_usd": "0.9", "date": "2026-11-20", "source": text}
    content = json.dumps({"title": text, "note": text, "currency": currency, "groups": [group]}).encode()
    here = str(client.post("/estimates/new", {"file": SimpleUploadedFile("a.json", content)})["Location"])
    form = {"version": "1", "action": "line", "entry": "e1", "region": text, "usage.storage_gb": text}
    assert client.post(here, form).status_code == 303
    return here


def shared(client: Client, here: str) -> str:
    """The token of a link to it."""
    client.post(f"{here}share", {})
    return str(EstimateShare.objects.latest("created_at").token)


@pytest.mark.series(quick=2, further=7)
@pytest.mark.parametrize("text", PAYLOADS)
def test_a_stored_text_is_a_text_on_every_page(client: Client, text: str) -> None:
    here = kept(client, text)
    token = shared(client, here)
    addresses = [
        *(f"{here}{each}" for each in PAGES),
        "/estimates/",
        f"/s/{token}",
        f"/estimates/add?service=s3&name={text}",
    ]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = answer.content.decode()
        assert not re.search(r"<script>alert|<img src=x|<svg onload|href=.javascript:", page), address
        assert "14}" not in page


@pytest.mark.series(quick=1, further=3)
@pytest.mark.parametrize("text", [each for each in PAYLOADS if each[0] in "=<'"])
def test_a_stored_text_is_a_text_in_every_file(client: Client, text: str) -> None:
    here = kept(client, text)
    for kind in ("csv", "flat.csv"):
        for line in client.get(f"{here}estimate.{kind}").content.decode().splitlines():
            assert not re.search(r'(^|,)"?[=+@-]', line), line
    workbook = openpyxl.load_workbook(BytesIO(client.get(f"{here}estimate.xlsx").content))
    formulas = [cell.value for sheet in workbook for row in sheet for cell in row if cell.data_type == "f"]
    assert formulas
    assert [each for each in formulas if "evil" in str(each) or "alert" in str(each)] == []
    assert [cell.hyperlink for sheet in workbook for row in sheet for cell in row if cell.hyperlink] == []
    assert client.get(f"{here}estimate.pdf").content.startswith(b"%PDF-")


@pytest.mark.parametrize("form", FORMS)
def test_no_form_is_taken_from_another_site(form: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    here = kept(Client())
    estimate = StoredEstimate.objects.get()
    strict.get(f"{here}?key={estimate.key}")
    sent = {"version": "2", "action": "remove", "entry": "e1", "service": "s3", "into": estimate.id, "restore": "1"}
    assert strict.post(form.format(here=here), sent).status_code == 403
    assert (EstimateVersion.objects.count(), EstimateShare.objects.count()) == (2, 0)


def attempts(here: str, token: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """How somebody who has a link to read may try to change what it shows."""
    bearer = {"authorization": f"Bearer {token}"}
    name = here.split("/")[2]
    for method in ("post", "put", "patch", "delete"):
        yield method, f"/s/{token}", {}
        yield method, f"/api/v1/shared/{token}", {}
        yield method, f"/cells/estimates/{token}/monthly_usd", {}
        yield method, here, {}
        yield method, f"/api/v1/estimates/{name}", bearer
        yield method, f"/api/v1/estimates/{name}/shares", bearer
        yield method, f"/api/v1/estimates/{token}", bearer
    yield "get", f"{here}?key={token}", {}
    yield "get", f"/estimates/{token}/?key={token}", {}
    yield "post", f"/s/{token}/", {}
    yield "post", f"{here}preview", {}


def test_a_link_to_read_changes_nothing(client: Client) -> None:
    here = kept(client)
    token = shared(client, here)
    for method, address, headers in attempts(here, token):
        body = {"data": "{}", "content_type": "application/json"} if method != "get" else {}
        stranger = getattr(Client(), method)(address, **body, headers={**headers, "if-match": '"2"'})
        assert stranger.status_code in (403, 404, 405), (method, address)
    assert (EstimateVersion.objects.count(), EstimateShare.objects.filter(revoked_at=None).count()) == (2, 1)


def test_nothing_of_an_estimate_is_told_without_its_key(client: Client) -> None:
    here = kept(client, "Secret plan")
    token = shared(client, here)
    own = StoredEstimate.objects.get()
    there = kept(client, "Another")
    other = StoredEstimate.objects.exclude(pk=own.pk).get()
    stranger = Client()
    stranger.get(f"{there}?key={other.key}")
    addresses = [*(f"{here}{each}" for each in (*PAGES, *FILES)), f"{here}?key={other.key}"]
    for address in addresses:
        answer = stranger.get(address)
        assert answer.status_code == 404, address
        assert b"Secret plan" not in answer.content
    assert b"Secret plan" not in stranger.get("/estimates/").content
    # A link of one estimate is not revoked by the key of another.
    assert stranger.post(f"{there}share", {"revoke": token}).status_code == 404
    assert stranger.get(f"/s/{token}").status_code == 200


def test_what_is_revoked_shows_nothing_anywhere(client: Client) -> None:
    here = kept(client)
    token = shared(client, here)
    addresses = [f"/s/{token}", *(f"/s/{token}/{each}" for each in FILES), f"/api/v1/shared/{token}",
                 f"/cells/estimates/{token}/monthly_usd?strict=1"]  # fmt: skip
    assert {Client().get(each).status_code for each in addresses} == {200}
    client.post(f"{here}share", {"revoke": token})
    assert {Client().get(each).status_code for each in addresses} == {404}


def test_nothing_of_an_estimate_is_kept_by_others_or_told_to_other_sites(client: Client) -> None:
    here = kept(client)
    token, key = shared(client, here), StoredEstimate.objects.get().key
    addresses = [f"{here}{each}" for each in (*PAGES, *FILES)]
    addresses += [f"{here}?key={key}", f"/s/{token}", f"/s/{token}/estimate.csv", "/estimates/", "/estimates/new"]
    addresses += [f"{here}versions/99/", f"/s/{'x' * 22}", f"/estimates/{'x' * 22}/"]
    for address in addresses:
        answer = client.get(address)
        assert answer["Cache-Control"] == "private, no-store", address
        assert answer["X-Robots-Tag"] == "noindex"
        assert answer["Referrer-Policy"] == ("no-referrer" if address.startswith("/s/") else "same-origin")
        assert key not in answer.get("Location", "")
        assert key not in "".join(re.findall(r"<title>.*?</title>", answer.content.decode("utf-8", "replace")))


def test_the_page_that_a_link_shows_has_no_secret_of_the_estimate(client: Client) -> None:
    here = kept(client)
    token, estimate = shared(client, here), StoredEstimate.objects.get()
    texts = [Client().get(f"/s/{token}{each}").content.decode() for each in ("", *(f"/{kind}" for kind in FILES[:3]))]
    texts.append(Client().get(f"/api/v1/shared/{token}").content.decode())
    workbook = openpyxl.load_workbook(BytesIO(Client().get(f"/s/{token}/estimate.xlsx").content))
    texts.append(" ".join(str(cell.value) for sheet in workbook for row in sheet for cell in row))
    pdf = PdfReader(BytesIO(Client().get(f"/s/{token}/estimate.pdf").content))
    texts.append("".join(each.extract_text() for each in pdf.pages).replace("\n", ""))
    assert all("Photos" in each for each in texts)
    assert [each for each in texts if estimate.key in each or estimate.id in each] == []


def test_the_log_has_no_secret(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    caplog.handler.addFilter(WithoutSecrets())
    here = kept(client)
    token, estimate = shared(client, here), StoredEstimate.objects.get()
    bearer: dict[str, Any] = {"authorization": f"Bearer {estimate.key}"}
    client.get(f"{here}?key={estimate.key}")
    for address in (f"/s/{token}", f"/s/{token}/estimate.csv", f"/s/{token}/nothing", f"/api/v1/shared/{token}",
                    f"/cells/estimates/{token}/monthly_usd", f"/api/v1/estimates/{estimate.id}"):  # fmt: skip
        client.get(address, headers=bearer)
    client.delete(f"/api/v1/estimates/{estimate.id}/shares/{token}", headers=bearer)
    Client(enforce_csrf_checks=True).post(here, {})
    assert "/s/*" in caplog.text
    for secret in (token, estimate.key, estimate.id):
        assert secret not in caplog.text
