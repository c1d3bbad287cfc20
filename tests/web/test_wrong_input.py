"""Wrong input, impossible choices and addresses that lead nowhere: each is said where it belongs."""

from datetime import timedelta

import pytest
from django.test import Client

from calculator.application.questions import today
from calculator.services import SERVICES
from tests.web.reading import HEADLINE, PAGES, body, headline


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("storage_gb=-1", "storage_gb", "Storage is too small"),
        ("storage_gb=nan", "storage_gb", "Storage is not a finite number"),
        ("storage_gb=Infinity", "storage_gb", "Storage is not a finite number"),
        ("storage_gb=1e999999", "storage_gb", "out of any sensible range"),
        ("storage_gb=", "storage_gb", "Storage is empty"),
        ("storage_gb=5+TX", "storage_gb", "no unit of storage"),
        ("storage_gb=5,00", "storage_gb", "has a comma"),
        ("storage_gb=%00", "storage_gb", "not a number"),
        ("storage_gb=%ff%fe", "storage_gb", "not a number"),
        ("storage_gb=1&storage_gb=2", "storage_gb", "given more than once"),
        ("storage_class=GLACIR", "storage_class", "did you mean GLACIER"),
        ("region=us-east-9", "region", "Did you mean us-east-"),
        ("as_of=yesterday", "as_of", "YYYY-MM-DD"),
        ("as_of=1999-01-01", "as_of", "There is no price"),
        (f"as_of={today() + timedelta(days=2)}", "as_of", "a date to come"),
        ("frequent_percent=50", "frequent_percent", "must sum to 100"),
        ("include_free_tier=maybe", "include_free_tier", "write true or false"),
    ],
)
@pytest.mark.parametrize("page", ["/s3/", "/s3/compare/"])
def test_a_wrong_input_is_marked_at_its_field(client: Client, page: str, query: str, field: str, sentence: str) -> None:
    text = body(client, f"{page}?{query}", status=422)
    control = text[text.index(f'id="field-{field}"') :]
    assert 'aria-invalid="true"' in control[: control.index("</div>")]
    note = text[text.index(f'id="note-{field}"') :]
    assert sentence in note[: note.index("</p>")]
    assert not HEADLINE.search(text), "An answer to something else would look like the answer."


def test_a_megabyte_in_a_field_is_refused_with_a_sentence(client: Client) -> None:
    text = body(client, f"/s3/?storage_gb={'9' * 1_000_000}", status=422)
    assert "1000000 characters long" in text


@pytest.mark.parametrize(
    ("query", "typed"),
    [
        ("storage_gb=abc", 'value="abc"'),
        ("storage_class=MAGNETIC", '<option value="MAGNETIC" selected>'),
        ("region=mars-1", '<option value="mars-1" selected>'),
        ("as_of=soon", 'value="soon"'),
        ("storage_gb=%22%3E%3Cscript%3E", 'value="&quot;&gt;&lt;script&gt;"'),
    ],
)
def test_nothing_typed_is_lost(client: Client, query: str, typed: str) -> None:
    assert typed in body(client, f"/s3/?{query}", status=422)


@pytest.mark.parametrize("name", ["storage", "%00", "Storage_GB", "%3Cb%3E", "x" * 500, "utm_source"])
@pytest.mark.parametrize("page", ["/s3/", "/s3/compare/"])
def test_an_unknown_parameter_of_a_page_is_ignored_with_a_note(client: Client, page: str, name: str) -> None:
    text = body(client, f"{page}?storage_gb=2000&{name}=1")
    assert "Ignored from the address: " in text
    assert "<b>" not in text[text.index('id="ignored"') :][:300]
    assert headline(text) == headline(body(client, f"{page}?storage_gb=2000"))


@pytest.mark.parametrize(("typed", "read"), [("20,000", "20000"), ("1,500", "1500"), ("1,234,567 GB", "1234567 GB")])
def test_an_amount_with_commas_is_read_as_people_mean_it_and_echoed(client: Client, typed: str, read: str) -> None:
    text = body(client, f"/s3/?storage_gb={typed}")
    assert f"Read as {read}." in text
    assert f'value="{typed}"' in text
    assert headline(text) == headline(body(client, f"/s3/?storage_gb={read}"))


@pytest.mark.parametrize("page", ["/s3/", "/s3/compare/"])
def test_a_choice_without_a_price_says_so_and_the_others_are_ranked(client: Client, page: str) -> None:
    text = body(client, f"{page}?storage_class=EXPRESS_ONEZONE&region=eu-south-1")
    assert "1 option has no price in our data" in text
    assert "S3 Glacier Deep Archive" in text
    assert [words for words in ("Not possible", "cannot carry") if words in text] == []


@pytest.mark.parametrize("page", ["/s3/", "/s3/compare/"])
def test_an_infeasible_choice_says_so_and_the_others_are_ranked(client: Client, page: str) -> None:
    text = body(client, f"{page}?storage_class=DEEP_ARCHIVE&retrieval_speed=expedited&retrieval_gb=1")
    assert "has no expedited restores" in text
    assert "S3 Glacier Flexible Retrieval" in text
    assert "not possible" in text.lower()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("over=frequent_percent", "must sum to 100"),
        ("over=storage_class", "is not an amount"),
        ("over=nothing", "nothing is not an amount"),
        ("scale=cubic", "The scale must be linear or log."),
        ("over=storage_gb&start=soon", "From is not a number"),
        ("over=storage_gb&stop=-5", "To is too small; the least is 0 GB."),
    ],
)
def test_a_chart_that_makes_no_sense_says_so_in_its_place(client: Client, query: str, sentence: str) -> None:
    text = body(client, f"/s3/?storage_gb=1000&{query}", status=422)
    assert sentence in text
    assert headline(text) == "23"


def test_a_choice_to_compare_by_that_does_not_exist_is_named(client: Client) -> None:
    text = body(client, "/s3/compare/?by=size", status=422)
    assert "Amazon S3 cannot be compared by &#x27;size&#x27;. It can be by storage class or Region." in text
    assert "storage_class or" not in text


@pytest.mark.parametrize("path", ["/nothing/", "/nothing/compare/", "/S3/"])
def test_an_unknown_service_is_a_page_that_names_the_services(client: Client, path: str) -> None:
    text = body(client, path, status=404)
    assert "There is no service named" in text
    assert all(service.NAME in text for service in SERVICES.values())


@pytest.mark.parametrize("path", ["/a/b/c/d", "/%00", "/%00/", "/%ff/"])
def test_an_address_without_a_page_names_the_services(client: Client, path: str) -> None:
    text = body(client, path, status=404)
    assert "There is no page at this address" in text
    assert all(service.NAME in text for service in SERVICES.values())


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
# A file of hours is sent to the pages of commitments; their own test says what they refuse.
@pytest.mark.parametrize("path", [path for path in PAGES if not path.endswith("/commitments/")])
def test_a_page_is_only_read(client: Client, path: str, method: str) -> None:
    response = getattr(client, method)(path)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "Pages are only read" in response.text


def test_too_many_fields_are_a_page_and_not_a_fault(client: Client) -> None:
    many = "&".join(f"f{number}=1" for number in range(600))
    assert "The request could not be read" in body(client, f"/s3/?{many}", status=400)
