"""How numbers are written for people and for machines; nothing is computed from what these return."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from calculator.core.units import convert

CENTS = 2
SMALLEST_SHOWN_DIGITS = 4
MILLION = "1000000"
BATCH = re.compile(r"(?P<batch>[1-9][0-9]*) (?P<noun>.+)")
PERCENTS = ("%", "percent")
STORAGE_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")
# A quotient that never ends is kept to 28 digits; of what was made of it fewer are certain.
MOST_CERTAIN_DIGITS = 20
_WIDE = Context(prec=200, rounding=ROUND_HALF_UP)
_CERTAIN = Context(prec=MOST_CERTAIN_DIGITS, rounding=ROUND_HALF_UP)


def exact_text(number: Decimal | int) -> str:
    """Every digit, no exponent, no trailing zeros: `23.552`."""
    text = str(number)
    if "E" in text:
        text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def rounded(number: Decimal, places: int = CENTS) -> Decimal:
    """Half-up to decimal places."""
    return number.quantize(_step(places), context=_WIDE)


@cache
def _step(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def significant(number: Decimal, digits: int) -> Decimal:
    """Half-up to significant digits."""
    return rounded(number, max(0, digits - 1 - number.adjusted()))


def usd(amount: Decimal) -> str:
    """Money for reading: cents, thousands separated; below a cent four digits, so that it is never `$0.00`."""
    places = CENTS
    if amount and abs(amount) < Decimal("0.01"):
        places = max(CENTS, SMALLEST_SHOWN_DIGITS - 1 - amount.adjusted())
    sign = "-" if amount < 0 else ""
    return f"{sign}${rounded(abs(amount), places):,f}"


def precisely(money: Decimal) -> str:
    """Money before it is rounded to cents; an amount so long that it may never end is cut, and says so."""
    sign, size = "-" if money < 0 else "", abs(money)
    if len(exact_text(size).replace(".", "").lstrip("0")) <= MOST_CERTAIN_DIGITS:
        return f"exactly {sign}${exact_text(size)}"
    return f"{sign}${exact_text(_CERTAIN.plus(size))} to {MOST_CERTAIN_DIGITS} digits"


def unit_price(price: Decimal) -> str:
    """A price per unit with every digit that is published."""
    return f"${exact_text(price)}"


def amount(number: Decimal | float, digits: int = 6) -> str:
    """A quantity for reading: thousands separated, at most `digits` significant digits after rounding."""
    exact = Decimal(repr(float(number))) if isinstance(number, float) else Decimal(number)
    if exact == 0:
        return "0"
    places = max(0, digits - 1 - exact.adjusted())
    text = f"{rounded(exact, places):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def counted(number: Decimal | float, unit: str, digits: int = 6) -> str:
    """A quantity with its unit; a unit that is itself a batch: `310 × 1000 requests`, `65.7 million requests`."""
    batch, _, of = unit.partition(" ")
    if batch == MILLION:
        return f"{amount(number, digits)} million {of}"
    if unit in PERCENTS:
        return f"{amount(number, digits)}%"
    joint = " × " if unit[:1].isdigit() else " "
    return f"{amount(number, digits)}{joint}{plural(unit, number)}".rstrip()


def with_unit(text: str, unit: str) -> str:
    """A number as somebody typed it with its unit: `5000 GB`, `25%`."""
    return f"{text}%" if unit in PERCENTS else f"{text} {unit}"


def in_whole_units(number: Decimal, unit: str) -> str:
    """An amount of storage in the largest unit in which it is whole: `1 B`, `50 TB`; empty where there is none."""
    sizes = {name: convert(number, unit, name) for name in STORAGE_UNITS}
    return next((f"{amount(sizes[name])} {name}" for name in reversed(sizes) if sizes[name] % 1 == 0), "")


def batch_words(unit: str) -> str:
    """A unit as it is said: `million requests`, `1,000 requests`, `GB-month`."""
    batch = BATCH.fullmatch(unit)
    if batch is None:
        return unit
    if batch["batch"] == MILLION:
        return f"million {batch['noun']}"
    return f"{int(batch['batch']):,} {batch['noun']}"


def in_single_things(number: Decimal, unit: str) -> tuple[str, str]:
    """A quantity of batches and its unit, in single things: `65.7`, `million requests`."""
    batch = BATCH.fullmatch(unit)
    if batch is None:
        return amount(number), unit
    if batch["batch"] == MILLION:
        return amount(number), f"million {batch['noun']}"
    return amount(number * int(batch["batch"])), batch["noun"]


def plural(unit: str, number: Decimal | float) -> str:
    """A unit as it stands behind a number: `1 zone`, `3 zones`, `99.9 %`."""
    if unit == "percent":
        return "%"
    is_word = unit.replace("-", "").replace(" ", "").isalpha() and unit.islower()
    if is_word and number == 1:
        return unit.removesuffix("es") if unit.endswith("xes") else unit.removesuffix("s")
    if not is_word or unit.endswith("s"):
        return unit
    return f"{unit}es" if unit.endswith("x") else f"{unit}s"


def several(noun: str) -> str:
    """More than one of something: `instance types`, `instance classes`."""
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"


def counted_of(number: Decimal | float, unit: str, label: str, digits: int = 6) -> str:
    """A quantity and what it is of: `100 GiB of size`, `3 shared consumers`; `1,000 IOPS` where its unit says that."""
    if not unit:
        return f"a {in_sentence(label)} of {amount(number, digits)}"
    if label.lower() in unit.lower():
        return counted(number, unit, digits)
    if label.lower().endswith(f" {unit.lower()}"):
        kind = in_sentence(label)[: -len(unit)]
        return f"{amount(number, digits)} {kind}{plural(unit, number)}"
    return f"{counted(number, unit, digits)} of {in_sentence(label)}"


def words(name: str) -> str:
    """A name of a table in words; `STANDARD_IA` is how AWS itself writes it."""
    return name if name.isupper() else name.replace("_", " ")


def in_sentence(label: str) -> str:
    """A label as it stands within a sentence: `Data retrieved` loses its capital, `PUT requests` does not."""
    has_names = any(letter.isupper() for letter in label[1:])
    return label if has_names else label[:1].lower() + label[1:]
