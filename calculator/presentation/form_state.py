"""What a form says: what was typed as it was meant, and as little of it as an address needs."""

import re
from collections.abc import Mapping

from calculator.core.declarations import ChoiceField, Declaration, QuantityField
from calculator.presentation.form_fields import BlankForm, blank_form
from calculator.services.service import Service

# `20,000` and `1,500,000 KB`: to some 1,500 is 1.5, so what was read is said.
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?(\s*[^\d,.]*)")


def stated(service: Service, typed: Mapping[str, str]) -> dict[str, str]:
    """The fields that differ from their defaults, as typed, in the order of the page.

    Where none of the workload does, the fields that a page opens with say their defaults: without them, the address
    would open with something else.
    """
    given, blank = meant(service, typed), blank_form(service)
    state = {name for name in given if name in blank.fields and given[name].strip() != blank.fields[name].text}
    is_bare = state <= blank.common
    return {
        name: given.get(name, each.text)
        for name, each in blank.fields.items()
        if name in state or (is_bare and blank.declarations[name].opens_with)
    }


def opened(service: Service, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed; where that says nothing of the workload, what a page opens with besides."""
    blank = blank_form(service)
    if any(text.strip() and name not in blank.common for name, text in typed.items()):
        return dict(typed)
    return {**typed, **{name: each.opens_with for name, each in blank.declarations.items() if each.opens_with}}


def meant(service: Service, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, without the boxes whose default follows something else: those left empty or as they were."""
    blank = blank_form(service)
    return {
        name: without_commas(blank.declarations.get(name), text) or text
        for name, text in typed.items()
        if (text.strip() or name not in blank.following) and not _is_left_alone(blank, name, text)
    }


def _is_left_alone(blank: BlankForm, name: str, text: str) -> bool:
    """Whether a box has its default, where another choice stands in for it that is sold beside the others."""
    field = blank.declarations.get(name)
    return isinstance(field, ChoiceField) and field.instead is not None and text.strip() == blank.fields[name].text


def without_commas(declaration: Declaration | None, text: str) -> str:
    """An amount typed with a comma every three digits, without them; nothing where there are none."""
    is_grouped = isinstance(declaration, QuantityField) and _GROUPED.fullmatch(text.strip())
    return text.replace(",", "") if is_grouped else ""
