"""The fields of a form before anything is typed: what depends on nothing but their declarations."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeGuard

from calculator.application.questions import catalogue, today
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.common_fields import common_fields
from calculator.core.declarations import (
    LARGEST,
    MOST_LISTED,
    ChoiceField,
    DateField,
    Declaration,
    FlagField,
    QuantityField,
)
from calculator.core.display import STORAGE_UNITS, amount, exact_text, in_whole_units
from calculator.core.kept import kept_by_name
from calculator.core.lists import ListField
from calculator.estimator import declared_under
from calculator.presentation.answer_documents import plain
from calculator.services import service
from calculator.services.service import Service

YES_OR_NO = (("false", "No"), ("true", "Yes"))
# Characters of a label and its choice that stand beside one another in the form.
MOST_IN_A_LINE = 28
LARGE_NUMBERS = (("trillion", 10**12), ("billion", 10**9), ("million", 10**6))


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a field that is chosen from a list."""

    value: str
    label: str
    is_selected: bool


@dataclass(frozen=True, slots=True)
class FormField:
    """One field as it stands on the page; `text` is what was typed, or the default.

    `follows` is the amount that an empty field has from others, where they can be read. So many `suggestions` are
    offered to whoever types part of a name, because they are too many for a list.
    """

    name: str
    label: str
    help: str
    text: str
    unit: str = ""
    bounds: str = ""
    placeholder: str = ""
    follows: str = ""
    options: tuple[Option, ...] = ()
    suggestions: int = 0
    is_main: bool = True
    group: str = ""
    is_default: bool = True
    peak: "FormField | None" = None
    no_effect: str = ""
    errors: tuple[str, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether what is chosen needs a line of its own to be read whole."""
        longest = max((len(option.label) for option in self.options), default=0)
        return bool(self.suggestions) or len(self.label) + longest > MOST_IN_A_LINE


@dataclass(frozen=True, slots=True)
class BlankForm:
    """Every field of a service with the declaration it is of, in the order of the page, and as it stands at first."""

    declarations: Mapping[str, Declaration]
    fields: Mapping[str, FormField]
    following: frozenset[str]
    common: frozenset[str]


def blank_form(asked: Service) -> BlankForm:
    """The form of a service under the prices in force."""
    return _blank_form(asked.KEY, catalogue(), today())


@kept_by_name
def _blank_form(key: str, prices: Catalogue, day: date) -> BlankForm:
    asked = service(key)
    common = common_fields(prices, day)
    declarations = {**common, **declared_under(key, prices)}
    groups = {name: group for group, names in asked.GROUPS.items() for name in names}
    return BlankForm(
        declarations,
        {name: blank_field(name, each, groups.get(name, "")) for name, each in declarations.items()},
        frozenset({name for name, each in asked.Usage.declarations.items() if each.derived is not None} | {*common}),
        frozenset(common),
    )


def blank_field(name: str, declaration: Declaration, group: str) -> FormField:
    """A field as it stands at first; it belongs to `group` unless its declaration names another."""
    text = default_text(declaration)
    return FormField(
        name=name,
        label=declaration.label,
        help=declaration.help,
        text=text,
        unit=declaration.unit,
        bounds=_bounds(declaration),
        placeholder=f"= {declaration.derived.words}" if declaration.derived else "",
        options=() if _is_long(declaration) else options_of(declaration, text),
        suggestions=len(declaration.choices) if _is_long(declaration) else 0,
        is_main=declaration.is_main,
        group=declaration.group or group,
    )


def default_text(declaration: Declaration) -> str:
    """The default as it would be typed; nothing where it follows other fields."""
    if declaration.derived is not None:
        return ""
    if isinstance(declaration, QuantityField):
        return exact_text(declaration.default)
    if isinstance(declaration, FlagField):
        return "true" if declaration.default else "false"
    if isinstance(declaration, ListField):
        return ", ".join(plain(declaration.default))
    return str(declaration.default)


def _is_long(declaration: Declaration) -> TypeGuard[ChoiceField]:
    """Whether a list of choices is so long that people type to find one."""
    return isinstance(declaration, ChoiceField) and len(declaration.choices) > MOST_LISTED


def options_of(declaration: Declaration, text: str) -> tuple[Option, ...]:
    """The list of a field with what is typed chosen; empty where a field is no choice."""
    if isinstance(declaration, ChoiceField):
        follows = [("", f"= {declaration.derived.words}")] if declaration.derived else []
        pairs = [*follows, *((choice.value, choice.label) for choice in declaration.choices)]
    elif isinstance(declaration, FlagField):
        pairs = list(YES_OR_NO)
    else:
        return ()
    try:
        read = declaration.read(text)
    except ValueError:
        chosen = text
    else:
        chosen = str(read).lower() if isinstance(read, bool) else str(read)
    return tuple(_with_typed(pairs, chosen))


def _with_typed(pairs: Iterable[tuple[str, str]], chosen: str) -> Iterator[Option]:
    """The list, preceded by what was typed when that is not on it, so that nothing typed is lost."""
    pairs = list(pairs)
    if chosen not in (value for value, _ in pairs):
        yield Option(chosen, chosen, is_selected=True)
    for value, label in pairs:
        yield Option(value, label, is_selected=value == chosen)


def _bounds(declaration: Declaration) -> str:
    if isinstance(declaration, DateField):
        return "YYYY-MM-DD"
    if isinstance(declaration, ListField):
        return (
            "Separated by commas" if declaration.length is None else f"{declaration.length} values, separated by commas"
        )
    if not isinstance(declaration, QuantityField):
        return ""
    least = _bound(declaration.at_least, declaration.unit)
    if declaration.at_most == LARGEST:
        return f"{least} or more"
    return f"{least} to {_bound(declaration.at_most, declaration.unit)}"


def _bound(number: Decimal, unit: str) -> str:
    """A bound in words: `1 trillion`, `50 TB`, `1 million KB`; without a suffix it is in the field's unit."""
    for word, size in LARGE_NUMBERS:
        if number >= size and number % size == 0:
            return f"{amount(number / size)} {word}{f' {unit}' if unit in STORAGE_UNITS else ''}"
    if unit in STORAGE_UNITS and (0 < number < 1 or number >= LARGE_NUMBERS[-1][1]):
        return in_whole_units(number, unit) or exact_text(number)
    return f"{number:,f}"
