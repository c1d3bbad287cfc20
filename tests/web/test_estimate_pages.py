"""The pages of estimates: lines and groups added, changed and moved; nothing that was typed is lost."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from calculator.models import EstimateVersion
from tests.web.estimate_pages import change, document, made, text_of

pytestmark = pytest.mark.django_db


def test_a_workload_is_added_and_its_total_shown(client: Client) -> None:
    here = made(client)
    page = text_of(client.get(here))
    # 51,200 x 0.023 + 30,720 x 0.022
    assert "$1,853.44/month · Photos" in page
    assert "Photos" in text_of(client.get("/estimates/"))
    assert client.get(here)["Cache-Control"] == "private, no-store"


def test_the_first_page_leads_to_the_estimates_of_this_browser_and_knows_none_of_them(client: Client) -> None:
    here = made(client)
    home = client.get("/")
    assert here not in text_of(home)
    assert 'data-recent="/estimates/recent"' in text_of(home)
    assert "/estimates/new#blueprint-web_application" in text_of(home)
    assert 'id="blueprint-web_application"' in text_of(client.get("/estimates/new"))
    told = client.get("/estimates/recent")
    assert here in text_of(told) and "$1,853.44" in text_of(told)
    assert told["Cache-Control"] == "private, no-store"
    assert here not in text_of(Client().get("/estimates/recent"))


def test_a_second_line_goes_into_the_same_estimate_and_is_edited_on_its_page(client: Client) -> None:
    here = made(client)
    name = here.split("/")[2]
    queue = {"service": "sqs", "requests": "300 million", "estimate": name, "into": name}
    assert client.post("/estimates/add", queue)["Location"] == here
    entries = document(client, here)["groups"][0]["entries"]
    assert [each["service"] for each in entries] == ["s3", "sqs"]
    line = entries[1]["id"]
    page = text_of(client.get(f"/sqs/?requests=300+million&estimate={name}&entry={line}"))
    assert "Save line" in page
    assert "Ignored" not in page
    client.post("/estimates/add", {**queue, "requests": "5 million", "entry": line})
    assert document(client, here)["groups"][0]["entries"][1]["usage"] == {"requests": "5 million"}


@pytest.mark.parametrize(
    ("action", "form", "told"),
    [
        ("line", {"entry": "e1", "name": "Pictures", "region": "eu-west-1", "count": "3"}, "Pictures"),
        ("copy", {"entry": "e1"}, "2 lines"),
        ("remove", {"entry": "e1"}, "No lines yet"),
        ("up", {"entry": "e1"}, "Photos"),
        ("down", {"entry": "e1"}, "Photos"),
        ("add_group", {"name": "Staging"}, "Staging"),
        ("group", {"group": "g1", "name": "Production", "note": "For customers"}, "For customers"),
        ("copy_group", {"group": "g1"}, "2 lines"),
        ("group_up", {"group": "g1"}, "Photos"),
        ("group_down", {"group": "g1"}, "Photos"),
        ("line", {"entry": "e1", "tags": "team=shop; stage=prod", "note": "Of 2025"}, "stage=prod"),
        ("line", {"entry": "e1", "usage.storage_gb": "81,920"}, "$3,655.68/month"),
        ("remove_group", {"group": "g1"}, "0 lines"),
        ("settings", {"title": "Shop", "month": "31", "pool_tiers": "on", "percent_off": "9%"}, "A month of 31 days"),
    ],
)
def test_every_button_does_what_it_says(client: Client, action: str, form: dict[str, str], told: str) -> None:
    here = made(client)
    assert change(client, here, action, form).status_code == 303
    assert told in text_of(client.get(here))


def test_what_a_row_form_leaves_empty_is_its_default(client: Client) -> None:
    here = made(client)
    change(client, here, "line", {"entry": "e1", "usage.storage_gb": "1 TB", "usage.storage_class": "", "tags": ""})
    assert document(client, here)["groups"][0]["entries"][0]["usage"] == {"storage_gb": "1 TB"}


def test_every_change_is_undone_by_one_press(client: Client) -> None:
    here = made(client)
    before = document(client, here)
    after = change(client, here, "remove", {"entry": "e1"})["Location"]
    assert 'value="undo"' in text_of(client.get(after))
    assert "No lines yet" in text_of(client.get(after))
    change(client, here, "undo", {}, 2)
    assert document(client, here) == before
    assert change(client, here, "undo", {}, 2).status_code == 409


@pytest.mark.parametrize(
    ("action", "form", "lines"),
    [
        ("place", {"entry": "e3", "into": "g1", "before": "e1"}, [["e3", "e1", "e2"], [], []]),
        ("place", {"entry": "e1", "into": "g2"}, [["e2"], ["e3", "e1"], []]),
        ("place", {"entry": "e1", "into": "g1", "before": "e1"}, [["e1", "e2"], ["e3"], []]),
        ("line", {"entry": "e1", "into": "g3"}, [["e2"], ["e3"], ["e1"]]),
        ("line", {"entry": "e1", "into": "g1"}, [["e1", "e2"], ["e3"], []]),
        ("group_down", {"group": "g1"}, [["e3"], [], ["e1", "e2"]]),
        ("group_up", {"group": "g3"}, [["e1", "e2"], ["e3"], []]),
        ("place_group", {"group": "g2", "beside": "g1"}, [["e3"], [], ["e1", "e2"]]),
        ("place_group", {"group": "g3"}, [["e1", "e2"], ["e3"], []]),
        ("group", {"group": "g1", "inside": "g2", "was_inside": ""}, [["e3"], [], ["e1", "e2"]]),
        ("group", {"group": "g3", "inside": "", "was_inside": "g2"}, [["e1", "e2"], ["e3"], []]),
    ],
)
def test_lines_and_groups_are_moved(client: Client, action: str, form: dict[str, str], lines: list[Any]) -> None:
    here = of_groups(client)
    assert change(client, here, action, form).status_code == 303
    assert [[each["id"] for each in group["entries"]] for group in groups_of(document(client, here))] == lines


def of_groups(client: Client) -> str:
    """Two lines in one group, one in another that has a third, empty one within it."""
    queue = {"service": "sqs", "usage": {"requests": "5 million"}}
    groups = [
        {"id": "g1", "entries": [{"id": "e1", **queue}, {"id": "e2", **queue}]},
        {"id": "g2", "entries": [{"id": "e3", **queue}], "groups": [{"id": "g3"}]},
    ]
    content = json.dumps({"groups": groups}).encode()
    return str(client.post("/estimates/new", {"file": SimpleUploadedFile("a.json", content)})["Location"])


def groups_of(part: Any) -> list[Any]:
    return [one for group in part["groups"] for one in (group, *groups_of(group))]


@pytest.mark.parametrize("form", [{"group": "g2", "inside": "g3"}, {"group": "g2", "beside": "g3"}])
def test_a_group_is_never_moved_into_itself(client: Client, form: dict[str, str]) -> None:
    answer = change(client, of_groups(client), "place_group", form)
    assert answer.status_code == 422
    assert "within itself" in text_of(answer)


@pytest.mark.parametrize("action", ["place", "place_group", "line", "group", "remove", "copy_group", "group_up"])
def test_a_row_that_is_none_is_told(client: Client, action: str) -> None:
    assert change(client, made(client), action, {"entry": "x", "group": "x", "into": "x"}).status_code == 404


def test_a_row_opens_in_its_place_with_what_was_typed(client: Client) -> None:
    here = made(client)
    page = text_of(client.get(f"{here}?edit=line-e1"))
    alone = text_of(client.get(f"{here}rows/line-e1"))
    for text in (page, alone):
        assert 'name="usage.storage_gb" value="40 TB"' in text
        assert "Save line" in text
    assert "<html" not in alone
    assert "Save group" in text_of(client.get(f"{here}rows/group-g1"))
    assert {client.get(f"{here}rows/{row}").status_code for row in ("line-x", "group-x", "x")} == {404}


def test_what_a_change_would_cost_is_told_and_not_saved(client: Client) -> None:
    here = made(client)
    form = {"version": "1", "action": "line", "entry": "e1", "count": "1"}
    told = client.post(f"{here}preview", form).json()
    # 40,960 x 0.023
    assert (told["monthly_usd"], told["total"]["effective_monthly"]) == ("942.08", "$942.08")
    assert told["rows"]["line-e1"]["share"] == "100.0%"
    refused = client.post(f"{here}preview", {**form, "count": "many"})
    assert (refused.status_code, refused.json()) == (200, {"problems": ["`count` must be a whole number."]})
    assert EstimateVersion.objects.count() == 1


def test_a_stated_rate_shows_the_total_in_another_currency_too(client: Client) -> None:
    here = made(client)
    settings = {"title": "Photos", "month": "730", "pool_tiers": "on"}
    stated = {"currency": "eur", "per_usd": "0.92", "date": "2026-11-20", "source": "ECB"}
    change(client, here, "settings", {**settings, **stated})
    # 1,853.44 x 0.92
    assert "EUR 1,705.16" in text_of(client.get(here))
    kept = {"code": "EUR", "per_usd": "0.92", "date": "2026-11-20", "source": "ECB"}
    assert document(client, here)["currency"] == kept
    wrong = change(client, here, "settings", {**settings, **stated, "per_usd": "much"}, 2)
    assert (wrong.status_code, "must be a number" in text_of(wrong)) == (422, True)
    change(client, here, "settings", {**settings, "currency": ""}, 2)
    assert document(client, here)["currency"] == "USD"


def test_a_line_moves_over_the_end_of_its_group_into_the_next(client: Client) -> None:
    here = made(client)
    change(client, here, "add_group", {"name": "Staging"})
    change(client, here, "down", {"entry": "e1"}, 2)
    assert [len(each["entries"]) for each in document(client, here)["groups"]] == [0, 1]


@pytest.mark.parametrize(
    ("action", "form", "told"),
    [
        ("line", {"entry": "e1", "count": "many"}, "must be a whole number"),
        ("line", {"entry": "e1", "count": "-1"}, "greater than or equal to 0"),
        ("settings", {"title": "x" * 300, "month": "730"}, "too long"),
        ("settings", {"title": "x", "month": "27"}, "The months are"),
        ("settings", {"title": "x", "month": "730", "as_of": "2999-01-01"}, "No prices are known"),
        ("settings", {"title": "x", "month": "730", "percent_off": "much"}, "must be a number"),
        ("nothing", {}, "no such change"),
    ],
)
def test_a_wrong_change_is_told_and_keeps_what_was_typed(
    client: Client, action: str, form: dict[str, str], told: str
) -> None:
    here = made(client)
    answer = change(client, here, action, form)
    assert answer.status_code == 422
    page = text_of(answer)
    assert told in page
    assert all(text in page for text in form.values())
    assert EstimateVersion.objects.count() == 1


@pytest.mark.parametrize("query", ["service=s3&storage_gb=x", "service=s3&%00=1", "service=s3&count=%F0%9F%98%80"])
def test_a_line_that_makes_no_sense_is_added_as_typed_or_refused(client: Client, query: str) -> None:
    assert client.get(f"/estimates/add?{query}").status_code == 200
    fields = dict(part.split("=") for part in query.split("&"))
    assert client.post("/estimates/add", {**fields, "into": ""}).status_code in (303, 422)


@pytest.mark.parametrize("address", ["/estimates/add", "/estimates/add?service=s4", "/estimates/xyz/", "/s/abc"])
def test_what_is_not_there_is_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_what_is_often_forgotten_is_one_press_away(client: Client) -> None:
    here = made(client)
    assert "Data out to the internet" in text_of(client.get(here))
    assert change(client, here, "forgotten", {"item": "internet"}).status_code == 303
    page = text_of(client.get(here))
    assert "2 lines" in page and "Often forgotten" not in page
    assert change(client, here, "forgotten", {"item": "x"}, 2).status_code == 404


def test_a_line_goes_into_the_group_that_is_chosen(client: Client) -> None:
    here = made(client)
    name = here.split("/")[2]
    assert "Photos › All" not in text_of(client.get("/estimates/add?service=sqs"))
    change(client, here, "add_group", {"name": "Production"})
    groups = {each["name"]: each["id"] for each in document(client, here)["groups"]}
    page = text_of(client.get("/estimates/add?service=sqs"))
    assert f'value="{name}.{groups["Production"]}">Photos › Production</option>' in page
    into = f"{name}.{groups['Production']}"
    assert client.post("/estimates/add", {"service": "sqs", "requests": "5", "into": into})["Location"] == here
    found = {each["name"]: [line["service"] for line in each["entries"]] for each in document(client, here)["groups"]}
    assert found == {"All": ["s3"], "Production": ["sqs"]}


def test_a_group_that_is_gone_is_told_and_nothing_is_added(client: Client) -> None:
    here = made(client)
    into = f"{here.split('/')[2]}.gone"
    assert client.post("/estimates/add", {"service": "sqs", "into": into}).status_code == 404
    assert [line["service"] for each in document(client, here)["groups"] for line in each["entries"]] == ["s3"]
