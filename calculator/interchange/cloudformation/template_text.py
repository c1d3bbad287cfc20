"""The text of a template to plain objects: YAML with CloudFormation's own tags, or JSON.

Every scalar stays the text that was written: 0123 and 2010-09-09 are no numbers and no dates to CloudFormation either.
"""

from collections.abc import Hashable
from typing import Any

import yaml

from calculator.core.errors import FieldError, InvalidInput, shown

DEEPEST, MOST_ALIASES, MOST_NODES = 128, 200, 150_000
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Of scalars without a tag only these two are not text.
_KEPT = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:null")


class _TemplateLoader(_Loader):  # type: ignore[misc]
    """YAML with tags such as `!Ref` and `!Sub`, and no key twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        """A mapping whose keys stand once each."""
        self.flatten_mapping(node)
        found: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(None, None, "a key is a list or a mapping", key_node.start_mark)
            if key in found:
                message = f"{shown(key)} stands twice in one place"
                raise yaml.constructor.ConstructorError(None, None, message, key_node.start_mark)
            found[key] = self.construct_object(value_node, deep=True)
        return found


def _tagged(loader: Any, name: str, node: Any) -> dict[str, Any]:
    """`!Ref x` as `{"Ref": x}`, and every other `!Name` as `{"Fn::Name": ...}`."""
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {name if name in ("Ref", "Condition") else f"Fn::{name}": value}


_TemplateLoader.add_multi_constructor("!", _tagged)
_TemplateLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in _KEPT]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}


def read_template_text(text: str, most_nodes: int = MOST_NODES) -> Any:
    """The object of a text of so many values at most. Raises InvalidInput with the line of what is wrong."""
    try:
        _refuse_bombs(text, most_nodes)
        return yaml.load(text, _TemplateLoader)
    except yaml.YAMLError as error:
        raise InvalidInput([FieldError("file", f"The file is no YAML: {_told(error)}.")]) from None
    except RecursionError:
        raise InvalidInput([FieldError("file", "The file is nested too deeply.")]) from None


def _refuse_bombs(text: str, most_nodes: int) -> None:
    """Raises InvalidInput for more levels, aliases or nodes than any such file has, before any is built."""
    depth = aliases = 0
    for nodes, event in enumerate(yaml.parse(text, _Loader)):
        aliases += isinstance(event, yaml.AliasEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or aliases > MOST_ALIASES or nodes > most_nodes:
            message = (
                f"The file has more than {DEEPEST} levels, {MOST_ALIASES} aliases or {most_nodes:,} values, "
                "which is more than is read."
            )
            raise InvalidInput([FieldError("file", message)])


def _told(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be read"
    return f"{shown(problem)} in line {mark.line + 1}" if mark else shown(problem)
