"""The description of the API is valid, and true: real requests and real answers fit it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator

from calculator.api.openapi import cached
from calculator.api.openapi.names import usage_name
from calculator.application.questions import common
from calculator.core.declarations import QuantityField
from calculator.services import SERVICES
from calculator.services.service import Service, sweep_over

KEYS = pytest.mark.parametrize("key", SERVICES)


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


def some_of_the_line(service: Service) -> str:
    """Three points near the default of what is varied, below what a month has of it: every service answers there."""
    varied = service.Usage.declarations[sweep_over(service)]
    assert isinstance(varied, QuantityField)
    start = varied.default if varied.default < 16 else varied.default // 2
    return f"start={start}&stop={start + 8}&points=3"


ANSWERS = [
    *((f"/services/{key}/estimate", f"/services/{key}/estimate", query) for key in SERVICES for query in ("",)),
    *((f"/services/{key}/compare", f"/services/{key}/compare", query) for key in SERVICES for query in ("",)),
    *(
        (f"/services/{key}/sweep", f"/services/{key}/sweep", some_of_the_line(service))
        for key, service in SERVICES.items()
    ),
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
