"""Reading a quantity as people type it: `5 TB`, `2.5k`, `250 million`, `1 000`, `1e6`, `40 %`.

The declared unit decides which suffixes make sense; whatever is not understood is refused with a sentence.
"""

import re
from decimal import Decimal

from calculator.core.arithmetic import EXACT, decimal, exactly
from calculator.core.units import Unit, convert, find_unit, units

LONGEST_NUMBER = 60
LARGEST_EXPONENT = 30
OUT_OF_RANGE = "is out of any sensible range; give an ordinary number."
MULTIPLIERS = {
    "k": 10**3,
    "K": 10**3,
    "thousand": 10**3,
    "M": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "B": 10**9,
    "billion": 10**9,
    "trillion": 10**12,
}
CONVERTIBLE_KINDS = ("storage", "time")
PERCENT_SPELLINGS = ("%", "percent")
_GROUP = "[ _\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]"
# A number without its sign, and what may stand behind it: text that JSON Schema can hold too.
UNSIGNED = rf"(?:[0-9]{{1,3}}(?:{_GROUP}[0-9]{{3}})+(?:\.[0-9]*)?|[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
SUFFIX = r"[^\s0-9.,+-]\D*"
_QUANTITY = re.compile(rf"(?P<number>[+-]?{UNSIGNED})\s*(?P<suffix>{SUFFIX})?")


def read_quantity(text: str, unit_name: str) -> Decimal:
    """The number that a text states, in the declared unit.

    Raises ValueError with a sentence that says what is wrong and what would be right.
    """
    typed = text.strip()
    if not typed:
        raise ValueError(f"is empty; give a number{_in(unit_name)}, such as {_sample(unit_name)}.")
    if len(typed) > LONGEST_NUMBER:
        raise ValueError(f"is {len(typed)} characters long; a number has at most {LONGEST_NUMBER}.")
    match = _QUANTITY.fullmatch(typed)
    if match is None:
        raise ValueError(_why_not_a_number(typed, unit_name))
    number = _number(match["number"])
    suffix = (match["suffix"] or "").strip()
    with exactly(EXACT):
        return _in_unit(number, suffix, unit_name)


def base_unit(unit_name: str) -> str:
    """The unit without its 'per month' or 'per second': `GB/month` is counted in `GB`."""
    return unit_name.split("/")[0]


def _number(text: str) -> Decimal:
    try:
        number = decimal(re.sub(_GROUP, "", text))
    except ValueError:
        raise ValueError(OUT_OF_RANGE) from None
    if number.adjusted() > LARGEST_EXPONENT or number.as_tuple().exponent < -LONGEST_NUMBER:  # type: ignore[operator]
        raise ValueError(OUT_OF_RANGE)
    return number


def _in_unit(number: Decimal, suffix: str, unit_name: str) -> Decimal:
    if not suffix or _same_unit(suffix, unit_name):
        return number
    base = base_unit(unit_name)
    if base != unit_name:
        suffix = suffix.removesuffix(unit_name.removeprefix(base)).strip()
    known = find_unit(base)
    if known is not None and known.kind in CONVERTIBLE_KINDS:
        return Decimal(convert(number, _convertible_unit(suffix, known), known.name))
    multiplier, _, rest = suffix.partition(" ")
    # Words may begin with a capital; of single letters only M is a million, because m is a thousandth elsewhere.
    multiplier = multiplier.lower() if len(multiplier) > 1 else multiplier
    if multiplier in MULTIPLIERS and (not rest or _same_unit(rest, unit_name)):
        return number * MULTIPLIERS[multiplier]
    raise ValueError(f"ends in {suffix!r}, which is no {_unit_words(unit_name)}; write {_accepted(unit_name)}.")


def _same_unit(suffix: str, unit_name: str) -> bool:
    spellings = {unit_name, base_unit(unit_name)}
    spellings |= {spelling.removesuffix("s") for spelling in spellings}
    if spellings & set(PERCENT_SPELLINGS):
        spellings |= set(PERCENT_SPELLINGS)
    return suffix in spellings or suffix.removesuffix("s") in spellings


def _convertible_unit(suffix: str, target: Unit) -> str:
    if re.fullmatch("[KMGTP]b", suffix):
        raise ValueError(f"ends in {suffix!r}, which means bits; write {suffix[0]}B for bytes.")
    for candidate in _convertible(target):
        if suffix.lower().removesuffix("s") == candidate.lower():
            return candidate
    raise ValueError(f"ends in {suffix!r}, which is no unit of {target.kind}; write {_accepted(target.name)}.")


def _convertible(target: Unit) -> list[str]:
    # A month is 730 hours for billing but 30 days for minimum durations, so it is not offered as a suffix.
    return [u.name for u in units().values() if u.kind == target.kind and "/" not in u.name and u.name != "month"]


def _accepted(unit_name: str) -> str:
    known = find_unit(base_unit(unit_name))
    if known is not None and known.kind in CONVERTIBLE_KINDS:
        return "one of " + ", ".join(_convertible(known))
    if unit_name in PERCENT_SPELLINGS:
        return "a plain number or %"
    return "a plain number or one of k, M, B, thousand, million, billion"


def _unit_words(unit_name: str) -> str:
    return "percentage" if unit_name in PERCENT_SPELLINGS else f"multiple of {base_unit(unit_name) or 'one'}"


def _in(unit_name: str) -> str:
    return f" in {unit_name}" if unit_name else ""


def _sample(unit_name: str) -> str:
    known = find_unit(base_unit(unit_name))
    if known is not None and known.kind == "storage":
        return "1000 or 5 TB"
    return "30" if unit_name in (*PERCENT_SPELLINGS, "days", "day") else "1000 or 2.5k"


def _why_not_a_number(typed: str, unit_name: str) -> str:
    if "," in typed:
        return "has a comma; write 1500 or 1.5, with a point for decimals and no thousands separators."
    if typed.lower().lstrip("+-") in ("nan", "inf", "infinity", "snan"):
        return f"is not a finite number; give a number{_in(unit_name)}."
    return f"is not a number; give a number{_in(unit_name)}, such as {_sample(unit_name)}."
