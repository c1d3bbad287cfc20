"""The form of a service as it was filled in: what each field shows, as it was typed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from calculator.application.questions import catalogue
from calculator.core.declarations import ChoiceField, Declaration, QuantityField, narrowed, without_effect
from calculator.core.display import amount
from calculator.core.errors import FieldError
from calculator.core.inputs import Inputs
from calculator.presentation.form_fields import BlankForm, FormField, blank_field, blank_form, options_of
from calculator.presentation.form_state import meant, stated, without_commas
from calculator.services.service import REGION, Service

MORE = "More inputs"


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
    blank = blank_form(service)
    meant_here = meant(service, typed)
    shown = {**meant_here, **{name: text for name, text in typed.items() if text.strip()}}
    offered, chosen = _offered(blank, shown), _chosen(blank, shown)
    fields = {
        name: _filled_in(
            blank,
            name,
            offered[name],
            shown.get(name, each.text),
            chosen,
            _follows(name, usage),
            _stands_in(name, meant_here, usage),
            tuple(error.message for error in errors if error.field == name),
        )
        for name, each in blank.fields.items()
    }
    for name, each in blank.declarations.items():
        if isinstance(each, QuantityField) and each.not_below:
            fields[each.not_below] = replace(fields[each.not_below], peak=fields[name])
    return WorkloadForm(
        where=tuple(each for name, each in fields.items() if name in blank.common),
        fields=tuple(each for name, each in fields.items() if name not in blank.common),
        problems=tuple(error for error in errors if error.field not in fields),
        state=stated(service, typed),
    )


def _filled_in(
    blank: BlankForm,
    name: str,
    declaration: Declaration,
    text: str,
    chosen: Mapping[str, object],
    follows: str,
    stands_in: str,
    errors: tuple[str, ...],
) -> FormField:
    """A field as it was filled in; as it stands at first where nothing has happened to it."""
    field = blank.fields[name]
    if declaration is not blank.declarations[name]:
        field = blank_field(name, declaration, field.group)
    no_effect = " ".join(
        (
            *_echo(declaration, text),
            *([stands_in] if stands_in else []),
            *without_effect(declaration, blank.declarations, chosen),
        )
    )
    if text != field.text:
        is_default = text.strip() == field.text
        options = options_of(declaration, text) if field.options else ()
        field = replace(field, text=text, is_default=is_default, options=options)
    if follows or no_effect or errors:
        field = replace(field, follows=follows, no_effect=no_effect, errors=errors)
    return field


def _offered(blank: BlankForm, shown: Mapping[str, str]) -> Mapping[str, Declaration]:
    """The fields with the choices that go with the Region and the choices shown."""
    chosen = {name: shown.get(name, each.text) for name, each in blank.fields.items()}
    return narrowed(blank.declarations, catalogue(), chosen[REGION], chosen)


def _follows(name: str, usage: Inputs | None) -> str:
    """What an amount is that follows others while it is left empty."""
    if usage is None or name in usage.model_fields_set:
        return ""
    declared = usage.declarations.get(name)
    is_amount = isinstance(declared, QuantityField) and declared.derived is not None
    return amount(getattr(usage, name)) if is_amount else ""


def _stands_in(name: str, stated: Mapping[str, str], usage: Inputs | None) -> str:
    """What is priced in place of a default that is not sold beside the other choices."""
    field = usage.declarations.get(name) if usage is not None else None
    if not isinstance(field, ChoiceField) or field.instead is None or name in stated:
        return ""
    value = getattr(usage, name)
    return f"{value} is priced." if value != field.default else ""


def _echo(declaration: Declaration, text: str) -> Iterator[str]:
    """How an amount with commas was read."""
    if read := without_commas(declaration, text):
        yield f"Read as {read.strip()}."


def _chosen(blank: BlankForm, typed: Mapping[str, str]) -> dict[str, object]:
    """The selections that decide whether other fields have an effect, without those that cannot be read."""
    read: dict[str, object] = {}
    for name in {chooser for each in blank.declarations.values() for chooser in each.only_for}:
        with suppress(ValueError):
            read[name] = blank.declarations[name].read(typed.get(name, blank.fields[name].text))
    return read
