"""How one input is declared: its unit, bounds, default, choices and help, once, for every way in."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from calculator.core.bounds import Bound
from calculator.core.choices import Choice, LazyChoices, PricedChoices
from calculator.core.display import STORAGE_UNITS, in_whole_units, plural
from calculator.core.errors import FieldError, shown
from calculator.core.month import LONGEST
from calculator.core.nearest_names import nearest_names
from calculator.core.quantities import read_quantity

LARGEST = Decimal(10) ** 15
# Of a bound in the unit of its field; a byte in KB has more characters, and is said in bytes.
LONGEST_BOUND = 8
TRUE_WORDS = ("true", "1", "yes", "on")
FALSE_WORDS = ("false", "0", "no", "off")
SPOKEN = {"True": "Yes", "False": "No"}
MOST_LISTED = 50
NEAREST = 3
# Who is told what was probably meant needs no longer list than this.
MOST_BESIDE_A_HINT = 10
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class OutOfBounds(ValueError):
    """A number that is too small or too large, with the bound that it passes."""

    def __init__(self, message: str, bound: Bound) -> None:
        super().__init__(message)
        self.bound = bound


def bound_of(error: object) -> Bound | None:
    """The bound that an error of reading is about, if it is about one."""
    return error.bound if isinstance(error, OutOfBounds) else None


@dataclass(frozen=True, slots=True)
class Derived:
    """A default that follows other fields; `words` says how, `of` computes it in either number system.

    `formula` is the text of the same as a formula, where it is one.
    """

    words: str
    of: Callable[[Any], Any]
    formula: str = ""


def as_field(name: str, words: str) -> Derived:
    """The default that another field gives as it is."""
    return Derived(words, lambda usage: getattr(usage, name), name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(ABC):
    """What every way in needs to know of a field. `read` turns a raw value into the field's own type.

    `read` raises ValueError with the rest of a sentence that begins with the field's label. Fields of one `group`
    belong to a feature that most workloads do not have. `opens_with` is what a page shows first where programs are
    promised another default.
    """

    label: str
    help: str
    unit: str = ""
    default: Any = None
    opens_with: str = ""
    derived: Derived | None = None
    is_main: bool = False
    group: str = ""
    only_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @abstractmethod
    def read(self, raw: object) -> object:
        """The value in the field's own type."""

    def under(self, prices: object) -> "Declaration":
        """The field as it is under certain prices; a choice may be among those that some price can answer."""
        return self

    def narrowed(self, prices: object, region: str, chosen: Mapping[str, object]) -> "Declaration":
        """The field as it is offered in a Region beside other choices; a choice may be among those sold there."""
        return self

    @property
    def kind(self) -> str:
        """`quantity`, `choice`, `flag`, `date` or `list`."""
        return type(self).__name__.removesuffix("Field").lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityField(Declaration):
    """A non-negative amount of a unit, between `at_least` and `at_most`.

    `not_below` names a field that it is never less than, as a peak is never less than its average. Hours `of_month`
    are never more than the month has. `begins_at` names the metric of the current selection at which a search for
    others begins. What is `of_estimate` is in an estimate what its other entries come to, unless it is stated. What
    `fills_in` is there for the defaults of other fields alone.
    """

    at_least: Decimal = Decimal(0)
    at_most: Decimal = LARGEST
    is_whole: bool = False
    not_below: str = ""
    of_month: bool = False
    begins_at: str = ""
    of_estimate: bool = False
    fills_in: bool = False

    def read(self, raw: object) -> Decimal:
        """Numbers, numeric text and suffixed text. See the class for errors."""
        if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
            raise ValueError(f"is not a number; give a number{f' in {self.unit}' if self.unit else ''}.")
        number = read_quantity(str(raw), self.unit)
        if number < self.at_least:
            bound = Bound(number, at_least=self.at_least, unit=self.unit)
            raise OutOfBounds(f"is too small; the least is {self._bound(self.at_least)}.", bound)
        if number > self.at_most:
            where = f", in a month of {LONGEST.days} days" if self.of_month else ""
            bound = Bound(number, at_most=self.at_most, unit=self.unit)
            raise OutOfBounds(f"is too large; the most is {self._bound(self.at_most)}{where}.", bound)
        if self.is_whole and number != number.to_integral_value():
            raise ValueError("is not a whole number; give a count without decimals.")
        return number

    def _bound(self, number: Decimal) -> str:
        is_long = len(f"{number:f}") > LONGEST_BOUND
        if is_long and self.unit in STORAGE_UNITS and (whole := in_whole_units(number, self.unit)):
            return whole
        joint = "" if self.unit == "%" else " "
        return f"{number:f}{joint}{plural(self.unit, number)}".strip()


