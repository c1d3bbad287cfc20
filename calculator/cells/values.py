"""One value of an answer, by a headline name or a dotted path, as the text that a cell shows.

monthly_usd                 a total
objects                     a headline of capacity: how many units
binding                     the demand that decides that number
line_items.storage.usd      a path: items of a list go by their name, or by 0, 1, 2 ...
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from calculator.core.answer import Answer, CapacityPlan
from calculator.core.display import CENTS, exact_text, rounded
from calculator.core.errors import FieldError, UnknownName, shown
from calculator.core.nearest_names import did_you_mean, nearest_names
from calculator.presentation.answer_documents import TOTALS, answer_document

VALUE = "value"
BINDING = "binding"
TOTAL_WORDS = (
    "Monthly",
    "Upfront, once",
    "Effective (amortized): monthly, with what is paid upfront spread over its term",
)
TOTAL_MEANINGS: Mapping[str, str] = {
    **dict(zip(TOTALS, TOTAL_WORDS, strict=True)),
    "annual_usd": "A year: 8,760 hours and twelve GB-months",
}


class NoValue(UnknownName):
    """The path is right, but there is nothing there for this workload."""

    code = "no_value"


class UnknownFigure(NoValue):
    """A total that no source tells apart from another: it is something, but nobody knows what."""

    code = "unknown"


UNKNOWN = (
    "{} is not known: the source of the price gives only what it comes to in effect, upfront and monthly together. "
    "Ask for effective_monthly_usd."
)


def headline_text(estimate: Answer, name: str, places: int = CENTS) -> str | None:
    """A total, a headline of capacity or what binds it, on one line; None for any other name.

    Raises NoValue, of a total UnknownFigure.
    """
    if name in TOTAL_MEANINGS:
        usd = getattr(estimate, name)
        if usd is None:
            raise UnknownFigure([FieldError(VALUE, UNKNOWN.format(name), name)])
        return money_text(usd, places)
    if name in estimate.capacity:
        return exact_text(estimate.capacity[name].count)
    return _binding(estimate.capacity) if name == BINDING else None


def value_text(estimate: Answer, path: str, places: int = CENTS) -> str:
    """One value on one line; money is rounded to decimal places. Raises UnknownName, NoValue."""
    headline = headline_text(estimate, path, places)
    if headline is not None:
        return headline
    document = answer_document(estimate)
    headlines = [*TOTAL_MEANINGS, *estimate.capacity, BINDING]
    return _text(_find({**dict.fromkeys(headlines), **document}, path), path, places)


def figure_of(document: Mapping[str, Any], path: str, places: int = CENTS) -> str:
    """One value of a document on one line. Raises UnknownName, NoValue, of a total that is not known UnknownFigure."""
    found = _find(document, path)
    if found is None and path.rsplit(".", 1)[-1] in TOTAL_MEANINGS:
        raise UnknownFigure([FieldError(VALUE, UNKNOWN.format(path), path)])
    return _text(found, path, places)


def money_text(usd: Decimal, places: int) -> str:
    """Money, half-up to decimal places."""
    return f"{rounded(usd, places):f}"


def is_money(name: str) -> bool:
    """Whether a value of this name is an amount of money (a price per unit is not: it keeps all digits)."""
    return name == "usd" or name.endswith("_usd")


def with_rounded_money(node: Any, places: int, name: str = "") -> Any:
    """A document whose amounts of money are rounded to decimal places."""
    if isinstance(node, dict):
        return {key: with_rounded_money(value, places, key) for key, value in node.items()}
    if isinstance(node, list):
        return [with_rounded_money(item, places) for item in node]
    return money_text(Decimal(node), places) if is_money(name) and node is not None else node


def paths(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every path of a document that leads to a value, with the exact value."""
    parts = _parts(node)
    for name, value in parts.items():
        yield from paths(value, f"{path}.{name}" if path else name)
    if not parts and not is_empty(node):
        yield path, _text(node, "", 0)


def one_line(text: str) -> str:
    """Text without line breaks and control characters."""
    if text.isprintable():
        return text
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _binding(capacity: Mapping[str, CapacityPlan]) -> str:
    for plan in capacity.values():
        if plan.binding is not None:
            return plan.binding
    raise NoValue([FieldError(VALUE, "No limit decides the capacity of this workload.", BINDING)])


def _find(document: Mapping[str, Any], path: str) -> Any:
    here: Any = document
    walked = ""
    for step in path.split("."):
        here = _step(here, step, walked)
        walked = f"{walked}.{step}" if walked else step
    return here


def _step(here: Any, step: str, walked: str) -> Any:
    for parts in (_parts(here), _numbered(here)):
        if step in parts:
            return parts[step]
    names = list(_parts(here))
    place = walked or "An estimate"
    hint = did_you_mean(nearest_names(step, names, most=2))
    there = f"{hint} There is {', '.join(names)}.".strip() if names else "There is nothing further in it."
    raise UnknownName([FieldError(VALUE, f"{place} has no {shown(step)!r}. {there}", shown(step))])


def _parts(node: Any) -> Mapping[str, Any]:
    """What a document or a list holds, by name; nothing for a single value."""
    if isinstance(node, dict):
        return node
    if isinstance(node, list):
        return {item["name"]: item for item in node if isinstance(item, dict) and "name" in item} or _numbered(node)
    return {}


def _numbered(node: Any) -> Mapping[str, Any]:
    return {str(index): item for index, item in enumerate(node)} if isinstance(node, list) else {}


def _text(value: Any, path: str, places: int) -> str:
    if is_empty(value):
        raise NoValue([FieldError(VALUE, f"{path} is empty for this workload.", path)])
    if isinstance(value, dict | list):
        message = (
            f"{path} is not one value; ask for a part of it: {', '.join(f'{path}.{name}' for name in _parts(value))}."
        )
        raise UnknownName([FieldError(VALUE, message, path)])
    if isinstance(value, bool):
        return str(value).lower()
    if is_money(path.rsplit(".", 1)[-1]):
        return money_text(Decimal(value), places)
    return one_line(str(value))


def is_empty(value: Any) -> bool:
    """None, an empty text or an empty list; 0 and false are values."""
    return value is None or value in ("", [], {})
