"""Laws that every service obeys, on random workloads made from its declarations.

What a service must except from a law, and why, stands as data in `tests/random_usages.py`.
"""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import isnan

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calculator.analysis.compare import compare
from calculator.analysis.span import Span
from calculator.analysis.sweep import sweep
from calculator.core.declarations import QuantityField
from calculator.core.display import exact_text
from calculator.core.errors import CalculatorError
from calculator.core.estimate import Estimate
from calculator.core.tiers import RateCard
from calculator.estimator import book_for, price
from calculator.services import SERVICES
from calculator.services.service import Service
from tests.questions import CATALOGUE, answered, asked, exact_sum
from tests.random_usages import CHEAPER_WITH_MORE, EITHER_WAY, WHOLES, amounts, quantities, usages, wholes

EVERY_SERVICE = pytest.mark.parametrize("service", SERVICES.values(), ids=list(SERVICES))
CLOSE = 1e-9


def for_some(examples: int) -> settings:
    """The same random workloads on every run, so that a red build stays red until it is mended."""
    return settings(max_examples=examples, deadline=None, derandomize=True)


def answer_or_none(service: Service, raw: dict[str, str]) -> Estimate | None:
    try:
        return answered(service.KEY, dict(raw))
    except CalculatorError:
        return None


def some_answer(service: Service, raw: dict[str, str]) -> Estimate:
    """The answer to a workload that has one; others are passed over."""
    answer = answer_or_none(service, raw)
    assume(answer is not None)
    assert answer is not None
    return answer


def typed(usage_values: dict[str, object]) -> dict[str, str]:
    """Values as an answer states them, to be typed back."""
    return {
        name: exact_text(value) if isinstance(value, Decimal) else str(value) for name, value in usage_values.items()
    }


def growing(service: Service) -> list[str]:
    """The amounts of which more never costs less."""
    excepted = {*WHOLES.get(service.KEY, ()), *EITHER_WAY.get(service.KEY, ())}
    names = [name for name, each in service.Usage.declarations.items() if isinstance(each, QuantityField)]
    return [name for name in names if name not in excepted]


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
    assert some_answer(service, {**raw, **nothing}).monthly_usd == 0


@EVERY_SERVICE
@given(data=st.data())
@for_some(150)
def test_more_never_costs_less(service: Service, data: st.DataObject) -> None:
    raw = data.draw(usages(service))
    name = data.draw(st.sampled_from(growing(service)))
    declaration = service.Usage.declarations[name]
    assert isinstance(declaration, QuantityField)
    less, more = sorted((data.draw(amounts(declaration)), data.draw(amounts(declaration))), key=Decimal)
    costs = [some_answer(service, {**raw, name: amount}).effective_monthly_usd for amount in (less, more)]
    assert costs == sorted(costs, reverse=name in CHEAPER_WITH_MORE.get(service.KEY, ()))


@EVERY_SERVICE
@given(data=st.data())
@for_some(100)
def test_items_sum_to_the_total_and_tiers_to_the_item_exactly(service: Service, data: st.DataObject) -> None:
    answer = some_answer(service, data.draw(usages(service)))
    monthly = [item.usd for item in answer.line_items if item.recurrence == "monthly"]
    assert Fraction(answer.monthly_usd) == exact_sum(monthly)
    assert Fraction(answer.annual_usd) == 12 * Fraction(answer.effective_monthly_usd)
    for item in answer.line_items:
        assert Fraction(item.usd) == exact_sum([tier.usd for tier in item.tiers])
        assert Fraction(item.quantity) == exact_sum([tier.quantity for tier in item.tiers])
        assert [Fraction(tier.usd) for tier in item.tiers] == [
            Fraction(tier.quantity) * Fraction(tier.tier.usd_per_unit) for tier in item.tiers
        ]


