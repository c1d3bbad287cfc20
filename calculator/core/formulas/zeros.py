"""Which names keep a formula at zero: 0 instances times anything are nothing, whatever the anything."""

import ast
from collections.abc import Iterable, Mapping
from typing import Any

from calculator.core.formulas.parse import Formula, Names, function_name, names_in, value_of


def kept_at_zero(formula: Formula, names: Names) -> set[str]:
    """Names that keep the formula at 0 as long as they stay as they are; all of its names where it is not 0."""
    return _kept(formula.tree, names)


def _kept(node: ast.expr, names: Mapping[str, Any]) -> set[str]:
    if _is_zero(node, names):
        match node:
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return _fewest(_kept(each, names) for each in (left, right) if _is_zero(each, names))
            case ast.BinOp(left=left, op=ast.Div()):
                return _kept(left, names)
            case ast.BinOp(left=left, right=right) if _is_zero(left, names):
                return _kept(left, names) | _kept(right, names)
            case ast.Call(args=arguments):
                return _of_call(function_name(node), arguments, names)
    return set(names_in(node))


def _of_call(name: str, arguments: list[ast.expr], names: Mapping[str, Any]) -> set[str]:
    first = arguments[0]
    zeros = [each for each in arguments if _is_zero(each, names)]
    match name:
        case "convert" | "steps":
            return _kept(first, names)
        case "min" if zeros:
            return _fewest(_kept(each, names) for each in zeros)
        case "where":
            chosen = arguments[1] if value_of(first, names) else arguments[2]
            return set(names_in(first)) | _kept(chosen, names)
    return {each for argument in arguments for each in names_in(argument)}


def _is_zero(node: ast.expr, names: Mapping[str, Any]) -> bool:
    if isinstance(node, ast.Constant):
        return node.value == 0
    return not value_of(node, names)


def _fewest(several: Iterable[set[str]]) -> set[str]:
    return min(several, key=len)
