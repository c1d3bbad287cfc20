"""A plan or a state to resources: after its changes, and before them where it tells."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.interchange.asked import MOST_RESOURCES, refuse_too_many
from calculator.interchange.loose import list_in, object_in
from calculator.interchange.resource import Resource, value_at
from calculator.interchange.terraform.addresses import module_names, without_indexes
from calculator.interchange.terraform.configuration import Configuration
from calculator.interchange.terraform.masks import with_unknown, without_sensitive
from calculator.interchange.terraform.regions import region_stated

MAJORS = ("0", "1")
DEEPEST_MODULE = 64
# What is there once the plan is applied, and what was there before.
_STAYS = {"no-op", "update", "create"}
_KNOWN_ACTIONS = {*_STAYS, "delete", "read", "forget"}
_IDS = ("id", "arn", "name")


@dataclass(frozen=True, slots=True)
class Plan:
    """The resources of a file. `before` is None where the file is a state, or a plan without changes in it."""

    after: tuple[Resource, ...]
    before: tuple[Resource, ...] | None
    notes: tuple[str, ...]


def is_plan(raw: Mapping[str, Any]) -> bool:
    """Whether an object looks like what `show -json` writes, or like what people take for it."""
    return "format_version" in raw or ("terraform_version" in raw and "lineage" in raw)


def read_plan(raw: Mapping[str, Any], most: int = MOST_RESOURCES) -> Plan:
    """The resources of a plan or state. Raises InvalidInput for what is neither."""
    _refuse_other_formats(raw)
    configuration = Configuration(raw)
    changes = raw.get("resource_changes")
    if isinstance(changes, list):
        refuse_too_many(len(changes), most)
    state = object_in(raw.get("planned_values")) or object_in(raw.get("values"))
    resources = [*islice(_walked(object_in(state.get("root_module")), configuration), most + 1)]
    refuse_too_many(len(resources), most)
    if isinstance(changes, list):
        found = _Changes(changes, resources, configuration)
        return Plan(found.after, found.before, tuple(_notes(raw)))
    return Plan(_linked(resources, configuration), None, tuple(_notes(raw)))


def _refuse_other_formats(raw: Mapping[str, Any]) -> None:
    version = str(raw.get("format_version", ""))
    if "lineage" in raw and "serial" in raw:
        message = "This is terraform.tfstate itself; `terraform show -json > state.json` writes what is read here."
        raise InvalidInput([FieldError("file", message)])
    if version.partition(".")[0] not in MAJORS:
        message = f"Plans and states of formats 0.x and 1.x are read, not {shown(version) or 'one without a version'}."
        raise InvalidInput([FieldError("format_version", message, shown(version))])


def _notes(raw: Mapping[str, Any]) -> Iterator[str]:
    if raw.get("errored") is True or raw.get("complete") is False:
        yield "Terraform says that this plan is not complete: an error ended it, or parts of it were left out."
    deferred = raw.get("deferred_changes")
    if isinstance(deferred, list) and deferred:
        yield f"{len(deferred)} changes are put off until later by Terraform; what they cost is not known."


class _Changes:
    """`resource_changes`, read into what is there before and after them, with what is planned and no change names."""

    def __init__(self, changes: list[Any], planned: list[Resource], configuration: Configuration) -> None:
        before, after = list[Resource](), list[Resource]()
        named = set[str]()
        for each in changes:
            change = object_in(object_in(each).get("change"))
            if not isinstance(each, Mapping) or each.get("mode", "managed") != "managed":
                continue
            actions = _actions(each, change)
            is_left_over = bool(each.get("deposed"))
            old = _resource(each, _masked(change, "before"), configuration)
            named.add(old.address)
            if isinstance(change.get("before"), Mapping) and (actions != {"create"} or change.get("importing")):
                before.append(old)
            # What Terraform forgets keeps running, and keeps costing.
            if "forget" in actions:
                after.append(old)
            elif actions & _STAYS and not is_left_over:
                after.append(_resource(each, _masked(change, "after"), configuration))
        # A plan that only refreshes may list no change of what stays.
        unchanged = [each for each in planned if each.address not in named]
        before += unchanged
        after += unchanged
        self.before = _linked(before, configuration)
        self.after = _linked(after, configuration)


def _actions(each: Mapping[str, Any], change: Mapping[str, Any]) -> set[str]:
    """What is done to a resource. Raises InvalidInput for what no version of the format has."""
    found = change.get("actions")
    actions = {str(action) for action in found} if isinstance(found, list) else set()
    if not actions or not actions <= _KNOWN_ACTIONS:
        message = f"{shown(sorted(actions))} is no action of a plan; nothing is taken for granted about it."
        raise InvalidInput([FieldError(shown(each.get("address", "")), message)])
    return actions


def _masked(change: Mapping[str, Any], side: str) -> Mapping[str, Any]:
    """The values of one side: nothing sensitive, and marked what is known only after apply."""
    values = without_sensitive(change.get(side), change.get(f"{side}_sensitive"))
    if side == "after":
        values = with_unknown(values, change.get("after_unknown"))
    return object_in(values)


def _walked(module: Mapping[str, Any], configuration: Configuration, depth: int = 0) -> Iterator[Resource]:
    """The resources of a module and of those within it."""
    if depth > DEEPEST_MODULE:
        raise InvalidInput([FieldError("file", f"The file has more than {DEEPEST_MODULE} modules within one another.")])
    resources, children = module.get("resources"), module.get("child_modules")
    for each in list_in(resources):
        if isinstance(each, Mapping) and each.get("mode", "managed") == "managed" and not each.get("deposed_key"):
            values = without_sensitive(each.get("values"), each.get("sensitive_values"))
            placed = {"module_address": module.get("address", ""), **each}
            yield _resource(placed, object_in(values), configuration)
    for child in list_in(children):
        yield from _walked(object_in(child), configuration, depth + 1)


def _resource(each: Mapping[str, Any], values: Mapping[str, Any], configuration: Configuration) -> Resource:
    type, name = str(each.get("type", "")), str(each.get("name", ""))
    address, at = str(each.get("address", "")), str(each.get("module_address") or "")
    modules = module_names(at)
    index = each.get("index")
    bracket = str(index) if str(index).isdigit() else json.dumps(index)
    own = address if index is None or address.endswith("]") else f"{address}[{bracket}]"
    if at and not own.startswith(at):
        own = f"{at}.{own}"
    definition = ".".join((*(f"module.{module}" for module in modules), type, name))
    region = region_stated(values) or configuration.region_of(modules, type, name)
    label = value_at(values, "tags.Name")
    return Resource(own, definition, type, label if isinstance(label, str) else name, region, _groups(at), values)


def _groups(module_address: str) -> tuple[str, ...]:
    return (without_indexes(module_address).replace("module.", "").replace(".", " / "),) if module_address else ()


def _linked(resources: list[Resource], configuration: Configuration) -> tuple[Resource, ...]:
    """The same resources, each able to find those that its attributes name."""
    links = _Links(resources, configuration)
    return tuple(replace(each, link=links.of(each)) for each in resources)


class _Links:
    """Resources by what others know them by: an id, an ARN, a name, or the place where they are defined."""

    def __init__(self, resources: list[Resource], configuration: Configuration) -> None:
        self._configuration = configuration
        self._by_value: dict[str, Resource] = {}
        self._by_definition: dict[str, list[Resource]] = defaultdict(list)
        for each in resources:
            self._by_definition[each.definition].append(each)
            for name in _IDS:
                value = each.values.get(name)
                if isinstance(value, str) and value:
                    self._by_value.setdefault(value, each)

    def of(self, resource: Resource) -> Any:
        """How a resource finds another by the path of an attribute."""

        def link(path: str) -> Resource | None:
            value = value_at(resource.values, path)
            if isinstance(value, str) and value:
                found = self._by_value.get(value)
                return found if found is not resource else None
            modules = tuple(resource.definition.split(".")[1:-2:2])
            for module, type, name in self._configuration.targets(
                modules, resource.type, resource.definition.rpartition(".")[2], path
            ):
                definition = ".".join((*(f"module.{each}" for each in module), type, name))
                if found := self._same_index(resource, self._by_definition.get(definition, [])):
                    return found
            return None

        return link

    @staticmethod
    def _same_index(resource: Resource, found: list[Resource]) -> Resource | None:
        """The one instance, or the one with the index of who asks."""
        index = resource.address.rpartition("[")[2] if resource.address.endswith("]") else ""
        same = [each for each in found if index and each.address.endswith(f"[{index}")]
        return found[0] if len(found) == 1 else same[0] if len(same) == 1 else None
