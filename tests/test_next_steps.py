"""What a step more would cost is the difference of two whole bills, though only the lines that change are priced."""

import pytest

from calculator.core.answer import effective_monthly
from calculator.core.arithmetic import EXACT, exactly
from calculator.estimator import answer_to, book_for, line_items, read_question
from calculator.services import SERVICES, service
from tests.questions import CATALOGUE, TODAY

WORKLOADS = [(key, each.usage) for key in SERVICES for each in service(key).EXAMPLES if service(key).STEPS]


@pytest.mark.series(quick=12, further=40)
@pytest.mark.parametrize(("key", "workload"), WORKLOADS)
def test_a_step_costs_what_two_bills_differ_by(key: str, workload: dict[str, str]) -> None:
    question = read_question(key, workload, CATALOGUE, TODAY)
    answer, book = answer_to(question, CATALOGUE), book_for(question, CATALOGUE)
    for step in answer.next_steps:
        more = question.with_usage(**{step.field: getattr(question.usage, step.field) + step.by})
        with exactly(EXACT):
            assert step.usd == effective_monthly(line_items(more, book)) - answer.effective_monthly_usd
