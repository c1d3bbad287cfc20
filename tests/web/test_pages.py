"""The pages as a client without JavaScript gets them."""

import re
from html import escape, unescape
from urllib.parse import urlencode

import pytest
from django.test import Client

from calculator.application.questions import answer, ask
from calculator.core.display import exact_text, usd
from calculator.presentation.answer_documents import plain
from calculator.presentation.form import workload_form
from calculator.presentation.form_state import opened
from calculator.services import SERVICES
from calculator.services.service import comparable
from tests.questions import CATALOGUE
from tests.web.reading import KEYS, PAGES, body, headline

# Without an answer, without a price, with more choices than a page lists, found by words.
STATES = (
    "/kinesis/?record_kb=20+MB",
    "/s3/?storage_gb=abc",
    "/ec2/?purchase_option=reserved_1y_partial_upfront_convertible",
    "/ec2/?vcpus=64",
    "/ec2/compare/?by=instance_type",
    "/ec2/compare/?by=region",
    "/prices/?q=m7g.large+eu-central-1",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_without_any_input(client: Client, path: str) -> None:
    text = body(client, path)
    assert "<h1>" in text
    assert " style=" not in text
    assert " onclick=" not in text


@pytest.mark.series(quick=3, further=3)
@pytest.mark.parametrize(("key", "by"), [(key, by) for key in SERVICES for by in comparable(SERVICES[key])])
def test_every_comparison_has_a_page(client: Client, key: str, by: str) -> None:
    page = body(client, f"/{key}/compare/?by={by}")
    assert f'name="by" value="{by}"' in page or f'<option value="{by}" selected' in page


def test_where_no_field_makes_a_long_list_shorter_others_are_asked_for_by_name(client: Client) -> None:
    """No field of EMR says what is needed of a type."""
    assert SERVICES["emr"].LONG_LISTS["instance_type"].narrowed_by == ()
    sentence = "Each of them is answered where it is asked for by its name."
    assert sentence in body(client, "/emr/compare/?by=instance_type")
    left_out = client.get("/api/v1/services/emr/compare?by=instance_type").json()["left_out"]
    assert left_out["sentence"] == f"Left out: {left_out['feasible']} more expensive. {sentence}"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_head_like_get(client: Client, path: str) -> None:
    assert client.head(path).status_code == 200


@pytest.mark.parametrize("key", KEYS)
def test_a_page_opens_with_the_exact_estimate(client: Client, key: str) -> None:
    assert headline(body(client, f"/{key}/")) == plain(answer(ask(key, opened(SERVICES[key], {}))).monthly_usd)


OPENING = {"instance_type": SERVICES["ec2"].Usage.declarations["instance_type"].opens_with}


@pytest.mark.parametrize("view", ["", "compare/", "reprice/"])
def test_a_page_opens_with_a_type_of_the_current_generation_that_its_address_names(client: Client, view: str) -> None:
    text = body(client, f"/ec2/{view}")
    assert f"instance_type={OPENING['instance_type']}" in text
    assert "previous generation" not in text


@pytest.mark.parametrize(
    ("address", "chosen"),
    [
        ("/ec2/?region=eu-west-1", OPENING["instance_type"]),
        ("/ec2/?instances=3", "m5.large"),  # the default of the API, which an address that is kept may mean
        ("/ec2/?instance_type=m5.large", "m5.large"),
    ],
)
def test_only_an_address_without_a_workload_opens_with_another(client: Client, address: str, chosen: str) -> None:
    text = body(client, address)
    assert f'name="instance_type" value="{chosen}"' in text
    link = re.search(r'href="(/api/v1/services/ec2/estimate[^"]*)">API<', text)
    assert link is not None
    assert client.get(unescape(link[1])).json()["usage"]["instance_type"] == chosen


@pytest.mark.parametrize("region", CATALOGUE.regions_of("ec2"))
def test_what_a_page_opens_with_has_a_price_in_every_region(region: str) -> None:
    assert answer(ask("ec2", {**OPENING, "region": region})).monthly_usd


@pytest.mark.parametrize(("key", "name"), [(key, name) for key in KEYS for name in SERVICES[key].Usage.declarations])
def test_every_declared_field_appears_with_unit_bounds_and_help(client: Client, key: str, name: str) -> None:
    declared = SERVICES[key].Usage.declarations[name]
    shown = next(field for field in workload_form(SERVICES[key], {}, ()).fields if field.name == name)
    text = body(client, f"/{key}/")
    field = text[text.index(f'for="field-{name}"') : text.index(f'id="note-{name}"')].replace("<wbr>", "")
    assert escape(declared.label) in field
    assert escape(declared.help) in field
    assert escape(declared.unit) in field
    assert escape(shown.bounds) in field


@pytest.mark.parametrize("key", KEYS)
def test_an_example_opens_with_its_own_answer(client: Client, key: str) -> None:
    for example in SERVICES[key].EXAMPLES:
        text = body(client, f"/{key}/?{urlencode(example.usage)}")
        assert headline(text) == plain(answer(ask(key, example.usage)).monthly_usd)


@pytest.mark.parametrize("path", [*PAGES, *STATES])
def test_what_a_page_links_to_on_itself_is_there(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))


