"""Every worked example through every way in: one number."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from calculator.core.display import rounded
from tests.worked_examples import WorkedExample, worked_examples

EXAMPLES = list(worked_examples())
ANSWERED = [example for example in EXAMPLES if not example.is_refused]
REFUSED = [example for example in EXAMPLES if example.is_refused]
CELL_PLACES = 12


@dataclass(frozen=True)
class Surface:
    """A way in: how it is asked for the monthly cost, and to how many places it answers (None: exactly)."""

    name: str
    monthly_usd: Callable[[Client, WorkedExample], str]
    places: int | None = None

    def __str__(self) -> str:
        return self.name


def by_post(client: Client, example: WorkedExample) -> str:
    address = f"/api/v1/services/{example.service}/estimate"
    return str(client.post(address, data=example.raw, content_type="application/json").json()["monthly_usd"])


def by_get(client: Client, example: WorkedExample) -> str:
    return str(client.get(f"/api/v1/services/{example.service}/estimate", typed(example)).json()["monthly_usd"])


def by_command(client: Client, example: WorkedExample) -> str:
    out = StringIO()
    call_command("estimate", example.service, *words_of(example), "--json", stdout=out)
    return str(json.loads(out.getvalue())["monthly_usd"])


def by_form(client: Client, example: WorkedExample) -> str:
    page = client.get(f"/{example.service}/", typed(example)).content.decode()
    return str(re.findall(r'data-monthly-usd="([^"]*)"', page)[0])


def by_cell(client: Client, example: WorkedExample) -> str:
    fields = {**typed(example), "precision": str(CELL_PLACES)}
    return client.get(f"/cells/{example.service}/monthly_usd", fields).content.decode()


SURFACES = [
    Surface("POST", by_post),
    Surface("GET", by_get),
    Surface("command line", by_command),
    Surface("form", by_form),
    Surface("cell", by_cell, CELL_PLACES),
]


def typed(example: WorkedExample) -> dict[str, str]:
    """The fields as somebody types them."""
    return {name: ", ".join(value) if isinstance(value, list) else str(value) for name, value in example.raw.items()}


def words_of(example: WorkedExample) -> list[str]:
    """The fields as options of the command line."""
    return [f"--{name.replace('_', '-')}={value}" for name, value in typed(example).items()]


def as_shown(expected: Decimal, places: int | None) -> Decimal:
    return expected if places is None else rounded(expected, places)


@pytest.mark.parametrize("surface", SURFACES, ids=str)
@pytest.mark.parametrize("example", ANSWERED, ids=str)
def test_a_worked_example_comes_to_one_number_everywhere(
    client: Client, surface: Surface, example: WorkedExample
) -> None:
    expected = as_shown(Decimal(example.expect["monthly_usd"]), surface.places)
    assert Decimal(surface.monthly_usd(client, example)) == expected


STATUS_OF = {"invalid_input": 422, "infeasible": 422, "no_price": 404}


@pytest.mark.parametrize("example", REFUSED, ids=str)
def test_what_cannot_be_had_is_refused_with_one_reason_everywhere(client: Client, example: WorkedExample) -> None:
    address = f"/api/v1/services/{example.service}/estimate"
    got = client.get(address, typed(example))
    posted = client.post(address, data=example.raw, content_type="application/json")
    cell = client.get(f"/cells/{example.service}/monthly_usd", typed(example))
    said = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("estimate", example.service, *words_of(example), stderr=said)
    code, part = example.expect["error"], example.expect["message_contains"]
    assert (got.status_code, posted.status_code, ended.value.code) == (STATUS_OF[code], STATUS_OF[code], 2)
    assert (got.json()["code"], posted.json()["code"], cell["X-Cell-Error"]) == (code, code, code)
    assert [text for text in (got.json()["detail"], posted.json()["detail"], said.getvalue()) if part not in text] == []
