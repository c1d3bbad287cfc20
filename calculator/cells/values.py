"""One value of an estimate, by a headline name or a dotted path, as the text that a cell shows.

monthly_usd                 a total
objects                     a headline of capacity: how many units
binding                     the demand that decides that number
line_items.storage.usd      a path: items of a list go by their name, or by 0, 1, 2 ...
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from calculator.adapters.documents import TOTALS, Document, estimate_document
from calculator.core.display import CENTS, exact_text, rounded
from calculator.core.errors import FieldError, UnknownName, shown
from calculator.core.estimate import CapacityPlan, Estimate

VALUE = "value"
BINDING = "binding"
TOTAL_WORDS = ("Each month", "Paid once", "Each month, with what is paid once spread over the term")
TOTAL_MEANINGS: Mapping[str, str] = {
    **dict(zip(TOTALS, TOTAL_WORDS, strict=True)),
    "annual_usd": "Twelve effective months",
}


class NoValue(UnknownName):
    """The path is right, but there is nothing there for this workload."""

    code = "no_value"


def headline_text(estimate: Estimate, name: str, places: int = CENTS) -> str | None:
    """A total, a headline of capacity or what binds it, on one line; None for any other name. Raises NoValue."""
    if name in TOTAL_MEANINGS:
        return money_text(getattr(estimate, name), places)
    if name in estimate.capacity:
        return exact_text(estimate.capacity[name].count)
    return _binding(estimate.capacity) if name == BINDING else None


def value_text(estimate: Estimate, path: str, places: int = CENTS) -> str:
    """One value on one line; money is rounded to decimal places. Raises UnknownName, NoValue."""
    headline = headline_text(estimate, path, places)
    if headline is not None:
        return headline
    document = estimate_document(estimate)
    headlines = [*TOTAL_MEANINGS, *estimate.capacity, BINDING]
    return _text(_find({**dict.fromkeys(headlines), **document}, path), path, places)


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


def _find(document: Document, path: str) -> Any:
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
    nearest = get_close_matches(step[:100], names, n=1)
    hint = f"Did you mean {nearest[0]}? " if nearest else ""
    there = f"{hint}There is {', '.join(names)}." if names else "There is nothing further in it."
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
