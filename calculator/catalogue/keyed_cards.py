"""The rate cards of a keyed table in one Region on a day, made when they are looked up and kept while there is room."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from calculator.catalogue.keyed_region import RegionPrices, Seen
from calculator.catalogue.keyed_rows import DERIVED, hourly
from calculator.catalogue.purchase_options import FEE
from calculator.core.arithmetic import decimal
from calculator.core.tiers import RateCard, Tier

# What is kept weighs about so many bytes: a card, and a name of one.
CARD, NAME = 700, 90
DERIVED_FEE = "derived from what the source prints for fee and rate together; AWS charges whole dollars"


class InForce(Mapping[tuple[str, str], RateCard]):
    """Rate cards by dimension and what is priced, such as `m5.large Linux`; the newest sighting of a price wins."""

    def __init__(self, prices: RegionPrices, as_of: date) -> None:
        self._prices = prices
        self._as_of = as_of
        self._where = (prices.table, prices.region, as_of)

    def __getitem__(self, key: tuple[str, str]) -> RateCard:
        card = self._card(key)
        if card is None:
            raise KeyError(key)
        return card

    def get(self, key: tuple[str, str], default: Any = None) -> Any:
        """The card of a key, without an error on the way where there is none."""
        card = self._card(key)
        return default if card is None else card

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and self._card(key) is not None

    def _card(self, key: tuple[str, str]) -> RateCard | None:
        return self._prices.memory.get((*self._where, key), partial(self._make, *key), _weight)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def _keys(self) -> tuple[tuple[str, str], ...]:
        return self._prices.memory.get(self._where, self._all_keys, lambda keys: NAME * len(keys))

    def _all_keys(self) -> tuple[tuple[str, str], ...]:
        return tuple(dict.fromkeys(self._prices.keys(self._as_of)))

    def _newest(self, dimension: str, option: str) -> Seen | None:
        known = [each for each in self._prices.seen(dimension, option) if each.effective_from <= self._as_of]
        return known[-1] if known else None

    def _make(self, dimension: str, option: str) -> RateCard | None:
        seen = self._newest(dimension, option)
        if seen is None:
            return None
        thing = self._prices.layout.thing
        is_derived = seen.usd.startswith(DERIVED)
        return RateCard(
            self._prices.table,
            self._prices.region,
            dimension,
            option,
            thing if dimension.endswith(FEE) else f"{thing}-hour",
            seen.effective_from,
            seen.source,
            (Tier(decimal("0"), None, hourly(dimension, seen.usd)),),
            DERIVED_FEE if is_derived else "",
            confirmed_on=seen.sighting.confirmed if seen.sighting else None,
            confirmed_by=seen.sighting.source if seen.sighting else "",
            is_derived=is_derived,
        )


def _weight(card: RateCard | None) -> int:
    return CARD
