"""An exchange of convertible reservations as a plain dictionary."""

from collections.abc import Iterator
from typing import TypedDict

from calculator.analysis.commitments.exchanged import Exchanged, Reservation
from calculator.catalogue.purchase_options import in_words
from calculator.presentation.answer_shapes import Day, Exact
from calculator.presentation.commitment_documents import text

NO_UPFRONT = (
    "AWS exchanges what has no fee for what has none only if its hourly price is not lower; its quote is what counts."
)


class ExchangedReservation(TypedDict):
    """Reservations of one kind: how many, and what is left of all of them."""

    of: str
    option: str
    quantity: Exact
    months_left: Exact
    fee_left_usd: Exact
    hourly_usd: Exact
    value_usd: Exact


class ExchangeAnswer(TypedDict):
    """What is received for what is held, and what is paid at once."""

    as_of: Day
    held: list[ExchangedReservation]
    new: ExchangedReservation
    held_value_usd: Exact
    true_up_usd: Exact
    notes: list[str]


def exchange_document(found: Exchanged) -> ExchangeAnswer:
    """What was found, for every surface."""
    all_options = (*(each.option for each in found.held), found.wanted.option)
    return {
        "as_of": found.as_of.isoformat(),
        "held": [_reservation(each, each.quantity) for each in found.held],
        "new": _reservation(found.wanted, found.exchange.quantity),
        "held_value_usd": text(found.exchange.held_usd),
        "true_up_usd": text(found.exchange.true_up_usd),
        "notes": [NO_UPFRONT] if all("no_upfront" in option for option in all_options) else [],
    }


def exchange_lines(found: ExchangeAnswer) -> Iterator[str]:
    """What is held and what is received, one a line, for whoever reads a terminal."""
    for verb, each in (*(("held", each) for each in found["held"]), ("new", found["new"])):
        words = f"{in_words(each['option'])}, {each['months_left']} months left"
        yield f"{verb:<8}{each['quantity']} x {each['of']}: {words}, worth {each['value_usd']} USD"
    yield f"true-up {found['true_up_usd']} USD"
    yield from found["notes"]


def _reservation(each: Reservation, quantity: int) -> ExchangedReservation:
    return {
        "of": each.words,
        "option": each.option,
        "quantity": str(quantity),
        "months_left": text(each.left.months),
        "fee_left_usd": text(each.left.fee_usd * quantity),
        "hourly_usd": text(each.left.hourly_usd * quantity),
        "value_usd": text(each.left.usd * quantity),
    }
