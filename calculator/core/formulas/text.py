"""Formulas as people read them: in the words of their inputs, or with the numbers put in to be worked out again."""

import ast
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from calculator.core.formulas.parse import Formula, dotted_name, function_name, parse
from calculator.core.units import unit

SIGNS: dict[type[ast.operator] | type[ast.cmpop], str] = {
    ast.Add: "+",
    ast.Sub: "−",
    ast.Mult: "×",
    ast.Div: "÷",
    ast.Lt: "<",
    ast.LtE: "≤",
    ast.Gt: ">",
    ast.GtE: "≥",
    ast.Eq: "=",
    ast.NotEq: "≠",
}
# How strongly a part holds together; a weaker part within a stronger one stands in parentheses.
LOOSE, COMPARED, SUM, PRODUCT, WHOLE = range(5)
PAIR = 2
# What a name stands between in a text that waits for words or numbers.
_MARK = "\0"


def as_text(formula: Formula, say: Callable[[str], str]) -> str:
    """The formula in words; `say` gives those of a name, limits as `limit.NAME`."""
    return _filled(_words_of(formula.text), say)


def with_numbers(formula: Formula, say: Callable[[str], str]) -> str:
    """The formula with the number that `say` gives for each name, and the factor of each conversion of units."""
    return _filled(_numbers_of(formula.text), say)


def _filled(template: tuple[str, ...], say: Callable[[str], str]) -> str:
    return "".join(say(part) if place % 2 else part for place, part in enumerate(template))


# A formula is written once; then only its names are filled in, every second part.
@lru_cache(maxsize=4096)
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(_Writing(has_numbers=False).written(parse(text).tree)[0].split(_MARK))


@lru_cache(maxsize=4096)
def _numbers_of(text: str) -> tuple[str, ...]:
    return tuple(_Writing(has_numbers=True).written(parse(text).tree)[0].split(_MARK))


class _Writing:
    """One way to write formulas; each part comes with how strongly it holds together."""

    def __init__(self, *, has_numbers: bool) -> None:
        self._has_numbers = has_numbers

    def written(self, node: ast.expr) -> tuple[str, int]:
        dotted = dotted_name(node)
        if dotted is not None:
            return _marked(dotted), WHOLE
        match node:
            case ast.Name(id=name):
                return _marked(name), WHOLE
            case ast.Constant(value=int(number)):
                return f"{number:,}", WHOLE
            case ast.Constant(value=text):
                return str(text), WHOLE
            case ast.BinOp():
                return self._binary(node)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return f"{self._in(left, SUM)} {SIGNS[type(op)]} {self._in(right, SUM)}", COMPARED
            case ast.BoolOp(op=op, values=values):
                word = " and " if isinstance(op, ast.And) else " or "
                return word.join(self._in(each, COMPARED) for each in values), LOOSE
            case ast.UnaryOp(operand=operand):
                return f"not {self._in(operand, COMPARED)}", LOOSE
            case ast.Call(args=arguments):
                return self._called(function_name(node), arguments)
        raise AssertionError(ast.dump(node))  # parse() lets nothing else through

    def _binary(self, node: ast.BinOp) -> tuple[str, int]:
        is_product = isinstance(node.op, ast.Mult | ast.Div)
        own = PRODUCT if is_product else SUM
        # a − (b + c) and a ÷ (b × c) keep their parentheses.
        right = own + 1 if isinstance(node.op, ast.Sub | ast.Div) else own
        return f"{self._in(node.left, own)} {SIGNS[type(node.op)]} {self._in(node.right, right)}", own

    def _called(self, name: str, arguments: list[ast.expr]) -> tuple[str, int]:
        first = arguments[0]
        match name:
            case "convert":
                return self._converted(first, *(str(ast.literal_eval(each)) for each in arguments[1:]))
            case "steps":
                return f"⌈{self._in(first, PRODUCT)} ÷ {self._in(arguments[1], WHOLE)}⌉", WHOLE
            case "beyond":
                return f"{self._in(first, SUM)} − {self._in(arguments[1], PRODUCT)}, at least 0", LOOSE
            case "where":
                condition = self.written(first)[0]
                return f"{self._in(arguments[1], SUM)} if {condition}, else {self._in(arguments[2], SUM)}", LOOSE
            case "total":
                several = self.written(first)[0]
                return f"({several})" if self._has_numbers else f"all {several}", WHOLE
            case _:
                return f"the {_extreme(name, len(arguments))} of {self._listed(arguments)}", LOOSE

    def _converted(self, amount: ast.expr, source: str, target: str) -> tuple[str, int]:
        if not self._has_numbers and not target[:1].isdigit():
            return f"{self._in(amount, WHOLE)} in {target}", PRODUCT
        times, over = (Fraction(unit(source).size) / Fraction(unit(target).size)).as_integer_ratio()
        if times == over:
            return self.written(amount)
        up, down = (f" × {times:,}" if times > 1 else ""), (f" ÷ {over:,}" if over > 1 else "")
        return f"{self._in(amount, PRODUCT)}{up}{down}", PRODUCT

    def _listed(self, arguments: list[ast.expr]) -> str:
        words = [self._in(each, SUM) for each in arguments]
        return f"{', '.join(words[:-1])} and {words[-1]}"

    def _in(self, node: ast.expr, least: int) -> str:
        """A part within another, in parentheses where it would fall apart."""
        text, holds = self.written(node)
        return text if holds >= least else f"({text})"


def _extreme(name: str, many: int) -> str:
    word = "larg" if name == "max" else "small"
    return f"{word}er" if many == PAIR else f"{word}est"


def _marked(name: str) -> str:
    return f"{_MARK}{name}{_MARK}"
