"""A second, plain calculation of a stream, in exact fractions, held against the calculator.

It is written from AWS's rules and reads its prices itself; it shares no code with the calculator. Shards are found
by adding one until the fullest of them carries its part. Where the two differ, one of them has misread a rule.
"""

import csv
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calculator.core.errors import Infeasible
from tests.lanes import for_some
from tests.questions import TODAY, answered

PRICING_DATA = Path(__file__).resolve().parents[2] / "pricing_data"
MODES = ("provisioned", "on_demand_standard", "on_demand_advantage")
KB_IN_GB = 2**20
MONTHS = {"730": 730, "28": 672, "31": 744}
BATCH = {"1000000 PUT payload units": 10**6}
Load = dict[str, str]


@cache
def price(region: str, dimension: str, mode: str) -> Fraction:
    """USD for one hour, GB or payload unit, by the newest row."""
    with (PRICING_DATA / "services/kinesis/prices.csv").open(encoding="utf-8", newline="") as table:
        rows = [
            row
            for row in csv.DictReader(table)
            if (row["region"], row["dimension"], row["option"]) == (region, dimension, mode)
            and date.fromisoformat(row["effective_from"]) <= TODAY
        ]
    newest = max(rows, key=lambda row: row["effective_from"])
    return Fraction(newest["usd_per_unit"]) / BATCH.get(newest["unit"], 1)


class Stream:
    """What one workload takes, and what it costs."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.mode, self.region = load["capacity_mode"], load["region"]
        self.month = MONTHS[load["month"]]
        self.hours = Fraction(load["hours_per_month"]) if load["hours_per_month"] else Fraction(self.month)
        self.size = Fraction(load["record_kb"])
        self.records = self.number("records_per_second") * self.hours * 3600
        self.gb = self.records * self.size / KB_IN_GB
        self.shared, self.fan_out = self.number("shared_consumers"), self.number("fan_out_consumers")
        self.kept = self.number("retention_hours")
        late = self.number("long_term_retrieval_gb")
        self.late = late if self.kept > 168 else Fraction(0)

    def number(self, field: str) -> Fraction:
        return Fraction(self.load[field])

    def price(self, dimension: str) -> Fraction:
        return price(self.region, dimension, self.mode)

    @property
    def fullest(self) -> tuple[Fraction, Fraction, Fraction]:
        """Shards' worth of records, of bytes written and of bytes read by shared consumers, at the peak."""
        records = self.number("peak_records_per_second")
        if self.mode == "provisioned":
            records *= 1 + self.number("headroom_percent") / 100
        mib = records * self.size / 1024
        return records / 1000, mib, mib * self.shared / 2

    @property
    def hottest(self) -> Fraction:
        return self.number("hottest_key_percent") / 100

    @property
    def is_possible(self) -> bool:
        """Whether some number of shards is enough for the shard with the hottest key."""
        return all(self.hottest * each < 1 or (self.hottest == 1 and each <= 1) for each in self.fullest)

    @property
    def shards(self) -> int:
        """Each shard carries an equal part of all keys but the hottest, and one of them that one too."""
        if int(self.load["shards"]):
            return int(self.load["shards"])
        most, part = max(self.fullest), 1 - self.hottest
        return next(shards for shards in count(1) if most * (self.hottest + part / shards) <= 1)

    def bill(self) -> Iterator[Fraction]:
        yield from self.provisioned() if self.mode == "provisioned" else self.on_demand()
        yield self.gb * self.fan_out * self.price("fan_out_data")
        yield self.gb * max(self.kept - 168, Fraction(0)) / self.month * self.price("long_term_retention")

    def provisioned(self) -> Iterator[Fraction]:
        shard_hours = self.shards * self.hours
        yield shard_hours * self.price("shard_hour")
        units = next(units for units in count(1) if units * 25 >= self.size)
        yield (int(self.load["put_payload_units"]) or self.records * units) * self.price("put_payload_unit")
        yield (shard_hours if self.kept > 24 else 0) * self.price("extended_retention")
        yield shard_hours * self.fan_out * self.price("fan_out_hour")
        yield self.late * self.price("long_term_retrieval")

    def on_demand(self) -> Iterator[Fraction]:
        if self.mode == "on_demand_standard":
            yield self.hours * self.price("stream_hour")
        whole_kb = next(kb for kb in count(1) if kb >= self.size)
        written, read = self.records * whole_kb / KB_IN_GB, self.gb * self.shared + self.late
        delivered = self.gb * self.fan_out
        if self.mode == "on_demand_advantage":
            least = 25 * self.hours * 3600 / 1024
            written, read = max(written, least), max(read, least - delivered)
        yield written * self.price("data_in")
        yield read * self.price("data_out")
        yield self.gb * (min(self.kept, Fraction(168)) - 24) / self.month * self.price("extended_retention")


