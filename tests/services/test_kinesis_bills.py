"""What Amazon Kinesis Data Streams bills, rule by rule, with figures worked out by hand.

Prices are those of us-east-1. Where a stream runs for one hour, 1,024 records of 1 KB a second are 3.515625 GB.
"""

from decimal import Decimal

import pytest

from calculator.core.answer import Answer
from tests.questions import billed, item, kinesis

STANDARD, ADVANTAGE = "on_demand_standard", "on_demand_advantage"
ON_DEMAND = pytest.mark.parametrize("mode", [STANDARD, ADVANTAGE])
MIB_A_SECOND = {"records_per_second": 1024, "record_kb": 1}
GB_A_MONTH = Decimal("2566.40625")  # 1 MiB x 2,628,000 / 1,024
LEAST_GB = Decimal("64160.15625")  # 25 MiB x 2,628,000 / 1,024


def quantity(answer: Answer, name: str) -> Decimal:
    return Decimal(item(answer, name).quantity)


@pytest.mark.parametrize(
    ("size", "units"),
    [("1 B", 1), ("5", 1), ("25600 B", 1), ("25601 B", 2), ("45", 2), ("50", 2), ("50.001", 3), ("1 MB", 41)],
)
def test_a_payload_unit_is_25_kb_of_one_record(size: str, units: int) -> None:
    answer = kinesis("provisioned", records_per_second=1000, record_kb=size, hours_per_month=1)
    # 3.6 million records.
    assert quantity(answer, "put_payload_units") == Decimal("3.6") * units


@ON_DEMAND
@pytest.mark.parametrize(
    ("size", "kb"),
    [("1 B", 1), ("1023 B", 1), ("1024 B", 1), ("1025 B", 2), ("4.5", 5), ("25", 25), ("25.01", 26), ("10 MB", 10240)],
)
def test_on_demand_each_record_is_written_as_whole_kb(mode: str, size: str, kb: int) -> None:
    answer = kinesis(mode, records_per_second=16, record_kb=size, hours_per_month=1)
    assert quantity(answer, "data_in") == Decimal(16 * 3600 * kb) / 2**20


@ON_DEMAND
@pytest.mark.parametrize("size", ["200 B", "1.5"])
def test_reads_and_retention_are_of_the_bytes_themselves(mode: str, size: str) -> None:
    answer = kinesis(mode, records_per_second=1024, record_kb=size, fan_out_consumers=3, retention_hours=25)
    share = {"200 B": Decimal(200) / 1024, "1.5": Decimal("1.5")}[size]
    assert quantity(answer, "data_out") == share * GB_A_MONTH
    assert quantity(answer, "fan_out_data") == 3 * share * GB_A_MONTH
    # An hour's GB, kept for one hour more than the first day, all month long.
    assert quantity(answer, "extended_retention") == share * Decimal("3.515625")


def test_provisioned_bills_shard_hours_used_or_not() -> None:
    busy, idle = (kinesis("provisioned", records_per_second=rate, peak_records_per_second=4000) for rate in (4000, 0))
    assert item(busy, "shard_hour").usd == item(idle, "shard_hour").usd == Decimal("43.8")
    assert billed(idle) == {"shard_hour": Decimal("43.8")}


def test_shared_reads_of_a_provisioned_stream_are_free() -> None:
    one, none = (kinesis("provisioned", shared_consumers=count) for count in (1, 0))
    assert billed(one) == billed(none)


@ON_DEMAND
@pytest.mark.parametrize("consumers", [0, 1, 2, 5])
def test_on_demand_each_shared_consumer_reads_everything(mode: str, consumers: int) -> None:
    assert quantity(kinesis(mode, **MIB_A_SECOND, shared_consumers=consumers), "data_out") == consumers * GB_A_MONTH


def test_only_on_demand_standard_bills_the_stream_by_the_hour() -> None:
    hours = {mode: billed(kinesis(mode)).get("stream_hours") for mode in ("provisioned", STANDARD, ADVANTAGE)}
    assert hours == {"provisioned": None, STANDARD: Decimal("29.2"), ADVANTAGE: None}


@pytest.mark.parametrize(
    ("mode", "usd"),
    [
        # 2 shards x 3 consumers x 730 x 0.015, and 3 x 2,566.40625 x 0.013
        ("provisioned", {"fan_out_hours": "65.7", "fan_out_data": "100.08984375"}),
        (STANDARD, {"fan_out_data": "384.9609375"}),  # at 0.05
        (ADVANTAGE, {"fan_out_data": "123.1875"}),  # at 0.016, as any other read
    ],
)
def test_fan_out_bills_by_the_gb_and_for_provisioned_shards_by_the_hour_too(mode: str, usd: dict[str, str]) -> None:
    answer = billed(kinesis(mode, **MIB_A_SECOND, fan_out_consumers=3))
    assert {name: cost for name, cost in answer.items() if name.startswith("fan_out")} == {
        name: Decimal(cost) for name, cost in usd.items()
    }


