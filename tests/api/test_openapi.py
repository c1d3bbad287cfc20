"""The description of the API is valid, and true: real requests and real answers fit it."""

import re
import shlex
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from calculator.api.openapi import cached
from calculator.api.openapi.names import usage_name
from calculator.application import questions
from calculator.application.questions import common
from calculator.core.declarations import ChoiceField, Declaration, FlagField, QuantityField
from calculator.core.lists import ListField
from calculator.presentation.answer_documents import plain
from calculator.services import SERVICES
from calculator.services.worked_examples import WorkedExample, worked_examples
from tests.lanes import SERVICES_ASKED, some_of
from tests.questions import CATALOGUE

KEYS = pytest.mark.parametrize("key", SERVICES)
# Of HTML: the largest page of a workload has about as much.
MOST_BYTES_OF_DOCS = 120_000
EXAMPLES = [each for each in worked_examples() if each.expect.get("error") not in ("invalid_input", "no_price")]


def schema_of(description: Any, path: str) -> Any:
    return description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]


@pytest.mark.slow
def test_the_description_is_valid_openapi(description: Any) -> None:
    assert [str(error) for error in OpenAPIV31SpecValidator(description).iter_errors()] == []


@KEYS
def test_every_service_has_its_paths(description: Any, key: str) -> None:
    paths = {f"/services/{key}{verb}" for verb in ("", "/estimate", "/compare", "/sweep")}
    assert paths <= description["paths"].keys()


@KEYS
@pytest.mark.parametrize("verb", ["estimate", "compare", "sweep"])
def test_every_declared_field_is_a_parameter(description: Any, key: str, verb: str) -> None:
    parameters = description["paths"][f"/services/{key}/{verb}"]["get"]["parameters"]
    names = [resolved(description, each)["name"] for each in parameters]
    assert {*SERVICES[key].Usage.declarations, "region", "as_of"} <= set(names)
    assert len(names) == len(set(names))


def resolved(description: Any, part: Any) -> Any:
    """What a pointer points to."""
    if "$ref" not in part:
        return part
    found = description
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found


@KEYS
def test_every_field_is_a_component_of_its_own(description: Any, key: str) -> None:
    usage = description["components"]["schemas"][f"{usage_name(SERVICES[key])}"]
    pointers = [each["$ref"] for each in usage["properties"].values()]
    assert [*usage["properties"]] == [*SERVICES[key].Usage.declarations, *common()]
    assert len(pointers) == len(set(pointers))


def pointers_in(part: Any) -> Iterator[str]:
    """Every pointer of a description."""
    if isinstance(part, dict):
        yield from ([part["$ref"]] if isinstance(part.get("$ref"), str) else [])
        for each in part.values():
            yield from pointers_in(each)
    elif isinstance(part, list):
        for each in part:
            yield from pointers_in(each)


def test_no_pointer_leads_into_a_component(description: Any) -> None:
    """Generators of clients take pointers to components alone."""
    assert {pointer.count("/") for pointer in pointers_in(description)} == {3}


