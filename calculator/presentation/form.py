"""The form of a service, made from its declared inputs: what each field shows, as it was typed."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeGuard

from calculator.application.questions import catalogue, common, declared
from calculator.core.declarations import (
    LARGEST,
    MOST_LISTED,
    Choice,
    ChoiceField,
    DateField,
    Declaration,
    FlagField,
    QuantityField,
    narrowed,
    without_effect,
)
from calculator.core.display import STORAGE_UNITS, amount, exact_text, in_whole_units
from calculator.core.errors import FieldError
from calculator.core.inputs import Inputs
from calculator.core.lists import ListField
from calculator.presentation.answer_documents import plain
from calculator.services.service import REGION, Service

YES_OR_NO = (("false", "No"), ("true", "Yes"))
MORE = "More inputs"
# `20,000` and `1,500,000 KB`: to some 1,500 is 1.5, so what was read is said.
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?(\s*[^\d,.]*)")
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

    `follows` is the amount that an empty field has from others, where they can be read.
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
    suggestions: tuple[Choice, ...] = ()
    is_main: bool = True
    group: str = ""
    is_default: bool = True
    peak: "FormField | None" = None
    no_effect: str = ""
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that can be left alone at first, under one name."""

    name: str
    fields: tuple[FormField, ...]

    @property
    def changed(self) -> int:
        """How many of them are not at their defaults."""
        return sum(not each.is_default for each in self.fields)

    @property
    def is_open(self) -> bool:
        """Whether something in it needs to be seen."""
        return any(each.errors or not each.is_default for each in self.fields)


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
        """What most people state: what decides cost and capacity, but for rates and their peaks."""
        beside = {name for each in self.rates for name in (each.name, each.peak.name if each.peak else "")}
        return tuple(each for each in self.fields if each.is_main and each.name not in beside)

    @property
    def rates(self) -> tuple[FormField, ...]:
        """The averages that most people state, each with its peak beside it."""
        return tuple(each for each in self.fields if each.is_main and each.peak is not None)

    @property
    def groups(self) -> tuple[FieldGroup, ...]:
        """What can be left alone at first, group by group; what belongs to none comes first."""
        shown = {each.name for each in (*self.main, *self.rates)}
        shown |= {each.peak.name for each in self.rates if each.peak is not None}
        folded = [each for each in self.fields if each.name not in shown]
        names = dict.fromkeys(sorted((each.group for each in folded), key=bool))
        return tuple(FieldGroup(name or MORE, tuple(f for f in folded if f.group == name)) for name in names)

    def shown_in_line(self, first: Collection[str]) -> tuple[FormField, ...]:
        """What a comparison shows at once: the named fields, the main ones, peaks beside averages, Region and date."""
        named = tuple(each for each in self.fields if each.name in first)
        pairs = tuple(each for rate in self.rates for each in (rate, rate.peak) if each is not None)
        return (*named, *(each for each in (*self.main, *pairs) if each.name not in first), *self.where)

    def kept_in_line(self, first: Collection[str]) -> tuple[FormField, ...]:
        """What a comparison folds away: all but the named fields of the groups."""
        return tuple(each for group in self.groups for each in group.fields if each.name not in first)

    @property
    def wrong(self) -> tuple[FormField, ...]:
        """The fields with errors."""
        return tuple(each for each in self.all_fields if each.errors)


def workload_form(
    service: Service, typed: Mapping[str, str], errors: Iterable[FieldError], usage: Inputs | None = None
) -> WorkloadForm:
    """The form of a service as it was filled in, each error at its field; `usage` is what was read of it."""
    errors = tuple(errors)
    shown = {**meant(service, typed), **{name: text for name, text in typed.items() if text.strip()}}
    declarations = _offered(service, shown)
    fields = {
        name: replace(
            _field(name, declarations, shown, tuple(error.message for error in errors if error.field == name)),
            follows=_follows(name, usage),
        )
        for name in declarations
    }
    peaks = {_not_below(each): fields[name] for name, each in declarations.items() if _not_below(each)}
    groups = {name: group for group, names in service.GROUPS.items() for name in names}
    fields = {
        name: replace(each, peak=peaks.get(name), group=each.group or groups.get(name, ""))
        for name, each in fields.items()
    }
    return WorkloadForm(
        where=tuple(fields[name] for name in common()),
        fields=tuple(fields[name] for name in service.Usage.declarations),
        problems=tuple(error for error in errors if error.field not in fields),
        state=stated(service, typed),
    )


