"""The form of a service, made from its declared inputs: what each field shows, as it was typed."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeGuard

from calculator.adapters.asking import common
from calculator.adapters.documents import plain
from calculator.core.declarations import (
    LARGEST,
    MOST_LISTED,
    Choice,
    ChoiceField,
    DateField,
    Declaration,
    FlagField,
    QuantityField,
    without_effect,
)
from calculator.core.display import STORAGE_UNITS, amount, exact_text, in_whole_units
from calculator.core.errors import FieldError
from calculator.core.lists import ListField
from calculator.services.service import Service

YES_OR_NO = (("false", "No"), ("true", "Yes"))
LARGE_NUMBERS = (("trillion", 10**12), ("billion", 10**9), ("million", 10**6))


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a field that is chosen from a list."""

    value: str
    label: str
    is_selected: bool


@dataclass(frozen=True, slots=True)
class FormField:
    """One field as it stands on the page; `text` is what was typed, or the default."""

    name: str
    label: str
    help: str
    text: str
    unit: str = ""
    bounds: str = ""
    placeholder: str = ""
    options: tuple[Option, ...] = ()
    suggestions: tuple[Choice, ...] = ()
    is_main: bool = True
    is_default: bool = True
    no_effect: str = ""
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkloadForm:
    """Every field of a service, the region and the date; `problems` are about no field of the form."""

    where: tuple[FormField, ...]
    fields: tuple[FormField, ...]
    problems: tuple[FieldError, ...]
    state: Mapping[str, str]

    @property
    def all_fields(self) -> tuple[FormField, ...]:
        """The fields in the order of the page."""
        return (*self.where, *self.fields)

    @property
    def main(self) -> tuple[FormField, ...]:
        """What most people state."""
        return tuple(each for each in self.fields if each.is_main)

    @property
    def more(self) -> tuple[FormField, ...]:
        """What can be left alone at first."""
        return tuple(each for each in self.fields if not each.is_main)

    @property
    def is_more_open(self) -> bool:
        """Whether something among the folded fields needs to be seen."""
        return any(each.errors or not each.is_default for each in self.more)

    @property
    def wrong(self) -> tuple[FormField, ...]:
        """The fields with errors."""
        return tuple(each for each in self.all_fields if each.errors)


def workload_form(service: Service, typed: Mapping[str, str], errors: Iterable[FieldError]) -> WorkloadForm:
    """The form of a service as it was filled in, each error at its field."""
    errors = tuple(errors)
    declarations = _declarations(service)
    given = meant(service, typed)
    fields = {
        name: _field(name, declarations, given, tuple(error.message for error in errors if error.field == name))
        for name in declarations
    }
    return WorkloadForm(
        where=tuple(fields[name] for name in common()),
        fields=tuple(fields[name] for name in service.Usage.declarations),
        problems=tuple(error for error in errors if error.field not in fields),
        state=stated(service, typed),
    )


def stated(service: Service, typed: Mapping[str, str]) -> dict[str, str]:
    """The fields that differ from their defaults, as typed, in the order of the page."""
    given = meant(service, typed)
    defaults = {name: default_text(each) for name, each in _declarations(service).items()}
    return {name: given[name] for name, default in defaults.items() if given.get(name, default).strip() != default}


def meant(service: Service, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, without the boxes left empty whose default follows something else."""
    follows = {name for name, each in service.Usage.declarations.items() if each.derived is not None} | set(common())
    return {name: text for name, text in typed.items() if text.strip() or name not in follows}


def _declarations(service: Service) -> dict[str, Declaration]:
    return {**common(), **service.Usage.declarations}


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


def _field(
    name: str, declarations: Mapping[str, Declaration], typed: Mapping[str, str], errors: tuple[str, ...]
) -> FormField:
    declaration = declarations[name]
    default = default_text(declaration)
    text = typed.get(name, default)
    chosen = _chosen(declaration.only_for, declarations, typed)
    return FormField(
        name=name,
        label=declaration.label,
        help=declaration.help,
        text=text,
        unit=declaration.unit,
        bounds=_bounds(declaration),
        placeholder=f"= {declaration.derived.words}" if declaration.derived else "",
        options=() if _is_long(declaration) else tuple(_options(declaration, text)),
        suggestions=tuple(declaration.choices) if _is_long(declaration) else (),
        is_main=declaration.is_main,
        is_default=text.strip() == default,
        no_effect=" ".join(without_effect(declaration, declarations, chosen)),
        errors=errors,
    )


def _chosen(
    choosers: Iterable[str], declarations: Mapping[str, Declaration], typed: Mapping[str, str]
) -> dict[str, object]:
    """The present choices of these fields, without those that cannot be read."""
    read: dict[str, object] = {}
    for name in choosers:
        with suppress(ValueError):
            read[name] = declarations[name].read(typed.get(name, default_text(declarations[name])))
    return read


def _is_long(declaration: Declaration) -> TypeGuard[ChoiceField]:
    """Whether a list of choices is so long that people type to find one."""
    return isinstance(declaration, ChoiceField) and len(declaration.choices) > MOST_LISTED


def _options(declaration: Declaration, text: str) -> Iterator[Option]:
    if isinstance(declaration, ChoiceField):
        pairs = [(choice.value, choice.label) for choice in declaration.choices]
    elif isinstance(declaration, FlagField):
        pairs = list(YES_OR_NO)
    else:
        return
    try:
        read = declaration.read(text)
    except ValueError:
        chosen = text
    else:
        chosen = str(read).lower() if isinstance(read, bool) else str(read)
    yield from _with_typed(pairs, chosen)


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
