"""A usage file: how much each resource is used, by its address or type, as Infracost's `infracost-usage.yml` has it.

Keys are those of Infracost, or the names of our own inputs. Those that mean nothing here are named, never dropped.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.interchange.cloudformation.template_text import read_template_text
from calculator.interchange.mapping import Rule
from calculator.interchange.resource import Resource

USAGE, OF_TYPES = "resource_usage", "resource_type_default_usage"
# Instances of a `count` or `for_each` together.
ALL_INSTANCES = "[*]"


@dataclass(frozen=True, slots=True)
class UsageFile:
    """Stated usage by address and by type; `used` remembers which keys meant something."""

    by_address: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    by_type: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)

    def stated(self, resource: Resource, rule: Rule, inputs: Mapping[str, object]) -> dict[str, str]:
        """What is stated for a resource in the inputs of a rule's service; its own address before all of its type."""
        found: dict[str, str] = {}
        for name in (resource.type, resource.definition + ALL_INSTANCES, resource.definition, resource.address):
            of_name = self.by_type if name == resource.type else self.by_address
            for key, value in of_name.get(name, {}).items():
                target = rule.usage.get(key, key)
                if target in inputs:
                    found[target] = value
                    self.used.add((name, key))
        return found

    def unmapped(self) -> Iterator[str]:
        """Every key that meant nothing for any resource of the file."""
        for name, keys in (*self.by_type.items(), *self.by_address.items()):
            for key in keys:
                if (name, key) not in self.used:
                    yield f"{name}: {key}"


def read_usage_file(text: str) -> UsageFile:
    """The usage of a file. Raises InvalidInput with the place of what is wrong."""
    raw = read_template_text(text) if text.strip() else {}
    if not isinstance(raw, Mapping):
        raise InvalidInput([FieldError("usage", "A usage file has `resource_usage` with an entry for each address.")])
    return UsageFile(_section(raw, USAGE), _section(raw, OF_TYPES))


def _section(raw: Mapping[str, Any], name: str) -> dict[str, dict[str, str]]:
    section = raw.get(name) or {}
    if not isinstance(section, Mapping) or not all(isinstance(each, Mapping | None) for each in section.values()):
        raise InvalidInput([FieldError(name, f"{name} has an object of keys for each resource.", shown(section))])
    return {str(address): dict(_flat(keys or {})) for address, keys in section.items()}


def _flat(keys: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Keys within keys with dots between them, as in `standard.storage_gb`."""
    for key, value in keys.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        elif value is not None and not isinstance(value, list):
            yield f"{before}{key}", str(value)