def enums_in(part: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every enum of a description, with the place where it stands."""
    if isinstance(part, dict):
        yield from ([(place, part)] if isinstance(part.get("enum"), list) else [])
        for name, each in part.items():
            yield from enums_in(each, f"{place}/{name}")
    elif isinstance(part, list):
        for each in part:
            yield from enums_in(each, place)


def test_an_enum_is_of_texts_and_has_a_name(description: Any) -> None:
    """One that mixes types, or stands nameless in two places, gives a client that cannot be used."""
    places = dict(enums_in(description))
    assert {each["type"] for each in places.values()} == {"string"}
    nameless = [place for place in places if place.removesuffix("/items").count("/") != 3]
    assert nameless == []


OPERATIONS = {
    ("/services/kinesis/estimate", "post"): "estimateKinesis",
    ("/services/kinesis/estimate", "get"): "getKinesisEstimate",
    ("/services/dynamodb/compare", "post"): "compareDynamodb",
    ("/services/dynamodb/compare", "get"): "getDynamodbComparison",
    ("/services/ec2/sweep", "post"): "sweepEc2",
    ("/services/ec2/sweep", "get"): "getEc2Sweep",
    ("/services/s3/reprice", "get"): "getS3Repricing",
    ("/services/s3", "get"): "getS3Input",
    ("/price-lists", "get"): "listPriceLists",
}


@pytest.mark.parametrize(("place", "name"), OPERATIONS.items())
def test_an_operation_is_named_as_code_names_it(description: Any, place: tuple[str, str], name: str) -> None:
    path, method = place
    assert description["paths"][path][method]["operationId"] == name


def test_names_of_operations_are_theirs_alone(description: Any) -> None:
    names = [op["operationId"].lower() for path in description["paths"].values() for op in path.values()]
    assert len(names) == len(set(names))


ANSWERS = [
    *((f"/services/{key}/estimate", f"/services/{key}/estimate", query) for key in SERVICES for query in ("",)),
    *((f"/services/{key}/compare", f"/services/{key}/compare", query) for key in SERVICES for query in ("",)),
    *((f"/services/{key}/sweep", f"/services/{key}/sweep", "start=1&stop=9&points=3") for key in SERVICES),
    ("/services/s3/compare", "/services/s3/compare", "retrieval_speed=expedited&retrieval_gb=1"),
    ("/services/s3/sweep", "/services/s3/sweep", "start=0&stop=5000&by=storage_class"),
    ("/services", "/services", ""),
    ("/prices", "/prices", "page_size=1000"),
    ("/limits", "/limits", ""),
    ("/price-lists", "/price-lists", ""),
    ("/sources", "/sources", ""),
]


@pytest.mark.parametrize(("path", "address", "query"), ANSWERS, ids=[f"{row[1]}?{row[2]}" for row in ANSWERS])
def test_a_real_answer_fits_its_schema(
    client: Client, description: Any, faults: Callable[[Any, Any], list[str]], path: str, address: str, query: str
) -> None:
    answer = client.get(f"/api/v1{address}?{query}").json()
    assert faults(answer, schema_of(description, path)) == []


@pytest.mark.parametrize(
    "address",
    ["services/s3/estimate?storage_gb=x", "services/s4", "services/s3/estimate?format=xml", "prices?page=0", "nothing"],
)
def test_a_real_error_fits_its_schema(client: Client, faults: Callable[[Any, Any], list[str]], address: str) -> None:
    problem = client.get(f"/api/v1/{address}").json()
    assert faults(problem, {"$ref": "#/components/schemas/Problem"}) == []


@KEYS
def test_the_example_of_an_estimate_is_what_the_api_answers(client: Client, description: Any, key: str) -> None:
    path = description["paths"][f"/services/{key}/estimate"]
    content = path["get"]["responses"]["200"]["content"]["application/json"]
    body = path["post"]["requestBody"]["content"]["application/json"]["example"]
    answer = client.post(f"/api/v1/services/{key}/estimate", data=body, content_type="application/json").json()
    assert answer == content["example"]


# --- Cut to some services, and kept -----------------------------------------------------------------------


def cut(client: Client, services: str) -> Any:
    response = client.get("/api/v1/schema", {"services": services})
    assert response.status_code == 200, response.content
    return response.json()


def services_in(description: Any) -> set[str]:
    return {path.split("/")[2] for path in description["paths"] if path.startswith("/services/")}


@pytest.mark.slow
@pytest.mark.series(quick=1)
@pytest.mark.parametrize("services", ["kinesis", "s3,ec2", "ebs, dynamodb", ",".join(SERVICES)])
def test_a_cut_description_is_valid_and_has_the_services_that_are_named(client: Client, services: str) -> None:
    description = cut(client, services)
    assert [str(error) for error in OpenAPIV31SpecValidator(description).iter_errors()] == []
    assert services_in(description) == {each.strip() for each in services.split(",")}
    assert "/prices" in description["paths"]


@KEYS
def test_what_is_left_is_what_the_whole_description_says(client: Client, description: Any, key: str) -> None:
    part = cut(client, key)
    assert {path: description["paths"][path] for path in part["paths"]} == part["paths"]
    for kind, components in part["components"].items():
        assert {name: description["components"][kind][name] for name in components} == components
    others = {f"{other.title()}Usage" for other in SERVICES if other != key}
    assert not others & part["components"]["schemas"].keys()


@pytest.mark.parametrize(("services", "named"), [("s4", "s4"), ("", "''"), ("s3,,ebs", "''"), ("s3,S3", "S3")])
def test_a_service_that_is_not_there_is_refused_by_name(client: Client, services: str, named: str) -> None:
    response = client.get("/api/v1/schema", {"services": services})
    assert (response.status_code, response.json()["code"]) == (404, "unknown_name")
    assert named in response.json()["detail"]


def test_the_description_is_made_once_for_the_prices_of_a_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    first = [client.get(f"/api/v1/schema{query}").content for query in ("", "?services=s3")]

    def made_again(*_: object) -> None:
        raise AssertionError("The description was made anew.")

    monkeypatch.setattr(cached, "openapi_document", made_again)
    monkeypatch.setattr(cached, "cut_to", made_again)
    assert [client.get(f"/api/v1/schema{query}").content for query in ("", "?services=s3")] == first


# --- The input declaration of a service -------------------------------------------------------------------


def input_of(client: Client, key: str) -> Any:
    return client.get(f"/api/v1/services/{key}").json()


@KEYS
def test_an_input_declaration_is_a_valid_json_schema(client: Client, key: str) -> None:
    schema = input_of(client, key)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@KEYS
def test_an_input_declaration_has_what_was_declared(client: Client, key: str) -> None:
    properties = input_of(client, key)["properties"]
    declared = questions.declared(SERVICES[key])
    said = {name: (field["title"], field["description"]) for name, field in properties.items() if name in declared}
    assert said == {name: (field.label, field.help) for name, field in declared.items()}
    units = {name: properties[name]["x-unit"] for name, field in declared.items() if field.unit}
    assert units == {name: field.unit for name, field in declared.items() if field.unit}
    bounds = {
        name: (properties[name]["minimum"], properties[name]["maximum"])
        for name, field in declared.items()
        if isinstance(field, QuantityField)
    }
    assert bounds == {
        name: (field.at_least, field.at_most) for name, field in declared.items() if isinstance(field, QuantityField)
    }
    choices = {name: properties[name]["x-labels"] for name, field in declared.items() if isinstance(field, ChoiceField)}
    assert choices == {
        name: {choice.value: choice.label for choice in field.choices}
        for name, field in declared.items()
        if isinstance(field, ChoiceField)
    }


@KEYS
def test_the_declared_defaults_and_examples_fit_the_schema(client: Client, key: str) -> None:
    schema = input_of(client, key)
    checker = Draft202012Validator(schema, format_checker=FormatChecker())
    defaults = {name: field["default"] for name, field in schema["properties"].items() if "default" in field}
    assert [error.message for usage in (defaults, *schema["examples"]) for error in checker.iter_errors(usage)] == []


@pytest.mark.series(quick=40)
@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_request_that_is_understood_fits_the_schema(client: Client, example: WorkedExample) -> None:
    checker = Draft202012Validator(input_of(client, example.service), format_checker=FormatChecker())
    declared = SERVICES[example.service].Usage.declarations
    body = {name: in_json(declared.get(name), value) for name, value in example.raw.items()}
    assert [error.message for error in checker.iter_errors(body)] == []


def in_json(declaration: Declaration | None, value: object) -> object:
    """What somebody types, as a program states it."""
    return plain(declaration.read(value)) if isinstance(declaration, FlagField | ListField) else value


@pytest.mark.parametrize(
    "usage",
    [
        {"storage_gb": -1},
        {"storage_gb": "five"},
        {"storage_gb": "-1"},
        {"storage_gb": "1,000"},
        {"storage_gb": "5.5.5"},
        {"storage_gb": "5 + 5"},
        {"storage_gb": "."},
        {"storage_gb": "9" * 61},
        {"storage_gb": None},
        {"storage_class": "TAPE"},
        {"include_free_tier": "perhaps"},
        {"region": "moon"},
        {"as_of": "yesterday"},
        {"no_such_field": 1},
    ],
    ids=str,
)
def test_what_the_schema_refuses_the_api_refuses(client: Client, usage: dict[str, object]) -> None:
    checker = Draft202012Validator(input_of(client, "s3"), format_checker=FormatChecker())
    response = client.post("/api/v1/services/s3/estimate", data=usage, content_type="application/json")
    assert (checker.is_valid(usage), response.status_code) == (False, 422)


@pytest.mark.parametrize(
    ("key", "field", "typed"),
    [
        *(("s3", "storage_gb", typed) for typed in ("5 TB", "1 000", "1_000.5", "1e3", " 5 ", "+5", ".5", "5.", "5GB")),
        *(
            ("kinesis", "records_per_second", typed)
            for typed in ("2.5k", "2.5 million", "1000 records/second", "9" * 8)
        ),
        ("dynamodb", "target_utilization_percent", "70 %"),
    ],
)
def test_an_amount_that_is_understood_fits_the_schema(client: Client, key: str, field: str, typed: str) -> None:
    usage = {field: typed}
    response = client.post(f"/api/v1/services/{key}/estimate", data=usage, content_type="application/json")
    checker = Draft202012Validator(input_of(client, key))
    assert (checker.is_valid(usage), response.status_code) == (True, 200)


@pytest.mark.parametrize(("count", "is_valid"), [(1, True), (100, True), (101, False)])
def test_a_list_is_as_long_as_the_schema_lets_it_be(client: Client, count: int, is_valid: bool) -> None:
    schema = input_of(client, "dynamodb")["properties"]["replica_regions"]
    values = [f"region-{number}" for number in range(count)]
    assert Draft202012Validator({**schema, "items": {}}).is_valid(values) is is_valid
    response = client.post(
        "/api/v1/services/dynamodb/estimate", data={"replica_regions": values}, content_type="application/json"
    )
    assert ("at most" in response.json()["detail"]) is not is_valid


@KEYS
def test_the_regions_of_a_service_are_those_with_a_price(client: Client, key: str) -> None:
    regions = [each["region"] for each in input_of(client, key)["regions"]]
    assert regions == list(CATALOGUE.regions_of(key))


# --- The page ---------------------------------------------------------------------------------------------


@pytest.fixture
def page(client: Client) -> str:
    return docs_of(client, "s3")


def docs_of(client: Client, key: str) -> str:
    return client.get(f"/api/v1/docs?service={key}").content.decode()


def test_the_page_of_every_service_is_one_link_away_and_small(client: Client) -> None:
    links = re.findall(r'href="(\?service=\w+)"', client.get("/api/v1/docs").text)
    assert links == [f"?service={key}" for key in SERVICES]
    sizes = {link: len(client.get(f"/api/v1/docs{link}").content) for link in some_of(links, SERVICES_ASKED)}
    assert max(sizes.values()) < MOST_BYTES_OF_DOCS


@pytest.mark.parametrize(("query", "status"), [("service=s4", 404), ("services=s3", 422)])
def test_the_page_refuses_what_it_does_not_know(client: Client, query: str, status: int) -> None:
    assert client.get(f"/api/v1/docs?{query}").status_code == status


@KEYS
def test_the_page_shows_every_field_with_its_unit_and_help(client: Client, key: str) -> None:
    text = unescape(docs_of(client, key).replace("<code>", "`").replace("</code>", "`"))
    told = [
        (field.help, field.unit, name)
        for name, field in SERVICES[key].Usage.declarations.items()
        if not (name in text and field.unit in text and field.help in text)
    ]
    assert told == []


@pytest.mark.slow
@pytest.mark.django_db
@KEYS
def test_every_call_on_the_page_answers(client: Client, key: str) -> None:
    page = docs_of(client, key)
    calls = [shlex.split(unescape(line)) for line in re.findall("(?s)<code>(curl .*?)</code>", page)]
    # Those of one estimate name it: tests/api/test_kept_estimates.py makes one and asks them.
    answers = [asked_by(client, words[1:]) for words in calls if "{" not in words[1]]
    assert {each.status_code for each in answers} <= {200, 201}
    assert len(answers) > 3


def asked_by(client: Client, words: list[str]) -> Any:
    """The answer to a line for curl: an address, then headers and a body."""
    address, options = path_of(words[0]), words[1:]
    given = list(zip(options[::2], options[1::2], strict=True))
    sent = dict(text.split(": ", 1) for option, text in given if option == "-H")
    body = next((text for option, text in given if option in ("-d", "--data-binary")), None)
    if body is None:
        return client.get(address)
    return client.post(address, data=body, content_type=sent.pop("Content-Type"), headers=sent)


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def test_the_page_takes_nothing_from_elsewhere_and_runs_no_inline_script(page: str) -> None:
    assert re.findall(r'(?:src|rel="stylesheet" href)="(?!/)', page) == []
    assert re.findall(r"<script(?![^>]* src=)|<style|\bstyle=|\bon\w+=", page) == []


@KEYS
def test_every_link_within_the_page_leads_somewhere(client: Client, key: str) -> None:
    page = docs_of(client, key)
    targets = set(re.findall(r'\bid="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets
