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
from calculator.services.worked_examples import WorkedExample, worked_examples

EXAMPLES = list(worked_examples())
ANSWERED = [example for example in EXAMPLES if not example.is_refused]
REFUSED = [example for example in EXAMPLES if example.is_refused]
CELL_PLACES = 12


@dataclass(frozen=True)
class Surface:
    """A way in: how it is asked for the monthly cost, and to how many places it answers (None: exactly).

    A cost that is not known is None.
    """

    name: str
    monthly_usd: Callable[[Client, WorkedExample], str | None]
    places: int | None = None

    def __str__(self) -> str:
        return self.name


def by_post(client: Client, example: WorkedExample) -> str | None:
    address = f"/api/v1/services/{example.service}/estimate"
    return monthly(client.post(address, data=example.raw, content_type="application/json").json())


def by_get(client: Client, example: WorkedExample) -> str | None:
    return monthly(client.get(f"/api/v1/services/{example.service}/estimate", typed(example)).json())


def by_command(client: Client, example: WorkedExample) -> str | None:
    out = StringIO()
    call_command("estimate", example.service, *words_of(example), "--json", stdout=out)
    return monthly(json.loads(out.getvalue()))


def by_form(client: Client, example: WorkedExample) -> str | None:
    page = client.get(f"/{example.service}/", typed(example)).content.decode()
    shown = re.findall(r'data-monthly-usd="([^"]*)"', page)
    return str(shown[0]) if shown else None


def by_cell(client: Client, example: WorkedExample) -> str | None:
    fields = {**typed(example), "precision": str(CELL_PLACES)}
    text = client.get(f"/cells/{example.service}/monthly_usd", fields).content.decode()
    return None if text.startswith("ERROR unknown ") else text


def monthly(document: dict[str, str | None]) -> str | None:
    return document["monthly_usd"]


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


def as_shown(expected: Decimal | None, places: int | None) -> Decimal | None:
    return expected if places is None or expected is None else rounded(expected, places)


@pytest.mark.series(quick=40)
@pytest.mark.parametrize("surface", SURFACES, ids=str)
@pytest.mark.parametrize("example", ANSWERED, ids=str)
def test_a_worked_example_comes_to_one_number_everywhere(
    client: Client, surface: Surface, example: WorkedExample
) -> None:
    expected, shown = example.totals["monthly_usd"], surface.monthly_usd(client, example)
    assert (None if shown is None else Decimal(shown)) == as_shown(expected, surface.places)


STATUS_OF = {"invalid_input": 422, "infeasible": 422, "no_price": 404}


@pytest.mark.series(quick=10)
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