@st.composite
def loads(draw: st.DrawFn, mode: str) -> Load:
    def of(*choices: str) -> str:
        return draw(st.sampled_from(choices))

    rate = of("0", "0.3", "99.99", "1000", "1024", "25600.5")
    return {
        "capacity_mode": mode,
        "region": of("us-east-1", "eu-central-1", "ap-northeast-1"),
        "month": of("730", "730", "28", "31"),
        "records_per_second": rate,
        "peak_records_per_second": str(float(Fraction(rate) * Fraction(of("1", "1.7", "5")))),
        "record_kb": of("0.2", "1", "1.0009765625", "4.5", "25", "25.0009765625"),
        "shared_consumers": of("0", "1", "2"),
        "fan_out_consumers": of("0", "1", "7"),
        "retention_hours": of("24", "24.5", "168", "169", "8760"),
        "hours_per_month": of("", "0", "365", "672"),
        "headroom_percent": of("0", "12.5", "100"),
        "hottest_key_percent": of("0", "0", "0.1", "2.5", "30", "100"),
        "shards": of("0", "0", "1", "37"),
        "put_payload_units": of("0", "0", "1", "123456789"),
        "long_term_retrieval_gb": of("0", "123.4"),
    }


def typed(load: Load) -> dict[str, object]:
    return {name: text for name, text in load.items() if text}


@pytest.mark.parametrize("mode", MODES)
@given(data=st.data())
@for_some(250)
def test_two_calculations_agree(mode: str, data: st.DataObject) -> None:
    load = data.draw(loads(mode))
    stream = Stream(load)
    assume(stream.is_possible and (mode == "provisioned" or stream.fullest[1] <= 200))
    answer = answered("kinesis", typed(load))
    usd = sum(stream.bill(), Fraction(0))
    # Only what is kept on average is ever rounded, in the 28th digit.
    assert answer.monthly_usd is not None
    assert abs(Fraction(answer.monthly_usd) - usd) <= usd / 10**24
    assert [Fraction(plan.count) for name, plan in answer.capacity.items() if name == "shards"] == (
        [Fraction(stream.shards)] if mode == "provisioned" else []
    )


@pytest.mark.parametrize("mode", MODES)
@given(data=st.data())
@for_some(50)
def test_two_calculations_refuse_the_same_keys(mode: str, data: st.DataObject) -> None:
    load = data.draw(loads(mode)) | {"hottest_key_percent": data.draw(st.sampled_from(["60", "99.9", "100"]))}
    assume(not Stream(load).is_possible)
    with pytest.raises(Infeasible, match="One partition key has one shard"):
        answered("kinesis", typed(load))


def test_the_second_calculation_knows_a_published_example() -> None:
    """The AWS calculator's 16.67 records a second of 3 KB for three consumers: 10.95 + 0.61 (11.56)."""
    nothing = dict.fromkeys(
        ("fan_out_consumers", "headroom_percent", "hottest_key_percent", "shards", "put_payload_units",
         "long_term_retrieval_gb"),
        "0",
    )  # fmt: skip
    load = {
        **nothing, "capacity_mode": "provisioned", "region": "us-east-1", "month": "730", "hours_per_month": "",
        "records_per_second": "16.67", "peak_records_per_second": "16.67", "record_kb": "3", "shared_consumers": "3",
        "retention_hours": "24",
    }  # fmt: skip
    assert round(float(sum(Stream(load).bill(), Fraction(0))), 2) == 11.56
