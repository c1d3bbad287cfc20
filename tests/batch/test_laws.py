"""A table has the numbers that its rows would have for themselves, however it is cut, ordered or mixed."""

import random
from itertools import pairwise

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from calculator.core.display import exact_text
from calculator.core.errors import CalculatorError
from calculator.services import SERVICES
from calculator.services.worked_examples import worked_examples
from tests.batch.rows import Row, alone, differing, frame_of, priced, random_rows
from tests.lanes import QUICK, choose_seed, lane

# The daily loop draws fewer.
MANY = 100 if lane() == QUICK else 1000
MIXED = ("s3", "kinesis", "ec2", "sqs")


def worked_rows() -> list[Row]:
    """The worked examples of all services, as the rows of one table; the daily loop draws some of them."""
    examples = [*worked_examples()]
    if lane() == QUICK:
        examples = random.Random(choose_seed()).sample(examples, len(examples) // 6)
    found: list[Row] = []
    for example in examples:
        typed = {name: _typed(value) for name, value in example.raw.items()}
        found.append({"service": example.service, **typed})
    return found


def _typed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def without_service(row: Row) -> Row:
    return {name: text for name, text in row.items() if name != "service"}


def mixed_rows(many: int) -> list[Row]:
    rows = [{"service": key, **row} for key in MIXED for row in random_rows(SERVICES[key], many)]
    return random.Random(choose_seed()).sample(rows, len(rows))


@pytest.mark.series(quick=2, further=2)
@pytest.mark.parametrize("key", SERVICES)
def test_random_rows_of_each_service_have_the_numbers_of_single_answers(key: str) -> None:
    rows = random_rows(SERVICES[key], MANY)
    answers = [alone(key, row) for row in rows]
    # Of some services most drawn choices are not sold together; of all some rows have an answer.
    assert sum(not isinstance(answer, CalculatorError) for answer in answers) > MANY / 20
    assert differing(priced(rows, key).frame, answers) == []


def test_the_worked_examples_of_all_services_are_one_table() -> None:
    rows = worked_rows()
    # A sixth of the examples in the daily loop, all of them in CI.
    assert len({row["service"] for row in rows}) > len(SERVICES) / (3 if lane() == QUICK else 1.5)
    answers = [alone(row["service"], without_service(row)) for row in rows]
    assert differing(priced(rows).frame, answers) == []


def test_the_order_of_the_rows_changes_nothing_else() -> None:
    rows = mixed_rows(MANY // 5)
    order = random.Random(choose_seed()).sample(range(len(rows)), len(rows))
    whole, shuffled = priced(rows), priced([rows[place] for place in order])
    again = shuffled.frame.set_axis(order).sort_index()
    assert_frame_equal(whole.frame, again[whole.frame.columns], rtol=1e-12, check_index_type=False)


def test_a_table_in_parts_is_the_same_table() -> None:
    rows = mixed_rows(MANY // 5)
    frame = frame_of(rows)
    cuts = [0, 1, len(rows) // 3, len(rows) // 3 + 7, len(rows)]
    parts = [priced(frame.iloc[start:end]).frame for start, end in pairwise(cuts)]
    whole = priced(frame).frame
    assert_frame_equal(whole, pd.concat(parts)[whole.columns], rtol=1e-12)


def test_exact_figures_are_those_of_single_answers_to_the_last_digit() -> None:
    rows = mixed_rows(5)
    table = priced(rows, is_exact=True).frame
    answers = [alone(row["service"], without_service(row)) for row in rows]
    good = [
        (said, answer) for said, answer in zip(table["effective_monthly_usd"], answers, strict=True)
        if not isinstance(answer, CalculatorError)
    ]  # fmt: skip
    assert good
    assert [said for said, _ in good] == [exact_text(answer.effective_monthly_usd) for _, answer in good]


def test_the_line_items_of_a_row_sum_to_its_total() -> None:
    rows = mixed_rows(MANY // 5)
    answer = priced(rows, has_items=True)
    assert answer.items is not None
    monthly = answer.items[answer.items["recurrence"] == "monthly"].groupby("row")["usd"].sum()
    total = answer.frame["monthly_usd"].set_axis(range(1, len(rows) + 1))
    good = total[total.notna() & (total != 0)]
    assert len(good) > len(rows) / 5
    pd.testing.assert_series_equal(monthly.reindex(good.index), good, check_names=False, rtol=1e-9)
    assert answer.items["row"].is_monotonic_increasing


def test_a_row_has_the_lines_of_what_it_uses_and_no_others() -> None:
    rows = pd.DataFrame({"service": ["s3", "s3"], "storage_gb": ["100", "0"], "get_requests": ["", "1000"]})
    found = priced(rows, has_items=True).items
    assert found is not None
    assert [*zip(found["row"], found["name"], strict=True)] == [(1, "storage"), (2, "get_requests")]
