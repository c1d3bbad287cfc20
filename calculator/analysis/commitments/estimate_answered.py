"""The answer to what to commit to for an estimate: the mixes for its fleets, and what they take off its total."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from calculator.analysis.commitments.answered import Committed, answer_commitments
from calculator.analysis.commitments.asked import AS_OF, COMMITMENTS, FLEETS, question_fields, read_asked
from calculator.analysis.commitments.of_estimate import EstimateFleets
from calculator.catalogue.catalogue import Catalogue
from calculator.core.answer import MONTHS_PER_YEAR
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.core.inputs import unknown_field
from calculator.estimates.answers import EstimateAnswer


@dataclass(frozen=True, eq=False)
class EstimateCommitted:
    """An estimate, what of it can be committed to, and the mixes for that; None where it is nothing."""

    estimate: EstimateAnswer
    found: EstimateFleets
    committed: Committed | None

    @property
    def monthly_usd(self) -> Decimal:
        """What the estimate costs now, in effect, in a month of 730 hours."""
        return self.estimate.annual_usd / MONTHS_PER_YEAR


def answer_estimate_commitments(
    estimate: EstimateAnswer, found: EstimateFleets, raw: Mapping[str, Any], catalogue: Catalogue, today: date
) -> EstimateCommitted:
    """The mixes for an estimate; `raw` is a question without fleets and day. Raises InvalidInput."""
    known = dict.fromkeys((*question_fields(), COMMITMENTS))
    unknown = [FieldError(shown(name), unknown_field(name, known)) for name in raw if name not in known]
    if unknown:
        raise InvalidInput(unknown)
    fleets = [each.as_asked() for each in found.fleets]
    asked = {**raw, AS_OF: estimate.as_of.isoformat(), FLEETS: fleets}
    if fleets:
        return EstimateCommitted(estimate, found, answer_commitments(asked, catalogue, today))
    _refuse_faults(asked, catalogue, today)
    return EstimateCommitted(estimate, found, None)


def _refuse_faults(asked: Mapping[str, Any], catalogue: Catalogue, today: date) -> None:
    """What is wrong of a question is said where there is nothing to ask it of. Raises InvalidInput."""
    try:
        read_asked(asked, catalogue, today)
    except InvalidInput as error:
        wrong = [each for each in error.errors if each.field != FLEETS]
        if wrong:
            raise InvalidInput(wrong) from None
