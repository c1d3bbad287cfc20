"""Reading a `comparison.toml`: the whole file or all of its faults, each as `file: key: sentence`."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from calculator.core.answer import Limit
from calculator.core.declarations import ChoiceField, Declaration, QuantityField
from calculator.core.errors import BrokenTable
from calculator.core.formulas.measures import measure, measure_of, words
from calculator.core.formulas.parse import OF_THE_MONTH, Formula, FormulaError, parse
from calculator.services.comparisons.layout import ALTERNATIVE, ComparisonFile, ServiceUsed
from calculator.services.service import Service
from calculator.services.service_files.read import HOURS_UNIT, RESERVED, layout_of, unit_faults, unknown
from calculator.services.service_files.usage import FREE_TIER

FILE = "comparison.toml"
Faults: TypeAlias = Iterator[tuple[str, str]]
Find: TypeAlias = Callable[[str], Service]
LimitsOf: TypeAlias = Callable[[str], Iterable[Limit]]


def read_comparison(folder: Path, limits_of: LimitsOf, find: Find) -> ComparisonFile:
    """The comparison of a folder. Raises BrokenTable with every fault.

    `find` gives the service of a key, and raises KeyError; `limits_of` its limit rows.
    """
    declared, where = layout_of(folder / FILE, ComparisonFile), f"{folder.name}/{FILE}"
    faults = [f"{where}: {key}: {sentence}" for key, sentence in _faults(declared, folder.name, limits_of, find)]
    if faults:
        raise BrokenTable(faults)
    return declared


def _faults(declared: ComparisonFile, folder: str, limits_of: LimitsOf, find: Find) -> Faults:
    """Every fault that is not one of form."""
    if declared.key != folder:
        yield "key", f"is {declared.key!r}, but the folder is {folder!r}."
    if declared.key in RESERVED:
        yield "key", f"{declared.key} is an address of the calculator; take another name."
    for name in {ALTERNATIVE, FREE_TIER} & {*declared.inputs}:
        yield f"inputs.{name}", "is a field of every comparison; leave it out."
    yield from _faults_of_uses(declared)
    yield from _faults_of_inputs(declared, find)
    yield from _faults_of_formulas(declared)
    for name, way in declared.alternatives.items():
        for place, part in enumerate(way.parts, start=1):
            yield from _faults_of_part(f"alternatives.{name}.parts.{place}", part, declared, limits_of, find)
        if len({part.key for part in way.parts}) < len(way.parts):
            yield f"alternatives.{name}.parts", "are told apart by names; give each of one service its own."


def _faults_of_uses(declared: ComparisonFile) -> Faults:
    """Inputs that examples, steps, crossovers and charts name."""
    used = {"sweep_over": [declared.sweep_over]}
    used |= {f"steps.{place}": [each.field] for place, each in enumerate(declared.steps, start=1)}
    used |= {f"crossovers.{place}": [each.over] for place, each in enumerate(declared.crossovers, start=1)}
    used |= {f"examples.{each.name}": [*each.usage] for each in declared.examples}
    for key, names in used.items():
        for name in names:
            if name not in (*declared.inputs, ALTERNATIVE, FREE_TIER):
                yield key, unknown(name, declared.inputs)


def _faults_of_inputs(declared: ComparisonFile, find: Find) -> Faults:
    for name, each in declared.inputs.items():
        service, _, field = each.like.partition(".")
        if each.kind == "choice" and each.default not in each.choices:
            yield f"inputs.{name}.default", f"is none of the choices {', '.join(each.choices)}."
        if each.like and not isinstance(_field(service, field, find), ChoiceField):
            yield f"inputs.{name}.like", f"{each.like} is no choice of a service; write it as rds.instance_class."
    yield from unit_faults({f"inputs.{name}.unit": each.unit for name, each in declared.inputs.items() if each.unit})


def _field(service: str, field: str, find: Find) -> Declaration | None:
    try:
        return find(service).Usage.declarations.get(field)
    except KeyError:
        return None


def _faults_of_formulas(declared: ComparisonFile) -> Faults:
    known = [*declared.inputs, *OF_THE_MONTH]
    units = _units(declared)
    for name, figure in declared.figures.items():
        yield from _faults_of_names(f"figures.{name}.of", figure.of, known)
        known.append(name)
        yield from _faults_of_measure(f"figures.{name}.of", figure.of, figure.unit, units)
    for name, way in declared.alternatives.items():
        for place, obstacle in enumerate(way.obstacles, start=1):
            key = f"alternatives.{name}.obstacles.{place}.when"
            yield from _faults_of_names(key, obstacle.when, known)
            yield from _faults_of_measure(key, obstacle.when, "", units)


def _units(declared: ComparisonFile) -> dict[str, str]:
    """The unit of every name that formulas of the need may use."""
    units = {name: HOURS_UNIT if each.kind == "hours" else each.unit for name, each in declared.inputs.items()}
    return {**units, **{name: each.unit for name, each in declared.figures.items()}}


def _faults_of_names(key: str, formula: Formula, known: Collection[str]) -> Faults:
    yield from ((key, unknown(name, known)) for name in sorted(formula.names) if name not in known)


def _faults_of_measure(key: str, formula: Formula, unit: str, units: Mapping[str, str]) -> Faults:
    try:
        found = measure(formula, lambda name: units.get(name, ""))
    except FormulaError as error:
        yield key, str(error)
        return
    if found and found != measure_of(unit):
        yield key, f"comes to {words(found)}, but its unit is {unit or 'none'}."


def _faults_of_part(key: str, part: ServiceUsed, declared: ComparisonFile, limits_of: LimitsOf, find: Find) -> Faults:
    try:
        declarations = find(part.service).Usage.declarations
    except KeyError:
        yield f"{key}.service", f"there is no service {part.service!r}."
        return
    limits = {f"limit.{each.name}": each.unit for each in limits_of(part.service) if not each.option}
    known = [*declared.inputs, *declared.figures, *OF_THE_MONTH, *limits]
    for name, written in part.usage.items():
        field, place = declarations.get(name), f"{key}.usage.{name}"
        if field is None:
            yield place, unknown(name, declarations)
        elif isinstance(field, QuantityField):
            try:
                formula = parse(str(written))
            except FormulaError as error:
                yield place, str(error)
                continue
            yield from _faults_of_names(place, formula, known)
            yield from _faults_of_measure(place, formula, field.unit, {**_units(declared), **limits})
        elif (asked := input_in(str(written))) and asked not in declared.inputs:
            yield place, unknown(asked, declared.inputs)


def input_in(written: str) -> str:
    """The input that a choice is taken from, written as `{input}`; empty for a choice that is written as it is."""
    return written[1:-1] if written.startswith("{") and written.endswith("}") else ""
