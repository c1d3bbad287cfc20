"""The rules of the house: which way imports point, and that every service is complete."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from calculator.core.declarations import ChoiceField, Declaration, QuantityField
from calculator.core.units import PRICING_DATA, is_unit
from calculator.services import SERVICES
from calculator.services.comparisons.layout import CATEGORY as COMPARISONS
from calculator.services.registry import MODULES
from calculator.services.service import Service
from calculator.services.worked_examples import worked_examples
from tests.questions import CATALOGUE, answered
from tests.random_usages import CHEAPER_WITH_MORE, CHOOSES_ONLY, DRAWN, EITHER_WAY, STEADY, USED_ONLY, WHOLES

ROOT = Path(__file__).resolve().parent.parent
SURFACES = ("web", "api", "cells", "management", "application", "presentation")
SERVICE_FOLDER = ROOT / "calculator" / "services"
PURE = ("core", "catalogue", "services", "estimator", "analysis", "offers")
FEWEST_EXAMPLES = {"s3": 25, "ebs": 20, "ec2": 25, "dynamodb": 30, "kinesis": 20}
# Decimals that are no price: one byte in KB, the smallest object.
NO_PRICES = {"0.0009765625"}
# What stands beside the services in their folder.
NO_SERVICES = {
    "commitments",
    "comparisons",
    "service",
    "registry",
    "service_files",
    "transfer",
    "worked_examples",
    "figures",
    "module_formulas",
    "worksheet",
}
SIZE_UNITS = ("KB", "MB", "GiB", "IOPS", "MiB/s")
EVERY_SERVICE = pytest.mark.parametrize("service", SERVICES.values(), ids=list(SERVICES))
EVERY_MODULE = pytest.mark.parametrize("service", [SERVICES[key] for key in MODULES], ids=MODULES)
# How many times one thing is another: without a unit.
RATIOS = {("dynamodb", "peak_to_average")}
FIELDS = [
    pytest.param(service, name, declaration, id=f"{service.KEY}.{name}")
    for service in SERVICES.values()
    for name, declaration in service.Usage.declarations.items()
]


def modules_of(*parts: str) -> list[str]:
    """The dotted names of all modules in these parts of the calculator."""
    files = [path for part in parts for path in (*(ROOT / "calculator" / part).rglob("*.py"), *single(part))]
    names = [path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for path in files]
    return [name.removesuffix(".__init__") for name in names]


def single(part: str) -> list[Path]:
    return list((ROOT / "calculator").glob(f"{part}.py"))


def sources_of(service: Service) -> list[Path]:
    """A service is one module or one folder of modules."""
    return [*SERVICE_FOLDER.glob(f"{service.KEY}.py"), *(SERVICE_FOLDER / service.KEY).rglob("*.py")]


def literals(path: Path) -> Iterator[object]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))


def words_of(path: Path) -> Iterator[str]:
    """Names and texts of a module, without its docstrings."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
                yield name
            case ast.Constant(value=str(text)) if "\n" not in text:
                yield text


