"""The answer to a question about commitments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from calculator.analysis.commitments.asked import COMMITMENTS, Asked, read_asked
from calculator.analysis.commitments.offers import Priced, priced
from calculator.catalogue.catalogue import Catalogue
from calculator.commitments.least_cost import SECONDS, Clock
from calculator.commitments.model import ZONAL
from calculator.commitments.regret import Choice, choose
from calculator.core.errors import FieldError, InvalidInput


@dataclass(frozen=True, eq=False)
class Committed:
    """A question, what could be bought, and the mixes that were found."""

    asked: Asked
    priced: Priced
    choice: Choice


def answer_commitments(
    raw: Mapping[str, Any], catalogue: Catalogue, today: date, seconds: float = SECONDS
) -> Committed:
    """The mixes for a question as JSON has it. Raises InvalidInput."""
    asked = read_asked(raw, catalogue, today)
    offered = priced(asked, catalogue)
    stated = _stated(asked, offered) if asked.stated else None
    return Committed(asked, offered, choose(offered.problem, Clock(seconds), asked.most_upfront, stated))


def _stated(asked: Asked, offered: Priced) -> Sequence[Decimal]:
    """The units of each offer in the mix that is asked about. Raises InvalidInput."""
    units = [Decimal(0)] * len(offered.problem.offers)
    errors: list[FieldError] = []
    for number, each in enumerate(asked.stated):
        found = [
            at
            for at, offer in enumerate(offered.problem.offers)
            if offer.option == each.option
            and (offer.kind == ZONAL) == each.is_zonal
            and (each.fleet, offer.key) in offered.cards
        ]
        if not found:
            message = f"{each.option!r} has no price for {each.fleet}, or is not considered."
            errors.append(FieldError(f"{COMMITMENTS}.{number}.option", message, each.option[:80]))
            continue
        step = offered.problem.offers[found[0]].step
        if each.quantity % step:
            message = f"The quantity must be a multiple of {step}."
            errors.append(FieldError(f"{COMMITMENTS}.{number}.quantity", message, str(each.quantity)))
        units[found[0]] += each.quantity
    if errors:
        raise InvalidInput(errors)
    return units
