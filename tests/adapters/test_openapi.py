"""The description of the API is valid, and true: real requests and real answers fit it."""

import re
import shlex
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from calculator.core.declarations import ChoiceField, QuantityField
from calculator.services import SERVICES
from tests.questions import CATALOGUE
from tests.worked_examples import WorkedExample, worked_examples

KEYS = pytest.mark.parametrize("key", SERVICES)
EXAMPLES = [each for each in worked_examples() if each.expect.get("error") not in ("invalid_input", "no_price")]


@pytest.fixture
def description(client: Client) -> Any:
    return client.get("/api/v1/schema").json()


@pytest.fixture
def faults(description: Any) -> Callable[[Any, Any], list[str]]:
    """What is wrong with a document by a schema of the description."""

    def found(document: Any, schema: Any) -> list[str]:
        whole = {**schema, "components": description["components"]}
        checker = Draft202012Validator(whole, format_checker=FormatChecker())
        return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(document)]

    return found


def schema_of(description: Any, path: str) -> Any:
    return description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]


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
    pointers = {each.get("$ref") for each in parameters}
    fields = (*SERVICES[key].Usage.declarations, "region", "as_of")
    assert {f"#/components/parameters/{key}.{name}" for name in fields} <= pointers


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
    declared = SERVICES[key].Usage.declarations
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


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_request_that_is_understood_fits_the_schema(client: Client, example: WorkedExample) -> None:
    checker = Draft202012Validator(input_of(client, example.service), format_checker=FormatChecker())
    assert [error.message for error in checker.iter_errors(example.raw)] == []


@pytest.mark.parametrize(
    "usage",
    [
        {"storage_gb": -1},
        {"storage_gb": "five"},
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


@KEYS
def test_the_regions_of_a_service_are_those_with_a_price(client: Client, key: str) -> None:
    regions = [each["region"] for each in input_of(client, key)["regions"]]
    assert regions == list(CATALOGUE.regions_of(key))


# --- The page ---------------------------------------------------------------------------------------------


@pytest.fixture
def page(client: Client) -> str:
    return client.get("/api/v1/docs").content.decode()


@KEYS
def test_the_page_shows_every_field_with_its_unit_and_help(page: str, key: str) -> None:
    text = unescape(page)
    told = [
        (field.help, field.unit, name)
        for name, field in SERVICES[key].Usage.declarations.items()
        if not (name in text and field.unit in text and field.help in text)
    ]
    assert told == []


def test_every_call_on_the_page_answers(client: Client, page: str) -> None:
    calls = [shlex.split(unescape(line)) for line in re.findall("<code>(curl .*?)</code>", page)]
    gets = [words[1] for words in calls if len(words) == 2]
    posts = [(words[1], words[5]) for words in calls if len(words) == 6]
    answers = [client.get(path_of(address)) for address in gets]
    answers += [client.post(path_of(address), data=body, content_type="application/json") for address, body in posts]
    assert [each.status_code for each in answers] == [200] * len(calls)


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def test_the_page_takes_nothing_from_elsewhere_and_runs_no_inline_script(page: str) -> None:
    assert re.findall(r'(?:src|rel="stylesheet" href)="(?!/)', page) == []
    assert re.findall(r"<script(?![^>]* src=)|<style|\bstyle=|\bon\w+=", page) == []


def test_every_link_within_the_page_leads_somewhere(page: str) -> None:
    targets = set(re.findall(r'\bid="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets
