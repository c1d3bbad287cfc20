"""What a line of an export says of its service: names with their values, from a summary in one cell or an object.

A summary is `Nodes (2), Instance type (db.m6g.large), Storage for each RDS instance (General Purpose SSD (gp3))`.
Commas stand in names and in values, brackets in both: a pair ends where a bracket closes and a comma or nothing
follows.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from calculator.interchange.aws_calculator.amounts import typed_amount

_PAIR_ENDS = re.compile(r"\s*(?:,|$)")
_NOTHING = re.compile(r"(?i)\s*|0(?:[. ].*)?|none|disabled|not selected.*|no")


@dataclass(frozen=True, slots=True)
class Configuration:
    """The values of a line by their names, amounts as our forms take them; `again` names what stands there twice.

    `written` has every value as it stands in the export.
    """

    values: dict[str, str]
    written: dict[str, str]
    again: tuple[str, ...]


def is_nothing(text: str) -> bool:
    """Whether a value says that nothing is used."""
    return _NOTHING.fullmatch(text.strip()) is not None


def configuration(pairs: Iterable[tuple[str, str]]) -> Configuration:
    """The values of pairs, and of further names within their values; of a name that stands twice the first counts."""
    values: dict[str, str] = {}
    written: dict[str, str] = {}
    again: list[str] = []
    for name, text in pairs:
        name, text = _plain(name), _plain(text)
        if name in written:
            if not is_nothing(text) and (text != written[name] or text[0].isdigit()):
                again.append(f"{name} ({text})")
            continue
        written[name] = text
        values[name] = typed_amount(text)
        base, inner = _within(text)
        for inner_name, value in inner.items():
            values.setdefault(inner_name, typed_amount(value))
        if inner:
            values[name] = base
    return Configuration(values, written, tuple(again))


def _within(text: str) -> tuple[str, dict[str, str]]:
    """The first word of a value, and further names within it: `Consistent, Number of instances: 3`."""
    parts = [part.partition(":") for part in text.split(",")]
    return _plain(parts[0][0]), {_plain(name): _plain(value) for name, colon, value in parts if colon and name.strip()}


def summary_pairs(summary: str) -> Iterator[tuple[str, str]]:
    """The names and values of a summary."""
    begin = depth = 0
    opened = 0
    for at, mark in enumerate(summary):
        if mark == "(":
            if depth == 0:
                opened = at
            depth += 1
        elif mark == ")" and depth:
            depth -= 1
            if depth == 0 and _PAIR_ENDS.match(summary, at + 1):
                yield summary[begin:opened].strip(" \t\r\n,"), summary[opened + 1 : at]
                begin = at + 1
    rest = summary[begin:].strip(" \t\r\n,")
    if rest:
        yield rest, ""


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(":,").strip()
