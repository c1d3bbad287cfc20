"""Defaults that have no price under the choices made: the nearest that has one stands in, and it is said.

Whoever states an engine and no instance class asks for an answer, not for a class that the engine is not sold on.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from calculator.core.answer import AnswerWarning
from calculator.core.declarations import ChoiceField, Declaration, without_effect
from calculator.core.inputs import Inputs

# The code of the warning.
ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Assumed:
    """What stands in for the default of a field, and the sentence that says so."""

    field: str
    value: str
    message: str

    def warnings(self, usage: Inputs) -> Iterator[AnswerWarning]:
        """The sentence, for a usage that still has it."""
        if getattr(usage, self.field) == self.value:
            yield AnswerWarning(ASSUMED, self.message, self.field)


def without_assumed(usage: Inputs, assumed: Iterable[Assumed]) -> Inputs:
    """The usage with its declared defaults again in place of what was assumed."""
    defaults = {each.field: usage.declarations[each.field].default for each in assumed}
    return usage.assuming(**defaults) if defaults else usage


def with_sold_defaults(
    usage: Inputs, declared: Mapping[str, Declaration], prices: Any, region: str
) -> tuple[Inputs, tuple[Assumed, ...]]:
    """The usage with what is sold in the Region in place of defaults that are not; what somebody stated stays."""
    assumed: tuple[Assumed, ...] = ()
    for name, field in declared.items():
        if not isinstance(field, ChoiceField) or field.instead is None or name in usage.model_fields_set:
            continue
        if any(without_effect(field, declared, usage.values())):
            continue
        value = field.instead(prices, region, usage.values())
        if value:
            message = (
                f"{field.label} {field.default} has no price in our data beside the other choices in {region}; "
                f"{value}, the nearest that has one, is assumed."
            )
            usage = usage.assuming(**{name: value})
            assumed = (*assumed, Assumed(name, value, message))
    return usage, assumed