@dataclass(frozen=True, kw_only=True)
class ChoiceField(Declaration):
    """One of a list of values; a long list may be a sequence that is read when first looked at.

    What is only `known` by name is read like the others and offered nowhere, because no price can answer it. `sold`
    are the choices under certain prices in a Region, given what else is chosen. `instead` is the nearest of them where
    what is chosen of this field is not among them, and empty where it is.
    """

    choices: Sequence[Choice] = ()
    known: Sequence[Choice] = ()
    sold: Callable[[Any, str, Mapping[str, object]], Sequence[Choice]] | None = None
    instead: Callable[[Any, str, Mapping[str, object]], str] | None = None

    def read(self, raw: object) -> str:
        """The value as AWS writes it; upper and lower case are the same. See the class for errors."""
        typed = raw.strip() if isinstance(raw, str) else ""
        known = self._by_folded_value.get(typed.casefold())
        if known is not None:
            return known.value
        if isinstance(self.choices, LazyChoices) and self.choices.advise:
            raise ValueError(f"is not one of the choices. {self.choices.advise(typed)}")
        nearest = [self._both(each) for each in self._nearest(typed)]
        if len(self.choices) > MOST_LISTED or (nearest and len(self.choices) > MOST_BESIDE_A_HINT):
            hint = f"did you mean {' or '.join(nearest)}?" if nearest else f"there are {len(self.choices)} of them."
            raise ValueError(f"is not one of the choices; {hint}")
        hint = f"did you mean {nearest[0]}? Choose" if nearest else "choose"
        raise ValueError(
            f"is not one of the choices; {hint} one of {', '.join(self._both(c.value) for c in self.choices)}."
        )

    def _both(self, value: str) -> str:
        """A value with what people call it, unless the one says the other."""
        label = self.label_of(value)
        is_said = label.startswith(value) or label.casefold().replace(" ", "_") == value.casefold()
        return value if is_said else f"{value} ({label})"

    def _nearest(self, typed: str) -> list[str]:
        """The choices that people call so, or else those that are spelled alike."""
        labels = {choice.value: choice.label for choice in self.choices}
        return nearest_names(typed, labels, NEAREST, labels=labels)

    def under(self, prices: object) -> "ChoiceField":
        """The field with the choices that some price can answer, where they follow from the prices."""
        if not isinstance(self.choices, PricedChoices):
            return self
        return replace(self, choices=self.choices.under(prices), known=self.choices)

    def narrowed(self, prices: object, region: str, chosen: Mapping[str, object]) -> "ChoiceField":
        """The field with the choices that are sold in a Region, where they follow from the prices."""
        if self.sold is None:
            return self
        sold = self.sold
        # An answer says neither: whoever prints the field does.
        known = LazyChoices(lambda: (*self.known, *self.choices))
        return replace(self, choices=LazyChoices(lambda: sold(prices, region, chosen)), known=known)

    def label_of(self, value: str) -> str:
        """What people call a value."""
        known = self._by_folded_value.get(value.casefold())
        return known.label if known else value

    @cached_property
    def _by_folded_value(self) -> dict[str, Choice]:
        return {choice.value.casefold(): choice for choice in (*self.known, *self.choices)}


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagField(Declaration):
    """Yes or no."""

    def read(self, raw: object) -> bool:
        """true/false, yes/no, on/off, 1/0. See the class for errors."""
        if isinstance(raw, bool):
            return raw
        typed = str(raw).strip().lower()
        if typed in TRUE_WORDS:
            return True
        if typed in FALSE_WORDS:
            return False
        raise ValueError("is neither true nor false; write true or false.")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateField(Declaration):
    """A day of the calendar."""

    def read(self, raw: object) -> date:
        """A day written as YYYY-MM-DD. See the class for errors."""
        if isinstance(raw, date):
            return raw
        try:
            return calendar_date(raw.strip() if isinstance(raw, str) else "")
        except ValueError:
            raise ValueError("must be written as YYYY-MM-DD, such as 2026-01-31.") from None


def calendar_date(text: str) -> date:
    """A day written as YYYY-MM-DD and in no other of the ways that ISO 8601 has. Raises ValueError."""
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def narrowed(
    declared: Mapping[str, Declaration], prices: object, region: str, chosen: Mapping[str, object]
) -> Mapping[str, Declaration]:
    """The fields as they are offered in a Region beside what is chosen."""
    return {name: each.narrowed(prices, region, chosen) for name, each in declared.items()}


def read_field(name: str, declaration: Declaration, raw: object, errors: list[FieldError]) -> Any:
    """The value of a field; what is wrong with it is added to the errors, and its default stands in."""
    try:
        return declaration.read(raw)
    except ValueError as error:
        errors.append(FieldError(name, f"{declaration.label} {error}", shown(raw), bound_of(error)))
        return declaration.default


def without_effect(
    declaration: Declaration, declarations: Mapping[str, Declaration], chosen: Mapping[str, object]
) -> Iterator[str]:
    """A sentence for each choice made under which a field changes nothing; what is not in `chosen` is not judged."""
    for chooser, values in declaration.only_for.items():
        if chooser in chosen and chosen[chooser] not in values:
            choosing, choice = declarations[chooser], str(chosen[chooser])
            label = choosing.label_of(choice) if isinstance(choosing, ChoiceField) else SPOKEN.get(choice, choice)
            yield f"{declaration.label} has no effect where {choosing.label} is {label}."
