"""Rows that no configuration carries are told as single answers tell them, most of them without being asked alone."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from calculator.batch.alone import Alone
from calculator.core.answer import Answer
from calculator.core.errors import CalculatorError
from tests.batch.rows import alone, differing, priced

Drawing = Callable[[np.random.Generator, int], dict[str, np.ndarray]]


def volumes(dice: np.random.Generator, many: int) -> dict[str, np.ndarray]:
    return {
        "volume_type": dice.choice(["gp2", "gp3", "io2", "st1"], many),
        "size_gb": dice.gamma(1, 9000, many).round(2).astype(str),
        "iops": dice.gamma(1, 20_000, many).round(1).astype(str),
        "throughput_mibps": dice.gamma(1, 800, many).round(1).astype(str),
    }


def months_too_short(dice: np.random.Generator, many: int) -> dict[str, np.ndarray]:
    return {"month": dice.choice(["28", "730"], many), "hours_per_month": dice.integers(0, 745, many).astype(str)}


def shares_that_are_too_much(dice: np.random.Generator, many: int) -> dict[str, np.ndarray]:
    return {
        "reads_per_second": dice.gamma(1, 1000, many).round(1).astype(str),
        "strong_read_percent": dice.integers(0, 100, many).astype(str),
        "transactional_read_percent": dice.integers(0, 100, many).astype(str),
        "item_size_kb": dice.gamma(1, 200, many).round(2).astype(str),
    }


def single_answers(key: str, frame: pd.DataFrame) -> list[Answer | CalculatorError]:
    rows = (dict(zip(frame.columns, map(str, each), strict=True)) for each in frame.itertuples(index=False))
    return [alone(key, row) for row in rows]


@pytest.fixture
def asked_alone(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every row that a table asks for itself."""
    asked: list[object] = []
    answer = Alone._answer

    def counted(self: Alone, raw: dict[str, object]) -> object:
        asked.append(raw)
        return answer(self, raw)

    monkeypatch.setattr(Alone, "_answer", counted)
    return asked


@pytest.mark.parametrize(
    ("key", "drawing", "code"),
    [
        ("ebs", volumes, "infeasible"),
        ("ec2", months_too_short, "invalid_input"),
        ("dynamodb", shares_that_are_too_much, "invalid_input"),
        ("dynamodb", shares_that_are_too_much, "infeasible"),
    ],
)
def test_many_refused_rows_are_told_at_once(key: str, drawing: Drawing, code: str, asked_alone: list[object]) -> None:
    frame = pd.DataFrame(drawing(np.random.default_rng(7), 1500))
    answer = priced(frame, key)
    refused = np.flatnonzero(answer.frame["error_code"] == code)
    assert len(refused) > 50
    assert len(asked_alone) < len(frame) / 20
    answers = single_answers(key, frame)
    assert differing(answer.frame, answers) == []
    expected = [
        [number, each.field, each.value]
        for number, error in enumerate(answers, start=1)
        if isinstance(error, CalculatorError)
        for each in error.errors
    ]
    assert answer.errors[["row", "column", "value"]].to_numpy().tolist() == expected


@pytest.mark.parametrize(
    "size",
    [
        # Beyond the most by less than a float keeps; and so many digits that the error must show them all.
        "16384.00000000000000000001", "16383.99999999999999999999", "20000.123456789012345678901", "16384", "16385",
    ],
)  # fmt: skip
def test_a_bound_is_held_to_the_last_digit(size: str) -> None:
    frame = pd.DataFrame({"volume_type": ["gp2"] * 6, "size_gb": [size] * 3 + ["20000.5"] * 3})
    answer = priced(frame, "ebs")
    assert differing(answer.frame, single_answers("ebs", frame)) == []
    assert answer.errors["value"].tolist()[-3:] == ["20000.5"] * 3
