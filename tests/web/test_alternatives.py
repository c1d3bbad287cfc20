"""What stands beside the alternatives: what makes them unfit, why others are none, where to find more."""

import re
from html import escape, unescape

import pytest
from django.test import Client

from calculator.application.questions import answer, ask, ask_comparison
from calculator.presentation.form_state import opened
from calculator.presentation.price_dates import price_dates
from calculator.services import SERVICES
from calculator.web.ranking import caveats
from tests.web.reading import KEYS, body

RESTORE = "S3 Glacier Deep Archive must be restored before it is read"
TOO_FAST_FOR_MOST = "/ebs/?iops=70k"


def part(text: str, start: str, end: str) -> str:
    """From the first occurrence of a text to the next of another."""
    found = text[text.index(start) :]
    return found[: found.index(end)]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("view", ["", "compare/"])
def test_every_alternative_says_what_to_know_before_it_is_chosen(client: Client, key: str, view: str) -> None:
    text = unescape(body(client, f"/{key}/{view}"))
    told = [caveats(each.answer) for each in ask_comparison(key, opened(SERVICES[key], {})).alternatives if each.answer]
    assert all(message in text for messages in told for message in messages)


@pytest.mark.parametrize("path", ["/s3/compare/", "/s3/?storage_class=EXPRESS_ONEZONE&region=eu-south-1"])
def test_the_cheapest_is_never_named_without_its_catch(client: Client, path: str) -> None:
    assert RESTORE in body(client, path)


def test_what_holds_for_every_choice_is_said_once(client: Client) -> None:
    text = body(client, "/ec2/compare/?instance_type=m5.large")
    assert text.count("m5.large is of a previous generation.") == 1
    assert "m5.large is of a previous generation." in part(text, "Read before you decide", "</section>")


@pytest.mark.parametrize("path", [TOO_FAST_FOR_MOST, TOO_FAST_FOR_MOST.replace("/?", "/compare/?")])
def test_impossible_choices_stand_apart_with_their_reasons(client: Client, path: str) -> None:
    impossible = [each for each in ask_comparison("ebs", {"iops": "70k"}).alternatives if each.answer is None]
    folded = part(body(client, path), 'id="impossible"', "</details>")
    assert f"Not possible: {len(impossible)}" in folded
    assert all(escape(reason) in folded for each in impossible for reason in each.reasons)


def test_few_impossible_choices_are_unfolded(client: Client) -> None:
    assert '<details class="note" id="impossible" open>' in body(client, "/kinesis/?fan_out_consumers=30")


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/s3/?region=eu-south-1", "S3 Express One Zone"),
        ("/s3/compare/?storage_class=EXPRESS_ONEZONE&region=eu-south-1", "S3 Express One Zone"),
        ("/ec2/?region=eu-west-1", "Compute Savings Plan, 1 year, no upfront"),
        ("/ec2/compare/?region=eu-west-1", "Compute Savings Plan, 1 year, no upfront"),
    ],
)
def test_choices_without_a_price_are_one_sentence_and_never_called_impossible(
    client: Client, path: str, label: str
) -> None:
    text = body(client, path)
    folded = unescape(part(text, 'id="unpriced"', "</details>"))
    assert " no price in our data; import AWS's list.</summary>" in folded
    assert label in folded
    assert [words for words in ("Not possible", "not possible", "cannot carry") if words in text] == []


@pytest.mark.parametrize("key", KEYS)
def test_the_head_dates_the_prices_of_the_answer(client: Client, key: str) -> None:
    dates = price_dates([answer(ask(key, {}))])
    assert dates is not None
    head = part(body(client, f"/{key}/"), '<p id="list-date"', "</p>")
    assert f"prices of {dates.oldest.isoformat()}" in head
    assert dates.newest.isoformat() in head
    assert ("days ago" in head) == dates.is_old


def test_an_answer_of_several_prices_names_the_oldest_and_the_newest(client: Client) -> None:
    head = part(body(client, "/s3/compare/"), '<p id="list-date"', "</p>")
    assert "prices of 2025-08-28 to 2025-12-02" in head


@pytest.mark.parametrize(
    ("query", "status", "offered"),
    [
        ("", 200, {"storage_gb": True, "retrieval_gb": True, "frequent_percent": False, "archive_percent": False}),
        # It cannot be drawn, but stays the choice that was made.
        ("over=frequent_percent", 422, {"frequent_percent": True, "archive_percent": False}),
    ],
)
def test_only_what_can_change_alone_is_offered_to_vary(
    client: Client, query: str, status: int, offered: dict[str, bool]
) -> None:
    choices = part(body(client, f"/s3/?{query}", status), '<select id="field-over"', "</select>")
    assert {name: f'value="{name}"' in choices for name in offered} == offered


@pytest.mark.series(quick=1)
@pytest.mark.parametrize("key", KEYS)
def test_every_field_that_is_offered_can_be_drawn(client: Client, key: str) -> None:
    choices = part(body(client, f"/{key}/"), '<select id="field-over"', "</select>")
    offered = [name for name in SERVICES[key].Usage.declarations if f'value="{name}"' in choices]
    drawn = [part(body(client, f"/{key}/?over={name}"), 'id="sweep-heading"', "</section>") for name in offered]
    assert offered
    assert all('class="plot"' in each for each in drawn)


def test_without_an_answer_no_number_is_promised_elsewhere(client: Client) -> None:
    elsewhere = part(body(client, TOO_FAST_FOR_MOST + "&volume_type=gp2"), 'id="elsewhere-heading"', "</section>")
    assert "same number" not in elsewhere
    assert "there is no number for them yet" in elsewhere
    assert "The same number" in part(body(client, "/ebs/"), 'id="elsewhere-heading"', "</section>")


