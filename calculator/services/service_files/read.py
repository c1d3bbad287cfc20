"""Reading a `service.toml`: the whole file or all of its faults, each as `file: key: sentence`."""

import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from calculator.core.answer import Limit
from calculator.core.errors import BrokenTable
from calculator.core.formulas.measures import measure, measure_of, unit_of_figure, words
from calculator.core.formulas.parse import OF_THE_MONTH, Formula, FormulaError
from calculator.core.inputs import Inputs
from calculator.core.nearest_names import did_you_mean, nearest_names
from calculator.core.units import UnitMismatch, unit
from calculator.services.service import REGION
from calculator.services.service_files.free import written_as_charges
from calculator.services.service_files.keyed import KEYED
from calculator.services.service_files.keyed_faults import faults_of_keyed
from calculator.services.service_files.layout import ServiceFile
from calculator.services.service_files.lists import UnknownList, written_out
from calculator.services.service_files.usage import inputs_of

# Addresses of the calculator, which no service may take.
RESERVED = {
    *("answer", "api", "batch", "cells", "compare", "estimates", "glossary", "healthz", "help", "import"),
    *("learn", "metrics", "new", "prices", "s", "services", "static"),
}
Layout = TypeVar("Layout", bound=BaseModel)
FILE = "service.toml"
HOURS_UNIT = "hours/month"


def read_service(folder: Path, limits_of: Callable[[str], Iterable[Limit]]) -> tuple[ServiceFile, dict[str, Limit]]:
    """The service of a folder with the newest limits that it can name. Raises BrokenTable with every fault.

    `limits_of` gives the limit rows of a table, oldest first.
    """
    service, where = layout_of(folder / FILE, ServiceFile), f"{folder.name}/{FILE}"
    limits = {each.name: each for table in (*service.tables, folder.name) for each in limits_of(table)}
    faults = [f"{where}: {key}: {sentence}" for key, sentence in _faults(service, folder.name, limits)]
    if faults:
        raise BrokenTable(faults)
    return service, limits


def layout_of(path: Path, layout: type[Layout]) -> Layout:
    """A file in its right form. Raises BrokenTable."""
    where = f"{path.parent.name}/{path.name}"
    try:
        raw = written_as_charges(written_out(tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)))
    except UnknownList as error:
        raise BrokenTable([f"{where}: {error}"]) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenTable([f"{where}: {error}."]) from None
    try:
        return layout.model_validate(raw)
    except ValidationError as error:
        raise BrokenTable([f"{where}: {_key(each['loc'])}: {_sentence(each)}" for each in error.errors()]) from None


def _key(place: tuple[int | str, ...]) -> str:
    """Where something stands, as people write it: `charges.2.unit`, places counted from 1."""
    return ".".join(str(each + 1 if isinstance(each, int) else each) for each in place)


def _sentence(error: Mapping[str, object]) -> str:
    if error["type"] == "extra_forbidden":
        return "is no key of a service file."
    if error["type"] == "missing":
        return "is missing."
    return f"{str(error['msg']).removeprefix('Value error, ').rstrip('.')}."


def _faults(service: ServiceFile, folder: str, limits: Mapping[str, Limit]) -> Iterator[tuple[str, str]]:
    """Every fault that is not one of form."""
    if service.key != folder:
        yield "key", f"is {service.key!r}, but the folder is {folder!r}."
    if service.key in RESERVED:
        yield "key", f"{service.key} is an address of the calculator; take another name."
    yield from _faults_of_inputs(service)
    yield from faults_of_keyed(service)
    yield from _faults_of_names(service, limits)
    yield from _faults_of_units(service, limits)