@pytest.mark.series(quick=1)
@pytest.mark.parametrize("package", ["django", "rest_framework", "pandas", "plotly"])
def test_the_pure_parts_start_neither_django_nor_a_library_for_charts(package: str) -> None:
    program = "import importlib, sys\nfor name in sys.argv[2:]: importlib.import_module(name)\n"
    program += "print(sorted(n for n in sys.modules if n.split('.')[0] == sys.argv[1]))"
    modules = modules_of(*PURE)
    assert len(modules) > len(PURE)
    ran = subprocess.run(
        [sys.executable, "-c", program, package, *modules], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "[]\n"


def test_the_import_contracts_hold() -> None:
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("name", modules_of(*PURE))
def test_the_pure_parts_read_no_clock_and_no_environment(name: str) -> None:
    path = ROOT / name.replace(".", "/")
    text = (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8")
    assert re.findall(r"\b(today\(\)|now\(\)|time\.time|os\.environ|getenv)", text) == []


def test_every_module_and_every_folder_of_a_service_is_one_of_the_services() -> None:
    modules = {path.stem for path in SERVICE_FOLDER.iterdir() if not path.name.startswith("_")} - NO_SERVICES
    files = [path for name in ("service.toml", "comparison.toml") for path in PRICING_DATA.glob(f"services/*/{name}")]
    folders = {path.parent.name for path in files}
    assert set(MODULES) == modules
    assert set(SERVICES) == modules | folders


@EVERY_SERVICE
def test_a_service_has_its_price_table_and_its_worked_examples(service: Service) -> None:
    # What compares services has theirs.
    assert service.TABLES[0].startswith(service.KEY) or service.CATEGORY == COMPARISONS
    assert set(service.TABLES) <= set(CATALOGUE.table_names)
    assert len(list(worked_examples(service.KEY))) >= FEWEST_EXAMPLES.get(service.KEY, 1)


def test_every_file_of_worked_examples_belongs_to_a_service() -> None:
    assert {example.service for example in worked_examples()} == set(SERVICES)


@EVERY_SERVICE
def test_how_long_the_month_is_stands_in_no_service(service: Service) -> None:
    """It is the book's: 730 hours, or 28 to 31 days."""
    lengths = {730, *(days * each for days in range(28, 32) for each in (24, 24 * 3600)), 730 * 3600}
    found = {number for path in sources_of(service) for number in literals(path) if type(number) is int}
    assert found & lengths == set()
    texts = [text for path in sources_of(service) for text in words_of(path) if re.search(r"\b(730|744)\b", text)]
    assert texts == []


@EVERY_SERVICE
def test_a_service_says_what_it_is(service: Service) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", service.KEY)
    assert service.NAME
    assert service.SUMMARY.endswith(".")


@pytest.mark.parametrize(("service", "name", "declaration"), FIELDS)
def test_a_field_has_a_label_help_and_a_known_unit(service: Service, name: str, declaration: Declaration) -> None:
    assert declaration.label
    assert declaration.help.endswith(".")
    assert declaration.kind in ("quantity", "choice", "flag", "list")
    is_ratio = (service.KEY, name) in RATIOS
    assert not isinstance(declaration, QuantityField) or (
        declaration.unit == "" if is_ratio else is_unit(declaration.unit)
    )


@pytest.mark.parametrize(("service", "name", "declaration"), FIELDS)
def test_a_default_is_a_value_that_the_field_accepts(service: Service, name: str, declaration: Declaration) -> None:
    assert declaration.read(declaration.default) == declaration.default


@pytest.mark.parametrize(("service", "name", "declaration"), FIELDS)
def test_what_a_field_is_only_for_exists(service: Service, name: str, declaration: Declaration) -> None:
    for chooser, values in declaration.only_for.items():
        field = service.Usage.declarations[chooser]
        assert isinstance(field, ChoiceField)
        assert set(values) <= {choice.value for choice in field.choices}


@EVERY_SERVICE
def test_what_a_service_names_exists(service: Service) -> None:
    fields = service.Usage.declarations
    assert all(isinstance(fields[name], ChoiceField) for name in service.COMPARE_BY)
    amounts = [*filter(None, [service.SWEEP_OVER]), *(each.over for each in service.CROSSOVERS)]
    amounts += [each.per for each in service.CROSSOVERS if each.per]
    amounts += [step.field for step in service.STEPS]
    assert all(isinstance(fields[name], QuantityField) for name in amounts)
    assert all(each.low < each.high for each in service.CROSSOVERS)
    assert all(step.by > 0 for step in service.STEPS)
    assert set(service.SCATTER) <= {detail.name for detail in answered(service.KEY, {}).metrics}


@EVERY_SERVICE
def test_the_facts_of_a_service_are_limits_of_some_choice(service: Service) -> None:
    known = {limit.name for table in service.TABLES for limit in CATALOGUE.limits.get(table, [])}
    assert {fact.limit for fact in service.FACTS} <= known


@EVERY_SERVICE
def test_the_laws_except_only_fields_that_exist(service: Service) -> None:
    tables = (WHOLES, CHEAPER_WITH_MORE, EITHER_WAY, CHOOSES_ONLY, DRAWN, USED_ONLY, STEADY)
    excepted = {name for table in tables for name in table.get(service.KEY, ())}
    assert excepted <= set(service.Usage.declarations)


@pytest.mark.parametrize(
    ("service", "example"),
    [
        pytest.param(service, dict(example.usage), id=f"{service.KEY}: {example.name}")
        for service in SERVICES.values()
        for example in service.EXAMPLES
    ],
)
def test_a_workload_to_start_from_has_an_answer(service: Service, example: dict[str, object]) -> None:
    answer = answered(service.KEY, example)
    assert answer.effective_monthly_usd > 0 or {"free", "ended"} & {notice.code for notice in answer.warnings}
    contradicted = ("not_used", "averages_differ", "throttled")
    assert [(notice.code, notice.field) for notice in answer.warnings if notice.code in contradicted] == []


@EVERY_MODULE
def test_no_price_stands_in_a_service(service: Service) -> None:
    found = [value for path in sources_of(service) for value in literals(path)]
    assert found
    assert [value for value in found if isinstance(value, float)] == []
    decimals = [value for value in found if isinstance(value, str) and re.fullmatch(r"\d*\.\d+", value)]
    assert set(decimals) <= NO_PRICES


@EVERY_MODULE
def test_no_limit_is_repeated_in_a_service(service: Service) -> None:
    starts = {text for example in service.EXAMPLES for text in (example.name, example.summary)}
    texts = {v for path in sources_of(service) for v in literals(path) if isinstance(v, str) and "=" not in v} - starts
    sizes = {f"{each.value:f} {each.unit}" for each in CATALOGUE.limits.get(service.KEY, []) if each.unit in SIZE_UNITS}
    assert [text for text in texts if any(size in text for size in sizes)] == []


def test_no_surface_names_a_field_of_a_service() -> None:
    surfaces = [path for room in SURFACES for path in (ROOT / "calculator" / room).rglob("*.py")]
    said = {word for path in surfaces for word in words_of(path)}
    assert said
    own = {name for service in SERVICES.values() for name in service.Usage.declarations}
    # `keys` is also a method of every mapping, `scheme` a key of OpenAPI.
    assert said & own - {*dir(dict), "scheme"} == set()
