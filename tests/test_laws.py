"""Laws that every service obeys, on random workloads made from its declarations.

What a service must except from a law, and why, stands as data in `tests/random_usages.py`.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import isclose, isnan, ulp

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calculator.analysis.compare import compare
from calculator.analysis.span import Span
from calculator.analysis.sweep import sweep
from calculator.core.answer import EFFECTIVE, MONTHLY, RECURRENCES, UPFRONT, Answer
from calculator.core.declarations import MOST_LISTED, ChoiceField, QuantityField
from calculator.core.display import exact_text
from calculator.core.errors import CalculatorError, Infeasible, NotPriced
from calculator.core.tiers import RateCard
from calculator.estimator import Question, book_for, choices_of, price
from calculator.presentation.answer_documents import plain
from calculator.services import SERVICES
from calculator.services.service import Service
from tests.lanes import for_some
from tests.questions import CATALOGUE, TODAY, answered, asked, exact_sum
from tests.random_usages import (
    CHEAPER_WITH_MORE,
    CHOOSES_ONLY,
    EITHER_WAY,
    STEADY,
    USED_ONLY,
    WHOLES,
    agreeing,
    drawn,
    quantities,
    usages,
    wholes,
)

EVERY_SERVICE = pytest.mark.parametrize("service", SERVICES.values(), ids=list(SERVICES))
WITH_CHOICES = [key for key, service in SERVICES.items() if service.COMPARE_BY]
CLOSE = 1e-9


def answer_or_none(service: Service, raw: dict[str, str]) -> Answer | None:
    try:
        return answered(service.KEY, dict(raw))
    except CalculatorError:
        return None


def some_answer(service: Service, raw: dict[str, str]) -> Answer:
    """The answer to a workload that has one; others are passed over."""
    answer = answer_or_none(service, raw)
    assume(answer is not None)
    assert answer is not None
    return answer


def typed(usage_values: dict[str, object]) -> dict[str, str]:
    """Values as an answer states them, to be typed back."""
    return {
        name: ", ".join(written) if isinstance(written := plain(value), list) else str(written)
        for name, value in usage_values.items()
    }


def growing(service: Service) -> list[str]:
    """The amounts of which more never costs less."""
    excepted = {name for table in (WHOLES, EITHER_WAY, CHOOSES_ONLY) for name in table.get(service.KEY, ())}
    names = [name for name, each in service.Usage.declarations.items() if isinstance(each, QuantityField)]
    return [name for name in names if name not in excepted]


def swept_by(service: Service) -> list[str]:
    """The fields whose choices are few enough to be drawn as one series each."""
    fields = {name: service.Usage.declarations[name] for name in service.COMPARE_BY}
    return [name for name, each in fields.items() if isinstance(each, ChoiceField) and len(each.choices) <= MOST_LISTED]


def swept_usd(question: Question, span: Span, by: str | None) -> tuple[tuple[Decimal, ...], dict[str, list[float]]]:
    """The values of a sweep and what every choice costs at each of them; a choice without a series costs nowhere."""
    nowhere = {choice: [float("nan")] * span.points for choice, _ in choices_of(question, by)}
    try:
        answer = sweep(question, span, by, CATALOGUE)
    except (Infeasible, NotPriced):
        return span.values, nowhere
    without = {choice: [float("nan")] * len(answer.values) for choice in nowhere}
    return answer.values, without | {series.choice: series.usd.tolist() for series in answer.series}


@EVERY_SERVICE
@given(data=st.data())
@for_some(30)
def test_zero_use_costs_zero(service: Service, data: st.DataObject) -> None:
    raw = data.draw(usages(service))
    shared = WHOLES.get(service.KEY, ())
    nothing = {
        name: exact_text(declaration.at_least)
        for name, declaration in service.Usage.declarations.items()
        if isinstance(declaration, QuantityField) and name not in shared
    }
    answer = some_answer(service, {**raw, **nothing, **USED_ONLY.get(service.KEY, {})})
    assert [answer.monthly_usd, answer.upfront_usd] == [0, 0]


@EVERY_SERVICE
@given(data=st.data())
@for_some(150)
def test_more_never_costs_less(service: Service, data: st.DataObject) -> None:
    raw = data.draw(usages(service))
    name = data.draw(st.sampled_from(growing(service)))
    less, more = sorted((data.draw(drawn(service, name)), data.draw(drawn(service, name))), key=Decimal)
    steady = STEADY.get(service.KEY, {})
    costs = [some_answer(service, {**raw, **steady, name: amount}).effective_monthly_usd for amount in (less, more)]
    assert costs == sorted(costs, reverse=name in CHEAPER_WITH_MORE.get(service.KEY, ()))


@pytest.mark.parametrize(("key", "name"), [(key, name) for key, names in CHOOSES_ONLY.items() for name in names])
@given(data=st.data())
@for_some(25)
def test_what_only_chooses_changes_no_bill(key: str, name: str, data: st.DataObject) -> None:
    service = SERVICES[key]
    raw = data.draw(usages(service))
    answers = [some_answer(service, {**raw, name: data.draw(drawn(service, name))}) for _ in range(2)]
    assert answers[0].line_items == answers[1].line_items


@EVERY_SERVICE
@given(data=st.data())
@for_some(100)
def test_items_sum_to_the_total_and_tiers_to_the_item_exactly(service: Service, data: st.DataObject) -> None:
    answer = some_answer(service, data.draw(usages(service)))
    billed = {name: [item.usd for item in answer.line_items if item.recurrence == name] for name in RECURRENCES}
    if any(billed[EFFECTIVE]):
        assert (answer.monthly_usd, answer.upfront_usd) == (None, None)
    else:
        figures = (answer.monthly_usd or Decimal(0), answer.upfront_usd or Decimal(0))
        assert [Fraction(each) for each in figures] == [exact_sum(billed[name]) for name in (MONTHLY, UPFRONT)]
    assert Fraction(answer.annual_usd) == 12 * Fraction(answer.effective_monthly_usd)
    for item in answer.line_items:
        assert Fraction(item.usd) == exact_sum([tier.usd for tier in item.tiers])
        assert Fraction(item.quantity) == exact_sum([tier.quantity for tier in item.tiers])
        assert [Fraction(tier.usd) for tier in item.tiers] == [
            Fraction(tier.quantity) * Fraction(tier.tier.usd_per_unit) for tier in item.tiers
        ]


@EVERY_SERVICE
@given(data=st.data())
@for_some(40)
def test_every_number_of_an_exact_answer_is_a_decimal(service: Service, data: st.DataObject) -> None:
    answer = some_answer(service, data.draw(usages(service)))
    found: dict[str, object] = {name: plan.count for name, plan in answer.capacity.items()}
    found |= {f"{name}.{each.name}": each.amount for name, plan in answer.capacity.items() for each in plan.demands}
    found |= {f"{item.name}.{name}": getattr(item, name) for item in answer.line_items for name in ("quantity", "usd")}
    found |= {f"next {step.field}": step.usd for step in answer.next_steps}
    assert [name for name, number in found.items() if not isinstance(number, Decimal)] == []


@EVERY_SERVICE
@given(data=st.data())
@for_some(60)
def test_exact_and_array_arithmetic_agree(service: Service, data: st.DataObject) -> None:
    first = data.draw(usages(service))
    names = [name for name in quantities(service, first) if name not in WHOLES.get(service.KEY, ())]
    shared = WHOLES.get(service.KEY, ())
    columns = {name: drawn(service, name) for name in names}
    rows = [first, *({**first, **row} for row in data.draw(st.lists(st.fixed_dictionaries(columns), max_size=3)))]
    rows = [agreeing(service, {**row, **(data.draw(wholes(shared)) if shared else {})}) for row in rows]
    answers = [some_answer(service, row) for row in rows]

    question = asked(service.KEY, dict(first))
    arrays = {name: np.array([float(row[name]) for row in rows]) for name in quantities(service, first)}
    swept = replace(question, usage=question.usage.as_arrays(**arrays))
    in_arrays = price(swept, book_for(question, CATALOGUE).as_floats())

    exact_usd = np.array([float(answer.effective_monthly_usd) for answer in answers])
    # The sum of no lines at all is of neither system.
    array_usd = np.asarray(in_arrays.effective_monthly_usd, dtype=np.float64)
    np.testing.assert_allclose(np.broadcast_to(array_usd, len(rows)), exact_usd, rtol=CLOSE)
    for headline, plan in in_arrays.capacity.items():
        counts = [float(answer.capacity[headline].count) for answer in answers]
        pairs = zip(counts, np.broadcast_to(plan.count, len(rows)).tolist(), strict=True)
        # A float's noise may stand in hours and seconds; a count that is one off is wrong however large it is, as long
        # as floats so large are less than one apart.
        off = [(one, other) for one, other in pairs if not isclose(one, other) or abs(one - other) > max(0.5, ulp(one))]
        assert off == []


@EVERY_SERVICE
@given(data=st.data())
@for_some(40)
def test_every_point_of_a_sweep_is_the_single_estimate(service: Service, data: st.DataObject) -> None:
    raw = data.draw(usages(service))
    by = data.draw(st.sampled_from([None, *swept_by(service)]))
    over = data.draw(
        st.sampled_from([name for name in quantities(service, raw) if name not in WHOLES.get(service.KEY, ())])
    )
    ends = data.draw(st.lists(drawn(service, over).map(Decimal), min_size=2, max_size=2, unique=True).map(sorted))
    question = asked(service.KEY, dict(raw))
    least, most = question.usage.reach(over)
    assume(least <= ends[0] and ends[1] <= most)
    values, curves = swept_usd(question, Span(over, ends[0], ends[1], points=3), by)
    for choice, curve in curves.items():
        chosen = {by: choice} if by else {}
        singles = [answer_or_none(service, {**raw, over: exact_text(value), **chosen}) for value in values]
        expected = [float(single.effective_monthly_usd) if single else float("nan") for single in singles]
        np.testing.assert_allclose(curve, expected, rtol=CLOSE)
        assert [isnan(usd) for usd in curve] == [single is None for single in singles]


@pytest.mark.parametrize("key", WITH_CHOICES)
@given(data=st.data())
@for_some(25)
def test_every_alternative_is_the_single_estimate(key: str, data: st.DataObject) -> None:
    service = SERVICES[key]
    raw = data.draw(usages(service))
    by = data.draw(st.sampled_from(service.COMPARE_BY))
    alternatives = compare(asked(service.KEY, dict(raw)), by, CATALOGUE).alternatives
    singles = {each.choice: answer_or_none(service, {**raw, by: each.choice}) for each in alternatives}
    assert {each.choice: each.answer and each.answer.line_items for each in alternatives} == {
        choice: single and single.line_items for choice, single in singles.items()
    }
    costs = [each.answer.effective_monthly_usd for each in alternatives if each.answer]
    assert costs == sorted(costs)
    assert [each.answer is None for each in alternatives] == sorted(each.answer is None for each in alternatives)


@EVERY_SERVICE
@given(data=st.data())
@for_some(100)
def test_the_usage_that_an_answer_states_gives_the_same_answer(service: Service, data: st.DataObject) -> None:
    answer = some_answer(service, data.draw(usages(service)))
    again = answered(service.KEY, dict(typed(answer.usage.values())))
    assert again.line_items == answer.line_items
    assert again.monthly_usd == answer.monthly_usd


def cost(card: RateCard, quantity: Decimal) -> Decimal:
    return sum((charge.usd for charge in card.split(quantity)), Decimal(0))


SMALL_TABLES = [name for name in CATALOGUE.table_names if name not in CATALOGUE.large_tables]


@pytest.mark.parametrize("name", SMALL_TABLES)
def test_tiers_meet_at_their_edges(name: str) -> None:
    step = Decimal("0.001")
    table = CATALOGUE.table(name)
    cards = [card for region in table.regions for card in table.in_force(region, TODAY).values()]
    assert {cost(card, step) / step - card.tiers[0].usd_per_unit for card in cards} == {0}
    edges = [(card, *each) for card in cards for each in pairwise(card.tiers)]
    for card, below, above in edges:
        at_edge = cost(card, above.start)
        assert below.to == above.start
        assert at_edge - cost(card, above.start - step) == step * below.usd_per_unit
        assert cost(card, above.start + step) - at_edge == step * above.usd_per_unit
