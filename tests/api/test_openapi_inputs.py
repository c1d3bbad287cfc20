"""What the schema says of inputs is what the API takes: no more, and no less."""

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from calculator.application import questions
from calculator.core.declarations import ChoiceField, Declaration, FlagField, QuantityField
from calculator.core.lists import ListField
from calculator.presentation.answer_documents import plain
from calculator.services import SERVICES
from calculator.services.worked_examples import WorkedExample, worked_examples
from tests.questions import CATALOGUE

KEYS = pytest.mark.parametrize("key", SERVICES)

EXAMPLES = [each for each in worked_examples() if each.expect.get("error") not in ("invalid_input", "no_price")]


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


# A comparison has the prices of its services.
@pytest.mark.parametrize("key", [key for key in SERVICES if SERVICES[key].TABLES[:1] == (key,)])
def test_the_regions_of_a_service_are_those_with_a_price(client: Client, key: str) -> None:
    regions = [each["region"] for each in input_of(client, key)["regions"]]
    assert regions == list(CATALOGUE.regions_of(key))
