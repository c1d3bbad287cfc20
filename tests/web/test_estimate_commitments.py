"""The page of an estimate's commitments: for whoever has its key or a link, its address is its state."""

import json
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from calculator.models import EstimateShare

pytestmark = pytest.mark.django_db
WEB = {"id": "web", "name": "Web <b>", "service": "ec2", "usage": {"instance_type": "m7g.xlarge", "instances": "3"}}
PHOTOS = {"id": "photos", "name": "Photos", "service": "s3", "usage": {"storage_gb": "1000"}}


def made(client: Client, *entries: dict[str, Any]) -> str:
    groups = [{"id": "g", "entries": [*(entries or (WEB, PHOTOS))]}]
    content = json.dumps({"title": "Shop", "prices": {"as_of": "2026-11-21"}, "groups": groups}).encode()
    return str(client.post("/estimates/new", {"file": SimpleUploadedFile("a.json", content)})["Location"])


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def test_the_page_says_what_the_whole_estimate_costs_with_the_mix_of_least_cost(client: Client) -> None:
    here = made(client)
    assert f'href="{here}commitments/"' in text(client, here)
    page = text(client, f"{here}commitments/")
    # 3 x 730 x 0.1632 + 23; with 3 x 1,693 / 36 instead; the difference.
    assert "$380.41" in page
    assert "$164.08" in page
    assert "$216.32 (56.9%)" in page
    assert "Least cost: 3 instances of Reserved, 3 years, all upfront, m7g.xlarge Linux, us-east-1." in page
    assert "Commitments of Amazon S3 are not looked at here, or have no price in our data." in page
    assert "Web &lt;b&gt;" in client.get(f"{here}commitments/").content.decode()


def test_what_may_be_bought_stands_in_the_address(client: Client) -> None:
    here = made(client)
    page = text(client, f"{here}commitments/?terms=1y&payments=no_upfront&consider=reserved&months=12")
    assert "Reserved, 1 year, no upfront" in page
    assert "3 years" not in page.split('aria-labelledby="mixes-heading"')[1]
    assert "?months=12&consider=reserved&terms=1y&payments=no_upfront&as=csv" in page


@pytest.mark.parametrize(
    ("query", "sentence", "kept"),
    [("months=99", "Horizon is too large", 'value="99"'), ("most_upfront_usd=x", "Most upfront", 'value="x"')],
)
def test_what_is_wrong_is_said_and_stays_typed(client: Client, query: str, sentence: str, kept: str) -> None:
    # Also where there is nothing to ask of.
    for entries in ((WEB,), (PHOTOS,)):
        page = text(client, f"{made(client, *entries)}commitments/?{query}", 422)
        assert sentence in page
        assert kept in page


def test_an_estimate_with_nothing_to_commit_to_says_so_and_why(client: Client) -> None:
    page = text(client, f"{made(client, PHOTOS)}commitments/")
    assert "Nothing to commit to" in page
    assert "Commitments of Amazon S3" in page


def test_a_parameter_that_means_nothing_is_named(client: Client) -> None:
    assert "Ignored from the address: region." in text(client, f"{made(client)}commitments/?region=eu-west-1")


def test_a_csv_is_refused_for_what_it_has_no_place_to_name(client: Client) -> None:
    here = f"{made(client)}commitments/"
    assert "region has no meaning here; leave it out." in text(client, f"{here}?region=eu-west-1&as=csv", 422)
    assert "months is given more than once" in text(client, f"{here}?months=12&months=24", 422)
    assert "Ignored from the address: as." in text(client, f"{here}?as=pdf")


def test_only_who_has_the_key_or_a_link_sees_it(client: Client) -> None:
    here = made(client)
    stranger = Client()
    assert stranger.get(f"{here}commitments/").status_code == 404
    client.post(f"{here}share", {})
    token = EstimateShare.objects.latest("created_at").token
    address = f"/s/{token}/commitments/"
    assert f'href="{address}"' in text(stranger, f"/s/{token}")
    answer = stranger.get(address)
    assert answer.status_code == 200
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    # A link shows and does not tell whose estimate it is.
    assert here not in answer.content.decode()
    assert stranger.post(address).status_code == 405
    client.post(f"{here}share", {"revoke": token})
    assert stranger.get(address).status_code == 404


def test_the_csv_has_the_mixes_and_the_lines_left_out(client: Client) -> None:
    answer = client.get(f"{made(client)}commitments/?as=csv")
    lines = answer.content.decode().splitlines()
    assert lines[0].startswith("mix,names,option") and lines[0].endswith("line_left_out,left_out_because")
    assert lines[-1].endswith('Photos,"Commitments of Amazon S3 are not looked at here, or have no price in our data."')
    assert any("reserved_3y_all_upfront" in each for each in lines)