def _faults_of_inputs(service: ServiceFile) -> Iterator[tuple[str, str]]:
    for name, each in service.inputs.items():
        key = f"inputs.{name}"
        if hasattr(Inputs, name):
            yield key, "is a name that every usage has for itself; take another."
        if each.kind in ("choice", "choices") and not each.choices:
            yield f"{key}.choices", "is missing; name each value with its label."
        if each.kind == "choice" and each.choices and each.default not in each.choices:
            yield f"{key}.default", f"is none of the choices {', '.join(each.choices)}."
        if each.not_below and each.not_below not in service.inputs:
            yield f"{key}.not_below", unknown(each.not_below, service.inputs)
        if each.kind == "quantity" and not _may_be_number(each.default):
            yield f"{key}.default", "is no number."
        yield from _faults_of_choices(key, each.only_for, service)
    for place, charge in enumerate(service.charges, start=1):
        yield from _faults_of_choices(f"charges.{place}", charge.only_for, service)
    has = {name.partition(".")[2] for name in service.attribute_units}
    for name in (*service.compare_by, *service.scatter):
        if name not in service.inputs and name not in service.figures and not (name in service.scatter and name in has):
            yield "compare_by", unknown(name, service.inputs)
    for name, keys in service.lookups.items():
        for key in keys:
            if key != REGION and key not in service.inputs:
                yield f"lookups.{name}", unknown(key, [*service.inputs, REGION])
    if service.sweep_over and service.sweep_over not in service.inputs:
        yield "sweep_over", unknown(service.sweep_over, service.inputs)
    for example in service.examples:
        for name in example.usage:
            if name not in inputs_of(service):
                yield f"examples.{example.name}", unknown(name, inputs_of(service))


def _may_be_number(default: object) -> bool:
    # A flag of TOML is an int to Python.
    return default is None or (isinstance(default, int | Decimal | str) and not isinstance(default, bool))


def _faults_of_choices(
    key: str, only_for: Mapping[str, tuple[str, ...]], service: ServiceFile
) -> Iterator[tuple[str, str]]:
    for chooser, values in only_for.items():
        field = service.inputs.get(chooser)
        if field is None or field.kind not in ("choice", KEYED):
            yield f"{key}.only_for", f"{chooser} is no choice among the inputs."
            continue
        for value in values:
            if field.choices and value not in field.choices:
                yield f"{key}.only_for", f"{value!r} is no value of {chooser}; there are {', '.join(field.choices)}."


def formulas_of(service: ServiceFile) -> Iterator[tuple[str, Formula]]:
    """Every formula with its key, in the order in which figures may use one another."""
    for name, figure in service.figures.items():
        yield f"figures.{name}.of", figure.of
    for name, plan in service.capacity.items():
        yield from ((f"capacity.{name}.{demand.name}", demand.amount) for demand in plan.demands)
        if plan.at_least is not None:
            yield f"capacity.{name}.at_least", plan.at_least
    for place, charge in enumerate(service.charges, start=1):
        parts = {
            "quantity": charge.quantity,
            "resources": charge.resources,
            "minimum": charge.minimum,
            "committed": charge.committed,
        }
        yield from ((f"charges.{place}.{part}", each) for part, each in parts.items() if each is not None)
    yield from ((f"obstacles.{place}.when", each.when) for place, each in enumerate(service.obstacles, start=1))
    yield from ((f"notices.{place}.when", each.when) for place, each in enumerate(service.notices, start=1))


def _faults_of_names(service: ServiceFile, limits: Mapping[str, Limit]) -> Iterator[tuple[str, str]]:
    """Names that nothing has: a figure may use those before it, everything else may use all."""
    has = service.attribute_units
    known = [*service.inputs, *has, *OF_THE_MONTH]
    every = [*inputs_of(service), *has, *OF_THE_MONTH, *service.figures, *service.capacity]
    for name, each in service.inputs.items():
        if each.default_of is not None:
            yield from ((f"inputs.{name}.default_of", unknown(n, known)) for n in each.default_of.names - {*known})
    for key, formula in formulas_of(service):
        part, name, *_ = key.split(".")
        usable = known if part == "figures" else every
        for needed in sorted(formula.names):
            limit = needed.removeprefix("limit.")
            if limit != needed and limit not in limits:
                yield key, f"limits.csv has no limit {limit!r}. {did_you_mean(nearest_names(limit, limits))}".strip()
            elif limit == needed and needed not in usable:
                yield key, unknown(needed, usable)
        if part == "figures":
            known.append(name)
    yield from _faults_of_texts(service, {*every, *(f"limit.{each}" for each in limits)})
    for place, charge in enumerate(service.charges, start=1):
        if charge.allowance and charge.allowance not in limits:
            yield f"charges.{place}.allowance", f"limits.csv has no limit {charge.allowance!r}."
        elif charge.allowance and measure_of(free := limits[charge.allowance].unit) != measure_of(charge.unit):
            yield f"charges.{place}.allowance", f"{charge.allowance} is in {free}, but billed in {charge.unit}."
    for name, plan in service.capacity.items():
        for demand in plan.demands:
            if demand.limit not in limits:
                yield f"capacity.{name}.{demand.name}.limit", f"limits.csv has no limit {demand.limit!r}."


