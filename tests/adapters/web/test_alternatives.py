"""What stands beside the alternatives: what makes them unfit, why others are none, where to find more."""

from html import escape, unescape

import pytest
from django.test import Client

from calculator.adapters.asking import answer, ask, ask_comparison
from calculator.adapters.web.price_dates import price_dates
from calculator.adapters.web.ranking import MOST_UNFOLDED, caveats
from calculator.services import SERVICES
from tests.adapters.web.reading import KEYS, body

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
    told = [caveats(each.estimate) for each in ask_comparison(key, {}).alternatives if each.estimate]
    assert all(message in text for messages in told for message in messages)


@pytest.mark.parametrize("path", ["/", "/s3/compare/", "/s3/?storage_class=EXPRESS_ONEZONE&region=eu-south-1"])
def test_the_cheapest_is_never_named_without_its_catch(client: Client, path: str) -> None:
    assert RESTORE in body(client, path)


def test_the_verdict_says_the_catch_under_its_amount(client: Client) -> None:
    assert RESTORE in part(body(client, "/s3/compare/"), "a month at best", "</section>")


def test_what_holds_for_every_choice_is_said_once(client: Client) -> None:
    text = body(client, "/ec2/compare/?instance_type=m5.large")
    assert text.count("m5.large is of a previous generation.") == 2
    assert "Of every choice below" in text
    assert "m5.large is of a previous generation." in part(text, "a month at best", "</section>")


@pytest.mark.parametrize("path", [TOO_FAST_FOR_MOST, TOO_FAST_FOR_MOST.replace("/?", "/compare/?")])
def test_many_impossible_choices_are_folded_with_their_reasons(client: Client, path: str) -> None:
    impossible = [each for each in ask_comparison("ebs", {"iops": "70k"}).alternatives if each.estimate is None]
    folded = part(body(client, path), '<details class="impossible"', "</details>")
    assert len(impossible) > MOST_UNFOLDED
    assert f"Not possible or no price: {len(impossible)}" in folded
    assert all(escape(reason) in folded for each in impossible for reason in each.reasons)


def test_few_impossible_choices_stand_in_the_list(client: Client) -> None:
    text = body(client, "/s3/?storage_class=EXPRESS_ONEZONE&region=eu-south-1")
    assert '<details class="impossible"' not in text
    assert "Not possible: " in text


@pytest.mark.parametrize("key", KEYS)
def test_the_head_dates_the_prices_of_the_answer(client: Client, key: str) -> None:
    dates = price_dates([answer(ask(key, {}))])
    assert dates is not None
    head = part(body(client, f"/{key}/"), '<p id="in-force"', "</p>")
    assert f"prices of {dates.oldest.isoformat()}" in head
    assert dates.newest.isoformat() in head
    assert ("days ago" in head) == dates.is_old


def test_an_answer_of_several_prices_names_the_oldest_and_the_newest(client: Client) -> None:
    head = part(body(client, "/s3/compare/"), '<p id="in-force"', "</p>")
    assert "prices of 2024-09-25 to 2025-10-22, the oldest" in head


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("", {"storage_gb": True, "retrieval_gb": True, "frequent_percent": False, "archive_percent": False}),
        ("over=frequent_percent", {"frequent_percent": True, "archive_percent": False}),
    ],
)
def test_only_what_can_change_alone_is_offered_to_vary(client: Client, query: str, offered: dict[str, bool]) -> None:
    choices = part(body(client, f"/s3/?{query}"), '<select id="field-over"', "</select>")
    assert {name: f'value="{name}"' in choices for name in offered} == offered


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


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("view", ["", "compare/"])
def test_the_services_keep_the_workload(client: Client, key: str, view: str) -> None:
    typed = next(iter(SERVICES[key].EXAMPLES[0].usage.items()))
    page = body(client, f"/{key}/{view}?{typed[0]}={typed[1]}")
    link = unescape(part(page, 'id="nav-overview" href="', '">').partition('href="')[2])
    card = part(body(client, link), f'id="card-{key}"', "</section>")
    assert "for your workload" in card
    assert f'href="/{key}/?{typed[0]}=' in card
    assert f'href="/{key}/compare/?{typed[0]}=' in card


def test_a_workload_that_must_be_corrected_is_kept_too(client: Client) -> None:
    card = part(body(client, "/?service=s3&storage_gb=abc"), 'id="card-s3"', "</section>")
    assert "inputs to correct" in card
    assert 'href="/s3/?storage_gb=abc"' in card


@pytest.mark.parametrize("key", [key for key in KEYS if SERVICES[key].FACTS])
def test_a_fact_leads_to_its_row_among_the_limits(client: Client, key: str) -> None:
    facts = part(body(client, f"/{key}/compare/"), '<table class="facts', "</table>")
    links = [each.partition('"')[0] for each in facts.split('href="/prices/#')[1:]]
    limits = body(client, "/prices/")
    assert links
    assert all(limits.count(f'id="{link}"') == 1 for link in links)


def test_a_type_that_fits_is_one_link_away_and_keeps_the_state(client: Client) -> None:
    field = part(body(client, "/ec2/?vcpus=8&memory_gib=64"), 'id="field-instance_type"', 'id="field-operating')
    assert 'href="/ec2/compare/?vcpus=8&amp;memory_gib=64&amp;by=instance_type"' in field
    assert "Find a type that fits" in field


@pytest.mark.parametrize(
    ("path", "is_open"), [("/ec2/compare/?by=instance_type", True), ("/ec2/compare/", False), ("/ec2/", False)]
)
def test_the_fields_that_find_a_type_are_seen_where_types_are_ranked(
    client: Client, path: str, *, is_open: bool
) -> None:
    assert ('<details id="more" open>' in body(client, path)) == is_open


def test_choosing_a_type_stays_among_the_types(client: Client) -> None:
    folded = part(body(client, "/ec2/compare/?by=instance_type&vcpus=96"), '<details class="impossible"', "</details>")
    assert "by=instance_type" in folded


@pytest.mark.parametrize(
    ("size_gb", "words"), [("100", ["33.3 minutes", "5 hours"]), ("500", ["60 minutes", "60 minutes"]), ("1000", [])]
)
def test_a_burst_is_told_in_minutes_and_hours(client: Client, size_gb: str, words: list[str]) -> None:
    text = body(client, f"/ebs/?volume_type=gp2&size_gb={size_gb}")
    answered = part(text, '<dl class="capacities">', "</dl>")
    assert all(f">{each}<" in answered for each in words)


@pytest.mark.parametrize(
    ("path", "words"),
    [("/s3/", "<dt>Objects stored</dt>\n    <dd><strong"), ("/ec2/", "<dt>Instances</dt>\n    <dd><strong")],
)
def test_a_unit_that_the_label_names_is_not_repeated(client: Client, path: str, words: str) -> None:
    plan = part(body(client, path), words, "</dd>")
    assert not any(unit in plan.partition('">')[2] for unit in ("object", "instance"))
