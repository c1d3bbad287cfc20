"""The formulas of a module: their units are checked when it is loaded, as those of a service file are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from calculator.core.answer import Limit
from calculator.core.declarations import Declaration, QuantityField
from calculator.core.errors import BrokenTable
from calculator.core.formulas.measures import unit_of_figure
from calculator.core.formulas.parse import OF_THE_MONTH, FormulaError
from calculator.services.figures import LIMIT_PREFIX, Figure


@dataclass(frozen=True)
class ModuleFormulas:
    """Tables of figures, each in the order in which they rest on one another.

    `found` are the units of what a search or a simulation comes to. `rates` say what a unit of capacity is a second,
    as the name of an RCU does not.
    """

    tables: tuple[Mapping[str, Figure], ...] = ()
    found: Mapping[str, str] = field(default_factory=dict)
    rates: Mapping[str, str] = field(default_factory=dict)


def check_formulas(
    key: str, formulas: ModuleFormulas, inputs: Mapping[str, Declaration], limits: Iterable[Limit]
) -> None:
    """Raises BrokenTable with every figure whose units do not fit, or that names what nothing is called."""
    known = {name: each.unit if isinstance(each, QuantityField) else "" for name, each in inputs.items()}
    known |= {f"{LIMIT_PREFIX}{each.name}": each.unit for each in limits}
    known |= {**formulas.found, **dict.fromkeys(OF_THE_MONTH, "")}
    faults = [fault for table in formulas.tables for fault in _faults(table, formulas.rates, known)]
    if faults:
        raise BrokenTable([f"{key}: {fault}" for fault in faults])


def _faults(table: Mapping[str, Figure], rates: Mapping[str, str], known: Mapping[str, str]) -> Iterator[str]:
    units = dict(known)
    for name, figure in table.items():
        unknown = [each for each in figure.of.names if each not in units]
        if unknown:
            yield f"figures.{name}: {unknown[0]!r} is no input, limit or earlier figure."
            continue
        try:
            units[name] = unit_of_figure(figure.of, rates.get(figure.unit, figure.unit), lambda each: units[each])
        except FormulaError as error:
            yield f"figures.{name}: {error}"