def _faults_of_texts(service: ServiceFile, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Names in braces that nothing has: an option is made of inputs, a sentence of whatever a formula may use."""
    for place, charge in enumerate(service.charges, start=1):
        for name in _in_braces(charge.option) - {*service.inputs}:
            yield f"charges.{place}.option", unknown(name, service.inputs)
    texts = {f"obstacles.{place}": each.message for place, each in enumerate(service.obstacles, start=1)}
    texts |= {f"notices.{place}": each.message for place, each in enumerate(service.notices, start=1)}
    for key, text in texts.items():
        yield from ((f"{key}.message", unknown(name, known)) for name in _in_braces(text) - {*known})


def _in_braces(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def unknown(name: str, known: object) -> str:
    """The sentence for a name that nothing has, with the nearest one."""
    names = list(known)  # type: ignore[call-overload]
    near = did_you_mean(nearest_names(name, names))
    return f"{name!r} is no input or earlier figure. {near or 'There are ' + ', '.join(names) + '.'}"


def _faults_of_units(service: ServiceFile, limits: Mapping[str, Limit]) -> Iterator[tuple[str, str]]:
    """Units that units.csv lacks, sums of unlike things, and quantities that are not what they are billed as."""
    units = {name: HOURS_UNIT if each.kind == "hours" else each.unit for name, each in service.inputs.items()}
    units |= {f"limit.{name}": each.unit for name, each in limits.items()}
    units |= {name: plan.unit for name, plan in service.capacity.items()}
    units |= service.attribute_units
    stated = {f"inputs.{name}.unit": each.unit for name, each in service.inputs.items() if each.unit}
    stated |= {f"charges.{place}.unit": each.unit for place, each in enumerate(service.charges, start=1)}
    stated |= {f"attributes.{name}.unit": each for name, each in service.attribute_units.items() if each}
    yield from unit_faults(stated)
    for key, formula in formulas_of(service):
        part, name, *_ = key.split(".")
        try:
            if part == "figures":
                units[name] = unit_of_figure(formula, service.figures[name].unit, lambda each: units.get(each, ""))
                continue
            found = measure(formula, lambda each: units.get(each, ""))
        except FormulaError as error:
            yield key, str(error)
            continue
        if key.endswith(".quantity"):
            billed = service.charges[int(name) - 1].unit
            if measure_of(billed) != found:
                yield key, f"comes to {words(found)}, but is billed in {billed}."
        if part == "capacity" and (limit := _limit_of(key, service, limits)) and measure_of(limit.unit) != found:
            yield key, f"comes to {words(found)}, but limit {limit.name} is in {limit.unit}."


def unit_faults(stated: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The units, by their keys, that units.csv lacks."""
    for key, name in stated.items():
        try:
            unit(name)
        except UnitMismatch as error:
            yield key, f"{error}."


def _limit_of(key: str, service: ServiceFile, limits: Mapping[str, Limit]) -> Limit | None:
    """The limit that a demand of capacity is held against."""
    _, plan, demand = key.split(".")
    named = {each.name: each.limit for each in service.capacity[plan].demands}
    return limits.get(named.get(demand, ""))
