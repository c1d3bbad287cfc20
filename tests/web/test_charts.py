"""Charts: what Plotly itself accepts, spans that make sense, words that agree with the lines."""

from decimal import Decimal
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from calculator.analysis.compare import Comparison, compare
from calculator.analysis.span import nice, span_around
from calculator.application.questions import ask, catalogue
from calculator.core.declarations import QuantityField
from calculator.presentation.charts.chart import Chart, bars_chart
from calculator.presentation.charts.sweep_choice import POINTS, sweep_choice
from calculator.services import SERVICES
from calculator.services.service import comparable

QUANTITIES = [
    (key, name)
    for key, service in SERVICES.items()
    for name, declared in service.Usage.declarations.items()
    if isinstance(declared, QuantityField)
]


def comparison(key: str, raw: dict[str, str]) -> Comparison:
    return compare(ask(key, raw), comparable(SERVICES[key])[0], catalogue())


def swept(key: str, raw: dict[str, str], **asked: str) -> Chart:
    """The lines of every choice that a service has, or its only one."""
    compared = compare(ask(key, raw), next(iter(SERVICES[key].COMPARE_BY), None), catalogue())
    choice = sweep_choice(compared.question, compared, asked)
    assert choice is not None and choice.chart is not None
    return choice.chart


def costs_nothing(key: str) -> bool:
    """Whether every choice of a service costs nothing, as of one that is free or has ended."""
    answers = [each.answer for each in comparison(key, {}).alternatives if each.answer is not None]
    return not any(answer.effective_monthly_usd for answer in answers)


@pytest.mark.parametrize("key", SERVICES)
@pytest.mark.parametrize("scale", ["linear", "log"])
def test_plotly_accepts_the_lines(key: str, scale: str) -> None:
    figure = go.Figure(swept(key, {}, scale=scale).figure)
    # A cost of nothing has no dot on a logarithmic scale.
    assert len(figure.data) > (0 if scale == "log" and costs_nothing(key) else 1)


@pytest.mark.parametrize("key", SERVICES)
def test_plotly_accepts_the_bars(key: str) -> None:
    chart = bars_chart(comparison(key, {}))
    if costs_nothing(key):
        assert chart is None
        return
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


# Where a step of the cost stands right beside the current input: its line must not pass the bill by.
BESIDE_A_STEP = [
    ("s3", {}, {}),
    ("ebs", {"iops": "3000"}, {}),
    ("ec2", {}, {}),
    ("dynamodb", {}, {}),
    ("dynamodb", {"capacity_mode": "provisioned", "item_size_kb": "1"}, {"over": "item_size_kb"}),
    ("dynamodb", {"capacity_mode": "provisioned", "item_size_kb": "4.01"}, {"over": "item_size_kb"}),
    ("kinesis", {"record_kb": "25"}, {"over": "record_kb"}),
    ("kinesis", {"record_kb": "25.001"}, {"over": "record_kb"}),
    ("kinesis", {"records_per_second": "3000"}, {"scale": "log"}),
]


@pytest.mark.parametrize(("key", "raw", "asked"), BESIDE_A_STEP)
def test_the_present_input_stands_at_its_exact_estimates(key: str, raw: dict[str, str], asked: dict[str, str]) -> None:
    compared = comparison(key, raw)
    chart = swept(key, raw, **asked)
    bills = {each.label: each.answer.effective_monthly_usd for each in compared.alternatives if each.answer}
    dots = {each["name"]: each["y"][0] for each in chart.figure["data"] if each["mode"] == "markers"}
    drawn = {each.label for each in chart.legend}
    bills = {label: bill for label, bill in bills.items() if label in drawn}
    assert compared.present.label in drawn
    assert dots == {label: pytest.approx(float(bill), rel=1e-5) for label, bill in bills.items()}
    present = next(row for row in chart.rows if row.is_present)
    assert dict(zip((each.label for each in chart.legend), present.costs, strict=True)).items() >= bills.items()


def test_a_step_is_drawn_where_it_is() -> None:
    """25 KB are one PUT payload unit, the least more is two; the points of a line to 50 KB are 0.052 KB apart."""
    chart = swept("kinesis", {"record_kb": "25"}, over="record_kb")
    line = next(each for each in chart.figure["data"] if each["name"] == "Provisioned" and each["mode"] == "lines")
    before = max(x for x in line["x"] if x <= 25)
    after = min(x for x in line["x"] if x > 25)
    assert 24.94 < before <= 25 < after < 25.06
    cost = dict(zip(line["x"], line["y"], strict=True))
    assert cost[after] - cost[before] > 10


def test_nothing_to_draw_is_said() -> None:
    compared = comparison("kinesis", {"record_kb": "20 MB"})
    choice = sweep_choice(compared.question, compared, {})
    assert choice is not None and choice.chart is None
    assert choice.errors[0].startswith("No choice can carry this workload")


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
    totals = [each.answer.monthly_usd for each in compared.alternatives if each.answer]
    assert [sum(cost for cost in row.costs if cost) for row in chart.rows] == totals


def test_charges_that_cost_alike_are_in_the_order_of_the_bill() -> None:
    """Not in that of a set, which each process of a server has for itself."""
    requests = {"rotations": "0", "requests": "70", "rsa_2048_requests": "70"}
    chart = bars_chart(comparison("kms", {"keys": "1", **requests, "asymmetric_requests": "14"}))
    assert chart is not None
    assert [each.label for each in chart.legend] == [
        "Keys and their rotations",
        "Symmetric requests",
        "Requests with RSA 2048 keys",
        "Requests with other asymmetric keys",
    ]


def test_a_dot_above_the_chart_is_named() -> None:
    chart = swept("kinesis", {})
    shown = chart.figure["layout"]["yaxis"]["range"][1]
    above = [each["name"] for each in chart.figure["data"] if each["mode"] == "markers" and each["y"][0] > shown]
    assert above
    assert f"More expensive than the chart shows: {', '.join(above)}." in chart.summary


def test_marks_that_would_overlap_are_left_out() -> None:
    example = next(each for each in SERVICES["dynamodb"].EXAMPLES if each.name.startswith("Office hours"))
    layout = swept("dynamodb", example.usage, over="target_utilization_percent").figure["layout"]
    marks = [each["x"] for each in layout["annotations"]]
    assert len(marks) < sum(each["line"]["dash"] == "dot" for each in layout["shapes"])
    assert all(after - before >= 8 for before, after in pairwise(marks))
