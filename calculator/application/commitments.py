"""What every surface does with a question about commitments: read it, and find the mixes."""

from collections.abc import Mapping
from typing import Any

from calculator.analysis.commitments.answered import Committed, answer_commitments
from calculator.analysis.commitments.exchanged import Exchanged, answer_exchange
from calculator.application.questions import catalogue, today


def ask_commitments(raw: Mapping[str, Any]) -> Committed:
    """The mixes for a question as JSON has it, under the prices in use. Raises InvalidInput."""
    return answer_commitments(raw, catalogue(), today())


def ask_exchange(raw: Mapping[str, Any]) -> Exchanged:
    """What convertible reservations are exchanged for, under the prices in use. Raises InvalidInput."""
    return answer_exchange(raw, catalogue(), today())
