"""Tables of random usages, and what each row of one comes to when it is asked alone."""

import random
from collections.abc import Iterable, Mapping, Sequence
from math import isclose, nan
from typing import Any

import pandas as pd
from hypothesis import given, seed, settings

from calculator.batch.price_table import Priced, price_table
from calculator.core.answer import Answer
from calculator.core.errors import CalculatorError
from calculator.estimator import bill, read_question
from calculator.services.service import Service
from tests.lanes import choose_seed
from tests.questions import CATALOGUE, TODAY
from tests.random_usages import usages

Row = Mapping[str, str]
CLOSE = 1e-9
REGIONS = ("us-east-1", "us-east-1", "", "eu-west-1", "eu-west-1", "ap-southeast-2", "us-gov-west-1", "eu-nowhere-1")
DAYS = ("", "", "", "", "", "", "", "", "2026-06-01", "2026-06-01", "2019-01-01", "2027-01-01")
MONTHS = ("", "", "730", "31", "28")
BROKEN = ("abc", "-5", "5 Tb", "1,5", "nan", "1e30", "0.1.2")


def random_rows(service: Service, many: int) -> list[Row]:
    """So many workloads of a service, by the seed of the run; some of other Regions, days and months, some broken."""
    rows: list[dict[str, str]] = []

    @seed(f"{choose_seed()} {service.KEY}")
    @settings(max_examples=many, deadline=None, database=None)
    @given(usages(service))
    def draw(raw: dict[str, str]) -> None:
        rows.append(raw)

    draw()
    dice = random.Random(f"{choose_seed()} {service.KEY}")
    return [_placed(raw, dice) for raw in rows]


def _placed(raw: dict[str, str], dice: random.Random) -> Row:
    common = {"region": dice.choice(REGIONS), "as_of": dice.choice(DAYS), "month": dice.choice(MONTHS)}
    broken = {dice.choice([*raw]): dice.choice(BROKEN)} if raw and dice.random() < 0.03 else {}
    return {**raw, **broken, **common}


def frame_of(rows: Sequence[Row], **more: object) -> pd.DataFrame:
    """The rows as a table of texts; what a row does not state is blank."""
    names = dict.fromkeys(name for row in rows for name in row)
    return pd.DataFrame({**{name: [row.get(name, "") for row in rows] for name in names}, **more}, dtype="str")


def priced(rows: Sequence[Row] | pd.DataFrame, usual: str = "", **more: Any) -> Priced:
    """A table answered on the day of the tests."""
    frame = rows if isinstance(rows, pd.DataFrame) else frame_of(rows)
    return price_table(frame, CATALOGUE, TODAY, usual=usual, **more)


def alone(key: str, row: Row) -> Answer | CalculatorError:
    """The answer to one row that is asked for itself."""
    try:
        return bill(read_question(key, {name: text for name, text in row.items() if text}, CATALOGUE, TODAY), CATALOGUE)
    except CalculatorError as error:
        return error


def figures(answer: Answer | CalculatorError) -> dict[str, Any]:
    """What a table says of an answer."""
    if isinstance(answer, CalculatorError):
        return {"error_code": answer.code, "error": " ".join(each.message for each in answer.errors)}
    bound = (plan.binding for plan in answer.capacity.values() if plan.binding is not None)
    return {
        "monthly_usd": answer.monthly_usd,
        "upfront_usd": answer.upfront_usd,
        "effective_monthly_usd": answer.effective_monthly_usd,
        **{f"capacity_{name}": plan.count for name, plan in answer.capacity.items()},
        "binding": next(bound, None),
    }


def differing(table: pd.DataFrame, answers: Iterable[Answer | CalculatorError]) -> list[str]:
    """Where a table says something else than the answers to its rows; money and rates within 1e-9."""
    found = []
    own = [name for name in table.columns if name.endswith("_usd") or name.startswith("capacity_")]
    for number, (answer, (_, row)) in enumerate(zip(answers, table.iterrows(), strict=True), start=1):
        expected = figures(answer)
        for name in (*own, "binding", "error_code", "error"):
            said, right = row[name], expected.get(name)
            is_same = (
                isclose(said, nan if right is None else right, rel_tol=CLOSE, abs_tol=1e-12)
                or (right is None and said != said)
                if name in own
                else (right is None and said != said) or said == right
            )
            if not is_same:
                found.append(f"row {number}, {name}: {said!r} instead of {right!r}")
    return found
