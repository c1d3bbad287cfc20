"""What Amazon Kinesis Data Streams cannot do, what is typed wrongly, and which prices are known where and when."""

from decimal import Decimal

import pytest

from calculator.analysis.compare import compare
from calculator.core.declarations import QuantityField
from calculator.services import SERVICES
from tests.questions import CATALOGUE, TODAY, answered, asked, kinesis, refusals

MODES = ("provisioned", "on_demand_standard", "on_demand_advantage")
LARGEST_QUOTA_REGIONS = ("us-east-1", "us-west-2", "eu-west-1")
EVERY_REGION = pytest.mark.parametrize("region", CATALOGUE.regions_of("kinesis"))
PRICED = {
    "provisioned": (
        "shard_hour", "put_payload_unit", "extended_retention", "long_term_retention", "long_term_retrieval",
        "fan_out_hour", "fan_out_data",
    ),
    "on_demand_standard": (
        "stream_hour", "data_in", "data_out", "fan_out_data", "extended_retention", "long_term_retention",
    ),
    "on_demand_advantage": ("data_in", "data_out", "fan_out_data", "extended_retention", "long_term_retention"),
}  # fmt: skip


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("as_of", "largest", "too_large", "most"),
    [("2025-10-30", "1 MB", "1048577 B", "1 MiB"), ("2025-10-31", "10 MB", "10485761 B", "10 MiB")],
)
def test_a_record_has_the_largest_size_of_the_day(
    mode: str, as_of: str, largest: str, too_large: str, most: str
) -> None:
    book = CATALOGUE.book(("kinesis",), "us-east-1", asked("kinesis", {"as_of": as_of}).as_of)
    assert book.limit_row("maximum_record_size").source in ("awsdocs_kinesis_2023", "kinesis_large_records_202510")
    fields = {"records_per_second": 1, "capacity_mode": mode}
    assert kinesis(mode, records_per_second=1, record_kb=largest).effective_monthly_usd > 0
    [(field, sentence)] = refusals("kinesis", {**fields, "record_kb": too_large, "as_of": as_of})
    assert field == "record_kb"
    assert most in sentence


@pytest.mark.parametrize(("mode", "most"), list(zip(MODES, (20, 20, 50), strict=True)))
def test_a_stream_has_as_many_fan_out_consumers_as_its_mode_allows(mode: str, most: int) -> None:
    assert kinesis(mode, fan_out_consumers=most).effective_monthly_usd > 0
    [(field, sentence)] = refusals("kinesis", {"capacity_mode": mode, "fan_out_consumers": most + 1})
    assert field == "fan_out_consumers"
    assert f"at most {most} fan-out consumers" in sentence


@pytest.mark.parametrize("mode", ["on_demand_standard", "on_demand_advantage"])
@pytest.mark.parametrize(
    ("region", "mib"), [("us-east-1", 10240), ("us-west-2", 10240), ("eu-west-1", 10240), ("eu-central-1", 200)]
)
def test_an_on_demand_stream_takes_what_its_region_allows(mode: str, region: str, mib: int) -> None:
    fields = {"capacity_mode": mode, "region": region, "records_per_second": 1, "shared_consumers": 2}
    peak = 1024 * mib
    assert answered("kinesis", {**fields, "peak_records_per_second": peak}).effective_monthly_usd > 0
    written, read = refusals("kinesis", {**fields, "peak_records_per_second": peak + 1})
    assert written[0] == "peak_records_per_second"
    assert f"grows to {mib:,} MiB/s written" in written[1]
    assert read[0] == "shared_consumers"
    assert f"grows to {2 * mib:,} MiB/s read" in read[1]


def test_fan_out_does_not_count_towards_the_reads_of_an_on_demand_stream() -> None:
    fields = {"region": "eu-central-1", "records_per_second": 200 * 1024, "shared_consumers": 2}
    assert kinesis("on_demand_standard", **fields, fan_out_consumers=20).effective_monthly_usd > 0
    [(field, _)] = refusals("kinesis", {**fields, "shared_consumers": 3, "capacity_mode": "on_demand_standard"})
    assert field == "shared_consumers"


