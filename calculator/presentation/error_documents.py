"""What is wrong with a field, as a plain dictionary: the sentence, and the figures that it is made of."""

from decimal import Decimal

from calculator.core.arithmetic import Number
from calculator.core.bounds import Bound
from calculator.core.display import MOST_CERTAIN_DIGITS, exact_text, significant
from calculator.core.errors import FieldError
from calculator.presentation import answer_shapes as shapes

BOUND = (*shapes.Bound.__annotations__,)


def wrong_field_document(error: FieldError) -> shapes.WrongField:
    """One wrong field: what was stated, and what is needed against what there may be, null where nothing bounds it."""
    return {
        "field": error.field,
        "message": error.message,
        "value": error.value,
        **bound_document(error.bound),
    }


def bound_document(bound: Bound | None) -> shapes.Bound:
    """What is needed, the most there may be or the least there must be, and their unit."""
    if bound is None:
        return {"needed": None, "at_most": None, "at_least": None, "unit": None}
    return {
        "needed": _figure(bound.needed),
        "at_most": _figure(bound.at_most),
        "at_least": _figure(bound.at_least),
        "unit": bound.unit or None,
    }


def _figure(number: Number) -> str | None:
    """A quotient of what was stated may not end, and is cut where its digits are no longer certain."""
    return None if number is None else exact_text(significant(Decimal(number), MOST_CERTAIN_DIGITS))
