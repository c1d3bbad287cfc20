"""Documents as XML for FILTERXML: no namespace, root `result`, every value its own element.

<result><line_items><line_item><name>storage</name><usd>23</usd></line_item></line_items></result>

What is empty is left out, because a spreadsheet may take an empty element for zero.
"""

from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from calculator.adapters.documents import Document
from calculator.adapters.spreadsheet.cells import is_empty, one_line

ROOT = "result"
# A cell of Excel holds 32,767 characters: of what each alternative repeats, only what a formula uses.
FACT = ("name", "value", "value_to", "unit")
PLAN = ("count", "unit", "binding")
WARNING = ("message",)
CROSSOVER = ("over", "at", "per", "at_per", "cheaper_below", "cheaper_above")


def estimate_xml(estimate: Document) -> str:
    """The whole estimate."""
    return _xml(estimate)


def comparison_xml(comparison: Document) -> str:
    """Every alternative, their parts without what only a reader wants."""
    alternatives = [_short(each) for each in comparison["alternatives"]]
    crossovers = [_part(each, CROSSOVER) for each in comparison["crossovers"]]
    return _xml({**comparison, "alternatives": alternatives, "crossovers": crossovers})


def error_xml(code: str, sentence: str) -> str:
    """An error in the place of an answer."""
    root = Element(ROOT)
    SubElement(root, "error", code=code).text = one_line(sentence)
    return tostring(root, encoding="unicode")


def _short(alternative: Document) -> Document:
    return {
        **alternative,
        "capacity": {name: _part(plan, PLAN) for name, plan in alternative["capacity"].items()},
        "warnings": [_part(warning, WARNING) for warning in alternative["warnings"]],
        "facts": [_part(fact, FACT) for fact in alternative["facts"]],
    }


def _part(document: Document, names: tuple[str, ...]) -> Document:
    return {name: document.get(name) for name in names}


def _xml(document: Document) -> str:
    root = Element(ROOT)
    for name, value in document.items():
        _put(root, name, value)
    return tostring(root, encoding="unicode")


def _put(parent: Element, name: str, value: Any) -> None:
    if is_empty(value):
        return
    element = SubElement(parent, name)
    if isinstance(value, dict):
        for part, inner in value.items():
            _put(element, part, inner)
    elif isinstance(value, list):
        for item in value:
            _put(element, name.removesuffix("s"), item)
    else:
        element.text = one_line(str(value).lower() if isinstance(value, bool) else str(value))
