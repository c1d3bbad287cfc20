"""Usage files: how much each resource is used, by its address or type, as Infracost's `infracost-usage.yml` has it, or
by the components of a `breakdown` that Infracost wrote as JSON.

Keys are those of Infracost, or the names of our own inputs. Those that mean nothing here are named, never dropped.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from calculator.core.declarations import Declaration
from calculator.core.display import exact_text
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.interchange.cloudformation.template_text import read_template_text
from calculator.interchange.json_text import read_object
from calculator.interchange.loose import list_in, object_in
from calculator.interchange.mapping import Rule
from calculator.interchange.resource import Resource

USAGE, OF_TYPES, PROJECTS = "resource_usage", "resource_type_default_usage", "projects"
# Instances of a `count` or `for_each` together.
ALL_INSTANCES = "[*]"
LONGEST_AS_YAML = 65536
# Whoever has more resources states the usage of their types, or of all instances; each has a dozen keys at most.
MOST_STATED, MOST_VALUES = 2_000, 60_000
# Before the name of a component of a breakdown, which is no key of a usage file.
COMPONENT = "component: "
_USAGE_FILE = re.compile(rf"(?m)^({USAGE}|{OF_TYPES})\s*:")
_BREAKDOWN = re.compile(r'"(projects|costComponents|infracostCommand)"\s*:')
# Units of a breakdown may be of many at once: `1M requests`, `10k requests`, `GB`.
_UNIT = re.compile(r"(?:(?P<many>[0-9]{1,9})(?P<scale>[kMB]?) )?.*")
MOST_DIGITS = 15
_SCALES = {"": 1, "k": 10**3, "M": 10**6, "B": 10**9}


@dataclass(frozen=True, slots=True)
class UsageFile:
    """Stated usage by address and by type; `used` remembers which keys meant something."""

    by_address: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    by_type: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)

    def stated(self, resource: Resource, rule: Rule, inputs: Mapping[str, Declaration]) -> dict[str, str]:
        """What is stated for a resource in the inputs of a rule's service; its own address before all of its type."""
        found: dict[str, str] = {}
        for name in (resource.type, resource.definition + ALL_INSTANCES, resource.definition, resource.address):
            of_name = self.by_type if name == resource.type else self.by_address
            for key, value in of_name.get(name, {}).items():
                target = _of_component(key, rule, inputs) if key.startswith(COMPONENT) else rule.usage.get(key, key)
                if target in inputs:
                    found[target] = value
                    self.used.add((name, key))
        return found

    def unmapped(self) -> Iterator[str]:
        """Every key that meant nothing for any resource of the file."""
        for name, keys in (*self.by_type.items(), *self.by_address.items()):
            for key in keys:
                if (name, key) not in self.used:
                    yield f"{name}: {key.removeprefix(COMPONENT)}"


def _of_component(key: str, rule: Rule, inputs: Mapping[str, Declaration]) -> str:
    """The input, among those that no file of resources knows, that is called as a component of a breakdown."""
    called = key.removeprefix(COMPONENT).casefold()
    return next((name for name in rule.asks if inputs[name].label.casefold() == called), "")


def is_usage(text: str) -> bool:
    """Whether a text is a usage file or a breakdown rather than a file of resources."""
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _BREAKDOWN.search(text[:LONGEST_AS_YAML]) is not None
    return _USAGE_FILE.search(text) is not None


def read_usage_file(text: str) -> UsageFile:
    """The usage of a file. Raises InvalidInput with the place of what is wrong."""
    raw = _object_of(text) if text.strip() else {}
    if not isinstance(raw, Mapping):
        raise InvalidInput([FieldError("usage", "A usage file has `resource_usage` with an entry for each address.")])
    if PROJECTS in raw:
        return UsageFile({address: dict(keys) for address, keys in _of_breakdown(raw)})
    return UsageFile(_section(raw, USAGE), _section(raw, OF_TYPES))


def _object_of(text: str) -> Any:
    """JSON as JSON, which is read in a moment, and all else as YAML."""
    is_json = text.lstrip("\ufeff \t\r\n").startswith("{")
    if is_json and (len(text) > LONGEST_AS_YAML or _BREAKDOWN.search(text)):
        return read_object(text)
    return read_template_text(text, MOST_VALUES)


def merged(files: Iterable[UsageFile]) -> UsageFile:
    """Several usage files as one; what a later one states stands over the same of those before it."""
    by_address: dict[str, dict[str, str]] = {}
    by_type: dict[str, dict[str, str]] = {}
    for each in files:
        for whole, part in ((by_address, each.by_address), (by_type, each.by_type)):
            for name, keys in part.items():
                whole[name] = {**whole.get(name, {}), **keys}
    return UsageFile(by_address, by_type)


def _section(raw: Mapping[str, Any], name: str) -> dict[str, dict[str, str]]:
    section = raw.get(name) or {}
    if not isinstance(section, Mapping) or not all(isinstance(each, Mapping | None) for each in section.values()):
        raise InvalidInput([FieldError(name, f"{name} has an object of keys for each resource.", shown(section))])
    if len(section) > MOST_STATED:
        message = (
            f"{name} has {len(section):,} entries, and at most {MOST_STATED:,} are read; state the usage of a type in "
            f"{OF_TYPES}, or of all instances with {ALL_INSTANCES}."
        )
        raise InvalidInput([FieldError(name, message)])
    return {str(address): dict(_flat(keys or {})) for address, keys in section.items()}


def _flat(keys: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Keys within keys with dots between them, as in `standard.storage_gb`."""
    for key, value in keys.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        elif value is not None and not isinstance(value, list):
            yield f"{before}{key}", str(value)


def _of_breakdown(raw: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The addresses of a breakdown with what its components say of usage."""
    for project in list_in(raw.get(PROJECTS)):
        for each in list_in(object_in(object_in(project).get("breakdown")).get("resources")):
            found = [*_components(object_in(each))]
            if found:
                yield str(object_in(each).get("name", "")), found


def _components(resource: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The components of a resource that are billed by usage, with their amount in a month."""
    for each in map(object_in, list_in(resource.get("costComponents"))):
        quantity, unit = _number(each.get("monthlyQuantity")), _UNIT.fullmatch(str(each.get("unit") or ""))
        if quantity is None or unit is None or str(each.get("usageBased")).lower() != "true":
            continue
        times = Decimal(unit["many"] or 1) * _SCALES[unit["scale"] or ""]
        yield f"{COMPONENT}{each.get('name', '')}", exact_text(quantity * times)


def _number(value: object) -> Decimal | None:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() and found.adjusted() < MOST_DIGITS else None
