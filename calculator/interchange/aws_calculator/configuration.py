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
# Further names within a value: `Consistent, Number of instances: 3`.
_WITHIN = re.compile(r"(?P<name>[^:,]+):\s*(?P<value>[^,]*)")
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
        inner = [*_WITHIN.finditer(text)] if "://" not in text else []
        for each in inner:
            values.setdefault(_plain(each["name"]), typed_amount(_plain(each["value"])))
        if inner:
            values[name] = _plain(inner[0]["name"]) if inner[0].start() == 0 else _plain(text[: inner[0].start()])
    return Configuration(values, written, tuple(again))


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