@pytest.mark.parametrize("view", ["", "compare/"])
def test_region_date_and_month_stay_from_one_service_to_the_next(client: Client, view: str) -> None:
    page = body(client, f"/s3/{view}?storage_gb=7&region=eu-west-1&as_of=2026-01-31&month=30")
    link = unescape(part(page, '<a id="services-link" href="', ">Services").partition('href="')[2].partition('"')[0])
    home = unescape(body(client, link))
    assert 'href="/ebs/?region=eu-west-1&as_of=2026-01-31&month=30"' in home
    assert 'href="/ebs/compare/?region=eu-west-1&as_of=2026-01-31&month=30"' in home


def test_the_home_page_answers_no_service(client: Client) -> None:
    home = body(client, "/")
    assert "data-monthly-usd" not in home
    assert all(f'href="/{key}/"' in home for key in KEYS)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("queue", "/sqs/"),
        ("m7g.large", "/ec2/?instance_type=m7g.large"),
        ("RCU", "/glossary/#dynamodb"),
        ("glacier", "/s3/?storage_class=GLACIER"),
        ("nothing of this name", "Nothing of that name"),
        ("<script>", "Nothing of that name"),
    ],
)
def test_a_search_finds_services_choices_and_terms(client: Client, typed: str, found: str) -> None:
    text = client.get("/", {"q": typed}).content.decode()
    assert found in text
    assert "<script>" not in text.replace("<script src", "").replace("<script defer", "")


@pytest.mark.parametrize("key", [key for key in KEYS if SERVICES[key].TERMS])
def test_every_term_is_explained_on_its_page_and_in_the_glossary(client: Client, key: str) -> None:
    page, glossary = body(client, f"/{key}/"), body(client, "/glossary/")
    told = [escape(meaning) for meaning in SERVICES[key].TERMS.values()]
    assert [meaning for meaning in told if meaning not in page or meaning not in glossary] == []


@pytest.mark.parametrize("key", [key for key in KEYS if SERVICES[key].FACTS and SERVICES[key].COMPARE_BY])
def test_a_fact_leads_to_its_row_among_the_limits(client: Client, key: str) -> None:
    facts = part(body(client, f"/{key}/compare/"), 'id="side-by-side"', "</table>")
    links = {each.partition('"')[0] for each in facts.split('href="/prices/?service=')[1:]}
    assert links
    for service, row in (link.split("#") for link in links):
        assert body(client, f"/prices/?service={service}").count(f'id="{row}"') == 1


def test_a_type_that_fits_is_one_link_away_and_keeps_the_state(client: Client) -> None:
    field = part(body(client, "/ec2/?vcpus=8&memory_gib=64"), 'id="field-instance_type"', 'id="field-operating')
    assert 'href="/ec2/compare/?vcpus=8&amp;memory_gib=64&amp;by=instance_type"' in field
    assert "Find a type that fits" in field


def test_a_search_for_a_type_begins_with_what_the_selected_one_has(client: Client) -> None:
    field = part(body(client, "/ec2/?instance_type=m7g.xlarge"), 'id="field-instance_type"', 'id="field-operating')
    found = re.search(r'href="(/ec2/compare/[^"]*)"', field)
    assert found is not None
    assert unescape(found[1]) == "/ec2/compare/?instance_type=m7g.xlarge&vcpus=4&memory_gib=16&by=instance_type"
    ranked = part(body(client, unescape(found[1])), 'id="side-by-side"', "</table>")
    assert "t4g.nano" not in ranked
    assert "m7g.xlarge" in ranked


@pytest.mark.parametrize(("path", "is_seen"), [("/ec2/compare/?by=instance_type", True), ("/ec2/compare/", False)])
def test_the_fields_that_find_a_type_are_seen_where_types_are_ranked(
    client: Client, path: str, *, is_seen: bool
) -> None:
    form = body(client, path)
    assert (form.index('id="field-vcpus"') < form.index('id="more"')) == is_seen
    assert '<details class="note" id="more">' in form


def test_choosing_a_type_stays_among_the_types(client: Client) -> None:
    folded = part(body(client, "/ec2/compare/?by=instance_type&vcpus=96"), 'id="impossible"', "</details>")
    assert "by=instance_type" in folded


@pytest.mark.parametrize(
    ("size_gb", "words"), [("100", ["33.3 minutes", "5 hours"]), ("500", ["60 minutes", "60 minutes"]), ("1000", [])]
)
def test_a_burst_is_told_in_minutes_and_hours(client: Client, size_gb: str, words: list[str]) -> None:
    text = body(client, f"/ebs/?volume_type=gp2&size_gb={size_gb}")
    answered = part(text, 'id="h-cap"', "</section>")
    assert all(f">{each}<" in answered for each in words)


@pytest.mark.parametrize(("path", "label"), [("/s3/", "Objects stored"), ("/ec2/", "Instances")])
def test_a_unit_that_the_label_names_is_not_repeated(client: Client, path: str, label: str) -> None:
    plan = part(body(client, path), f'role="rowheader">{label}</th>', "</td>")
    assert not any(unit in plan.rpartition('">')[2] for unit in ("object", "instance"))


def test_the_page_of_a_comparison_adds_its_current_selection_to_an_estimate(client: Client) -> None:
    page = unescape(body(client, "/s3/compare/?storage_gb=7&storage_class=STANDARD_IA"))
    assert 'href="/estimates/add?service=s3&storage_class=STANDARD_IA&storage_gb=7">Add to estimate' in page
