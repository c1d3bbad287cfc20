"""The fields that a question about any service has: the Region, the day whose prices hold, and the month."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.region_names import unknown_region
from calculator.core.choices import Choice
from calculator.core.declarations import ChoiceField, DateField, Declaration, Derived, read_field
from calculator.core.errors import FieldError, shown
from calculator.core.month import AVERAGE, CALENDAR_MONTHS, MONTHS, Month

DEFAULT_REGION = "us-east-1"
COMMON_FIELDS = ("region", "as_of", "month")


@lru_cache(maxsize=4)
def common_fields(catalogue: Catalogue, today: date) -> Mapping[str, Declaration]:
    """The fields that a question about any service has."""
    regions = tuple(Choice(code, f"{code} · {name}") for code, name in catalogue.regions.items())
    return {
        "region": ChoiceField(
            label="Region",
            help="Where the service runs; prices differ by Region.",
            choices=regions,
            default=DEFAULT_REGION,
            is_main=True,
        ),
        "as_of": DateField(
            label="Price date",
            help="The prices in force on that day; never a day to come.",
            derived=Derived("today", lambda _: today),
        ),
        "month": ChoiceField(
            label="Month",
            help="730 hours, a twelfth of a year, or a calendar month of so many days; the year is the same.",
            choices=(
                Choice(AVERAGE.name, f"{AVERAGE.hours} hours, a twelfth of a year"),
                *(Choice(each.name, f"{each.days} days, {each.hours} hours") for each in CALENDAR_MONTHS),
            ),
            default=AVERAGE.name,
        ),
    }


def read_common(
    raw: Mapping[str, object], catalogue: Catalogue, today: date, errors: list[FieldError]
) -> tuple[str, date]:
    """The region and the day that are asked for; what is wrong with them is added to the errors."""
    fields = common_fields(catalogue, today)
    region, as_of = raw.get("region", DEFAULT_REGION), raw.get("as_of", today)
    return _read_region(region, fields["region"], catalogue, errors), _read_as_of(as_of, fields["as_of"], today, errors)


def _read_region(raw: object, field: Declaration, catalogue: Catalogue, errors: list[FieldError]) -> str:
    try:
        return str(field.read(raw))
    except ValueError:
        typed = raw.strip() if isinstance(raw, str) else ""
        errors.append(FieldError("region", unknown_region(typed, catalogue.regions), shown(raw)))
        return typed


def _read_as_of(raw: object, field: Declaration, today: date, errors: list[FieldError]) -> date:
    try:
        as_of = field.read(raw)
    except ValueError as error:
        errors.append(FieldError("as_of", f"The date {error}", shown(raw)))
        return today
    assert isinstance(as_of, date)
    if as_of > today:
        message = f"No prices are known for a date to come; the latest is today, {today}."
        errors.append(FieldError("as_of", message, shown(raw)))
    return as_of


def read_month(raw: Mapping[str, object], catalogue: Catalogue, today: date, errors: list[FieldError]) -> Month:
    """The month that is asked for; what is wrong with it is added to the errors."""
    given, field = raw.get("month", AVERAGE.name), common_fields(catalogue, today)["month"]
    # A program may well write the days as a number.
    return MONTHS[read_field("month", field, str(given) if isinstance(given, int) else given, errors)]
