"""The functions of a template, worked out as far as the template and the values given for its parameters say.

What only a deployment knows is UNKNOWN; a reference to a resource is a Link, whose text is the resource's logical name.
"""

import json
import re
from collections.abc import Callable, Mapping
from ipaddress import ip_network
from itertools import islice
from typing import Any, Final

from calculator.core.errors import FieldError, InvalidInput
from calculator.interchange.loose import object_in
from calculator.interchange.resource import UNKNOWN

REMOVED: Final = object()
# Of all values of a template together, functions within functions and loops unrolled.
MOST_WORKED_OUT = 1_000_000
MOST_BLOCKS = 256
_PLACE = re.compile(r"\$\{(!?)([^{}]*)\}")
_FROM_ELSEWHERE = re.compile(r"\{\{resolve:")
_PSEUDO: Mapping[str, Any] = {
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::AccountId": UNKNOWN,
    "AWS::StackName": UNKNOWN,
    "AWS::StackId": UNKNOWN,
    "AWS::NotificationARNs": UNKNOWN,
    "AWS::NoValue": REMOVED,
}


class Link(str):
    """The logical name of a resource that something refers to."""

    __slots__ = ()


class Functions:
    """Works out the values of one template in one Region; the Region is empty where it is not known."""

    def __init__(self, template: Mapping[str, Any], parameters: Mapping[str, Any], region: str) -> None:
        self._template = template
        self._mappings, self._conditions = object_in(template.get("Mappings")), object_in(template.get("Conditions"))
        self._resources = object_in(template.get("Resources"))
        self._names = {**_PSEUDO, "AWS::Region": region or UNKNOWN, **parameters}
        self._known: dict[str, Any] = {}
        self._worked_out = [0]
        self._functions: Mapping[str, Callable[[Any], Any]] = {
            "Ref": self._ref,
            "Condition": self.condition,
            "Fn::GetAtt": self._attribute,
            "Fn::Sub": self._substituted,
            "Fn::Join": self._joined,
            "Fn::Select": self._selected,
            "Fn::Split": self._split,
            "Fn::FindInMap": self._found_in_map,
            "Fn::If": self._if,
            "Fn::Equals": self._equals,
            "Fn::Not": lambda value: _not(self._first(value)),
            "Fn::And": lambda value: _all(self._each(value)),
            "Fn::Or": lambda value: _any(self._each(value)),
            "Fn::Base64": self.value,
            "Fn::Cidr": lambda value: _blocks(self._each(value)),
            "Fn::Length": lambda value: _length(self.value(value)),
            "Fn::ToJsonString": lambda value: _as_text(self.value(value)),
        }

    def value(self, raw: Any) -> Any:
        """What a value comes to. Raises InvalidInput for a template that would never end."""
        self._worked_out[0] += 1
        if self._worked_out[0] > MOST_WORKED_OUT:
            message = (
                f"The template comes to more than {MOST_WORKED_OUT:,} values; none that CloudFormation takes does."
            )
            raise InvalidInput([FieldError("file", message)])
        if isinstance(raw, list):
            return [each for each in map(self.value, raw) if each is not REMOVED]
        if isinstance(raw, str):
            return UNKNOWN if _FROM_ELSEWHERE.search(raw) else raw
        if not isinstance(raw, Mapping):
            return raw
        if len(raw) == 1:
            ((name, inner),) = raw.items()
            if name in self._functions:
                return self._functions[name](inner)
            if isinstance(name, str) and name.startswith("Fn::"):
                return UNKNOWN
        worked_out = ((name, self.value(each)) for name, each in raw.items())
        return {str(name): each for name, each in worked_out if each is not REMOVED}

    def condition(self, name: Any) -> Any:
        """Whether a named condition holds: true, false or UNKNOWN."""
        if not isinstance(name, str) or name not in self._conditions:
            return UNKNOWN
        if name not in self._known:
            # One that leads back to itself is never known.
            self._known[name] = UNKNOWN
            self._known[name] = self.value(self._conditions[name])
        return self._known[name]

    def with_names(self, names: Mapping[str, Any]) -> "Functions":
        """The same with more names, as within a loop."""
        inner = Functions(self._template, {**self._names, **names}, "")
        inner._worked_out = self._worked_out
        return inner

    def _ref(self, name: Any) -> Any:
        if not isinstance(name, str):
            return UNKNOWN
        return self._names[name] if name in self._names else Link(name) if name in self._resources else UNKNOWN

    def _attribute(self, raw: Any) -> Any:
        name = raw.partition(".")[0] if isinstance(raw, str) else raw[0] if isinstance(raw, list) and raw else None
        return Link(name) if isinstance(name, str) and name in self._resources else UNKNOWN

    def _substituted(self, raw: Any) -> Any:
        text, more = (raw[0], raw[1]) if isinstance(raw, list) and len(raw) == 2 else (raw, {})
        if not isinstance(text, str):
            return UNKNOWN
        own = {name: self.value(each) for name, each in object_in(more).items()}
        is_known = True

        def put_in(place: re.Match[str]) -> str:
            nonlocal is_known
            if place[1]:
                return f"${{{place[2]}}}"
            name = place[2].strip()
            value = own[name] if name in own else self._ref(name)
            if not isinstance(value, str) or isinstance(value, Link):
                is_known = False
            return str(value)

        found = _PLACE.sub(put_in, text)
        # A text that is nothing but a reference is a link all the same.
        alone = _PLACE.fullmatch(text)
        if not is_known and alone and not alone[1]:
            linked = self._attribute(alone[2].strip())
            return linked if isinstance(linked, Link) else UNKNOWN
        return found if is_known else UNKNOWN

    def _joined(self, raw: Any) -> Any:
        if not isinstance(raw, list) or len(raw) != 2:
            return UNKNOWN
        separator, parts = raw[0], self.value(raw[1])
        if not isinstance(parts, list) or not all(
            isinstance(each, str) and not isinstance(each, Link) for each in parts
        ):
            return UNKNOWN
        return str(separator).join(parts)

    def _selected(self, raw: Any) -> Any:
        if not isinstance(raw, list) or len(raw) != 2:
            return UNKNOWN
        place, values = self.value(raw[0]), self.value(raw[1])
        if not str(place).isdigit() or not isinstance(values, list) or int(str(place)) >= len(values):
            return UNKNOWN
        return values[int(str(place))]

    def _split(self, raw: Any) -> Any:
        if not isinstance(raw, list) or len(raw) != 2:
            return UNKNOWN
        separator, text = raw[0], self.value(raw[1])
        is_text = isinstance(text, str) and not isinstance(text, Link) and isinstance(separator, str) and separator
        return text.split(separator) if is_text else UNKNOWN

    def _found_in_map(self, raw: Any) -> Any:
        if not isinstance(raw, list) or len(raw) not in (3, 4):
            return UNKNOWN
        found: Any = self._mappings
        for key in map(self.value, raw[:3]):
            found = found.get(key) if isinstance(found, Mapping) and isinstance(key, str) else None
        default = object_in(raw[3]).get("DefaultValue") if len(raw) == 4 else None
        return self.value(found) if found is not None else self.value(default) if default is not None else UNKNOWN

    def _if(self, raw: Any) -> Any:
        if not isinstance(raw, list) or len(raw) != 3:
            return UNKNOWN
        holds = self.condition(raw[0])
        return UNKNOWN if holds is UNKNOWN else self.value(raw[1] if holds is True else raw[2])

    def _equals(self, raw: Any) -> Any:
        if not isinstance(raw, list) or len(raw) != 2:
            return UNKNOWN
        one, other = map(self.value, raw)
        return UNKNOWN if UNKNOWN in (one, other) else _plain(one) == _plain(other)

    def _first(self, raw: Any) -> Any:
        found = self._each(raw)
        return found[0] if found else UNKNOWN

    def _each(self, raw: Any) -> list[Any]:
        return [self.value(each) for each in raw] if isinstance(raw, list) else []


def _plain(value: Any) -> Any:
    """A value as text, as CloudFormation compares it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _not(value: Any) -> Any:
    return UNKNOWN if not isinstance(value, bool) else not value


def _all(values: list[Any]) -> Any:
    return False if False in values else UNKNOWN if UNKNOWN in values else True


def _any(values: list[Any]) -> Any:
    return True if True in values else UNKNOWN if UNKNOWN in values else False


def _blocks(values: list[Any]) -> Any:
    """The blocks of an address range: how many, and how many bits of each are its own, 8 unless it is said."""
    try:
        block, count, bits = ip_network(values[0], strict=False), int(values[1]), int((values[2:] or ["8"])[0])
        made = block.subnets(new_prefix=block.max_prefixlen - bits)
    except (ValueError, TypeError, IndexError):
        return UNKNOWN
    return [str(each) for each in islice(made, count)] if 0 < count <= MOST_BLOCKS else UNKNOWN


def _length(value: Any) -> Any:
    return str(len(value)) if isinstance(value, list) else UNKNOWN


def _as_text(value: Any) -> Any:
    try:
        return json.dumps(value)
    except TypeError:
        return UNKNOWN