@EVERY_SERVICE
@given(data=st.data())
@for_some(60)
def test_exact_and_array_arithmetic_agree(service: Service, data: st.DataObject) -> None:
    first = data.draw(usages(service))
    names = [name for name in quantities(service, first) if name not in WHOLES.get(service.KEY, ())]
    shared = WHOLES.get(service.KEY, ())
    columns = {name: amounts(service.Usage.declarations[name]) for name in names}  # type: ignore[arg-type]
    rows = [first, *({**first, **row} for row in data.draw(st.lists(st.fixed_dictionaries(columns), max_size=3)))]
    rows = [{**row, **(data.draw(wholes(shared)) if shared else {})} for row in rows]
    answers = [some_answer(service, row) for row in rows]

    question = asked(service.KEY, dict(first))
    arrays = {name: np.array([float(row[name]) for row in rows]) for name in quantities(service, first)}
    swept = replace(question, usage=question.usage.as_arrays(**arrays))
    in_arrays = price(swept, book_for(question, CATALOGUE).as_floats())

    exact_usd = np.array([float(answer.effective_monthly_usd) for answer in answers])
    np.testing.assert_allclose(np.broadcast_to(in_arrays.effective_monthly_usd, len(rows)), exact_usd, rtol=CLOSE)
    for headline, plan in in_arrays.capacity.items():
        counts = [float(answer.capacity[headline].count) for answer in answers]
        assert np.broadcast_to(plan.count, len(rows)).tolist() == counts


@EVERY_SERVICE
@given(data=st.data())
@for_some(40)
def test_every_point_of_a_sweep_is_the_single_estimate(service: Service, data: st.DataObject) -> None:
    raw = data.draw(usages(service))
    by = data.draw(st.sampled_from([None, *service.COMPARE_BY]))
    over = data.draw(st.sampled_from([*growing(service), *EITHER_WAY.get(service.KEY, ())]))
    declaration = service.Usage.declarations[over]
    assert isinstance(declaration, QuantityField)
    ends = data.draw(st.lists(amounts(declaration).map(Decimal), min_size=2, max_size=2, unique=True).map(sorted))
    answer = sweep(asked(service.KEY, dict(raw)), Span(over, ends[0], ends[1], points=3), by, CATALOGUE)
    chosen: dict[str, dict[str, str]] = {series.choice: ({by: series.choice} if by else {}) for series in answer.series}
    for series in answer.series:
        singles = [
            answer_or_none(service, {**raw, over: exact_text(value), **chosen[series.choice]})
            for value in answer.values
        ]
        expected = [float(single.effective_monthly_usd) if single else float("nan") for single in singles]
        np.testing.assert_allclose(series.usd, expected, rtol=CLOSE)
        assert [isnan(usd) for usd in series.usd] == [single is None for single in singles]


@EVERY_SERVICE
@given(data=st.data())
@for_some(25)
def test_every_alternative_is_the_single_estimate(service: Service, data: st.DataObject) -> None:
    raw = data.draw(usages(service))
    by = data.draw(st.sampled_from(service.COMPARE_BY))
    alternatives = compare(asked(service.KEY, dict(raw)), by, CATALOGUE).alternatives
    singles = {each.choice: answer_or_none(service, {**raw, by: each.choice}) for each in alternatives}
    assert {each.choice: each.estimate and each.estimate.line_items for each in alternatives} == {
        choice: single and single.line_items for choice, single in singles.items()
    }
    costs = [each.estimate.effective_monthly_usd for each in alternatives if each.estimate]
    assert costs == sorted(costs)
    assert [each.estimate is None for each in alternatives] == sorted(each.estimate is None for each in alternatives)


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


@pytest.mark.parametrize("table", CATALOGUE.table_names)
def test_tiers_meet_at_their_edges(table: str) -> None:
    step = Decimal("0.001")
    edges = [
        (card, below, above)
        for cards in CATALOGUE.table(table).cards.values()
        for card in cards
        for below, above in zip(card.tiers, card.tiers[1:], strict=False)
    ]
    assert edges != []
    for card, below, above in edges:
        at_edge = cost(card, above.start)
        assert below.to == above.start
        assert at_edge - cost(card, above.start - step) == step * below.usd_per_unit
        assert cost(card, above.start + step) - at_edge == step * above.usd_per_unit
