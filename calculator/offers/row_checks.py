"""Checks of every row of a file, whether or not a rule takes it: a file that fails one is damaged or not for us."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

import numpy as np

from calculator.core.declarations import calendar_date
from calculator.core.errors import shown
from calculator.offers.columns import Array, Rows
from calculator.offers.offer import BadOffer

CURRENCY = "USD"
ENDLESS = ("", "Inf", "Infinity")
DAY_LENGTH = len("2026-01-16")
_TIME = re.compile(r"T[0-9:.]+Z")
# Prices and amounts have some twenty digits at most; damage can make them far longer.
_NUMBER = re.compile(r"[0-9]{1,20}(\.[0-9]{1,30})?(E-?[0-9]{1,2})?")
# How spreadsheet programs write numbers and days in some countries: a thousand or a fraction, May or June?
_OF_A_COUNTRY = re.compile(r"[0-9.]*,[0-9]+(E-?[0-9]+)?|[0-9]{1,2}([./-])[0-9A-Za-z]{1,3}\2[0-9]{2,4}( .*)?")
WRITTEN_ANEW = (
    " A spreadsheet program has written it in the way of a country. Take AWS's own file, or save it with decimal "
    "points and days such as 2026-01-16."
)


def check_rows(rows: Rows) -> None:
    """Refuse a block with a row that no price list has. Raises BadOffer."""
    _check(rows, "currency", lambda text: text == CURRENCY, "is in {}; only prices in USD are read")
    _check(rows, "priceperunit", _is_number, "is {}, which is no price")
    _check(
        rows, "startingrange", lambda text: not text or _is_number(text), "is for amounts from {}, which is no number"
    )
    _check(rows, "endingrange", lambda text: text in ENDLESS or _is_number(text), "is for amounts to {}, no number")
    _check(rows, "effectivedate", _is_day, "is in force from {}, which is no date")


class RateCodes:
    """The rate codes of a file: each price has one of its own. Kept as hashes, for a list may have millions."""

    def __init__(self) -> None:
        self._hashes: list[Array] = []

    def add(self, rows: Rows) -> None:
        """The rate codes of a block."""
        self._hashes.append(np.fromiter(map(hash, rows.texts["ratecode"]), np.int64, rows.count))

    def check(self) -> None:
        """Raises BadOffer when two rows have the same."""
        hashes = np.concatenate(self._hashes)
        order = np.argsort(hashes, kind="stable")
        twice = np.flatnonzero(np.diff(hashes[order]) == 0)
        if len(twice):
            first, second = sorted((order[twice[0] : twice[0] + 2] + 1).tolist())
            raise BadOffer(f"Prices {first:,} and {second:,} of the file bear the same rate code: it is damaged.")


@lru_cache(maxsize=4096)
def day(text: str) -> date:
    """The day of a date or of a moment. Raises ValueError."""
    if text[DAY_LENGTH:] and not _TIME.fullmatch(text[DAY_LENGTH:]):
        raise ValueError(text)
    return calendar_date(text[:DAY_LENGTH])


def _is_day(text: str) -> bool:
    try:
        day(text)
    except ValueError:
        return False
    return True


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _check(rows: Rows, name: str, is_right: Callable[[str], bool], said: str) -> None:
    column = rows.column(name)
    wrong = next((code for code, value in enumerate(column.values) if not is_right(value)), None)
    if wrong is None:
        return
    (rate_code,) = rows.texts_at("ratecode", np.flatnonzero(column.codes == wrong)[:1])
    value = column.values[wrong]
    cause = WRITTEN_ANEW if _OF_A_COUNTRY.fullmatch(value) else ""
    raise BadOffer(f"The price of {shown(rate_code)} {said.format(repr(shown(value)))}.{cause}")
