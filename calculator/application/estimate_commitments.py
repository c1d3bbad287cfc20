"""What every surface does with the commitments of an estimate: find its fleets, and the mixes for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calculator.analysis.commitments.estimate_answered import EstimateCommitted, answer_estimate_commitments
from calculator.analysis.commitments.of_estimate import EstimateFleets, fleets_of
from calculator.application.estimates import answered
from calculator.application.questions import catalogue, today
from calculator.estimates.answers import EstimateAnswer
from calculator.estimates.document import Document


@dataclass(frozen=True, slots=True)
class AskedEstimate:
    """An estimate under the prices in use with its fleets, which tell how much work its mixes are."""

    estimate: EstimateAnswer
    found: EstimateFleets

    def mixes(self, raw: Mapping[str, Any]) -> EstimateCommitted:
        """The mixes; `raw` is a question about commitments without fleets and day. Raises InvalidInput."""
        return answer_estimate_commitments(self.estimate, self.found, raw, catalogue(), today())


def fleets_of_estimate(document: Document) -> AskedEstimate:
    """What of an estimate can be committed to. Raises InvalidInput."""
    estimate = answered(document)
    return AskedEstimate(estimate, fleets_of(estimate))
