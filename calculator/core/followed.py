"""Fields that are there for the defaults of others: how many times its average a peak is."""

import re

from calculator.core.declarations import QuantityField
from calculator.core.inputs import Inputs

NAME = re.compile(r"\w+")


def stated_followers(usage: Inputs, name: str) -> tuple[str, ...]:
    """What follows a field that `fills_in` defaults, where all of it is stated, so that the field has no effect.

    Empty where any of it still follows. What comes to nothing, such as the peak of no queries, does not count.
    """
    field = usage.declarations[name]
    if not isinstance(field, QuantityField) or not field.fills_in:
        return ()
    following = (
        other
        for other, each in usage.declarations.items()
        if each.derived and name in NAME.findall(each.derived.formula)
    )
    used = tuple(other for other in following if getattr(usage, other))
    return used if used and all(other in usage.model_fields_set for other in used) else ()
