"""A resource and a rule to a usage: what the file says, what is assumed, and what nobody can know from the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from calculator.core.declarations import Declaration
from calculator.core.display import exact_text
from calculator.core.errors import shown
from calculator.core.formulas.parse import Formula, Names
from calculator.interchange.account import Assumption
from calculator.interchange.mapping import Kind, Reading, Rule, Text
from calculator.interchange.resource import UNKNOWN, Resource
from calculator.services import service

AFTER_APPLY = "known only once it is made"
NOT_SAID = "not in the file"
OTHER = "another word"
# An export names what is used; what it does not name is not.
UNUSED = "0"
HOW_MUCH = "how much it is used is in no such file"


class NotSupported(Exception):
    """Why a resource cannot be priced, as a sentence."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a rule makes of a resource or of a block of it."""

    rule: Rule
    count: int
    typed: Mapping[str, str]
    assumptions: tuple[Assumption, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """What a reading came to: nothing where the file is silent and no default is stated."""

    value: str | None
    why_assumed: str = ""

    @property
    def is_said(self) -> bool:
        """Whether the file says it."""
        return self.value is not None and not self.why_assumed


def usages(rule: Rule, resource: Resource, kind: Kind, stated: Mapping[str, str]) -> Iterator[Usage]:
    """Each usage that a rule sees in a resource; what is `stated` of its inputs stands over what the file says.

    Raises NotSupported for words of the file that have no price here.
    """
    for block in _blocks(rule, resource, kind):
        inside = resource if block is resource else replace(resource, values={} if block is UNKNOWN else block)
        known = _Known(rule, resource, inside, kind)
        if rule.when is None or _holds(rule.when, known):
            yield _usage(rule, known, stated, block is UNKNOWN)


def _blocks(rule: Rule, resource: Resource, kind: Kind) -> list[Any]:
    """Each block that is a usage; the resource itself where the rule is for the whole of it."""
    paths = rule.each.paths(kind)
    if not paths:
        return [resource] if resource.type in rule.types else []
    found = next((blocks for blocks in ([*resource.blocks(path)] for path in paths) if blocks), [])
    return found or ([{}] if rule.at_least_one else [])


class _Known(dict[str, _Read]):
    """The readings of a rule, each done when it is first needed: words that only another rule knows are no fault."""

    def __init__(self, rule: Rule, resource: Resource, inside: Resource, kind: Kind) -> None:
        super().__init__()
        self._rule, self._resource, self._inside, self.kind = rule, resource, inside, kind

    def __missing__(self, name: str) -> _Read:
        reading = self._rule.read[name]
        others = (default for other, default in reading.default_with.items() if self[other].is_said)
        if (default := next(others, None)) is not None:
            reading = reading.model_copy(update={"default": default, "default_in_cloudformation": None})
        found = self[name] = _read(reading, self._resource if reading.outside else self._inside, self.kind)
        return found


def _read(reading: Reading, resource: Resource, kind: Kind) -> _Read:
    found = [resource.value(path) for path in reading.paths(kind)]
    said = next((each for each in found if each is not None and each is not UNKNOWN and each not in ("", [])), None)
    if said is not None:
        return _Read(_ours(said, reading))
    why = AFTER_APPLY if any(each is UNKNOWN for each in found) else NOT_SAID
    default = reading.taken(kind)
    if default is None:
        return _Read(None, why)
    if kind is Kind.CALCULATOR and default == UNUSED:
        return _Read(default)
    source = f"; {reading.default_source}" if reading.default_source else ""
    return _Read(_ours(default, reading), f"{why}{source}")


def _ours(said: Any, reading: Reading) -> str:
    """The word of the file in ours. Raises NotSupported."""
    if isinstance(said, list) and said:
        said = said[0]
    if isinstance(said, bool) or (isinstance(said, str) and said in ("True", "False")):
        said = str(said).lower()
    if isinstance(said, int | float | Decimal):
        said = str(said)
    if not isinstance(said, str):
        raise NotSupported("An attribute has another form here than AWS's provider gives it.")
    if not reading.values:
        return said
    if said not in reading.values:
        raise NotSupported(f"{shown(said)} has no price here.")
    return reading.values[said]


def _holds(formula: Formula, known: Mapping[str, _Read]) -> bool:
    def compared(name: str) -> str:
        """What is said; nothing is the empty text, and a word that has none of ours is no fault of the question."""
        try:
            return known[name].value or ""
        except NotSupported:
            return OTHER

    return bool(formula.value(Names(compared)))


def _unread(source: Formula | Text, rule: Rule) -> str:
    """What to say of a line of an export that lacks what sets its price: no default of a form may stand in for it."""
    names = source.names if isinstance(source, Formula) else ()
    labels = [each for name in sorted(names) for each in rule.read[name].calculator[:1]]
    return f"The export does not say its {' and '.join(labels)}, or says it in words that are not read here."


def _usage(rule: Rule, known: _Known, stated: Mapping[str, str], is_unknown: bool) -> Usage:
    if rule.unsupported:
        raise NotSupported(rule.unsupported)
    declarations = service(rule.service).Usage.declarations
    typed: dict[str, str] = {}
    assumptions = []
    open_still = set(rule.asks) - set(stated)
    for name, source in rule.inputs.items():
        if name in stated:
            continue
        value = source.value if isinstance(source, Text) else _worked_out(source, known)
        why = "" if isinstance(source, Text) else _why(source, known)
        if value is not None:
            typed[name] = value
            open_still.discard(name)
        elif name in open_still:
            continue
        elif known.kind is Kind.CALCULATOR:
            raise NotSupported(_unread(source, rule))
        if why or value is None:
            assumptions.append(_assumed(name, value, why, declarations[name]))
    assumptions += [
        _assumed(name, None, HOW_MUCH, declarations[name], is_usage=True) for name in rule.asks if name in open_still
    ]
    if is_unknown:
        assumptions.append(Assumption("", "1", "how many there are is known only once it is made"))
    count = _worked_out(rule.count, known) if rule.count else "1"
    return Usage(rule, _whole(count), {**typed, **stated}, tuple(assumptions))


def _worked_out(formula: Formula, known: Mapping[str, _Read]) -> str | None:
    """The value of a formula as it would be typed; None where a name of it is not known."""
    if any(known[name].value is None for name in formula.names):
        return None
    if formula.name:
        return known[formula.name].value
    try:
        found = formula.value(Names(lambda name: _number(known[name].value)))
    except (ArithmeticError, TypeError):
        raise NotSupported(f"{formula.text} of what the file says is no number.") from None
    return str(found).lower() if isinstance(found, bool) else exact_text(Decimal(str(found)))


def _number(value: str | None) -> Any:
    """Text that is a number as one; other text as it is, for comparisons."""
    try:
        number = Decimal(value or "")
    except InvalidOperation:
        return value
    return number if number.is_finite() else value


def _why(formula: Formula, known: Mapping[str, _Read]) -> str:
    return next((known[name].why_assumed for name in sorted(formula.names) if known[name].why_assumed), "")


def _assumed(name: str, value: str | None, why: str, declared: Declaration, is_usage: bool = False) -> Assumption:
    if value is None:
        return Assumption(name, _default(declared), why, is_usage)
    return Assumption(name, value, why, is_usage)


def _default(declared: Declaration) -> str:
    """The default of a field as it would be typed; that of other fields where it follows them."""
    if declared.derived:
        return declared.derived.words
    default = declared.default
    return exact_text(default) if isinstance(default, Decimal) else str(default)


def _whole(count: str | None) -> int:
    """How many alike. Raises NotSupported for what is no count."""
    try:
        number = Decimal(str(count if count is not None else 1))
    except InvalidOperation:
        raise NotSupported(f"{shown(count)} is no count.") from None
    if number != number.to_integral_value() or not 0 <= number <= 1_000_000:
        raise NotSupported(f"{shown(count)} is no count.")
    return int(number)