@pytest.mark.parametrize(("hours", "usd"), [("24", None), ("24.01", "29.2"), ("25", "29.2"), ("168", "29.2")])
def test_extended_retention_of_provisioned_shards_costs_the_same_whatever_its_length(
    hours: str, usd: str | None
) -> None:
    # 2 shards x 730 x 0.02
    answer = billed(kinesis("provisioned", **MIB_A_SECOND, retention_hours=hours))
    assert answer.get("extended_retention") == (usd and Decimal(usd))
    assert "long_term_retention" not in answer


@pytest.mark.parametrize(("mode", "price"), [(STANDARD, "0.1"), (ADVANTAGE, "0.023")])
@pytest.mark.parametrize(("hours", "beyond"), [("24", 0), ("25", 1), ("168", 144), ("169", 144), ("8760", 144)])
def test_extended_retention_on_demand_is_billed_by_the_gb_up_to_seven_days(
    mode: str, price: str, hours: str, beyond: int
) -> None:
    answer = kinesis(mode, **MIB_A_SECOND, retention_hours=hours)
    assert item(answer, "extended_retention").usd == Decimal("3.515625") * beyond * Decimal(price)


@pytest.mark.parametrize("mode", ["provisioned", STANDARD, ADVANTAGE])
@pytest.mark.parametrize(("hours", "beyond"), [("168", 0), ("168.5", "0.5"), ("169", 1), ("8760", 8592)])
def test_long_term_retention_is_billed_by_the_gb_beyond_seven_days(mode: str, hours: str, beyond: object) -> None:
    answer = kinesis(mode, **MIB_A_SECOND, retention_hours=hours)
    assert item(answer, "long_term_retention").usd == Decimal("3.515625") * Decimal(str(beyond)) * Decimal("0.023")


@pytest.mark.parametrize(("mode", "usd"), [("provisioned", "21"), (STANDARD, "40"), (ADVANTAGE, "16")])
def test_what_is_read_back_late_is_billed_by_the_gb(mode: str, usd: str) -> None:
    answer = kinesis(mode, retention_hours=169, long_term_retrieval_gb=1000)
    assert item(answer, "long_term_retrieval").usd == Decimal(usd)


@pytest.mark.parametrize("mode", ["provisioned", STANDARD, ADVANTAGE])
def test_nothing_is_read_back_late_that_is_not_kept_so_long(mode: str) -> None:
    assert "long_term_retrieval" not in billed(kinesis(mode, retention_hours=168, long_term_retrieval_gb=1000))


@pytest.mark.parametrize(
    ("mib", "readers", "fan_out", "short_in", "short_out"),
    [
        (0, 1, 0, 25, 25),
        (10, 1, 0, 15, 15),
        (10, 2, 0, 15, 5),
        (10, 1, 1, 15, 5),
        (10, 0, 3, 15, 0),
        (25, 1, 0, 0, 0),
        (25, 0, 0, 0, 25),
        (30, 2, 4, 0, 0),
    ],
)
def test_advantage_bills_a_shortfall_up_to_25_mib_written_and_25_mib_read(
    mib: int, readers: int, fan_out: int, short_in: int, short_out: int
) -> None:
    answer = kinesis(ADVANTAGE, records_per_second=1024 * mib, shared_consumers=readers, fan_out_consumers=fan_out)
    assert quantity(answer, "data_in_shortfall") == short_in * GB_A_MONTH
    assert quantity(answer, "data_out_shortfall") == short_out * GB_A_MONTH


def test_what_is_read_back_late_counts_towards_the_minimum() -> None:
    fields = {"records_per_second": 0, "retention_hours": 169}
    answer = kinesis(ADVANTAGE, **fields, long_term_retrieval_gb=1000)
    assert quantity(answer, "data_out_shortfall") == LEAST_GB - 1000
    assert answer.monthly_usd == kinesis(ADVANTAGE, **fields).monthly_usd


@pytest.mark.parametrize("rate", [0, 1, 1000, 10000, 25600])
def test_advantage_costs_its_minimum_whatever_is_written_below_it(rate: int) -> None:
    # 64,160.15625 x (0.032 + 0.016)
    assert kinesis(ADVANTAGE, records_per_second=rate).monthly_usd == Decimal("3079.6875")


@pytest.mark.parametrize("mode", ["provisioned", STANDARD, ADVANTAGE])
def test_half_a_month_costs_half_of_everything_but_what_is_read_back_late(mode: str) -> None:
    fields = {"records_per_second": 2000, "fan_out_consumers": 2, "retention_hours": 1000}
    whole, half = (kinesis(mode, **fields, hours_per_month=hours) for hours in (730, 365))
    assert half.effective_monthly_usd * 2 == whole.effective_monthly_usd
    assert kinesis(mode, **fields, hours_per_month=0).monthly_usd == 0
