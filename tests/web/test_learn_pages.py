"""The catalogue of services and the pages that teach one: what the folders say, answered now, without JavaScript."""

import re
from datetime import date
from html import unescape
from xml.etree import ElementTree

import pytest
from django.test import Client

from calculator.application.questions import today
from calculator.application.service_coverage import service_coverage
from calculator.core.display import usd
from calculator.services import SERVICES
from calculator.services.worked_examples import worked_examples
from calculator.web.lessons import lessons_of
from tests.questions import CATALOGUE, TODAY, answered
from tests.web.reading import KEYS, body, headline

EVERY_SERVICE = pytest.mark.parametrize("key", KEYS)
USUAL = "us-east-1"


def plain_text(page: str) -> str:
    without_terms = re.sub(r"</?dfn[^>]*>", "", page)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without_terms)).split())


def listed_in(page: str) -> set[str]:
    """The keys of the services that a catalogue lists, by their links to how they are billed."""
    return set(re.findall(r'href="/learn/(\w+)/"', page))


def test_the_catalogue_lists_every_service_with_its_category_and_summary(client: Client) -> None:
    page = body(client, "/services/")
    text = plain_text(page)
    assert listed_in(page) == set(SERVICES)
    assert [each.KEY for each in SERVICES.values() if each.SUMMARY not in text or each.CATEGORY not in text] == []


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("q=queue", {"sqs"}, {"s3", "kms"}),
        ("q=LCU+load", {"application_load_balancer", "network_load_balancer"}, {"classic_load_balancer", "sqs"}),
        ("q=nothing+of+this+name", set(), set(SERVICES)),
        ("category=Databases", {"rds", "dynamodb"}, {"s3", "lambda"}),
        ("priced_in=eu-north-1", {"s3", "sqs"}, {"app_runner"}),
        ("sizes=1", {"ebs", "lambda", "application_load_balancer"}, {"secrets_manager", "kms"}),
        ("category=Databases&q=cache&sizes=1", {"elasticache"}, {"rds", "lambda"}),
        ("category=&q=&priced_in=", set(SERVICES), set()),
    ],
)
def test_the_catalogue_is_narrowed_by_its_address(
    client: Client, query: str, there: set[str], not_there: set[str]
) -> None:
    found = listed_in(body(client, f"/services/?{query}"))
    assert there <= found
    assert not_there & found == set()


@pytest.mark.parametrize("query", ["category=Cheese", "priced_in=mars-1", "utm_source=x"])
def test_what_filters_nothing_is_said_to_be_ignored(client: Client, query: str) -> None:
    page = body(client, f"/services/?{query}")
    assert listed_in(page) == set(SERVICES)
    assert "Ignored from the address" in page


@EVERY_SERVICE
def test_the_catalogue_says_where_and_of_what_day_prices_are_as_the_tables_do(key: str) -> None:
    """The days and Regions are read from the texts of the files; here they are held against the prices read."""
    tables = [name for name in SERVICES[key].TABLES if f"{name}_".startswith(f"{key}_")]
    read = [CATALOGUE.table(name) for name in tables]
    seen = CATALOGUE.glance(key)
    assert seen.regions == {region for table in read for region in table.regions}
    # A comparison has the prices of its services and none of its own.
    assert seen.newest == max((table.price_list.published for table in read), default=date.min)


def test_the_overview_leads_to_the_catalogue_and_to_every_service(client: Client) -> None:
    page = body(client, "/")
    assert 'href="/services/"' in page
    assert {key for key in SERVICES if f'href="/{key}/"' not in page} == set()


@EVERY_SERVICE
def test_a_page_of_a_service_leads_to_how_it_is_billed(client: Client, key: str) -> None:
    assert f'href="/learn/{key}/"' in body(client, f"/{key}/")


@EVERY_SERVICE
def test_every_charge_of_the_worked_examples_is_taught_with_its_price(client: Client, key: str) -> None:
    taught = lessons_of(SERVICES[key], USUAL, TODAY)
    named = {name for example in worked_examples(key) for name in example.expect.get("items", {})}
    charged = {charge.name for charge in taught.charges}
    assert named - charged == set()
    shown = {name for lesson in (*taught.shown, *taught.others) for name in lesson.charges}
    told = {name for lesson in taught.shown for name in lesson.charges}
    assert told == shown or len(taught.shown) > 1
    page = plain_text(body(client, f"/learn/{key}/"))
    assert [charge.label for charge in taught.charges if charge.label not in page] == []


@EVERY_SERVICE
def test_every_worked_example_is_on_the_page_with_its_amount_or_its_refusal(client: Client, key: str) -> None:
    taught = lessons_of(SERVICES[key], USUAL, today())
    lessons = (*taught.shown, *taught.others, *taught.refused)
    assert {lesson.example.name for lesson in lessons} == {example.name for example in worked_examples(key)}
    page = plain_text(body(client, f"/learn/{key}/"))
    missing = [lesson.example.name for lesson in lessons if " ".join(lesson.example.name.split()) not in page]
    assert missing == []
    assert [lesson.example.name for lesson in taught.refused if plain_text(lesson.refusal) not in page] == []
    assert [lesson.example.name for lesson in lessons if lesson.example.is_refused != (lesson.answer is None)] == []


