"""How numbers are written for people and for machines; nothing is computed from what these return."""

from decimal import ROUND_HALF_UP, Context, Decimal

CENTS = 2
SMALLEST_SHOWN_DIGITS = 4
MILLION = "1000000"
_WIDE = Context(prec=200, rounding=ROUND_HALF_UP)


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
    return number.quantize(Decimal(1).scaleb(-places), context=_WIDE)


def usd(amount: Decimal) -> str:
    """Money for reading: cents, thousands separated; below a cent four digits, so that it is never `$0.00`."""
    places = CENTS
    if amount and abs(amount) < Decimal("0.01"):
        places = max(CENTS, SMALLEST_SHOWN_DIGITS - 1 - amount.adjusted())
    sign = "-" if amount < 0 else ""
    return f"{sign}${rounded(abs(amount), places):,f}"


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
    joint = " × " if unit[:1].isdigit() else " "
    return f"{amount(number, digits)}{joint}{plural(unit, number)}"


def plural(unit: str, number: Decimal | float) -> str:
    """A unit as it stands behind a number: `1 zone`, `3 zones`, `99.9 %`."""
    if unit == "percent":
        return "%"
    is_word = unit.replace("-", "").isalpha() and unit.islower()
    if is_word and number == 1:
        return unit.removesuffix("es") if unit.endswith("xes") else unit.removesuffix("s")
    if not is_word or unit.endswith("s"):
        return unit
    return f"{unit}es" if unit.endswith("x") else f"{unit}s"


def in_sentence(label: str) -> str:
    """A label as it stands within a sentence: `Data read back` loses its capital, `PUT requests` does not."""
    has_names = any(letter.isupper() for letter in label[1:])
    return label if has_names else label[:1].lower() + label[1:]
