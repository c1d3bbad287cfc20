"""Formulas as Excel and LibreOffice compute them, in binary floating point and with the guards that this needs."""

import ast
from collections.abc import Callable
from fractions import Fraction

from calculator.core.formulas.parse import Formula, dotted_name, function_name
from calculator.core.units import unit

SIGNS: dict[type[ast.operator] | type[ast.cmpop], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "=",
    ast.NotEq: "<>",
}
# Excel keeps 15 digits of a number that is written in a formula.
MOST_WRITTEN = 10**15


def as_spreadsheet(formula: Formula, cell: Callable[[str], str]) -> str:
    """The formula without its `=`; `cell` gives the address of a name, limits as `limit.NAME`."""
    return _written(formula.tree, cell)


def rounded_up(quotient: str) -> str:
    """How many whole ones cover a quotient; one within float noise of a whole number is that number.

    As `core.arithmetic.divide_up` does on floats.
    """
    return f"MAX(ROUNDUP(({quotient})*(1-2^-50),0),ROUND({quotient},0))"


def converted(amount: str, source: str, target: str) -> str:
    """An amount in another unit of its kind."""
    factor = Fraction(unit(source).size) / Fraction(unit(target).size)
    up = f"*{_whole(factor.numerator)}" if factor.numerator > 1 else ""
    down = f"/{_whole(factor.denominator)}" if factor.denominator > 1 else ""
    return f"({amount}){up}{down}" if up or down else amount


def _written(node: ast.expr, cell: Callable[[str], str]) -> str:
    dotted = dotted_name(node)
    if dotted is not None:
        return cell(dotted)
    match node:
        case ast.Name(id=name):
            return cell(name)
        case ast.Constant(value=int(number)):
            return _whole(number)
        case ast.Constant(value=text):
            return quoted(str(text))
        case ast.BinOp(left=left, op=op, right=right):
            return f"{_part(left, cell)}{SIGNS[type(op)]}{_part(right, cell)}"
        case ast.Compare(left=left, ops=[compared], comparators=[right]):
            return f"{_part(left, cell)}{SIGNS[type(compared)]}{_part(right, cell)}"
        case ast.BoolOp(op=logic, values=values):
            return (
                f"{'AND' if isinstance(logic, ast.And) else 'OR'}({','.join(_written(each, cell) for each in values)})"
            )
        case ast.UnaryOp(operand=operand):
            return f"NOT({_written(operand, cell)})"
        case ast.Call(args=arguments):
            return _called(function_name(node), arguments, cell)
    raise AssertionError(ast.dump(node))  # parse() lets nothing else through


def _called(name: str, arguments: list[ast.expr], cell: Callable[[str], str]) -> str:
    if name == "convert":
        return converted(_written(arguments[0], cell), *(str(ast.literal_eval(each)) for each in arguments[1:]))
    parts = [_written(each, cell) for each in arguments]
    match name:
        case "steps":
            return rounded_up(f"({parts[0]})/({parts[1]})")
        case "beyond":
            return f"MAX({parts[0]}-({parts[1]}),0)"
        case "where":
            return f"IF({','.join(parts)})"
        case "total":
            return f"SUM({parts[0]})"
        case _:
            return f"{name.upper()}({','.join(parts)})"


def _part(node: ast.expr, cell: Callable[[str], str]) -> str:
    """A part within another: what has a sign of its own stands in parentheses."""
    text = _written(node, cell)
    is_closed = dotted_name(node) is not None or isinstance(node, ast.Name | ast.Constant)
    return text if is_closed else f"({text})"


def _whole(number: int) -> str:
    """A whole number with every digit: 2^50 has one more than a formula can hold."""
    power = 0
    while number >= MOST_WRITTEN and number % 2 == 0:
        number, power = number // 2, power + 1
    return f"{number}" if not power else f"({number}*2^{power})" if number > 1 else f"2^{power}"


def quoted(text: str) -> str:
    """A text within a formula."""
    return '"' + text.replace('"', '""') + '"'
