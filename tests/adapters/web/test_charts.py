"""Charts: what Plotly itself accepts, spans that make sense, words that agree with the lines."""

from decimal import Decimal

import plotly.graph_objects as go
import pytest

from calculator.adapters.asking import ask, catalogue
from calculator.adapters.web.charts import Chart, bars_chart
from calculator.adapters.web.sweep_chart import POINTS, sweep_choice
from calculator.analysis.compare import Comparison, compare
from calculator.analysis.span import nice, span_around
from calculator.core.declarations import QuantityField
from calculator.services import SERVICES

QUANTITIES = [
    (key, name)
    for key, service in SERVICES.items()
    for name, declared in service.Usage.declarations.items()
    if isinstance(declared, QuantityField)
]


def comparison(key: str, raw: dict[str, str]) -> Comparison:
    return compare(ask(key, raw), SERVICES[key].COMPARE_BY[0], catalogue())


def swept(key: str, raw: dict[str, str], **asked: str) -> Chart:
    compared = comparison(key, raw)
    chart = sweep_choice(compared.question, compared, asked).chart
    assert chart is not None
    return chart


@pytest.mark.parametrize("key", SERVICES)
@pytest.mark.parametrize("scale", ["linear", "log"])
def test_plotly_accepts_the_lines(key: str, scale: str) -> None:
    figure = go.Figure(swept(key, {}, scale=scale).figure)
    assert len(figure.data) > 1


@pytest.mark.parametrize("key", SERVICES)
def test_plotly_accepts_the_bars(key: str) -> None:
    chart = bars_chart(comparison(key, {}))
    assert chart is not None
    assert len(go.Figure(chart.figure).data) == len(chart.legend)


@pytest.mark.parametrize(("key", "name"), QUANTITIES)
@pytest.mark.parametrize("scale", ["linear", "log"])
def test_a_span_lies_within_the_bounds_and_around_the_present_value(key: str, name: str, scale: str) -> None:
    question = ask(key, {})
    declared = question.usage.declarations[name]
    span = span_around(question, name, scale, POINTS, ())
    assert declared.at_least <= span.start < span.stop <= declared.at_most
    assert span.stop >= getattr(question.usage, name)


@pytest.mark.parametrize(
    ("number", "expected"),
    [("0.003", "0.005"), ("1", "1"), ("1.1", "2"), ("47", "50"), ("51", "100"), ("1050", "2000")],
)
def test_a_chart_ends_at_a_round_number(number: str, expected: str) -> None:
    assert nice(Decimal(number)) == Decimal(expected)


def test_the_words_name_the_place_where_the_cheapest_changes() -> None:
    chart = swept("s3", {"storage_gb": "5 TB", "get_requests": "1 million", "retrieval_gb": "500"})
    assert "S3 Glacier Instant Retrieval up to 1,086 GB/month, and from there on" in chart.summary[0]


def test_the_table_has_a_cost_for_every_choice() -> None:
    chart = swept("s3", {})
    assert {len(row.costs) for row in chart.rows} == {len(chart.legend)}
    assert chart.rows[0].heading == "0"


def test_bars_add_up_to_the_estimates() -> None:
    compared = comparison("s3", {"storage_gb": "90 TB", "get_requests": "5 million", "data_out_gb": "20 TB"})
    chart = bars_chart(compared)
    assert chart is not None
    totals = [each.estimate.monthly_usd for each in compared.alternatives if each.estimate]
    assert [sum(cost for cost in row.costs if cost) for row in chart.rows] == totals
