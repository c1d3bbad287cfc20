"""The formulas of modules: units that do not fit, and names that nothing has, are faults as the module is loaded."""

import pytest

from calculator.core.declarations import QuantityField
from calculator.core.errors import BrokenTable
from calculator.core.formulas.measures import measure, measure_of, unit_of_figure
from calculator.core.formulas.parse import OF_THE_MONTH, parse
from calculator.services import SERVICES, service
from calculator.services.figures import figure
from calculator.services.module_formulas import ModuleFormulas, check_formulas
from calculator.services.registry import MODULES
from calculator.services.worksheet import Billed
from tests.questions import CATALOGUE, answered

INPUTS = {
    "stored_gb": QuantityField(label="Stored", help="How much.", unit="GB"),
    "object_kb": QuantityField(label="Size", help="Of each.", unit="KB"),
}
LIMITS = [each for each in CATALOGUE.limits_of("s3") if each.name == "minimum_billable_object"]


def check(rates: dict[str, str], **texts: tuple[str, str]) -> None:
    table = {name: figure(text, unit=unit) for name, (text, unit) in texts.items()}
    check_formulas("shop", ModuleFormulas((table,), rates=rates), INPUTS, LIMITS)


@pytest.mark.parametrize(
    ("text", "unit", "told"),
    [
        ("stored_gb + object_kb", "GB", "shop: figures.wrong: stored_gb + object_kb holds GB against KB."),
        ("stored_gb * 2", "KB", "shop: figures.wrong: comes to GB, but its unit is KB."),
        (
            'convert(stored_gb, "KB", "MB")',
            "MB",
            "shop: figures.wrong: convert(stored_gb, 'KB', 'MB') converts GB from KB.",
        ),
        ("stored_gb / hours_in_month", "GB", "shop: figures.wrong: comes to GB per hour, but its unit is GB."),
        ("stored_tb * 2", "TB", "shop: figures.wrong: 'stored_tb' is no input, limit or earlier figure."),
        ("later_gb * 2", "GB", "shop: figures.wrong: 'later_gb' is no input, limit or earlier figure."),
    ],
)
def test_a_formula_that_does_not_fit_is_told(text: str, unit: str, told: str) -> None:
    with pytest.raises(BrokenTable) as broken:
        check({}, wrong=(text, unit), later_gb=("stored_gb", "GB"))
    assert broken.value.faults == (told,)


def test_formulas_that_fit_pass() -> None:
    check(
        {"RCU": "unit/second"},
        objects=('convert(stored_gb, "GB", "KB") / max(object_kb, limit.minimum_billable_object)', "object"),
        kept=("stored_gb * 2", ""),
        twice=("kept + stored_gb", "GB"),
        load=("objects / seconds_in_month", "RCU"),
    )


def test_each_figure_is_told_by_itself() -> None:
    with pytest.raises(BrokenTable) as broken:
        check({}, first=("stored_gb", "KB"), second=("object_kb", "GB"))
    assert [fault.split(":")[1] for fault in broken.value.faults] == [" figures.first", " figures.second"]


@pytest.mark.parametrize("key", MODULES)
def test_what_modules_bill_is_in_the_unit_that_it_is_billed_in(key: str) -> None:
    """The formulas of charges are known when they are run: each of every example comes to what its unit says."""
    module = service(key)
    formulas: ModuleFormulas = module.FORMULAS  # type: ignore[attr-defined]
    units = {name: getattr(each, "unit", "") for name, each in module.Usage.declarations.items()}
    units |= {f"limit.{each.name}": each.unit for each in CATALOGUE.limits_of(key)}
    units |= {**formulas.found, **dict.fromkeys(OF_THE_MONTH, "")}
    for table in formulas.tables:
        for name, each in table.items():
            units[name] = unit_of_figure(each.of, formulas.rates.get(each.unit, each.unit), units.__getitem__)
    billed = [
        item.worked
        for example in module.EXAMPLES
        for item in answered(key, {**example.usage}).line_items
        if isinstance(item.worked, Billed)
    ]
    assert len(billed) >= 5
    wrong = {
        (each.quantity, each.unit)
        for each in billed
        if parse(each.quantity).names and measure(parse(each.quantity), units.__getitem__) != measure_of(each.unit)
    }
    assert wrong == set()


@pytest.mark.parametrize("key", MODULES)
def test_a_module_that_plans_capacity_is_found_among_those_that_size_it(key: str) -> None:
    assert bool(answered(key, {}).capacity) == SERVICES[key].SIZES_CAPACITY