def test_provisioned_shards_take_what_an_on_demand_stream_does_not() -> None:
    fields = {"region": "eu-central-1", "records_per_second": 300 * 1024}
    question = asked("kinesis", {**fields, "capacity_mode": "on_demand_standard"})
    by_choice = {each.choice: each for each in compare(question, "capacity_mode", CATALOGUE).alternatives}
    assert {choice: each.answer is not None for choice, each in by_choice.items()} == {
        "provisioned": True,
        "on_demand_standard": False,
        "on_demand_advantage": False,
    }
    assert "the peak takes 100 MiB/s more" in by_choice["on_demand_standard"].reasons[0]


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"retention_hours": 23}, "retention_hours", "the least is 24 hours"),
        ({"retention_hours": 8761}, "retention_hours", "the most is 8760 hours"),
        ({"retention_hours": "366 days"}, "retention_hours", "the most is 8760 hours"),
        ({"peak_records_per_second": 999}, "peak_records_per_second", "must not be below the average rate"),
        ({"record_kb": 0}, "record_kb", "too small"),
        ({"record_kb": "1 Kb"}, "record_kb", "KB for bytes"),
        ({"records_per_second": -1}, "records_per_second", "too small"),
        ({"shared_consumers": "1.5"}, "shared_consumers", "not a whole number"),
        ({"fan_out_consumers": "2.5"}, "fan_out_consumers", "not a whole number"),
        ({"headroom_percent": 1001}, "headroom_percent", "the most is 1000"),
        ({"hours_per_month": 745}, "hours_per_month", "the most is 744"),
        ({"capacity_mode": "on_demand"}, "capacity_mode", "on_demand_standard"),
        ({"shards": "2.5"}, "shards", "not a whole number"),
        ({"hottest_key_percent": 101}, "hottest_key_percent", "the most is 100"),
        ({"shard": 4}, "shard", "Did you mean shards"),
    ],
)
def test_wrong_input_is_refused_by_its_field(fields: dict[str, object], field: str, says: str) -> None:
    [(named, sentence)] = refusals("kinesis", fields)
    assert named == field
    assert says in sentence


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("fields", "most", "says"),
    [
        # 4,000 records a second: 1,000 are 25%; 2 MiB written: a half of them is 1 MiB.
        ({"records_per_second": 4000, "record_kb": "0.1"}, "25", "takes 1,000 records/second written"),
        ({"records_per_second": 200, "record_kb": "10.24"}, "50", "takes 1 MiB/s written"),
        ({"records_per_second": 200, "record_kb": "5.12", "shared_consumers": 4}, "50", "takes 2 MiB/s read by shared"),
    ],
)
def test_the_hottest_key_has_one_shard_and_no_more(mode: str, fields: dict[str, object], most: str, says: str) -> None:
    """All but the edge itself, where nothing of the other keys would fit beside it."""
    fits = Decimal(most) - Decimal("0.01")
    assert answered("kinesis", {**fields, "capacity_mode": mode, "hottest_key_percent": fits}).line_items
    [(field, sentence)] = refusals("kinesis", {**fields, "capacity_mode": mode, "hottest_key_percent": most})
    assert field == "hottest_key_percent"
    assert says in sentence


def test_ten_keys_cannot_use_fifteen_shards() -> None:
    """15 MiB a second over ten keys: each takes 1.5 MiB, and its shard 1."""
    [(_, sentence)] = refusals("kinesis", {"records_per_second": 1536, "record_kb": 10, "hottest_key_percent": 10})
    assert "the hottest key takes 1.5: spread it over several keys" in sentence


def test_a_single_key_fills_one_shard() -> None:
    fields = {"records_per_second": 1000, "hottest_key_percent": 100}
    assert kinesis("provisioned", **fields).capacity["shards"].count == 1
    assert refusals("kinesis", {**fields, "records_per_second": 1001})[0][0] == "hottest_key_percent"


@pytest.mark.parametrize("mode", MODES[1:])
@pytest.mark.parametrize("stated", [{"shards": 4}, {"put_payload_units": 10**9}])
def test_on_demand_a_stream_that_is_stated_needs_its_records(mode: str, stated: dict[str, object]) -> None:
    [(field, sentence)] = refusals("kinesis", {"capacity_mode": mode, **stated})
    assert (field, "state records_per_second" in sentence) == ("records_per_second", True)
    with_records, alone = (
        answered("kinesis", {"capacity_mode": mode, "records_per_second": 50, **each}) for each in (stated, {})
    )
    assert with_records.line_items == alone.line_items


def test_the_usual_poll_is_what_aws_recommends() -> None:
    book = CATALOGUE.book(("kinesis",), "us-east-1", TODAY)
    assert SERVICES["kinesis"].Usage.declarations["polls_per_second"].default == book.limit("recommended_polls")


def test_headroom_may_be_more_than_all_of_the_peak() -> None:
    assert kinesis("provisioned", headroom_percent=1000).capacity["shards"].count == 11


def test_retention_can_be_typed_from_the_least_to_the_most_that_aws_keeps() -> None:
    declaration = SERVICES["kinesis"].Usage.declarations["retention_hours"]
    assert isinstance(declaration, QuantityField)
    book = CATALOGUE.book(("kinesis",), "us-east-1", TODAY)
    assert (declaration.at_least, declaration.at_most) == (
        book.limit("included_retention"),
        book.limit("maximum_retention"),
    )


@EVERY_REGION
def test_every_region_sells_every_mode_with_all_of_its_dimensions(region: str) -> None:
    book = CATALOGUE.book(("kinesis",), region, TODAY)
    assert [(name, mode) for mode, names in PRICED.items() for name in names if not book.is_priced(name, mode)] == []
    assert [
        mode
        for mode in MODES
        if answered("kinesis", {"region": region, "capacity_mode": mode}).effective_monthly_usd <= 0
    ] == []


