"""Amounts as the AWS Pricing Calculator writes them, in the way that our forms take them.

`10 per hour`, `1 million per month`, `800 GB per month`, `0 tb_month`, `100 %Utilized/Month`, `4 Hours/Day`. Rates come
to those of a month of 730 hours, as they do there; the share of time that something runs comes to its hours.
"""

import re
from decimal import Decimal

from calculator.core.arithmetic import EXACT, exactly
from calculator.core.display import exact_text

_NUMBER = re.compile(r"(?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(?P<words>.*)", re.DOTALL)
_RATE = re.compile(r"(?:\bper |_|/)(?P<time>second|minute|hour|day|week|month)s?$")
_HOURS = Decimal(730)
# How many of each time a month has.
_IN_A_MONTH = {
    **{"second": _HOURS * 3600, "minute": _HOURS * 60, "hour": _HOURS, "month": Decimal(1)},
    **{"day": _HOURS / 24, "week": _HOURS / 168},
}
_MANY = {"thousand": Decimal(1000), "million": Decimal(10**6), "billion": Decimal(10**9)}
_UTILIZED, _OF_HOURS = re.compile(r"%\s*utilized$"), re.compile(r"hours?$")
# Units that our forms know by the same word.
_KEPT = re.compile(r"(?i)[kmgtp]i?b|(?:second|minute|hour|day|month)s?|%")
_MILLISECOND = "ms"
LONGEST = 100
_DIGITS = Decimal("0.000001")


def typed_amount(text: str) -> str:
    """The amount of a text as it would be typed; the text itself where it is none, or one in words not known here."""
    found = _NUMBER.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if found is None:
        return text
    number, words = Decimal(found["number"].replace(",", "")), found["words"].strip()
    rate = _RATE.search(words.lower())
    rest = words[: rate.start()].strip() if rate else words
    with exactly(EXACT):
        if rate and (_UTILIZED.fullmatch(rest.lower()) or _OF_HOURS.fullmatch(rest.lower())):
            share = number / 100 if rest.startswith("%") else number / _hours_of(rate["time"])
            return exact_text((share * _HOURS).quantize(_DIGITS).normalize())
        if rate:
            number *= _IN_A_MONTH[rate["time"]]
        many, _, unit = rest.partition(" ")
        if many.lower().removesuffix("s") in _MANY:
            number, rest = number * _MANY[many.lower().removesuffix("s")], unit.strip()
        number = number.quantize(_DIGITS).normalize() if rate else number
    if rest.lower() == _MILLISECOND:
        rest = "millisecond"
    if rest and not (_KEPT.fullmatch(rest) or rest == "millisecond"):
        return text
    unit = rest.upper() if rest.lower().endswith("b") else rest
    return f"{exact_text(number)} {unit}".strip()


def _hours_of(time: str) -> Decimal:
    return {"day": Decimal(24), "week": Decimal(168)}.get(time, _HOURS)
