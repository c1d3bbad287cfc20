"""What every surface does with a question about commitments: read it, and find the mixes."""

from collections.abc import Mapping
from typing import Any

from calculator.analysis.commitments.answered import Committed, answer_commitments
from calculator.analysis.commitments.as_estimate import AsEstimate, as_estimate
from calculator.analysis.commitments.exchanged import Exchanged, answer_exchange
from calculator.application.questions import catalogue, today
from calculator.commitments.regret import LEAST_COST


def ask_commitments(raw: Mapping[str, Any]) -> Committed:
    """The mixes for a question as JSON has it, under the prices in use. Raises InvalidInput."""
    return answer_commitments(raw, catalogue(), today())


def least_cost_as_estimate(found: Committed, title: str) -> AsEstimate:
    """The mix of least cost as an estimate, under the prices in use."""
    return as_estimate(found, found.choice.named(LEAST_COST), title, catalogue(), today())


def ask_exchange(raw: Mapping[str, Any]) -> Exchanged:
    """What convertible reservations are exchanged for, under the prices in use. Raises InvalidInput."""
    return answer_exchange(raw, catalogue(), today())
