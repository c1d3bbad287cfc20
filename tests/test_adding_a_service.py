"""The service that docs/adding_a_service.md builds works as the page says, through every way in."""

import re
import shutil
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from calculator.analysis.compare import compare
from calculator.catalogue.catalogue import Catalogue
from calculator.core.answer import Answer
from calculator.core.arithmetic import decimal
from calculator.core.errors import CalculatorError
from calculator.estimator import answer_to, read_question
from calculator.services import SERVICES
from calculator.services.registry import Registry
from calculator.services.service import Service
from calculator.services.worked_examples import TextLoader, WorkedExample
from calculator.store.price_lists import active_catalogue
from calculator.store.price_lists.active_catalogue import Newest

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs/adding_a_service.md").read_text(encoding="utf-8")
TODAY = date(2026, 11, 21)
KEY = "small_api"

# What the page prints under the name of each file.
FILES = dict(re.findall(r"^`([^`]+)`:\n\n```\w+\n((?:.*\n)*?)```$", GUIDE, re.MULTILINE))
EXAMPLES = [WorkedExample(service=KEY, **written) for written in yaml.load(FILES["examples.yaml"], TextLoader)]


@pytest.fixture
def tables(tmp_path: Path) -> Catalogue:
    """The shipped tables, and the folder of the page among those of the services."""
    shutil.copytree(ROOT / "pricing_data", tmp_path, dirs_exist_ok=True)
    folder = tmp_path / "services" / KEY
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return Catalogue(tmp_path)


@pytest.fixture
def service(tables: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Service:
    """The folder of the page, found by the registry and offered as one of the services."""
    monkeypatch.setitem(SERVICES, KEY, Registry(tables.folder)[KEY])
    return SERVICES[KEY]


@pytest.fixture
def application(service: Service, tables: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The application with the service in it, and not a line of it changed."""
    monkeypatch.setattr(active_catalogue, "NEWEST", Newest(tables))
    return Client()


def answered(example: WorkedExample, tables: Catalogue) -> Answer:
    return answer_to(read_question(KEY, example.raw, tables, TODAY), tables)


@pytest.mark.slow
def test_its_tables_pass_the_check(tables: Catalogue) -> None:
    tables.check()


@pytest.mark.parametrize("example", [each for each in EXAMPLES if not each.is_refused], ids=str)
def test_it_comes_to_the_figures_of_its_examples(example: WorkedExample, service: Service, tables: Catalogue) -> None:
    assert answered(example, tables).monthly_usd == decimal(example.expect["monthly_usd"])


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.is_refused], ids=str)
def test_it_refuses_what_its_examples_refuse(example: WorkedExample, service: Service, tables: Catalogue) -> None:
    with pytest.raises(CalculatorError, match=example.expect["message_contains"]):
        answered(example, tables)


def test_it_is_compared_and_its_crossover_found(service: Service, tables: Catalogue) -> None:
    comparison = compare(read_question(KEY, {}, tables, TODAY), "api_type", tables)
    assert [each.choice for each in comparison.alternatives] == ["http", "rest"]
    # A fourth step of 512 KB makes four HTTP requests at 1.00 of what REST counts as one at 3.50.
    assert [round(each.at) for each in comparison.crossovers] == [3 * 512]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/", "Requests to an API"),
        (f"/{KEY}/?requests=350+million", "$345.00"),
        (f"/{KEY}/compare/?requests=350+million", "REST API"),
        (f"/prices/?service={KEY}", "Metered unit maps"),
        (f"/api/v1/services/{KEY}", "Payload"),
        (f"/api/v1/services/{KEY}/estimate?requests=350+million", '"monthly_usd": "345"'),
        (f"/api/v1/services/{KEY}/compare", "REST API"),
        (f"/api/v1/services/{KEY}/sweep?over=requests&start=0&stop=1e9&by=api_type", '"rest"'),
        (f"/cells/{KEY}/monthly_usd?requests=350+million", "345.00"),
        (f"/cells/{KEY}/billed_requests?requests=350+million", "350000000"),
        (f"/cells/{KEY}/compare.csv", "REST API"),
    ],
)
def test_every_way_in_knows_it(application: Client, address: str, shown: str) -> None:
    response = application.get(address)
    assert response.status_code == 200
    assert shown in response.content.decode()


def test_the_command_line_knows_it(application: Client) -> None:
    terminal = StringIO()
    call_command("estimate", KEY, "--requests", "350 million", stdout=terminal)
    assert "$345.00" in terminal.getvalue()
