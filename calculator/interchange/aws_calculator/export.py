"""An export as both of its forms are read: lines with the service, the Region, the figures and what was configured."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from calculator.catalogue.region_names import todays_name
from calculator.interchange.aws_calculator.configuration import Configuration

_CITY = re.compile(r"[(（](?P<city>[^()（）]+)[)）]")
_NUMBER = re.compile(r"-?[0-9][0-9.,\s]*")
LONGEST = 40


@dataclass(frozen=True, slots=True)
class ExportLine:
    """A service of an estimate: where it stands, how it is configured, and what the Calculator says that it costs."""

    number: int
    groups: tuple[str, ...]
    service: str
    description: str
    region: str
    monthly: Decimal | None
    upfront: Decimal | None
    configuration: Configuration


@dataclass(frozen=True, slots=True)
class Export:
    """An estimate of the Calculator: its name, currency and totals, where it says them, and its lines."""

    name: str
    currency: str
    monthly: Decimal | None
    upfront: Decimal | None
    lines: tuple[ExportLine, ...]


def amount(text: object) -> Decimal | None:
    """A figure of an export: `1092.51`, `6,560.05`, `1.092,51`; None where there is none."""
    plain = str(text if text is not None else "").strip().strip("$").strip()
    if isinstance(text, bool) or len(plain) > LONGEST or not _NUMBER.fullmatch(plain):
        return None
    digits = re.sub(r"\s", "", plain)
    point = max(digits.rfind("."), digits.rfind(","))
    is_grouped = point >= 0 and (digits.count(digits[point]) > 1 or (digits[point] == "," and len(digits) - point == 4))
    if point >= 0 and not is_grouped:
        digits = re.sub(r"[.,]", "", digits[:point]) + "." + digits[point + 1 :]
    else:
        digits = re.sub(r"[.,]", "", digits)
    try:
        found = Decimal(digits)
    except InvalidOperation:
        return None
    return found if abs(found) < Decimal(10) ** 15 else None


def region_of(name: str, regions: Mapping[str, str]) -> str:
    """The code of a Region by its name, in English or by its city alone; empty where it is none of ours.

    Other languages translate `US East`, but not `(Ohio)`.
    """
    typed = " ".join(name.split())
    if typed in regions:
        return typed
    wanted = _letters(todays_name(typed))
    exact = next((code for code, each in regions.items() if _letters(each) == wanted), "")
    city = _CITY.search(typed)
    if exact or city is None:
        return exact
    same = [code for code, each in regions.items() if _letters(_city(each)) == _letters(city["city"])]
    return same[0] if len(same) == 1 else ""


def _city(name: str) -> str:
    found = _CITY.search(name)
    return found["city"] if found else ""


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in plain if each.isalnum())
