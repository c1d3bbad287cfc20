"""Cost over a span: the points, the series, and where the cheapest choice changes."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.analysis.span import Span
from calculator.analysis.sweep import Sweep, sweep
from calculator.analysis.sweep_words import cheapest_in_words
from calculator.catalogue.catalogue import Catalogue
from calculator.core.errors import InvalidInput
from calculator.core.units import PRICING_DATA
from calculator.estimator import read_question
from tests.lanes import for_some
from tests.questions import CATALOGUE, TODAY, asked

# Two classes whose prices are whole powers of two, so that a tie is a tie in floats as well.
TWO_CLASSES = """\
region,dimension,option,tier_from,unit,usd_per_unit,effective_from,source,confirmed,confirmed_by,note
us-east-1,get_request,STANDARD,0,1000 requests,0,2025-10-22,awsprice_meter,,,
us-east-1,get_request,STANDARD_IA,0,1000 requests,0,2025-10-22,awsprice_meter,,,
us-east-1,put_request,STANDARD,0,1000 requests,0,2025-10-22,awsprice_meter,,,
us-east-1,put_request,STANDARD_IA,0,1000 requests,0,2025-10-22,awsprice_meter,,,
us-east-1,retrieval,STANDARD_IA,0,GB,0.25,2025-10-22,awsprice_meter,,,
us-east-1,storage,STANDARD,0,GB-month,0.5,2025-10-22,awsprice_meter,,,
us-east-1,storage,STANDARD_IA,0,GB-month,0.25,2025-10-22,awsprice_meter,,,
"""


@pytest.fixture
def two_classes(tmp_path: Path) -> Catalogue:
    transfer = "services/data_transfer/prices.csv"
    s3 = tmp_path / "services" / "s3"
    for folder in ((tmp_path / transfer).parent, s3):
        folder.mkdir(parents=True)
    for name in ("regions.csv", "sources.csv", "services/s3/limits.csv", "services/s3/sources.csv", transfer):
        (tmp_path / name).write_bytes((PRICING_DATA / name).read_bytes())
    (s3 / "prices.csv").write_text(TWO_CLASSES, encoding="utf-8")
    return Catalogue(tmp_path)


def span(over: str, start: str, stop: str, points: int = 5, scale: str = "linear") -> Span:
    return Span(over, Decimal(start), Decimal(stop), points, scale)


def swept(span_asked: Span, by: str | None = None, **fields: object) -> Sweep:
    return sweep(asked("s3", {"storage_gb": 1000, **fields}), span_asked, by, CATALOGUE)


def test_points_are_even_on_a_linear_scale() -> None:
    assert span("storage_gb", "0", "100").values == tuple(map(Decimal, (0, 25, 50, 75, 100)))


def test_points_are_even_by_ratio_on_a_log_scale() -> None:
    assert span("storage_gb", "1", "10000", scale="log").values == tuple(map(Decimal, (1, 10, 100, 1000, 10000)))


def test_the_ends_are_exact_and_the_points_between_can_be_typed() -> None:
    values = span("storage_gb", "0.123456789012345", "1", 4).values
    assert [values[0], values[-1]] == [Decimal("0.123456789012345"), 1]
    assert max(len(value.as_tuple().digits) for value in values[1:-1]) <= 12


@given(
    st.decimals(1, 10**6, places=2),
    st.decimals("0.01", 10**6, places=2),
    st.integers(2, 60),
    st.sampled_from(["linear", "log"]),
)
@for_some(100)
def test_points_never_fall_and_stay_within_the_span(start: Decimal, width: Decimal, points: int, scale: str) -> None:
    values = Span("storage_gb", start, start + width, points, scale).values
    assert len(values) == points
    assert list(values) == sorted(values)


def test_one_series_without_a_choice_to_vary() -> None:
    answer = swept(span("storage_gb", "0", "1000", 3))
    assert [(each.choice, each.label, each.usd.tolist()) for each in answer.series] == [
        ("", "Amazon S3", [0, 11.5, 23])
    ]
    assert answer.crossovers == ()


def test_a_series_for_each_choice_that_is_sold() -> None:
    answer = swept(span("storage_gb", "1", "1000"), "storage_class", region="eu-central-1")
    assert "EXPRESS_ONEZONE" not in [each.choice for each in answer.series]
    assert len(answer.series) == 7


def test_points_beyond_what_the_price_list_knows_are_unknown() -> None:
    io2 = asked("ebs", {"volume_type": "io2", "region": "eu-west-3", "size_gb": 1000})
    (series,) = sweep(io2, span("iops", "16000", "64000", 4), None, CATALOGUE).series
    assert np.isnan(series.usd).tolist() == [False, False, True, True]


def test_points_that_are_not_feasible_are_unknown() -> None:
    shares = {"frequent_percent": 50, "deep_archive_percent": 50}
    answer = swept(span("retrieval_gb", "0", "100", 3), "storage_class", retrieval_speed="expedited", **shares)
    (tiering,) = [each.usd for each in answer.series if each.choice == "INTELLIGENT_TIERING"]
    assert np.isnan(tiering).tolist() == [False, True, True]


def test_the_change_of_the_cheapest_choice_is_found_between_points(two_classes: Catalogue) -> None:
    """1,000 GB: 500 against 250 + 0.25 per GB read back, so 1,000 GB."""
    question = read_question("s3", {"storage_gb": 1000}, two_classes, TODAY)
    (change,) = sweep(question, span("retrieval_gb", "0", "3000", 3), "storage_class", two_classes).crossovers
    assert (change.at, change.cheaper_below, change.cheaper_above) == (1000, "STANDARD_IA", "STANDARD")


def test_the_change_of_the_cheapest_choice_is_found_on_a_point(two_classes: Catalogue) -> None:
    question = read_question("s3", {"storage_gb": 1000}, two_classes, TODAY)
    (change,) = sweep(question, span("retrieval_gb", "0", "2000", 3), "storage_class", two_classes).crossovers
    assert (change.at, change.cheaper_below, change.cheaper_above) == (1000, "STANDARD_IA", "STANDARD")


def test_a_choice_that_is_cheapest_throughout_changes_nowhere(two_classes: Catalogue) -> None:
    question = read_question("s3", {"storage_gb": 1000}, two_classes, TODAY)
    assert sweep(question, span("storage_gb", "1", "2000"), "storage_class", two_classes).crossovers == ()


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"points": 1}, "points", "The number of points must be from 2 to 1000."),
        ({"points": 1001}, "points", "The number of points must be from 2 to 1000."),
        ({"scale": "cubic"}, "scale", "The scale must be linear or log."),
        ({"start": "10", "stop": "10"}, "stop", "The sweep must stop above where it starts."),
        ({"start": "11", "stop": "10"}, "stop", "The sweep must stop above where it starts."),
        ({"scale": "log"}, "start", "A log scale must start above 0."),
    ],
)
def test_a_span_that_cannot_be_drawn_is_refused(changes: dict[str, object], field: str, message: str) -> None:
    fields = {"over": "storage_gb", "start": "0", "stop": "100", "points": 5, "scale": "linear", **changes}
    with pytest.raises(InvalidInput) as refused:
        swept(span(**fields))  # type: ignore[arg-type]
    assert [(error.field, error.message) for error in refused.value.errors] == [(field, message)]


def test_a_share_cannot_be_varied_away_from_its_whole() -> None:
    with pytest.raises(InvalidInput, match="must sum to 100"):
        swept(span("infrequent_percent", "0", "50"))


@pytest.mark.parametrize("by", ["storage_gb", "retrieval_speed", "nothing", "x" * 10**6])
def test_a_sweep_is_only_by_what_the_service_is_compared_by(by: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        swept(span("storage_gb", "0", "100"), by)
    assert refused.value.detail == "Amazon S3 is compared by storage_class."


def test_a_change_between_two_points_is_found() -> None:
    """Whole capacity units make provisioned more expensive again from 5.6 to 5.778 reads a second."""
    question = asked("dynamodb", {"writes_per_second": 0, "reads_per_second": 10, "region": "us-west-2"})
    found = sweep(question, span("reads_per_second", "0", "20", 5), "capacity_mode", CATALOGUE)
    assert len(found.values) == len(found.series[0].usd) == 5
    assert [(round(each.at, 3), each.cheaper_above) for each in found.crossovers] == [
        (5.2, "provisioned"),
        (5.6, "on_demand"),
        (5.778, "provisioned"),
    ]


@pytest.mark.parametrize(
    ("key", "over", "stop", "limit"),
    [("dynamodb", "item_size_kb", "1000", 400), ("kinesis", "record_kb", "20000", 10240)],
)
@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("points", [2, 61])
def test_what_is_feasible_ends_at_the_limit_itself(
    key: str, over: str, stop: str, limit: int, scale: str, points: int
) -> None:
    found = sweep(asked(key, {}), span(over, "0.5", stop, points, scale), "capacity_mode", CATALOGUE)
    last = found.crossovers[-1]
    assert last.cheaper_above is None
    assert last.at == pytest.approx(limit, rel=1e-6)


def test_a_third_choice_beyond_a_step_is_found() -> None:
    """Where sc1 can carry no more, st1 takes over, and not gp3, which is cheaper only where st1 ends as well."""
    question = asked("ebs", {"size_gb": "8 TiB"})
    found = sweep(question, span("throughput_mibps", "1", "1000", 5, "log"), "volume_type", CATALOGUE)
    changes = [(each.at, each.cheaper_below, each.cheaper_above) for each in found.crossovers]
    assert changes == [(192, "sc1", "st1"), (500, "st1", "gp3")]


@pytest.mark.parametrize(
    ("start", "stop", "said"),
    [
        ("0.0009765625", "0.5", "from 1 B to 512 B."),
        ("0.5", "1", "from 512 B to 1 KB."),
        ("1", "2", "from 1 KB to 2 KB."),
    ],
)
def test_the_ends_of_a_sweep_are_told_in_whole_units(start: str, stop: str, said: str) -> None:
    found = sweep(asked("kinesis", {}), span("record_kb", start, stop), "capacity_mode", CATALOGUE)
    assert cheapest_in_words(found) == f"Provisioned is the cheapest {said}"


def test_a_minimum_right_beyond_nothing_is_told_at_nothing() -> None:
    """A file system of nothing costs nothing; the least that is sold begins with the first byte."""
    found = sweep(asked("shared_files", {}), span("stored_gb", "0", "5000"), "solution", CATALOGUE)
    assert 0 < found.crossovers[0].at < 1e-9
    assert " up to 0 GB, and from there on, as far as 5,000 GB, Amazon S3" in cheapest_in_words(found)


def test_a_limit_of_whole_numbers_is_reported_whole() -> None:
    question = asked("kinesis", {"capacity_mode": "on_demand_standard"})
    found = sweep(question, span("fan_out_consumers", "1", "100", 7, "log"), "capacity_mode", CATALOGUE)
    assert [each.at for each in found.crossovers if each.at >= 20] == [20, 50]