@pytest.mark.parametrize("path", PAGES)
def test_every_box_that_suggests_has_a_list_of_its_own(client: Client, path: str) -> None:
    page = body(client, path)
    assert set(re.findall(r' list="([^"]+)"', page)) <= set(re.findall(r'<datalist id="([^"]+)"', page))


def test_a_list_too_long_to_be_read_is_narrowed_by_the_names_of_its_boxes(client: Client) -> None:
    page = body(client, "/ec2/compare/?by=instance_type")
    assert '<a href="#field-vcpus">vCPU needed</a>' in page
    assert "current_generation." not in page
    assert "Find a type that fits" not in page


@pytest.mark.parametrize(
    ("asked", "need"),
    [
        ("by=instance_type", "2 vCPU, 8 GiB"),
        ("by=instance_type&instance_type=r6i.2xlarge", "8 vCPU, 64 GiB"),
        ("by=instance_type&vcpus=2", ""),  # something is asked
        ("by=purchase_option", ""),
    ],
)
def test_where_nothing_is_asked_of_a_type_the_need_of_the_selection_is_a_link(
    client: Client, asked: str, need: str
) -> None:
    told = re.findall(
        r'href="([^"]+)">Ask for what the current selection has: ([^<]+)<', body(client, f"/ec2/compare/?{asked}")
    )
    assert [words for _, words in told] == ([need] if need else [])
    for link, _ in told:
        assert "Ask for what" not in body(client, unescape(link))


def test_a_remark_on_every_choice_stands_once(client: Client) -> None:
    page = body(client, "/ec2/?instance_type=m5.large&purchase_option=reserved_1y_partial_upfront_convertible")
    assert page.count("m5.large is of a previous generation.") == 1


def test_what_was_typed_comes_back_letter_by_letter(client: Client) -> None:
    text = body(client, "/s3/?storage_gb=+5+TB&get_requests=2.5k")
    assert 'value=" 5 TB"' in text
    assert 'value="2.5k"' in text
    assert headline(text) == plain(answer(ask("s3", {"storage_gb": "5120", "get_requests": "2500"})).monthly_usd)


@pytest.mark.series(quick=1)
@pytest.mark.parametrize("name", ["retrieval_requests", "upload_gb", "region", "as_of"])
def test_an_empty_box_that_follows_other_fields_means_its_default(client: Client, name: str) -> None:
    assert headline(body(client, f"/s3/?{name}=")) == headline(body(client, "/s3/"))


def test_a_field_without_effect_says_so(client: Client) -> None:
    text = body(client, "/s3/")
    note = text[text.index('id="note-retrieval_speed"') :]
    assert "Restore speed has no effect where Storage class is S3 Standard." in note[: note.index("</p>")]


