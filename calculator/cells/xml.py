"""Documents as XML for FILTERXML: no namespace, root `result`, every value its own element.

<result><line_items><line_item><name>storage</name><usd>23</usd></line_item></line_items></result>

What is empty is left out, because a spreadsheet may take an empty element for zero.
"""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from calculator.cells.values import is_empty, one_line
from calculator.presentation.answer_documents import TOTALS, Document
from calculator.presentation.error_documents import BOUND
from calculator.services.service import REGION

ROOT = "result"
# What a cell of Excel holds: of what each alternative repeats, only what a formula uses.
MOST_CHARACTERS = 32_767
LEFT_OUT = "left_out"
FACT = ("name", "value", "value_to", "unit")
PLAN = ("count", "unit", "binding")
WARNING = ("message",)
VIOLATION = ("field", *BOUND)
IN_A_REGION = (
    *("choice", "label", "rank", "feasible", "code", "reasons"),
    *(*TOTALS, "delta_usd", "delta_percent"),
)
CROSSOVER = ("over", "at", "per", "at_per", "cheaper_below", "cheaper_above")


def estimate_xml(answer: Document) -> str:
    """The whole answer."""
    return tostring(_element(ROOT, answer), encoding="unicode")


def comparison_xml(comparison: Document) -> str:
    """The alternatives without what only a reader wants; of the many Regions, what each costs.

    As many as a cell holds, in their order; if that is not all, `left_out` says how many there are besides.
    """
    short = _short_of_region if comparison["by"] == REGION else _short
    crossovers = [_part(each, CROSSOVER) for each in comparison["crossovers"]]
    rest = {name: value for name, value in comparison.items() if name not in ("alternatives", LEFT_OUT)}
    rest |= {"crossovers": crossovers}
    root = _element(ROOT, rest)
    kinds = comparison[LEFT_OUT] or {}
    count = len(comparison["alternatives"]) + sum(number for number in kinds.values() if isinstance(number, int))
    alternatives = SubElement(root, "alternatives")
    SubElement(root, LEFT_OUT).text = str(count)
    room = MOST_CHARACTERS - len(tostring(root))
    for each in comparison["alternatives"]:
        alternative = _element("alternative", short(each))
        room -= len(tostring(alternative))
        if room < 0:
            break
        alternatives.append(alternative)
    root[-1].text = str(count - len(alternatives))
    if len(alternatives) == count:
        del root[-1]
    return tostring(root, encoding="unicode")


def error_xml(code: str, sentence: str, figures: Mapping[str, str]) -> str:
    """An error in the place of an answer, with the figures of its sentence as attributes."""
    root = Element(ROOT)
    SubElement(root, "error", {"code": code, **figures}).text = one_line(sentence)
    return tostring(root, encoding="unicode")


def _short(alternative: Document) -> Document:
    return {
        **alternative,
        "capacity": {name: _part(plan, PLAN) for name, plan in alternative["capacity"].items()},
        "warnings": [_part(warning, WARNING) for warning in alternative["warnings"]],
        "facts": [_part(fact, FACT) for fact in alternative["facts"]],
        # Of one that is not feasible it is the reasons once more.
        "sentence": alternative["sentence"] if alternative["feasible"] else None,
        "violations": [_part(violation, VIOLATION) for violation in alternative["violations"]],
    }


def _short_of_region(alternative: Document) -> Document:
    return _part(alternative, IN_A_REGION)


def _part(document: Document, names: tuple[str, ...]) -> Document:
    return {name: document.get(name) for name in names}


def _element(tag: str, document: Document) -> Element:
    element = Element(tag)
    for name, value in document.items():
        _put(element, name, value)
    return element


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
