"""The service that docs/adding_a_service.md builds works as the page says, through every way in."""

import importlib.util
import re
import shutil
from datetime import date
from io import StringIO
from pathlib import Path
from typing import cast

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from calculator.analysis.compare import compare
from calculator.catalogue.catalogue import Catalogue
from calculator.core import units
from calculator.core.arithmetic import decimal
from calculator.core.errors import CalculatorError
from calculator.core.estimate import Estimate
from calculator.core.units import Unit
from calculator.estimator import estimate, read_question
from calculator.price_lists import current
from calculator.price_lists.current import Newest
from calculator.services import SERVICES
from calculator.services.service import Service
from tests.worked_examples import TextLoader, WorkedExample

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs/adding_a_service.md").read_text(encoding="utf-8")
TODAY = date(2026, 11, 21)
KEY = "api_gateway"

# What the page prints under the name of each file.
FILES = dict(re.findall(r"^`([^`]+)`:\n\n```\w+\n((?:.*\n)*?)```$", GUIDE, re.MULTILINE))
MODULE, YAML = FILES[f"calculator/services/{KEY}.py"], FILES[f"tests/services/{KEY}.yaml"]
ROWS = {Path(path).name: rows for path, rows in FILES.items() if path.startswith("pricing_data/")}
EXAMPLES = [WorkedExample(service=KEY, **written) for written in yaml.load(YAML, TextLoader)]


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    """The shipped tables with the rows of the page at their ends."""
    shutil.copytree(ROOT / "pricing_data", tmp_path, dirs_exist_ok=True)
    for name, rows in ROWS.items():
        with (tmp_path / name).open("a", encoding="utf-8", newline="") as table:
            table.write(rows)
    for row in ROWS["units.csv"].splitlines():
        unit, kind, size, meaning = row.split(",")
        monkeypatch.setitem(units.units(), unit, Unit(unit, kind, decimal(size), meaning))
    return Catalogue(tmp_path)


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Service:
    """The module of the page, offered as one of the services."""
    path = tmp_path / f"{KEY}.py"
    path.write_text(MODULE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(KEY, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setitem(SERVICES, KEY, cast(Service, module))
    return SERVICES[KEY]


@pytest.fixture
def application(service: Service, tables: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The application with the service in it, and not a line of it changed."""
    monkeypatch.setattr(current, "NEWEST", Newest(tables))
    return Client()


def answered(example: WorkedExample, tables: Catalogue) -> Estimate:
    return estimate(read_question(KEY, example.raw, tables, TODAY), tables)


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
    assert [each.choice for each in comparison.alternatives] == ["HTTP", "REST"]
    # A fourth step of 512 KB makes four HTTP requests at 1.00 of what REST counts as one at 3.50.
    assert [round(each.at) for each in comparison.crossovers] == [3 * 512]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/", "Amazon API Gateway"),
        (f"/{KEY}/?requests=350+million", "$345.00"),
        (f"/{KEY}/compare/?requests=350+million", "REST API"),
        (f"/prices/?service={KEY}", "metered unit maps"),
        (f"/api/v1/services/{KEY}", "Payload"),
        (f"/api/v1/services/{KEY}/estimate?requests=350+million", '"monthly_usd": "345"'),
        (f"/api/v1/services/{KEY}/compare", "REST API"),
        (f"/api/v1/services/{KEY}/sweep?over=requests&start=0&stop=1e9&by=api_type", '"REST"'),
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