def test_a_group_of_inputs_is_open_when_one_of_them_was_stated(client: Client) -> None:
    closed = body(client, "/s3/?storage_gb=7")
    assert re.findall(r'<details id="group-\d+" open>', closed) == []
    opened = body(client, "/s3/?data_out_gb=7")
    assert re.findall(r'<details id="group-\d+" open><summary><span>Data transfer</span>', opened) != []
    assert "1 changed" in opened


@pytest.mark.parametrize("key", KEYS)
def test_a_line_opens_down_to_its_price_row_and_source(client: Client, key: str) -> None:
    estimate = answer(ask(key, opened(SERVICES[key], {})))
    text = body(client, f"/{key}/")
    for item in estimate.line_items:
        line = text[text.index(f'id="item-{item.name}"') :]
        line = line[: line.index("</tr>\n\n" if item.usd else "</li>")]
        assert usd(item.usd) in line or not item.usd
        assert any(exact_text(tier.tier.usd_per_unit) in line for tier in item.tiers) or not item.usd
        assert item.card.effective_from.isoformat() in line
        assert f"dimension={item.card.dimension}" in line


def test_use_it_elsewhere_holds_only_what_was_stated(client: Client) -> None:
    text = body(client, "/s3/?storage_gb=5+TB&put_requests=0&region=us-east-1")
    assert "/cells/s3/monthly_usd?storage_gb=5%20TB&quot;" in text
    assert "estimate s3 --storage-gb &#x27;5 TB&#x27;<" in text


@pytest.mark.parametrize(
    ("query", "pushed"),
    [
        ("storage_gb=1000&put_requests=0&region=us-east-1&as_of=", "/s3/?put_requests=0&get_requests=0&retrieval_gb=0"),
        ("storage_gb=5+TB&put_requests=0&scale=linear&over=retrieval_gb", "/s3/?storage_gb=5%20TB"),
        ("over=storage_gb", "/s3/?put_requests=50000&get_requests=200000&retrieval_gb=200&over=storage_gb"),
    ],
)
def test_the_address_of_a_change_says_what_is_not_default(client: Client, query: str, pushed: str) -> None:
    response = client.get(f"/s3/?{query}", headers={"HX-Request": "true"})
    assert response["HX-Push-Url"] == pushed


def test_a_wrong_change_leaves_the_answer_alone(client: Client) -> None:
    response = client.get("/s3/?storage_gb=abc", headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response["HX-Reswap"] == "none"
    assert "HX-Push-Url" not in response, "An address without an answer is no step to go back to."
    assert "data-wrong" in response.text
    assert "data-monthly-usd" not in response.text


def test_the_back_button_gets_a_whole_page(client: Client) -> None:
    restoring = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    response = client.get("/s3/", headers=restoring)
    assert "<!doctype html>" in response.text
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize(
    "address",
    [
        "/s3/{}?average_object_kb=60 TB",
        "/ec2/{}?vcpus=4",
        "/ec2/{}?vcpus=900",
        "/dynamodb/{}?item_size_kb=401",
        "/kinesis/{}?record_kb=20 MB",
    ],
)
@pytest.mark.parametrize("page", ["", "compare/"])
@pytest.mark.parametrize("is_part", [False, True])
def test_a_workload_that_no_choice_can_carry_has_a_page(client: Client, address: str, page: str, is_part: bool) -> None:
    headers = {"HX-Request": "true"} if is_part else {}
    response = client.get(address.format(page), headers=headers)
    assert response.status_code == 200
    assert "ot possible" in response.content.decode() or "No answer" in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "term", "service"),
    [("what is an RCU?", "RCU", "dynamodb"), ("What's a shard", "Shard", "kinesis"), ("RCU", "RCU", "dynamodb")],
)
def test_a_question_about_a_term_finds_what_it_means(client: Client, asked: str, term: str, service: str) -> None:
    found = body(client, f"/?{urlencode({'q': asked})}").partition("Common services")[0]
    assert re.search(f'<a href="/glossary/#{service}">{term}</a>', found)
