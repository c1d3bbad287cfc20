"""The `configuration` of a plan: which provider makes a resource, and what its expressions refer to.

Values of variables are looked up for the Region alone and never kept: secrets stand among them in the clear.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from calculator.interchange.loose import object_in
from calculator.interchange.resource import value_at

Module = tuple[str, ...]
# Module calls within one another; files of people have five at most.
DEEPEST = 32


class Configuration:
    """The tree of modules as it was written."""

    def __init__(self, plan: Mapping[str, Any]) -> None:
        raw = object_in(plan.get("configuration"))
        self._root = object_in(raw.get("root_module"))
        self._providers = object_in(raw.get("provider_config"))
        self._variables = object_in(plan.get("variables"))
        # Of each module by type and name: a plan asks for thousands.
        self._resources: dict[Module, dict[tuple[str, str], Mapping[str, Any]]] = {}

    def region_of(self, module: Module, type: str, name: str) -> str:
        """The Region of the provider of a resource; empty where the file does not say."""
        key = str(self._resource(module, type, name).get("provider_config_key", ""))
        provider = object_in(self._providers.get(key)) or object_in(self._providers.get(key.rpartition(":")[2]))
        expressions = object_in(provider.get("expressions"))
        module_of_provider = tuple(str(provider.get("module_address", "")).split(".")[1::2])
        return self._text(object_in(expressions.get("region")), module_of_provider)

    def targets(self, module: Module, type: str, name: str, path: str) -> Iterator[tuple[Module, str, str]]:
        """The resources that an attribute refers to: the module, type and name of each."""
        expression = value_at(self._resource(module, type, name).get("expressions"), path)
        yield from self._targets(module, _references(expression))

    def _targets(self, module: Module, references: Sequence[str], depth: int = 0) -> Iterator[tuple[Module, str, str]]:
        if depth > DEEPEST:
            return
        for reference in references:
            parts = reference.split("[")[0].split(".") if reference.startswith("module.") else reference.split(".")
            match parts:
                case ["var", variable, *_] if module:
                    call = self._call(module)
                    argument = object_in(call.get("expressions")).get(variable)
                    yield from self._targets(module[:-1], _references(argument), depth + 1)
                case ["module", inner, output, *_]:
                    outputs = object_in(self._module((*module, inner)).get("outputs"))
                    expression = object_in(outputs.get(output)).get("expression")
                    yield from self._targets((*module, inner), _references(expression), depth + 1)
                case [kind, label, *_] if kind not in _NO_RESOURCE:
                    yield module, kind, label.split("[")[0]

    def _text(self, expression: Mapping[str, Any], module: Module, depth: int = 0) -> str:
        """The text that an expression comes to; empty where only a run would tell."""
        constant = expression.get("constant_value")
        if isinstance(constant, str) or depth > DEEPEST:
            return constant if isinstance(constant, str) else ""
        variables = [
            each.partition(".")[2].split(".")[0] for each in _references(expression) if each.startswith("var.")
        ]
        if len(variables) != 1:
            return ""
        if not module:
            value = object_in(self._variables.get(variables[0])).get("value")
            return value if isinstance(value, str) else ""
        argument = object_in(self._call(module).get("expressions")).get(variables[0])
        if argument is not None:
            return self._text(object_in(argument), module[:-1], depth + 1)
        declared = object_in(object_in(self._module(module).get("variables")).get(variables[0]))
        default = declared.get("default")
        return default if isinstance(default, str) else ""

    def _resource(self, module: Module, type: str, name: str) -> Mapping[str, Any]:
        if module not in self._resources:
            found = self._module(module).get("resources")
            objects = [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
            self._resources[module] = {(str(each.get("type")), str(each.get("name"))): each for each in objects}
        return self._resources[module].get((type, name), {})

    def _call(self, module: Module) -> Mapping[str, Any]:
        return object_in(object_in(self._module(module[:-1]).get("module_calls")).get(module[-1]))

    def _module(self, module: Module) -> Mapping[str, Any]:
        here = self._root
        for name in module:
            here = object_in(object_in(object_in(here.get("module_calls")).get(name)).get("module"))
        return here


_NO_RESOURCE = ("var", "local", "each", "count", "self", "path", "terraform", "data", "module")


def _references(expression: object) -> list[str]:
    found = object_in(expression).get("references")
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