@EVERY_SERVICE
def test_a_worked_example_of_the_day_of_the_tests_comes_to_what_was_worked_out(key: str) -> None:
    taught = lessons_of(SERVICES[key], USUAL, TODAY)
    answers = {lesson.example.name: lesson for lesson in (*taught.shown, *taught.others)}
    assert [name for name, lesson in answers.items() if lesson.published is not None] == []
    for name, lesson in answers.items():
        assert lesson.answer is not None
        assert lesson.answer.effective_monthly_usd == answered(key, dict(lesson.example.raw)).effective_monthly_usd, (
            name
        )


@EVERY_SERVICE
def test_the_form_opens_with_an_example_filled_in(client: Client, key: str) -> None:
    lessons = lessons_of(SERVICES[key], USUAL, TODAY).shown
    # What is free or has ended has nothing to work out.
    assert lessons or headline(body(client, f"/{key}/"))
    for lesson in lessons[:1]:
        page = body(client, lesson.url)
        assert lesson.answer is not None
        assert headline(page)
        assert usd(lesson.answer.effective_monthly_usd) in page


@EVERY_SERVICE
def test_what_has_no_price_is_named_and_each_term_explained(client: Client, key: str) -> None:
    page = plain_text(body(client, f"/learn/{key}/"))
    assert [what for what in SERVICES[key].UNPRICED if what not in page] == []
    assert [meaning for meaning in SERVICES[key].TERMS.values() if meaning not in page] == []


@EVERY_SERVICE
def test_the_prices_of_a_page_are_those_of_the_region_that_is_asked_for(client: Client, key: str) -> None:
    region = service_coverage(SERVICES[key]).regions[-1]
    taught = lessons_of(SERVICES[key], region, TODAY)
    assert {card.region for charge in taught.charges for card in charge.cards} == {region}
    assert f"{region}, prices in force" in plain_text(body(client, f"/learn/{key}/?region={region}"))


def test_a_region_without_prices_is_said_to_be_ignored(client: Client) -> None:
    assert "Ignored from the address: mars-1" in body(client, "/learn/sqs/?region=mars-1")


def test_an_example_that_prices_have_left_behind_says_what_it_came_to() -> None:
    """On a day before the newest price of SQS the example of today comes to something else, and says so."""
    lessons = lessons_of(SERVICES["sqs"], USUAL, date(2025, 9, 1))
    amounts = {lesson.example.name: lesson for lesson in (*lessons.shown, *lessons.others)}
    assert all(lesson.answer is not None and lesson.answer.as_of == date(2025, 9, 1) for lesson in amounts.values())


def test_a_service_that_is_not_there_has_a_page_that_says_so(client: Client) -> None:
    assert client.get("/learn/cheese/").status_code == 404


def test_the_map_of_the_site_names_every_service_and_how_it_is_billed(client: Client) -> None:
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"].startswith("application/xml")
    addresses = [each.text or "" for each in ElementTree.fromstring(answer.content).iter() if each.tag.endswith("loc")]
    paths = {address.split("testserver", 1)[1] for address in addresses}
    assert {f"/{key}/" for key in SERVICES} | {f"/learn/{key}/" for key in SERVICES} | {"/", "/services/"} <= paths
    assert [path for path in sorted(paths)[:3] if client.get(path).status_code != 200] == []


@pytest.mark.parametrize(
    ("key", "charge", "free"),
    [
        ("dynamodb", "Reads", "18,600 RCU-hour"),  # of capacity that is provisioned, though a request costs less
        ("dynamodb", "Stream reads", "2,500,000 requests"),  # billed by 100,000
        ("cloudfront", "HTTPS requests in Europe, Israel and Turkiye", "10,000,000 requests"),
        ("compute", "AWS Lambda: Requests", "1 million requests"),
        ("budgets", "Budgets with actions", "62 budget-days"),
        ("sqs", "Requests", "1 million requests"),
        ("ebs", "Storage", ""),
    ],
)
def test_what_is_free_is_told_in_the_unit_that_it_is_free_of(client: Client, key: str, charge: str, free: str) -> None:
    taught = lessons_of(SERVICES[key], USUAL, today())
    assert next(each.free for each in taught.charges if each.label == charge) == free
    assert f"{free} free a month" in plain_text(body(client, f"/learn/{key}/")) or not free


def test_nothing_is_told_to_be_free_of_which_nothing_is(client: Client) -> None:
    told = {(key, each.label): each.free for key in KEYS for each in lessons_of(SERVICES[key], USUAL, today()).charges}
    assert [each for each, free in told.items() if free.startswith("0 ")] == []


def test_a_charge_at_one_of_several_prices_names_each(client: Client) -> None:
    text = plain_text(body(client, "/learn/dynamodb/"))
    assert "read request, STANDARD $0.125 per million requests" in text
    assert "rcu hour savings plan, STANDARD $0.0001144 per RCU-hour" in text
