"""Versions of estimates on their pages, differences, links to them, and whom they are kept from."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from calculator.models import EstimateVersion, StoredEstimate
from tests.web.estimate_pages import PHOTOS, change, document, made, text_of

pytestmark = pytest.mark.django_db


def test_a_change_on_top_of_an_old_version_is_not_lost(client: Client) -> None:
    here = made(client)
    change(client, here, "line", {"entry": "e1", "count": "5"})
    late = change(client, here, "line", {"entry": "e1", "count": "7"})
    assert late.status_code == 409
    page = text_of(late)
    assert "Somebody else has saved version 2 meanwhile" in page
    assert "Save it on top of version 2" in page
    assert 'value="7"' in page


def test_an_old_version_is_restored_and_compared(client: Client) -> None:
    here = made(client)
    change(client, here, "line", {"entry": "e1", "count": "1"})
    told = text_of(client.get(f"{here}compare/"))
    # One bucket less: -942.08 for itself, and 30.72 that both saved together
    assert "−$911.36" in told or "-$911.36" in told
    assert "count: 2 → 1" in told
    assert client.post(f"{here}versions/", {"restore": "1"}).status_code == 303
    assert document(client, here)["groups"][0]["entries"][0]["count"] == 2
    assert "Version 3" in text_of(client.get(f"{here}versions/"))
    assert "$1,853.44" in text_of(client.get(f"{here}versions/1/"))
    for address in ("versions/9/", "versions/x/", "compare/?from=9", "compare/?from=%00"):
        assert client.get(f"{here}{address}").status_code == 404


def test_an_estimate_is_compared_with_another_and_with_other_prices(client: Client) -> None:
    here = made(client)
    other = client.post("/estimates/add", {**PHOTOS, "into": "", "name": "Less", "count": "1"})["Location"].split("/")[
        2
    ]
    told = text_of(client.get(f"{here}compare/?with={other}"))
    # 40,960 x 0.023 - 1,853.44
    assert "Version 1 against Less" in told
    assert "\N{MINUS SIGN}$911.36" in told
    told = text_of(client.get(f"{here}compare/?prices=2026-11-01"))
    assert "Prices of 2026-11-01 against version 1" in told
    assert "$0.00" in told
    assert client.get(f"{here}compare/?with={'x' * 22}").status_code == 404
    assert client.get(f"{here}compare/?prices=soon").status_code == 422
    assert client.get(f"{here}compare/?prices=2999-01-01").status_code == 422


def test_evidence_names_every_price_row_once(client: Client) -> None:
    here = made(client)
    change(client, here, "copy", {"entry": "e1"})
    page = text_of(client.get(f"{here}evidence/"))
    assert page.count("s3 storage, STANDARD") == 1
    assert "$0.023, $0.022" in page


def test_a_link_is_read_only_and_can_be_revoked(client: Client) -> None:
    here = made(client)
    client.post(f"{here}share", {})
    page = text_of(client.get(here))
    token = page.split("/s/")[1][:22]
    visitor = Client()
    shown = visitor.get(f"/s/{token}")
    assert "$1,853.44" in text_of(shown)
    assert "Save line" not in text_of(shown)
    assert (shown["Referrer-Policy"], shown["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert visitor.get(f"/s/{token}/estimate.csv").content.startswith(b"group,")
    assert visitor.get(here).status_code == 404
    client.post(f"{here}share", {"revoke": token})
    assert visitor.get(f"/s/{token}").status_code == 404


def test_the_link_with_the_key_opens_it_elsewhere_and_leaves_the_address(client: Client) -> None:
    here = made(client)
    link = unescape(text_of(client.get(here)).split('id="edit-link" readonly value="')[1].split('"')[0])
    other = Client()
    opened = other.get(link.removeprefix("http://testserver"))
    assert (opened.status_code, opened["Location"]) == (303, here)
    assert other.get(here).status_code == 200
    assert Client().get(f"{here}?key={'x' * 22}").status_code == 404


def test_forms_of_other_sites_change_nothing() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/estimates/add", {**PHOTOS, "into": ""})
    assert answer.status_code == 403
    assert "was not sent from a page of this server" in text_of(answer)


def test_cookies_are_kept_from_scripts_and_other_sites(client: Client) -> None:
    made(client)
    client.get("/estimates/new")
    assert {"estimates", "estimates-form"} <= client.cookies.keys()
    for each in client.cookies.values():
        assert (each["httponly"], each["samesite"], each["path"]) == (True, "Lax", "/estimates/")
    behind_tls = Client().post("/estimates/add", {**PHOTOS, "into": ""}, secure=True)
    assert behind_tls.cookies["estimates"]["secure"]


def test_what_holds_keys_is_not_compressed(client: Client) -> None:
    here = made(client)
    assert "Content-Encoding" not in client.get(here, headers={"accept-encoding": "gzip"})
    assert client.get("/glossary/", headers={"accept-encoding": "gzip"})["Content-Encoding"] == "gzip"


FULL = "The most estimates that this calculator keeps is 1, and it has them: this one is not kept."


def test_one_estimate_too_many_is_refused_and_the_others_go_on(client: Client, settings: Any) -> None:
    settings.MOST_ESTIMATES = 1
    here = made(client)
    refused = client.post("/estimates/add", {**PHOTOS, "name": "More", "count": "1", "into": ""})
    assert refused.status_code == 422
    assert FULL in text_of(refused)
    assert 'value="40 TB"' in text_of(refused)
    told = client.post("/api/v1/estimates", {"title": "More", "groups": []}, content_type="application/json")
    assert told.status_code == 422
    assert FULL in told.json()["errors"][0]["message"]
    assert client.post("/estimates/new", {"title": "More"}).status_code == 422
    assert StoredEstimate.objects.count() == 1
    change(client, here, "add_group", {"name": "Still saved"})
    assert EstimateVersion.objects.filter(estimate_id=here.split("/")[2]).count() == 2