def _follows(name: str, usage: Inputs | None) -> str:
    """What an amount is that follows others while it is left empty."""
    if usage is None or name in usage.model_fields_set:
        return ""
    declared = usage.declarations.get(name)
    is_amount = isinstance(declared, QuantityField) and declared.derived is not None
    return amount(getattr(usage, name)) if is_amount else ""


def _not_below(declaration: Declaration) -> str:
    """The average that a field is the peak of."""
    return declaration.not_below if isinstance(declaration, QuantityField) else ""


def stated(service: Service, typed: Mapping[str, str]) -> dict[str, str]:
    """The fields that differ from their defaults, as typed, in the order of the page.

    Where none of the workload does, the fields that a page opens with say their defaults: without them, the address
    would open with something else.
    """
    given = meant(service, typed)
    fields = {name: (given.get(name, default_text(each)), each) for name, each in _declarations(service).items()}
    state = {name: text for name, (text, each) in fields.items() if text.strip() != default_text(each)}
    is_bare = not state.keys() - common().keys()
    return {name: text for name, (text, each) in fields.items() if name in state or (is_bare and each.opens_with)}


def opened(service: Service, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed; where that says nothing of the workload, what a page opens with besides."""
    said = {name: text for name, text in typed.items() if text.strip()}
    if said.keys() - common().keys():
        return dict(typed)
    return {**typed, **{name: each.opens_with for name, each in declared(service).items() if each.opens_with}}


def meant(service: Service, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, without the boxes left empty whose default follows something else."""
    typed = {name: _read_as(service, name, text) or text for name, text in typed.items()}
    follows = {name for name, each in service.Usage.declarations.items() if each.derived is not None} | set(common())
    return {name: text for name, text in typed.items() if text.strip() or name not in follows}


def _read_as(service: Service, name: str, text: str) -> str:
    """An amount typed with a comma every three digits, without them; nothing where there are none."""
    declared = service.Usage.declarations.get(name)
    is_grouped = isinstance(declared, QuantityField) and _GROUPED.fullmatch(text.strip())
    return text.replace(",", "") if is_grouped else ""


def _declarations(service: Service) -> dict[str, Declaration]:
    return {**common(), **declared(service)}


def _offered(service: Service, shown: Mapping[str, str]) -> Mapping[str, Declaration]:
    """The fields with the choices that go with the Region and the choices shown."""
    declarations = _declarations(service)
    chosen = {name: shown.get(name, default_text(each)) for name, each in declarations.items()}
    return narrowed(declarations, catalogue(), chosen[REGION], chosen)


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
        group=declaration.group,
        is_default=text.strip() == default,
        no_effect=" ".join((*_echo(declaration, text), *without_effect(declaration, declarations, chosen))),
        errors=errors,
    )


def _echo(declaration: Declaration, text: str) -> Iterator[str]:
    """How an amount with commas was read."""
    if isinstance(declaration, QuantityField) and _GROUPED.fullmatch(text.strip()):
        yield f"Read as {text.strip().replace(',', '')}."


def _chosen(
    choosers: Iterable[str], declarations: Mapping[str, Declaration], typed: Mapping[str, str]
) -> dict[str, object]:
    """The current selections of these fields, without those that cannot be read."""
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
        follows = [("", f"= {declaration.derived.words}")] if declaration.derived else []
        pairs = [*follows, *((choice.value, choice.label) for choice in declaration.choices)]
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
