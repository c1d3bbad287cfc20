"""The language of formulas: a small part of Python's expressions, parsed against a list of what is allowed.

Names are inputs and earlier figures; `limit.NAME` is a limit, `node_type.memory_gib` what the chosen node type has.
Numbers are whole: 0.15 is a row with a source. Text stands only beside `==` and `!=`, and for the units of `convert`.
There are no loops; `total` adds up a name that holds several values.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Any

from calculator.core.arithmetic import Number
from calculator.core.formulas.functions import ARGUMENTS, FUNCTIONS

LIMIT = "limit"
HOURS, SECONDS, DAYS = "hours_in_month", "seconds_in_month", "days_in_month"
OF_THE_MONTH = (HOURS, SECONDS, DAYS)
LONGEST = 600
_NOTHING: dict[str, Any] = {"__builtins__": {}}
OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div)
COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)


class FormulaError(ValueError):
    """What is wrong with the text of a formula, as a sentence."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: its text, its tree for whoever prints or checks it, and the names that it needs."""

    text: str
    tree: ast.expr
    names: frozenset[str]
    code: CodeType
    # The one name that it is, if it is no more than that.
    name: str = ""

    def value(self, names: Mapping[str, Any]) -> Number:
        """The value under the values of its names, in their number system. Raises KeyError for a missing name."""
        if self.name:
            return names[self.name]
        return eval(self.code, _NOTHING, names)

    @property
    def limits(self) -> frozenset[str]:
        """The limits that it names."""
        return frozenset(name.removeprefix(f"{LIMIT}.") for name in self.names if name.startswith(f"{LIMIT}."))


class Names(dict[str, Any]):
    """The values of a formula's names beside its functions; each is looked up when it is first needed."""

    def __init__(self, find: Callable[[str], Number]) -> None:
        super().__init__(FUNCTIONS)
        self._find = find

    def __missing__(self, name: str) -> Number:
        value = self[name] = self._find(name)
        return value


@lru_cache(maxsize=4096)
def parse(text: str) -> Formula:
    """The formula of a text. Raises FormulaError."""
    if len(text) > LONGEST:
        raise FormulaError(f"a formula has at most {LONGEST} characters; give a part of it a name of its own.")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        raise FormulaError(f"{text!r} is not a formula.") from None
    _check(tree)
    names = frozenset(names_in(tree))
    runnable = ast.fix_missing_locations(ast.Expression(_Runnable().visit(ast.parse(text.strip(), mode="eval").body)))
    name = tree.id if isinstance(tree, ast.Name) else ""
    return Formula(text.strip(), tree, names, compile(runnable, "<formula>", "eval"), name)


@lru_cache(maxsize=256)
def arguments_of(text: str) -> tuple[Formula, ...]:
    """The arguments of a formula that is one call, such as `beyond(least, used)`."""
    tree = parse(text).tree
    assert isinstance(tree, ast.Call), text
    return tuple(parse(ast.unparse(each)) for each in tree.args)


def value_of(node: ast.expr, names: Mapping[str, Any]) -> Any:
    """What a part of a formula comes to."""
    return parse(ast.unparse(node)).value(names)


def dotted_name(node: ast.AST) -> str | None:
    """The name of a limit, as `limit.NAME`, or of what a choice has; None for any other node."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return None


def function_name(node: ast.Call) -> str:
    """The name of the function that a checked node calls."""
    assert isinstance(node.func, ast.Name)
    return node.func.id


def names_in(node: ast.AST) -> Iterator[str]:
    """Every name of a part of a formula, limits as `limit.NAME`."""
    dotted = dotted_name(node)
    if dotted is not None:
        yield dotted
    elif isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Call):
        for argument in node.args:
            yield from names_in(argument)
    else:
        for child in ast.iter_child_nodes(node):
            yield from names_in(child)


def _check(node: ast.expr) -> None:
    """Raises FormulaError for whatever the language does not have."""
    match node:
        case ast.Name() | ast.Attribute(value=ast.Name()):
            return
        case ast.Constant(value=int()) if not isinstance(node.value, bool):
            return
        case ast.Constant(value=float()):
            raise FormulaError(f"{ast.unparse(node)} has decimals; make it a limit with a source.")
        case ast.BinOp(op=op) if isinstance(op, OPERATORS):
            parts: list[ast.expr] = [node.left, node.right]
        case ast.Compare(ops=[op]) if isinstance(op, COMPARISONS):
            parts = [node.left, *(each for each in node.comparators if not _is_text(each))]
            if len(parts) == 1 and not isinstance(op, ast.Eq | ast.NotEq):
                raise FormulaError(f"{ast.unparse(node)} compares text; only == and != do.")
        case ast.BoolOp():
            parts = node.values
        case ast.UnaryOp(op=ast.Not()):
            parts = [node.operand]
        case ast.Call():
            parts = _arguments(node)
        case _:
            raise FormulaError(f"{ast.unparse(node)!r} is not part of the language of formulas.")
    for part in parts:
        _check(part)


def _arguments(node: ast.Call) -> list[ast.expr]:
    """The arguments of a call that are formulas themselves."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in ARGUMENTS or node.keywords:
        raise FormulaError(f"{ast.unparse(node.func)!r} is no function; there are {', '.join(ARGUMENTS)}.")
    fewest, most = ARGUMENTS[name]
    if not fewest <= len(node.args) <= most:
        raise FormulaError(f"{name} takes {fewest if fewest == most else f'{fewest} or more'} values.")
    if name == "total":
        if not isinstance(node.args[0], ast.Name):
            raise FormulaError("total takes the name of several values.")
        return []
    if name != "convert":
        return node.args
    if not all(_is_text(each) for each in node.args[1:]):
        raise FormulaError('convert takes a value and two units, as in convert(size_kb, "KB", "GB").')
    return node.args[:1]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


class _Runnable(ast.NodeTransformer):
    """The tree as Python runs it: division, logic and choices by the functions that know both number systems."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return ast.Name(dotted_name(node) or "", ast.Load())

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Div):
            return node
        return _call("part" if _ends(node.right) else "ratio", node.left, node.right)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        self.generic_visit(node)
        return _call("all_of" if isinstance(node.op, ast.And) else "any_of", *node.values)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        return _call("none_of", node.operand)


def _ends(divisor: ast.expr) -> bool:
    """Whether a quotient by a whole number ends, as one by 100 does."""
    if not (isinstance(divisor, ast.Constant) and divisor.value):
        return False
    rest = int(str(divisor.value))
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])
