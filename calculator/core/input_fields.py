"""The fields of a `Usage` as a service writes them: an amount, a choice, a yes or no, several of either."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import Field as PydanticField

from calculator.core.arithmetic import decimal
from calculator.core.choices import Choice
from calculator.core.declarations import LARGEST, ChoiceField, Declaration, Derived, FlagField, QuantityField
from calculator.core.lists import ListField
from calculator.core.month import AVERAGE, LONGEST


def quantity(
    unit: str,
    label: str,
    help: str,
    *,
    default: int | str = 0,
    opens_with: str = "",
    derived: Derived | None = None,
    at_least: int | str | Decimal = 0,
    at_most: int | str | Decimal = LARGEST,
    is_whole: bool = False,
    not_below: str = "",
    begins_at: str = "",
    of_estimate: bool = False,
    fills_in: bool = False,
    is_main: bool = False,
    group: str = "",
    only_for: Mapping[str, tuple[str, ...]] | None = None,
) -> Any:
    """Declare an amount of a unit. `derived` gives a default that follows other fields."""
    return _field(
        QuantityField(
            label=label,
            help=help,
            unit=unit,
            default=decimal(str(default)),
            opens_with=opens_with,
            derived=derived,
            at_least=decimal(str(at_least)),
            at_most=decimal(str(at_most)),
            is_whole=is_whole,
            not_below=not_below,
            begins_at=begins_at,
            of_estimate=of_estimate,
            fills_in=fills_in,
            is_main=is_main,
            group=group,
            only_for=only_for or {},
        )
    )


def hours_of_month(label: str, help: str, *, is_main: bool = False, group: str = "") -> Any:
    """Declare how long something is used: the whole month unless given, and never more than the month has."""
    return _field(
        QuantityField(
            label=label,
            help=help,
            unit="hours/month",
            default=AVERAGE.hours,
            derived=Derived("the hours of the month", lambda usage: usage.month.hours),
            at_most=LONGEST.hours,
            of_month=True,
            is_main=is_main,
            group=group,
        )
    )


def choice(
    label: str,
    help: str,
    choices: Sequence[Choice],
    *,
    default: str,
    opens_with: str = "",
    derived: Derived | None = None,
    is_main: bool = False,
    group: str = "",
    only_for: Mapping[str, tuple[str, ...]] | None = None,
    sold: Callable[[Any, str, Mapping[str, object]], Sequence[Choice]] | None = None,
    instead: Callable[[Any, str, Mapping[str, object]], str] | None = None,
) -> Any:
    """Declare one of a list of values. `derived` gives a default that follows other fields."""
    return _field(
        ChoiceField(
            label=label,
            help=help,
            choices=choices,
            default=default,
            opens_with=opens_with,
            derived=derived,
            is_main=is_main,
            group=group,
            only_for=only_for or {},
            sold=sold,
            instead=instead,
        )
    )


def flag(label: str, help: str, *, default: bool = False, is_main: bool = False, group: str = "") -> Any:
    """Declare a yes or no."""
    return _field(FlagField(label=label, help=help, default=default, is_main=is_main, group=group))


def choices(
    label: str,
    help: str,
    choices: Sequence[Choice],
    *,
    is_main: bool = False,
    only_for: Mapping[str, tuple[str, ...]] | None = None,
) -> Any:
    """Declare several of a closed list of values, each at most once; none unless given."""
    each = ChoiceField(label=label, help=help, choices=choices)
    return _field(
        ListField(label=label, help=help, each=each, is_unique=True, is_main=is_main, only_for=only_for or {})
    )


def quantities(
    unit: str,
    label: str,
    help: str,
    *,
    length: int,
    at_most: int,
    only_for: Mapping[str, tuple[str, ...]] | None = None,
) -> Any:
    """Declare a number of amounts of one unit; none unless given."""
    each = QuantityField(label=label, help=help, unit=unit, default=decimal("0"), at_most=decimal(str(at_most)))
    return _field(ListField(label=label, help=help, unit=unit, each=each, length=length, only_for=only_for or {}))


def _field(declaration: Declaration) -> Any:
    return PydanticField(default=declaration.default, json_schema_extra={"declaration": declaration})  # type: ignore[dict-item]
