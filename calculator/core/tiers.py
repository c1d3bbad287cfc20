"""Rate cards: all tiers of one price from one date, and how a quantity is billed over them.

Pricing is marginal (graduated): each unit pays the price of the tier it falls into.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import nan

from calculator.core.arithmetic import Number, any_used, is_exact, maximum, minimum, to_float, where
from calculator.core.records import record


@dataclass(frozen=True, slots=True)
class Tier:
    """A stretch of quantity at one price; `to` is None where the tier has no upper end."""

    start: Decimal
    to: Decimal | None
    usd_per_unit: Decimal


@record
class TierCharge:
    """The part of a quantity that falls into one tier, and what it costs."""

    tier: Tier
    quantity: Number
    usd: Number


@dataclass(frozen=True, slots=True)
class RateCard:
    """All tiers of a dimension in a region from one date, where they were read, and the agreed `terms` in them."""

    table: str
    region: str
    dimension: str
    option: str
    unit: str
    effective_from: date
    source: str
    tiers: tuple[Tier, ...]
    note: str = ""
    usage_type: str | None = None
    sku: str | None = None
    confirmed_on: date | None = None
    confirmed_by: str = ""
    is_derived: bool = False
    terms: tuple[str, ...] = ()

    @property
    def known_to(self) -> Decimal | None:
        """The quantity up to which there is a price; None where the last tier has no upper end."""
        return self.tiers[-1].to if self.tiers else None

    @property
    def confirmed(self) -> date:
        """The day on which the price was last seen: that of its price list or of a later source, or else its own."""
        return self.confirmed_on or self.effective_from

    def last_seen(self, as_of: date) -> date:
        """The last day on which the price was seen of those that were known on a day."""
        return self.confirmed if self.confirmed <= as_of else self.effective_from

    def split(self, quantity: Number, times: Number = 1) -> Iterator[TierCharge]:
        """The quantity tier by tier, lowest first; tiers that it does not reach are left out.

        `times` bills the same quantity several times over, each from the first tier: volumes that have tiers of
        their own. Accepts a Decimal, or a float or array of floats (then each charge holds arrays of that shape, with
        NaN where the quantity lies beyond what there is a price for; an exact one is the caller's to check).
        """
        exact = is_exact(quantity)
        if not exact and self.known_to is not None:
            quantity = where(quantity > float(self.known_to), nan, quantity)
        for tier in self.tiers:
            start, width, usd_per_unit = _bounds(tier, exact)
            in_tier = maximum(quantity - start, 0)
            if width is not None:
                in_tier = minimum(in_tier, width)
            if tier.start == 0 or any_used(in_tier):
                billed = in_tier * times
                yield TierCharge(tier, billed, billed * usd_per_unit)


def _bounds(tier: Tier, exact: bool) -> tuple[Number, Number | None, Number]:
    """Start, width and price of a tier in the number system of the quantity."""
    width = None if tier.to is None else tier.to - tier.start
    if exact:
        return tier.start, width, tier.usd_per_unit
    return float(tier.start), None if width is None else float(width), to_float(tier.usd_per_unit)
