"""Whether a formula's units fit: KB are never added to GB, and what is billed an hour was multiplied by hours.

A measure is what is left of a unit when things are only counted: `requests/month` is a count, `GB-month` is GB, kept
for the month, and `instance-hour` is hours.
"""

import ast
import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from calculator.core.formulas.parse import DAYS, HOURS, SECONDS, Formula, FormulaError, dotted_name, function_name

Measure: TypeAlias = Mapping[str, int]
COUNT: Measure = {}
SIZES = ("B", "KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "PiB")
TIMES = ("millisecond", "second", "minute", "hour", "day")
PERCENT = "%"
PER_CENT = 100
_BATCH = re.compile(r"^\d[\d,]* ")


def measure_of(unit: str) -> Measure:
    """The measure of a unit: sizes, times and percent with their powers; all else is a count."""
    over, _, under = _BATCH.sub("", unit).partition("/")
    powers: dict[str, int] = {}
    for part, power in (*((each, 1) for each in re.split(r"[- ]", over)), *((each, -1) for each in under.split("-"))):
        noun = {"s": "second", "percent": PERCENT}.get(part, part.removesuffix("s") if len(part) > 2 else part)
        if noun in (*SIZES, *TIMES, PERCENT):
            powers[noun] = powers.get(noun, 0) + power
    return {noun: power for noun, power in powers.items() if power}


def words(measure: Measure) -> str:
    """A measure for reading."""
    over = [_power(noun, power) for noun, power in measure.items() if power > 0]
    under = [_power(noun, -power) for noun, power in measure.items() if power < 0]
    return (" × ".join(over) or "a count") + (f" per {' × '.join(under)}" if under else "")


def measure(formula: Formula, unit_of: Callable[[str], str]) -> Measure:
    """The measure that a formula comes to. Raises FormulaError where units do not fit."""
    return _measure(formula.tree, lambda name: _of_name(name, unit_of)) or COUNT


def unit_of_figure(formula: Formula, stated: str, unit_of: Callable[[str], str]) -> str:
    """The unit stated of a figure, or else one of the measure that it comes to.

    Raises FormulaError where units do not fit, or it comes to something else than is stated.
    """
    found = measure(formula, unit_of)
    if stated and found and measure_of(stated) != found:
        raise FormulaError(f"comes to {words(found)}, but its unit is {stated}.")
    return stated or _as_unit(found)


def _as_unit(found: Measure) -> str:
    """A unit whose measure is the one found."""
    over = "-".join(noun for noun, power in found.items() for _ in range(power))
    under = "-".join(noun for noun, power in found.items() for _ in range(-power))
    return f"{over}/{under}" if under else over


def _of_name(name: str, unit_of: Callable[[str], str]) -> Measure:
    return {HOURS: {"hour": 1}, SECONDS: {"second": 1}, DAYS: {"day": 1}}.get(name) or measure_of(unit_of(name))


def _measure(node: ast.expr, of: Callable[[str], Measure]) -> Measure | None:
    """None for a bare number, which fits everything."""
    dotted = dotted_name(node)
    if dotted is not None:
        return of(dotted)
    match node:
        case ast.Name(id=name):
            return of(name)
        case ast.Constant():
            return None
        case ast.BinOp(op=ast.Mult() | ast.Div()):
            return _scaled(node, of)
        case ast.BinOp(left=left, right=right) | ast.Compare(left=left, comparators=[right]):
            same = _same(node, (left, right), of)
            return COUNT if isinstance(node, ast.Compare) else same
        case ast.BoolOp(values=parts):
            return _condition(parts, of)
        case ast.UnaryOp(operand=operand):
            return _condition([operand], of)
        case ast.Call(args=arguments):
            return _called(node, arguments, of)
    raise AssertionError(ast.dump(node))  # parse() lets nothing else through


def _condition(parts: list[ast.expr], of: Callable[[str], Measure]) -> Measure:
    for part in parts:
        _measure(part, of)
    return COUNT


def _called(node: ast.Call, arguments: list[ast.expr], of: Callable[[str], Measure]) -> Measure | None:
    match function_name(node):
        case "convert":
            return _converted(node, arguments, of)
        case "steps":
            _same(node, arguments, of)
            return COUNT
        case "where":
            _measure(arguments[0], of)
            return _same(node, arguments[1:], of)
        case _:
            return _same(node, arguments, of)


def _converted(node: ast.Call, arguments: list[ast.expr], of: Callable[[str], Measure]) -> Measure:
    units = [str(ast.literal_eval(each)) for each in arguments[1:]]
    source, target = (measure_of(each) for each in units)
    given = _measure(arguments[0], of)
    if given is None or any(given.get(noun, 0) != power for noun, power in source.items()):
        raise FormulaError(f"{ast.unparse(node)} converts {words(given or COUNT)} from {units[0]}.")
    return _combined(_combined(given, source, -1), target, 1)


def _scaled(node: ast.BinOp, of: Callable[[str], Measure]) -> Measure | None:
    left, right = _measure(node.left, of), _measure(node.right, of)
    sign = -1 if isinstance(node.op, ast.Div) else 1
    # A hundred per cent is one.
    if sign == -1 and isinstance(node.right, ast.Constant) and node.right.value == PER_CENT and left:
        return {noun: power for noun, power in left.items() if noun != PERCENT}
    if left is None and right is None:
        return None
    return _combined(left or COUNT, right or COUNT, sign)


def _same(node: ast.expr, parts: tuple[ast.expr, ...] | list[ast.expr], of: Callable[[str], Measure]) -> Measure | None:
    """The one measure of several parts; bare numbers fit any."""
    measured = [_measure(part, of) for part in parts]
    found = [each for each in measured if each is not None]
    if any(each != found[0] for each in found):
        raise FormulaError(f"{ast.unparse(node)} holds {' against '.join(words(each) for each in found)}.")
    return found[0] if found else None


def _combined(first: Measure, second: Measure, sign: int) -> Measure:
    powers = {noun: first.get(noun, 0) + sign * second.get(noun, 0) for noun in (*first, *second)}
    return {noun: power for noun, power in powers.items() if power}


def _power(noun: str, power: int) -> str:
    return noun if power == 1 else f"{noun}^{power}"
