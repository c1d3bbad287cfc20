"""One door to an offer file: read, check and map it whole, or refuse it."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from calculator.core.errors import shown
from calculator.offers.columns import Array, Coded, Rows
from calculator.offers.file_stream import USUAL, Bounds, Content, Progress, opened
from calculator.offers.instance_attributes import ATTRIBUTES, TABLE, StatedTypes
from calculator.offers.json_offers import JsonOffer, read_json
from calculator.offers.mapping import OfferMapping, Rule
from calculator.offers.matching import Matcher, Place
from calculator.offers.offer import BadOffer, Covered, MappedOffer, MappedPrice, OfferHeader
from calculator.offers.prices import Prices, Took
from calculator.offers.product_answers import ProductAnswers
from calculator.offers.row_checks import RateCodes, check_rows
from calculator.offers.row_counts import Tally, add_groups

if TYPE_CHECKING:
    from calculator.offers.csv_offers import CsvOffer

Offer: TypeAlias = "CsvOffer | JsonOffer | ProductAnswers"

ELSEWHERE = "elsewhere"


def read_offer(
    path: Path,
    mapping: OfferMapping,
    *,
    offer_code: str | None = None,
    bounds: Bounds = USUAL,
    progress: Progress = lambda read: None,
) -> MappedOffer:
    """A file of one offer, CSV or JSON, packed by gzip or not, as prices of ours.

    `offer_code` is what the caller expects it to be; `progress` is told of every few bytes of the file that were
    read. Raises BadOffer.
    """
    with opened(path, bounds, progress) as content, _no_search_for_cycles():
        offer = read_json(content) if content.is_json else _csv_offer(content)
        rules = _rules(offer.header, mapping, offer_code)
        ledger = Ledger(rules, mapping)
        for rows in offer.rows(ledger.columns):
            ledger.add(rows)
        return ledger.close(offer, content.checksum)


def _csv_offer(content: Content) -> "CsvOffer":
    # Imported here, because pyarrow takes more memory than a large JSON file.
    from calculator.offers.csv_offers import CsvOffer

    return CsvOffer(content)


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Rows are texts and tuples by the million; looking for cycles among them would take a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _rules(header: OfferHeader, mapping: OfferMapping, expected: str | None) -> tuple[Rule, ...]:
    code = header.offer_code
    if expected not in (None, code):
        raise BadOffer(f"This is the price list of {shown(code)}, not of {shown(expected)}.")
    rules = mapping.rules_of(code)
    if not any(not rule.ignores for rule in rules):
        known = ", ".join(sorted({rule.offer_code for rule in mapping.rules if not rule.ignores}))
        raise BadOffer(f"The calculator uses no price of {shown(code)}. It reads the price lists of {known}.")
    return rules


class Ledger:
    """What became of every row so far."""

    def __init__(self, rules: tuple[Rule, ...], mapping: OfferMapping) -> None:
        self.matcher = Matcher(rules, mapping)
        self._rules = rules
        self._rows = 0
        self._rate_codes = RateCodes()
        self._prices = Prices(rules)
        self._types = StatedTypes()
        self._ignored, self._unmapped, self._ambiguous = Tally(), Tally(), Tally()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that have to be read, where the file has them."""
        is_of_instances = any(rule.table == TABLE for rule in self._rules)
        return tuple(dict.fromkeys((*self.matcher.columns, *(ATTRIBUTES if is_of_instances else ()))))

    def add(self, rows: Rows) -> None:
        """A block of rows. Raises BadOffer."""
        check_rows(rows)
        self._rows += rows.count
        self._rate_codes.add(rows)
        places = self.matcher.places(rows)
        here = self._leave_out_elsewhere(rows, places)
        usage_types = self.matcher.usage_types(rows, places)
        took: list[Took] = []
        for taken in self.matcher.taken(rows, usage_types, here):
            takers = [rule for rule in taken.rules if not rule.ignores]
            if not taken.rules:
                add_groups(self._unmapped, rows, usage_types, taken.rows)
            elif not takers:
                self._ignored.add_rows(taken.rules[0].id, rows, taken.rows)
            elif len(taken.rules) == 1:
                took.append(Took(takers[0], taken.rows))
            else:
                self._ambiguous.add_rows(" and ".join(rule.id for rule in taken.rules), rows, taken.rows)
        self._prices.add(rows, places, took)
        self._types.add(rows, took)

    def close(self, offer: "Offer", checksum: str) -> MappedOffer:
        """The whole, once all rows have been added. Raises BadOffer."""
        if not self._rows:
            raise BadOffer("The file has no prices.")
        self._rate_codes.check()
        prices = self._prices.cards()
        ambiguous, mismatched = self._ambiguous.counted, self._prices.mismatched.counted
        if not (prices or ambiguous or mismatched):
            raise BadOffer(f"None of the {self._rows:,} rows of the file is a price that the calculator uses.")
        return MappedOffer(
            header=offer.header if offer.is_whole else offer.header.of_rows(checksum),
            checksum=checksum,
            rows_read=self._rows,
            prices=prices,
            mapped=self._prices.mapped.counted,
            ignored=self._ignored.counted,
            unmapped=self._unmapped.counted,
            ambiguous=ambiguous,
            mismatched=mismatched,
            covers=self._covers() if offer.is_whole else _own(prices),
            notes=offer.notes,
            is_whole=offer.is_whole,
            allowances=self._prices.allowances(),
            instance_types=self._types.stated,
        )

    def _covers(self) -> frozenset[Covered]:
        return frozenset(covered for rule in self._rules if not rule.ignores for covered in rule.covers)

    def _leave_out_elsewhere(self, rows: Rows, places: Coded[Place]) -> Array:
        """Which rows apply in one of our regions; the others are counted by where they do apply."""
        for code, place in enumerate(places.values):
            if not place.region and len(found := np.flatnonzero(places.codes == code)):
                self._ignored.add_rows(f"{ELSEWHERE}: {place.elsewhere}", rows, found)
        return np.array([bool(place.region) for place in places.values])[places.codes]


def _own(prices: Iterable[MappedPrice]) -> frozenset[Covered]:
    """What rows speak for that are not a whole list: their own prices."""
    return frozenset(Covered(price.table, price.dimension, price.option) for price in prices)
