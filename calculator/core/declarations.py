"""How one input is declared: its unit, bounds, default, choices and help, once, for every way in."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from calculator.core.quantities import read_quantity

LARGEST = Decimal(10) ** 15
TRUE_WORDS = ("true", "1", "yes", "on")
FALSE_WORDS = ("false", "0", "no", "off")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice field and what people call it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Derived:
    """A default that follows other fields; `words` says how, `of` computes it in either number system."""

    words: str
    of: Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(ABC):
    """What every way in needs to know of a field. `read` turns a raw value into the field's own type.

    `read` raises ValueError with the rest of a sentence that begins with the field's label.
    """

    label: str
    help: str
    unit: str = ""
    default: Any = None
    derived: Derived | None = None
    is_main: bool = False
    only_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @abstractmethod
    def read(self, raw: object) -> object:
        """The value in the field's own type."""

    @property
    def kind(self) -> str:
        """`quantity`, `choice` or `flag`."""
        return type(self).__name__.removesuffix("Field").lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityField(Declaration):
    """A non-negative amount of a unit, between `at_least` and `at_most`."""

    at_least: Decimal = Decimal(0)
    at_most: Decimal = LARGEST
    is_whole: bool = False

    def read(self, raw: object) -> Decimal:
        """Numbers, numeric text and suffixed text. See the class for errors."""
        if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
            raise ValueError(f"is not a number; give a number{f' in {self.unit}' if self.unit else ''}.")
        number = read_quantity(str(raw), self.unit)
        if number < self.at_least:
            raise ValueError(f"is too small; the least is {self.at_least:f}{self._unit_word}.")
        if number > self.at_most:
            raise ValueError(f"is too large; the most is {self.at_most:f}{self._unit_word}.")
        if self.is_whole and number != number.to_integral_value():
            raise ValueError("is not a whole number; give a count without decimals.")
        return number

    @property
    def _unit_word(self) -> str:
        return f" {self.unit}" if self.unit else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceField(Declaration):
    """One of a closed list of values."""

    choices: tuple[Choice, ...] = ()

    def read(self, raw: object) -> str:
        """The value as AWS writes it; upper and lower case are the same. See the class for errors."""
        values = [choice.value for choice in self.choices]
        typed = raw.strip() if isinstance(raw, str) else ""
        for value in values:
            if typed.casefold() == value.casefold():
                return value
        nearest = get_close_matches(typed[:100].upper(), [value.upper() for value in values], n=1)
        hint = f"did you mean {_original(nearest[0], values)}? Choose" if nearest else "choose"
        raise ValueError(f"is not one of the choices; {hint} one of {', '.join(values)}.")

    def label_of(self, value: str) -> str:
        """What people call a value."""
        return next((choice.label for choice in self.choices if choice.value == value), value)


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


def _original(upper: str, values: list[str]) -> str:
    return next(value for value in values if value.upper() == upper)
