"""A problem that stands beside no field of its own: a sentence that names what it is about as the page does."""

from collections.abc import Mapping

from calculator.core.errors import FieldError

# What the pages call the parameters of their addresses that are inputs of no service.
LABELS: Mapping[str, str] = {
    "against": "Against which prices",
    "as_of": "Price date",
    "by": "Compare by",
    "dimension": "Dimension",
    "option": "Option",
    "over": "Vary",
    "region": "Region",
    "service": "Price list",
}


def problem_label(problem: FieldError) -> str:
    """What the page calls the thing that is wrong; empty where the sentence names it, as it does each input."""
    return LABELS.get(problem.field, "")