@EVERY_REGION
def test_advantage_reads_cost_the_same_with_and_without_fan_out_and_two_fifths_of_standard(region: str) -> None:
    book = CATALOGUE.book(("kinesis",), region, TODAY)
    usd = {
        (name, mode): book.card(name, mode).tiers[0].usd_per_unit
        for mode in MODES[1:]
        for name in ("data_in", "data_out", "fan_out_data")
    }
    assert usd["data_out", "on_demand_advantage"] == usd["fan_out_data", "on_demand_advantage"]
    shares = [usd[name, "on_demand_advantage"] / usd[name, "on_demand_standard"] for name in ("data_in", "data_out")]
    assert shares == pytest.approx([Decimal("0.4"), Decimal("0.4")], abs=Decimal("0.01"))


def test_all_36_regions_have_prices_and_those_of_2024_are_of_two() -> None:
    table = CATALOGUE.table("kinesis")
    assert set(table.regions) == set(CATALOGUE.regions)
    assert len(table.regions) == 36
    first = {region: str(table.first_date(region)) for region in table.regions}
    assert {region for region, day in first.items() if day == "2024-07-01"} == {"us-east-1", "us-east-2"}
    assert {day for region, day in first.items() if region not in ("us-east-1", "us-east-2")} == {"2025-11-03"}


@pytest.mark.parametrize(
    ("region", "dimension", "option", "unit", "usd"),
    [
        ("us-east-1", "shard_hour", "provisioned", "shard-hour", "0.015"),
        ("us-east-1", "put_payload_unit", "provisioned", "1000000 PUT payload units", "0.014"),
        ("us-east-1", "extended_retention", "provisioned", "shard-hour", "0.02"),
        ("us-east-1", "extended_retention", "on_demand_standard", "GB-month", "0.1"),
        ("us-east-1", "s3_delivery", "on_demand_standard", "GB", "0.0275"),
        ("us-east-1", "s3_delivery", "on_demand_advantage", "GB", "0.011"),
        ("eu-west-1", "shard_hour", "provisioned", "shard-hour", "0.017"),
        ("eu-west-1", "data_in", "on_demand_advantage", "GB", "0.0364"),
        ("ap-northeast-1", "put_payload_unit", "provisioned", "1000000 PUT payload units", "0.0215"),
        ("sa-east-1", "stream_hour", "on_demand_standard", "stream-hour", "0.08"),
        ("af-south-1", "long_term_retention", "provisioned", "GB-month", "0.0274"),
    ],
)
def test_known_prices_stand(region: str, dimension: str, option: str, unit: str, usd: str) -> None:
    card = CATALOGUE.book(("kinesis",), region, TODAY).card(dimension, option)
    assert (card.unit, [tier.usd_per_unit for tier in card.tiers]) == (unit, [Decimal(usd)])


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"capacity_mode": "on_demand_advantage"}, "data in of on demand advantage"),
        ({"retention_hours": 169}, "long term retention of provisioned"),
        ({"capacity_mode": "on_demand_standard", "retention_hours": 169}, "long term retention of on demand standard"),
    ],
)
def test_what_was_not_priced_in_2024_is_refused_and_named(fields: dict[str, object], names: str) -> None:
    [(_, sentence)] = refusals("kinesis", {**fields, "as_of": "2024-08-01"})
    assert f"no price in our data for {names} in us-east-1 as of 2024-08-01" in sentence


@pytest.mark.parametrize(
    ("name", "option", "value", "unit"),
    [
        ("write_throughput", "", "1", "MiB/s"),
        ("write_records", "", "1000", "records/second"),
        ("read_throughput", "", "2", "MiB/s"),
        ("read_calls", "", "5", "calls/second"),
        ("metering_increment", "provisioned", "25", "KB"),
        ("metering_increment", "on_demand_standard", "1", "KB"),
        ("metering_increment", "on_demand_advantage", "1", "KB"),
        ("minimum_billed_throughput", "on_demand_advantage", "25", "MiB/s"),
        ("included_retention", "", "24", "hour"),
        ("extended_retention", "", "168", "hour"),
        ("maximum_retention", "", "8760", "hour"),
    ],
)
def test_the_limits_that_the_formulas_need_stand_with_a_source(name: str, option: str, value: str, unit: str) -> None:
    row = CATALOGUE.book(("kinesis",), "us-east-1", TODAY).limit_row(name, option)
    assert (row.value, row.unit) == (Decimal(value), unit)
    assert row.source in CATALOGUE.sources


@EVERY_REGION
def test_the_regions_with_the_larger_quotas_are_the_three_that_aws_names(region: str) -> None:
    book = CATALOGUE.book(("kinesis",), region, TODAY)
    named = [book.has_limit(name, region) for name in ("on_demand_write_throughput", "default_shard_quota")]
    assert named == [region in LARGEST_QUOTA_REGIONS] * 2
