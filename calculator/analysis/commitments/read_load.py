"""How many of a fleet run in each hour: a number, a list of hours, a week, or a file, as a question states them."""

from collections.abc import Mapping
from decimal import Decimal

import numpy as np

from calculator.commitments.load_file import HOLD, ZERO, read_load_file
from calculator.commitments.loads import MOST_RUNNING, Week, of_week, of_year, read_days
from calculator.commitments.model import Hours
from calculator.core.choices import Choice
from calculator.core.declarations import ChoiceField, Declaration, QuantityField, read_field
from calculator.core.errors import BadFile, FieldError, InvalidInput, shown
from calculator.core.inputs import unknown_field
from calculator.core.month import HOURS_PER_DAY, HOURS_PER_YEAR

_MOST = Decimal(MOST_RUNNING)
RUNNING = QuantityField(label="Running", help="How many run.", at_most=_MOST, default=Decimal(1))
COVERED = QuantityField(
    label="Already committed", help="For the whole horizon; its cost is not counted.", at_most=_MOST
)
WEEK: Mapping[str, Declaration] = {
    "busy": QuantityField(label="In busy hours", help="How many run in them.", at_most=_MOST, default=Decimal(10)),
    "otherwise": QuantityField(label="In other hours", help="Nights and days off.", at_most=_MOST, default=Decimal(2)),
    "start": QuantityField(
        label="Busy from", help="The hour of the day, 0 to 23.", at_most=Decimal(HOURS_PER_DAY - 1), is_whole=True,
        default=Decimal(8),
    ),
    "end": QuantityField(
        label="Busy until", help="The hour of the day, 1 to 24; before the start it is of the next day.",
        at_least=Decimal(1), at_most=Decimal(HOURS_PER_DAY), is_whole=True, default=Decimal(18),
    ),
}  # fmt: skip
USUAL_DAYS = "mon-fri"
DAYS = "days"
GAPS = ChoiceField(
    label="Missing hours",
    help="What an hour counts as that a file leaves out.",
    choices=(Choice(ZERO, "Nothing runs"), Choice(HOLD, "As in the hour before")),
    default=ZERO,
)
FILE = ("csv", "column", "time_zone", "gaps")


def read_load(raw: object, at: str) -> tuple[Hours, tuple[str, ...]]:
    """The year of a fleet, and what is to be said of it; `at` is the field. Raises InvalidInput."""
    if isinstance(raw, list):
        return _listed(raw, at)
    if not isinstance(raw, Mapping):
        errors: list[FieldError] = []
        number = read_field(at, RUNNING, raw, errors)
        if errors:
            raise InvalidInput(errors)
        return of_year([float(number)]), ()
    return _filed(raw, at) if "csv" in raw else _weekly(raw, at)


def _listed(raw: list[object], at: str) -> tuple[Hours, tuple[str, ...]]:
    if not 1 <= len(raw) <= HOURS_PER_YEAR:
        message = f"Running has {len(raw):,} hours; give from 1 to {HOURS_PER_YEAR:,}."
        raise InvalidInput([FieldError(at, message)])
    hours = np.empty(len(raw))
    for place, each in enumerate(raw):
        try:
            hours[place] = float(each) if isinstance(each, str | int | float) and not isinstance(each, bool) else -1
        except ValueError:
            hours[place] = -1
        if not 0 <= hours[place] <= MOST_RUNNING:
            message = f"Hour {place + 1:,} is {shown(each)!r}; give a number from 0 to {MOST_RUNNING:,}."
            raise InvalidInput([FieldError(at, message, shown(each))])
    is_year = len(raw) == HOURS_PER_YEAR
    return of_year(hours), () if is_year else (f"The {len(raw):,} hours repeat through the year.",)


def _filed(raw: Mapping[str, object], at: str) -> tuple[Hours, tuple[str, ...]]:
    _refuse_unknown(raw, FILE, at)
    errors: list[FieldError] = []
    gaps = read_field(f"{at}.gaps", GAPS, raw.get("gaps", ZERO), errors)
    texts = {name: raw.get(name, "") for name in FILE if name != "gaps"}
    errors += [
        FieldError(f"{at}.{name}", f"{name} must be text.") for name, each in texts.items() if not isinstance(each, str)
    ]
    if errors:
        raise InvalidInput(errors)
    try:
        found = read_load_file(str(texts["csv"]), str(texts["column"]), str(texts["time_zone"]), gaps)
    except BadFile as error:
        wrong = (FieldError(f"{at}.{each.field}", each.message) for each in error.errors)
        raise InvalidInput(wrong) from None
    return of_year(found.running), found.notes


def _weekly(raw: Mapping[str, object], at: str) -> tuple[Hours, tuple[str, ...]]:
    _refuse_unknown(raw, (*WEEK, DAYS), at)
    errors: list[FieldError] = []
    found = {
        name: read_field(f"{at}.{name}", field, raw.get(name, field.default), errors) for name, field in WEEK.items()
    }
    days: tuple[int, ...] = ()
    try:
        days = read_days(str(raw.get(DAYS, USUAL_DAYS)))
    except ValueError as error:
        errors.append(FieldError(f"{at}.{DAYS}", str(error), shown(raw.get(DAYS))))
    if errors:
        raise InvalidInput(errors)
    return of_week(Week(found["busy"], found["otherwise"], days, int(found["start"]), int(found["end"]))), ()


def _refuse_unknown(raw: Mapping[str, object], known: tuple[str, ...], at: str) -> None:
    unknown = [name for name in raw if name not in known]
    if unknown:
        names = dict.fromkeys(known)
        raise InvalidInput(FieldError(f"{at}.{shown(name)}", unknown_field(name, names)) for name in unknown[:10])
