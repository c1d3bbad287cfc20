"""A template to resources: conditions, loops and functions worked out, references kept as links."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.core.nearest_names import did_you_mean, nearest_names
from calculator.interchange.asked import Asked, refuse_too_many
from calculator.interchange.cloudformation.functions import Functions, Link
from calculator.interchange.cloudformation.sam import implicit_apis, with_globals
from calculator.interchange.loose import object_in
from calculator.interchange.resource import UNKNOWN, Resource, value_at

LOOP = "Fn::ForEach::"
DEEPEST_LOOP = 5
# A default that is only the name of a parameter kept elsewhere.
_KEPT_ELSEWHERE = re.compile(r"AWS::SSM::Parameter::Value<")
_VARIABLE = re.compile(r"[$&]\{([A-Za-z0-9]+)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """The resources of a template, and what is not known of them."""

    resources: tuple[Resource, ...]
    notes: tuple[str, ...]


def is_template(raw: object) -> bool:
    """Whether an object is a template: a section of resources that have types."""
    resources = raw.get("Resources") if isinstance(raw, Mapping) else None
    return isinstance(resources, Mapping)


def read_template(raw: Mapping[str, Any], asked: Asked) -> Template:
    """The resources of a template in a Region, under values for its parameters. Raises InvalidInput."""
    region = asked.region
    parameters = _parameters(object_in(raw.get("Parameters")), asked.parameters)
    functions = Functions(raw, parameters, region)
    shared, resources, unsure, absent = object_in(raw.get("Globals")), list[Resource](), [], 0
    for name, each, inner in _unrolled(object_in(raw.get("Resources")), functions):
        holds = inner.condition(each["Condition"]) if "Condition" in each else True
        if holds is False:
            absent += 1
            continue
        if holds is UNKNOWN:
            unsure.append(name)
        type = str(each.get("Type", ""))
        properties = inner.value(with_globals(type, object_in(each.get("Properties")), shared))
        resources.append(_resource(name, type, object_in(properties), region))
        refuse_too_many(len(resources), asked.most_resources)
    resources += [_resource(name, type, {}, region) for name, type in implicit_apis(object_in(raw.get("Resources")))]
    by_name = {each.address: each for each in resources}
    linked = tuple(replace(each, link=_link(each, by_name)) for each in resources)
    return Template(linked, tuple(_notes(parameters, unsure, absent)))


def _parameters(declared: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """The value of each parameter: what is given, else its default, else UNKNOWN. Raises InvalidInput."""
    for name in given:
        if name not in declared:
            advice = did_you_mean(nearest_names(name, declared))
            message = f"The template has no parameter {shown(name)}. {advice}".strip()
            raise InvalidInput([FieldError("parameters", message, shown(name))])
    return {name: given.get(name, _default(object_in(each))) for name, each in declared.items()}


def _default(parameter: Mapping[str, Any]) -> Any:
    type, default = str(parameter.get("Type", "")), parameter.get("Default")
    if default is None or _KEPT_ELSEWHERE.match(type):
        return UNKNOWN
    is_list = type.startswith("List<") or type == "CommaDelimitedList"
    return [each.strip() for each in default.split(",")] if is_list and isinstance(default, str) else default


def _unrolled(
    resources: Mapping[str, Any], functions: Functions, depth: int = 0
) -> Iterator[tuple[str, Mapping[str, Any], Functions]]:
    """Every resource with the names that hold within it; loops are unrolled as far as their values are known."""
    for name, each in resources.items():
        if not str(name).startswith(LOOP):
            yield str(name), object_in(each), functions
            continue
        if not isinstance(each, list) or len(each) != 3 or depth >= DEEPEST_LOOP:
            yield str(name), {"Type": LOOP}, functions
            continue
        variable, values, body = str(each[0]), functions.value(each[1]), object_in(each[2])
        if not isinstance(values, list):
            yield str(name), {"Type": LOOP}, functions
            continue
        for value in values:
            named = {
                _put_in(key, variable, str(value)): _within(inner, variable, str(value)) for key, inner in body.items()
            }
            yield from _unrolled(named, functions.with_names({variable: str(value)}), depth + 1)


def _put_in(text: str, variable: str, value: str) -> str:
    return _VARIABLE.sub(lambda found: value if found[1] == variable else found[0], str(text))


def _within(raw: Any, variable: str, value: str) -> Any:
    """The body of a loop with its variable put in, in names and in texts alike."""
    if isinstance(raw, Mapping):
        if raw.get("Ref") == variable:
            return value
        return {_put_in(name, variable, value): _within(each, variable, value) for name, each in raw.items()}
    if isinstance(raw, list):
        return [_within(each, variable, value) for each in raw]
    return _put_in(raw, variable, value) if isinstance(raw, str) else raw


def _resource(name: str, type: str, properties: Mapping[str, Any], region: str) -> Resource:
    return Resource(name, name, type, name, region, (), properties)


def _link(resource: Resource, by_name: Mapping[str, Resource]) -> Any:
    """How a resource finds another by the path of a property."""

    def link(path: str) -> Resource | None:
        value = value_at(resource.values, path)
        return by_name.get(value) if isinstance(value, Link) and value != resource.address else None

    return link


def _notes(parameters: Mapping[str, Any], unsure: list[str], absent: int) -> Iterator[str]:
    unknown = [name for name, value in parameters.items() if value is UNKNOWN]
    if unknown:
        yield f"Parameters without a value: {', '.join(unknown)}. Give one with --parameter NAME=VALUE."
    if unsure:
        yield f"Whether these are made depends on what the file does not say; they are counted: {', '.join(unsure)}."
    if absent:
        yield f"Resources that the conditions leave out: {absent}."
