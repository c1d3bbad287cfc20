"""JSON as it was written: every number as its text, no member twice."""

import json
from collections import Counter
from collections.abc import Iterable

from calculator.core.errors import FieldError, InvalidInput, shown

MOST_TOLD = 10


class NotJson(ValueError):
    """The text is not JSON; the message says where it stops to be."""


def read_json(text: str) -> object:
    """The value of a text. Raises NotJson, and InvalidInput for a member that stands twice.

    Numbers stay text: a binary float would change them, and NaN gets its sentence from the field it is in.
    """
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_members)
    except json.JSONDecodeError as error:
        raise NotJson(f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise NotJson("nested too deeply") from None


def refuse_each(names: Iterable[str], complaint: str) -> None:
    """Raises InvalidInput with one complaint for each of the first names, if there are any."""
    told = [*names][:MOST_TOLD]
    if told:
        raise InvalidInput(FieldError(shown(name), f"{shown(name)} {complaint}") for name in told)


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        times = Counter(name for name, _ in pairs)
        refuse_each((name for name in members if times[name] > 1), "stands more than once in the body; give it once.")
    return members
