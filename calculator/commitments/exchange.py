"""What convertible reservations are exchanged for, by the rules of AWS's guide to exchanges.

What is left of a reservation is worth what remains of its fee, by the time, and its hours to come. The new ones are as
many whole ones as are worth no less, and what remains of their fee beyond that of the old is paid: the true-up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from calculator.commitments.model import HOURS_PER_MONTH


@dataclass(frozen=True)
class Left:
    """What is left of one reservation: its fee by the time, and what each of its hours costs."""

    fee_usd: Decimal
    hourly_usd: Decimal
    months: Decimal

    @property
    def usd(self) -> Decimal:
        """The list value."""
        return self.fee_usd + self.hourly_usd * HOURS_PER_MONTH * self.months


@dataclass(frozen=True)
class Exchange:
    """How many new reservations there are, what is paid for them at once, and what old and new are worth."""

    quantity: int
    true_up_usd: Decimal
    held_usd: Decimal
    received_usd: Decimal


def exchange(held: Iterable[tuple[int, Left]], each: Left) -> Exchange:
    """So many of what is held for as many as it takes of the new, each of which is worth something."""
    old = [*held]
    worth = sum((count * left.usd for count, left in old), Decimal(0))
    fees = sum((count * left.fee_usd for count, left in old), Decimal(0))
    # The value is not to fall, nor the true-up below nothing.
    least = max(worth / each.usd, fees / each.fee_usd if each.fee_usd else Decimal(0))
    quantity = max(int(least.to_integral_value(ROUND_CEILING)), 1)
    return Exchange(quantity, quantity * each.fee_usd - fees, worth, quantity * each.usd)
