"""What a plan marks within its values: sensitive parts, which are dropped, and parts known only after apply."""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from calculator.interchange.resource import UNKNOWN


def without_sensitive(values: Any, mask: Any) -> Any:
    """The same values, nothing where the mask says true. The mask has the shape of the values."""
    if mask is True:
        return None
    if isinstance(values, Mapping):
        inner = mask if isinstance(mask, Mapping) else {}
        return {name: without_sensitive(value, inner.get(name)) for name, value in values.items()}
    if isinstance(values, list):
        marks = mask if isinstance(mask, list) else []
        return [without_sensitive(*pair) for pair in zip_longest(values, marks[: len(values)])]
    return values


def with_unknown(values: Any, mask: Any) -> Any:
    """The same values, UNKNOWN where the mask says true and nothing is known."""
    if mask is True:
        return UNKNOWN if values is None or values == [] or values == {} else values
    if isinstance(mask, Mapping):
        known = values if isinstance(values, Mapping) else {}
        names = dict.fromkeys((*known, *mask))
        return {name: with_unknown(known.get(name), mask.get(name)) for name in names}
    if isinstance(mask, list) and (isinstance(values, list) or values is None):
        return [with_unknown(*pair) for pair in zip_longest(values or [], mask)]
    return values
