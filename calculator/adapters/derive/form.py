"""The form of a service, made from its declared inputs: what each field shows, as it was typed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeGuard

from calculator.core.declarations import (
    LARGEST,
    MOST_LISTED,
    Choice,
    ChoiceField,
    Declaration,
    FlagField,
    QuantityField,
)
from calculator.core.display import amount, exact_text
from calculator.core.errors import FieldError
from calculator.core.units import convert
from calculator.estimator import COMMON_FIELDS, DEFAULT_REGION
from calculator.services.service import Service

YES_OR_NO = (("false", "No"), ("true", "Yes"))
STORAGE_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")
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


def workload_form(
    service: Service, typed: Mapping[str, str], errors: Iterable[FieldError], regions: Mapping[str, str]
) -> WorkloadForm:
    """The form of a service as it was filled in, each error at its field."""
    declarations = service.Usage.declarations
    errors = tuple(errors)
    of_field = {
        name: tuple(error.message for error in errors if error.field == name)
        for name in (*COMMON_FIELDS, *declarations)
    }
    return WorkloadForm(
        where=(_region(typed, of_field["region"], regions), _as_of(typed, of_field["as_of"])),
        fields=tuple(
            _field(name, declaration, typed, of_field[name], declarations) for name, declaration in declarations.items()
        ),
        problems=tuple(error for error in errors if error.field not in of_field),
        state=stated(service, typed),
    )


def stated(service: Service, typed: Mapping[str, str]) -> dict[str, str]:
    """The fields that differ from their defaults, as typed, in the order of declaration."""
    defaults = {"region": DEFAULT_REGION, "as_of": ""}
    defaults |= {name: default_text(each) for name, each in service.Usage.declarations.items()}
    return {name: typed[name] for name, default in defaults.items() if typed.get(name, default).strip() != default}


def meant(service: Service, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, without the boxes left empty whose default follows something else."""
    declarations = service.Usage.declarations
    follows = {name for name, each in declarations.items() if each.derived is not None} | set(COMMON_FIELDS)
    return {name: text for name, text in typed.items() if text.strip() or name not in follows}


def default_text(declaration: Declaration) -> str:
    """The default as it would be typed; nothing where it follows other fields."""
    if declaration.derived is not None:
        return ""
    if isinstance(declaration, QuantityField):
        return exact_text(declaration.default)
    if isinstance(declaration, FlagField):
        return "true" if declaration.default else "false"
    return str(declaration.default)


def _field(
    name: str,
    declaration: Declaration,
    typed: Mapping[str, str],
    errors: tuple[str, ...],
    declarations: Mapping[str, Declaration],
) -> FormField:
    default = default_text(declaration)
    text = typed.get(name, default)
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
        no_effect=" ".join(_no_effect(declaration, typed, declarations)),
        errors=errors,
    )


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
    if not isinstance(declaration, QuantityField):
        return ""
    least = _bound(declaration.at_least, declaration.unit)
    if declaration.at_most == LARGEST:
        return f"{least} or more"
    return f"{least} to {_bound(declaration.at_most, declaration.unit)}"


def _bound(number: Decimal, unit: str) -> str:
    """A bound in words that can be typed: `1 trillion`, `50 TB`; without a suffix it is in the field's unit."""
    for word, size in LARGE_NUMBERS:
        if number >= size and number % size == 0:
            return f"{amount(number / size)} {word}"
    if unit in STORAGE_UNITS and (0 < number < 1 or number >= LARGE_NUMBERS[-1][1]):
        sizes = [(name, convert(number, unit, name)) for name in STORAGE_UNITS]
        whole = [f"{amount(size)} {name}" for name, size in sizes if size == size.to_integral_value()]
        return whole[-1] if whole else exact_text(number)
    return f"{number:,f}"


def _no_effect(
    declaration: Declaration, typed: Mapping[str, str], declarations: Mapping[str, Declaration]
) -> Iterator[str]:
    """Under which present choices the field changes nothing."""
    for chooser, values in declaration.only_for.items():
        choosing = declarations[chooser]
        try:
            chosen = str(choosing.read(typed.get(chooser, default_text(choosing))))
        except ValueError:
            continue
        if chosen not in values:
            label = choosing.label_of(chosen) if isinstance(choosing, ChoiceField) else chosen
            yield f"No effect in {label}."


def _region(typed: Mapping[str, str], errors: tuple[str, ...], regions: Mapping[str, str]) -> FormField:
    text = typed.get("region", "") or DEFAULT_REGION
    known = text.strip().lower()
    return FormField(
        name="region",
        label="Region",
        help="Where the service runs; prices differ by region.",
        text=text,
        options=tuple(
            _with_typed(
                ((code, f"{code} · {name}") for code, name in regions.items()),
                known if known in regions else text,
            )
        ),
        is_default=known == DEFAULT_REGION,
        errors=errors,
    )


def _as_of(typed: Mapping[str, str], errors: tuple[str, ...]) -> FormField:
    text = typed.get("as_of", "")
    return FormField(
        name="as_of",
        label="Prices as of",
        help="A date as YYYY-MM-DD; empty for the newest prices.",
        text=text,
        placeholder="the newest",
        is_default=not text.strip(),
        errors=errors,
    )
