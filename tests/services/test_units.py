"""The formulas of modules fit their units, as those of service files must: KB are never added to GB.

A service file is checked when it is read. What a module charges is written beside its code, so every formula that the
worked examples run is checked here.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from calculator.core.answer import LineItem
from calculator.core.declarations import QuantityField
from calculator.core.errors import CalculatorError
from calculator.core.formulas.measures import measure, measure_of
from calculator.core.formulas.parse import parse
from calculator.services import SERVICES
from calculator.services.figures import LIMIT_PREFIX
from calculator.services.registry import MODULES
from calculator.services.worked_examples import worked_examples
from calculator.services.worksheet import Worksheet
from tests.questions import answered

# What a search or the type comes to, and a figure that has no unit because it is no headline.
FOUND = {
    "baseline_percent": "%",
    "late_gb": "GB",
    "provisioned_size_gb": "GB",
    "provisioned_throughput_mibps": "MiB/s",
    # Units that are provisioned are counted, whatever they carry in a second.
    "rcu": "",
    "wcu": "",
    "term_hours": "hour",
    "vcpus_of_type": "vCPU",
}
# A capacity unit of DynamoDB is a read or a write each second.
RATES = {"RCU": "reads/second", "WCU": "writes/second"}
Run = tuple[str, str, str]


def unit_in(sheet: Worksheet) -> Callable[[str], str]:
    """The unit of each name of a formula; a figure without one is a count."""

    def unit_of(name: str) -> str:
        if name.startswith(LIMIT_PREFIX):
            limit = name.removeprefix(LIMIT_PREFIX)
            return sheet.book.limit_row(limit, sheet.option_of(limit)).unit
        if name in FOUND:
            return FOUND[name]
        figure = sheet._figures.get(name)
        if figure is not None:
            return RATES.get(figure.unit, figure.unit)
        declared = sheet.usage.declarations.get(name)
        return "" if declared is None else declared.unit

    return unit_of


@pytest.fixture(scope="module")
def misfits() -> Iterator[dict[str, list[Run]]]:
    """Every formula that the worked examples of a module charge and that comes to something else than is billed."""
    charge, found = Worksheet.charge, {key: list[Run]() for key in MODULES}
    seen: set[tuple[str, str, str]] = set()

    def checked(sheet: Worksheet, name: str, label: str, text: str, unit: str, **more: Any) -> Iterator[LineItem]:
        key = type(sheet.usage).__module__.split(".")[2]
        if (key, text, unit) not in seen:
            seen.add((key, text, unit))
            formula = parse(text)
            # A bare number, such as 0, fits everything.
            if formula.names and measure(formula, unit_in(sheet)) != measure_of(unit):
                found[key].append((name, text, unit))
        return charge(sheet, name, label, text, unit, **more)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Worksheet, "charge", checked)
        for example in worked_examples(*MODULES):
            try:
                answered(example.service, example.raw)
            except CalculatorError:
                continue
    assert len(seen) > 100
    yield found


@pytest.mark.parametrize("key", MODULES)
def test_what_a_module_charges_is_what_its_formula_comes_to(key: str, misfits: dict[str, list[Run]]) -> None:
    assert misfits[key] == []


# Room beside the load may be many times the load, and a fee at once is never all that a reservation costs.
OTHER_PERCENTS = {("kinesis", "headroom_percent"): 1000, ("ec2", "upfront_percent"): 99}


def test_a_share_is_at_most_the_whole() -> None:
    declared = [(key, name, each) for key in MODULES for name, each in SERVICES[key].Usage.declarations.items()]
    shares = {
        (key, name): each.at_most
        for key, name, each in declared
        if isinstance(each, QuantityField) and each.unit == "%"
    }
    assert len(shares) > 15
    assert {place: most for place, most in shares.items() if most != 100} == OTHER_PERCENTS
