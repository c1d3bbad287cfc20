"""What a service of an alternative is priced with whatever the need, as a sentence that an answer states."""

from collections.abc import Iterator, Mapping

from calculator.core.arithmetic import EXACT, exactly
from calculator.core.declarations import ChoiceField, Declaration, QuantityField
from calculator.core.display import amount, counted, in_sentence
from calculator.core.formulas.parse import Formula
from calculator.services.service import Service


def taken_for_granted(service: Service, choices: Mapping[str, object], formulas: Mapping[str, Formula]) -> str:
    """The choices made for it, and its amounts that follow from no input; empty where there are none.

    An amount of 0 is left out, since nothing is billed for it.
    """
    declared = service.Usage.declarations
    stated = [f"{in_sentence(declared[name].label)} = {_label(declared[name], each)}" for name, each in choices.items()]
    stated += _amounts(declared, formulas)
    return f"{service.NAME}: {'; '.join(stated)}." if stated else ""


def _amounts(declared: Mapping[str, Declaration], formulas: Mapping[str, Formula]) -> Iterator[str]:
    for name, formula in formulas.items():
        field = declared[name]
        if formula.names or not isinstance(field, QuantityField):
            continue
        with exactly(EXACT):
            value = formula.value({})
        if value:
            is_named = field.unit.partition("/")[0].lower() in field.label.lower()
            yield f"{in_sentence(field.label)} = {amount(value) if is_named else counted(value, field.unit)}"


def _label(field: Declaration, value: object) -> str:
    if isinstance(field, ChoiceField):
        return field.label_of(str(value))
    return "yes" if value else "no"
