"""The capacity that a provisioned table and its indexes are given in each hour, by their load or as stated."""

from functools import lru_cache

from calculator.catalogue.once import once_a_question
from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import Number, any_used, divide_up, largest, maximum, minimum, where
from calculator.services.dynamodb.formulas import worksheet
from calculator.services.dynamodb.load import Hours, Part, Parts, Side, load_by_hour
from calculator.services.dynamodb.usage import PERCENT, PROVISIONED, Usage
from calculator.services.figures import figure
from calculator.services.worksheet import Worksheet


@once_a_question
def given_by_hour(side: Side, usage: Usage, part: Part, book: PriceBook) -> Hours:
    """Whole units that a part is given in each hour: of each table the load over the target, within the limits."""
    share = usage.target_utilization_percent * maximum(part.tables, 1)
    least = book.limit(f"minimum_{side.word}_units", PROVISIONED)
    loads = load_by_hour(usage, part, book)
    lowest, highest = least, book.in_own_system(0)
    if usage.hourly_load_percent:
        lowest, highest = maximum(least, getattr(usage, f"minimum_{side.key}")), getattr(usage, f"maximum_{side.key}")
    given = _given_once if book.is_exact else _given
    return given(loads, part.tables, share, lowest, highest, part.stated)


def _given(loads: Hours, tables: Number, share: Number, lowest: Number, highest: Number, stated: Number) -> Hours:
    units = [maximum(_over(load, share), lowest) for load in loads]
    within = (where(highest > 0, minimum(each, highest), each) for each in units)
    return tuple(where(stated > 0, stated, tables * each) for each in within)


def _added(given: tuple[Hours, ...]) -> Hours:
    return tuple(sum(together) for together in zip(*given, strict=True))


# The plan, the bill, the advice and every next step ask for the same day.
_given_once, _added_once = lru_cache(maxsize=256)(_given), lru_cache(maxsize=256)(_added)


def _over(load: Number, share: Number) -> Number:
    """Whole units of each table of which a load is so large a share, in percent."""
    # Multiplied first: a quotient that does not end would be cut before it is rounded up.
    return divide_up(load * PERCENT, share)


def needed_at_peak(usage: Usage, part: Part, book: PriceBook) -> Number:
    """Whole units that the busiest hour takes at the target, whatever the limits."""
    busiest = largest(load_by_hour(usage, part, book))
    return part.tables * _over(busiest, usage.target_utilization_percent * maximum(part.tables, 1))


@once_a_question
def provisioned_by_hour(side: Side, usage: Usage, parts: Parts, book: PriceBook) -> Hours:
    """Whole units of all parts together in each hour of a day."""
    given = tuple(given_by_hour(side, usage, part, book) for part in parts)
    return (_added_once if book.is_exact else _added)(given)


def unit_hours(hourly: Hours, usage: Usage, book: PriceBook) -> Number:
    """The hours of the month that the units of each hour of a day come to."""
    return _knowing("units", hourly, worksheet(usage, book)).value(hours_formula("units", hourly))


def hours_formula(units: str, hourly: Hours) -> str:
    """The formula of the hours of the month that the units of each hour of a day come to."""
    several = f"total({units}_by_hour) * hours_in_month / {len(hourly)}"
    return f"{units} * hours_in_month" if len(hourly) == 1 else several


def hours_sheet(side: Side, parts: Parts, usage: Usage, book: PriceBook) -> tuple[str, Worksheet]:
    """The formula of unit-hours of parts together, and the worksheet with their units in each hour of a day.

    Where all hours are alike one formula says what the search comes to, so that a bill shows it step by step; the rows
    of a table differ in what is stated, so that they keep to the search.
    """
    hourly, sheet = provisioned_by_hour(side, usage, parts, book), worksheet(usage, book)
    if book.is_exact and not usage.hourly_load_percent:
        label = f"{side.word.capitalize()} capacity units"
        sheet = sheet.deriving({side.key: figure(_units_formula(side, parts), label, side.unit)})
    else:
        sheet = _knowing(side.key, hourly, sheet)
    return hours_formula(side.key, hourly), sheet


def _knowing(units: str, hourly: Hours, sheet: Worksheet) -> Worksheet:
    return sheet.knowing({units: hourly[0]} if len(hourly) == 1 else {f"{units}_by_hour": hourly})


def _units_formula(side: Side, parts: Parts) -> str:
    """The formula of the whole units of parts together where all hours are alike."""
    used = [part for part in parts if any_used(part.tables) or any_used(part.stated)] or parts[:1]
    return " + ".join(part.stated_as if any_used(part.stated) else _given_formula(side, part) for part in used)


def _given_formula(side: Side, part: Part) -> str:
    least, share = f"limit.minimum_{side.word}_units", "target_utilization_percent"
    if not part.name:
        return f"{part.many} * {least}" if part.many else least
    if part.many:
        return f"{part.many} * max(steps({part.name}_peak * 100, {share} * {part.many}), {least})"
    return f"max(steps({part.name}_peak * 100, {share}), {least})"


def throttled_hours(side: Side, usage: Usage, parts: Parts, book: PriceBook) -> list[int]:
    """The hours of the day, from 0, in which a part takes more than it is given: an index too holds up its table."""
    short: set[int] = set()
    for part in parts:
        hours = zip(load_by_hour(usage, part, book), given_by_hour(side, usage, part, book), strict=True)
        short |= {hour for hour, (load, units) in enumerate(hours) if load > units}
    return sorted(short)
