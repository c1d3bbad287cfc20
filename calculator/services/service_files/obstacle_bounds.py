"""What an obstacle holds against what: read from its condition, so that a bound is never written twice."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from calculator.core.formulas.parse import LIMIT, Formula, dotted_name, function_name, names_in, parse


@dataclass(frozen=True, slots=True)
class Held:
    """A formula held against the one that bounds it, from above or from below."""

    needed: Formula
    bound: Formula
    is_most: bool

    def unit(self, unit_of: Callable[[str], str]) -> str:
        """The unit of both: of the side that is a name or a conversion, else of the limit on the other side."""
        sides = (self.needed.tree, self.bound.tree)
        found = (*(_unit(side, unit_of) for side in sides), *(_of_limit(side, unit_of) for side in sides))
        return next((each for each in found if each), "")


@lru_cache(maxsize=4096)
def held_in(when: str, field: str) -> Held | None:
    """The comparison of a condition that bounds something; of several the one that names the field.

    None where the condition is about choices alone, or several bounds would do.
    """
    found = [(needed, bound, is_most) for needed, bound, is_most in _compared(parse(when).tree)]
    of_field = [each for each in found if field in names_in(each[0])]
    one = found if len(found) == 1 else of_field
    if len(one) != 1:
        return None
    needed, bound, is_most = one[0]
    return Held(parse(ast.unparse(needed)), parse(ast.unparse(bound)), is_most)


def _compared(tree: ast.expr) -> Iterator[tuple[ast.expr, ast.expr, bool]]:
    """The comparisons that must all hold, but for those that only ask whether there is any of something."""
    for part in tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]:
        match part:
            case ast.Compare(left=left, ops=[ast.Gt() | ast.Lt() as op], comparators=[right]):
                if not (isinstance(right, ast.Constant) and right.value == 0):
                    yield left, right, isinstance(op, ast.Gt)


def _unit(node: ast.expr, unit_of: Callable[[str], str]) -> str:
    name = dotted_name(node) or (node.id if isinstance(node, ast.Name) else "")
    if name:
        return unit_of(name)
    if isinstance(node, ast.Call) and function_name(node) == "convert":
        return str(ast.literal_eval(node.args[2]))
    return ""


def _of_limit(node: ast.expr, unit_of: Callable[[str], str]) -> str:
    """The unit of the limit in a product, such as that of each of several resources."""
    limits = [name for name in names_in(node) if name.startswith(f"{LIMIT}.")]
    return unit_of(limits[0]) if len(limits) == 1 else ""
