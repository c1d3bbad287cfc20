"""The types that meet a need: held to a search through the files themselves, and to whole answers."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from calculator.analysis.priced_types import MONTH, PricedTypes, priced_types, prices_under_each
from calculator.analysis.type_finder import Need, find
from calculator.core.units import PRICING_DATA
from calculator.estimator import book_for
from calculator.services import SERVICES
from tests.questions import CATALOGUE, TODAY, answered, asked

EC2 = PRICING_DATA / "services" / "ec2"
# What a need is stated of, and the column of AWS's figures behind it, of which one is a thousandth.
LEAST = {
    "vcpus": ("vcpu", 1, (0, 1, 2, 4, 8, 16, 48, 96, 192)),
    "memory_gib": ("memory_gib", 1, (0, 1, 8, 16, 61, 64, 256, 1024)),
    "gpus": ("gpu_count", 1, (0, 0, 0, 1, 4, 8)),
    "network_gbps": ("network_gbps_baseline", 1, (0, 0, 5, 10, 50)),
    "ebs_gbps": ("ebs_baseline_mbit_s", 1000, (0, 0, 1, 10)),
}
REGIONS, SEEDS = ("us-east-1", "eu-central-1", "ap-southeast-6"), range(40)
WITH_TYPES = [key for key in SERVICES if SERVICES[key].TYPE_TABLE]
# Quotients have 28 digits.
NOISE = Decimal("1e-18")


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@cache
def by_hand(region: str) -> Mapping[str, Decimal]:
    """The newest on-demand price of Linux of each type, by going through the rows."""
    priced = [
        (row["effective_from"], row["instance_type"], Decimal(row["on_demand"]))
        for row in rows(EC2 / "prices" / f"{region}.csv")
        if row["operating_system"] == "Linux" and row["on_demand"] and row["effective_from"] <= TODAY.isoformat()
    ]
    return {name: price for _, name, price in sorted(priced)}


@cache
def attributes() -> list[dict[str, str]]:
    return list(rows(EC2 / "instance_types.csv"))


def drawn(seed: int) -> tuple[str, Need]:
    chance = random.Random(seed)
    least = {name: Decimal(chance.choice(values)) for name, (_, _, values) in LEAST.items()}
    words = {"architecture": chance.choice(("x86_64", "arm64"))} if chance.random() < 0.5 else {}
    words |= {"generation": "current"} if chance.random() < 0.5 else {}
    return chance.choice(REGIONS), Need({name: number for name, number in least.items() if number}, words)


def fits(row: dict[str, str], need: Need) -> bool:
    for name, least in need.least.items():
        column, parts, _ = LEAST[name]
        if not row[column] or Decimal(row[column]) < least * parts:
            return False
    architecture = need.words.get("architecture")
    if architecture and architecture not in row["architecture"].split("|"):
        return False
    return "generation" not in need.words or row["current_generation"] == "true"


def ec2_types(region: str, option: str = "on_demand", **beside: object) -> PricedTypes:
    question = asked("ec2", {"region": region, "purchase_option": option, **beside})
    table = SERVICES["ec2"].TYPE_TABLE
    assert table is not None
    chosen = {"operating_system": question.usage.operating_system}
    return priced_types(table, option, chosen, book_for(question, CATALOGUE), CATALOGUE)


ON_DEMAND = cache(ec2_types)


@pytest.mark.series(quick=8)
@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_answer_is_the_cheapest_that_fits(seed: int) -> None:
    region, need = drawn(seed)
    types, prices = ON_DEMAND(region), by_hand(region)
    fitting = {row["instance_type"] for row in attributes() if fits(row, need)}
    found = find(types, need)
    assert set(found.names) == fitting
    assert set(found.unpriced) == fitting - prices.keys()
    priced = [name for name in found.names if name in prices]
    assert [types.figures[name][MONTH] for name in priced] == sorted(prices[name] * 730 for name in priced)
    assert found.names[: len(priced)] == tuple(priced)


# By service: the folder of prices, what they are keyed by besides, the file of what types have.
KEYED = {
    "rds": ("instances", {"engine": "postgresql", "deployment": "multi_az"}, "instance_class"),
    "elasticache": ("nodes", {"engine": "redis"}, "node_type"),
    "opensearch": ("nodes", {}, "node_type"),
    "msk": ("brokers", {}, "broker_type"),
}


@pytest.mark.series(quick=3)
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("key", KEYED)
def test_the_first_answer_of_other_services_is_the_cheapest_that_fits_too(key: str, seed: int) -> None:
    folder, beside, name = KEYED[key]
    question, table = asked(key, dict(beside)), SERVICES[key].TYPE_TABLE
    assert table is not None
    chosen = {each: str(getattr(question.usage, each)) for each in table.beside}
    chance = random.Random(f"{key}{seed}")
    least = {
        "vcpus": Decimal(chance.choice((1, 2, 4, 8, 16))),
        "memory_gib": Decimal(chance.choice((1, 4, 13, 32, 100))),
    }
    types = priced_types(table, "on_demand", chosen, book_for(question, CATALOGUE), CATALOGUE)
    found = find(types, Need(least, {}))
    at = PRICING_DATA / "services" / key
    dated = sorted(
        (row["effective_from"], row[name], Decimal(row["on_demand"]))
        for row in rows(at / folder / "us-east-1.csv")
        if row["on_demand"] and row["effective_from"] <= TODAY.isoformat()
        if all(row[each] == value for each, value in chosen.items())
    )
    hours = {each: price for _, each, price in dated}
    fitting = {
        row[name]
        for row in rows(at / f"{name}.csv")
        if all(row[each] and Decimal(row[each]) >= number for each, number in least.items())
    }
    cheapest = sorted(hours[each] * 730 for each in fitting & hours.keys())
    assert cheapest
    assert [types.figures[each][MONTH] for each in found.names[: len(cheapest)]] == cheapest
    assert set(found.names) - set(found.unpriced) == fitting & hours.keys()


@pytest.mark.parametrize(
    ("key", "workload", "hour"),
    [
        # Rows of us-east-1, read in the files.
        ("ec2", {"instance_type": "m7g.xlarge"}, "0.1632"),
        ("ec2", {"instance_type": "t4g.xlarge"}, "0.1344"),
        ("rds", {"instance_class": "db.m6g.large", "engine": "postgresql"}, "0.159"),
    ],
)
def test_an_hour_is_that_of_the_price_row(key: str, workload: dict[str, object], hour: str) -> None:
    question = asked(key, dict(workload))
    table = SERVICES[key].TYPE_TABLE
    assert table is not None
    chosen = {name: str(getattr(question.usage, name)) for name in table.beside}
    types = priced_types(table, "on_demand", chosen, book_for(question, CATALOGUE), CATALOGUE)
    figures = types.figures[str(workload[table.field])]
    assert (figures["hour"], figures[MONTH]) == (Decimal(hour), Decimal(hour) * 730)


WAYS = [
    *("on_demand", "spot", "reserved_1y_no_upfront", "reserved_3y_all_upfront", "reserved_1y_partial_upfront"),
    *("reserved_3y_no_upfront_convertible", "compute_savings_plan_1y_partial_upfront"),
]


@pytest.mark.series(quick=3)
@pytest.mark.parametrize("month", ["730", "31"])
@pytest.mark.parametrize("option", WAYS)
def test_a_month_is_what_the_answer_bills_for_it(option: str, month: str) -> None:
    types = ec2_types("us-east-1", option, month=month)
    priced = [name for name, each in types.figures.items() if each[MONTH] is not None]
    chance = random.Random(option)
    for name in chance.sample(priced, 8):
        raw: dict[str, object] = {"instance_type": name, "purchase_option": option, "month": month}
        usd = answered("ec2", raw).effective_monthly_usd
        listed = types.figures[name][MONTH]
        assert isinstance(listed, Decimal)
        assert abs(listed - usd) < NOISE
    assert len(priced) >= 8


@pytest.mark.parametrize("key", WITH_TYPES)
def test_no_type_costs_nothing_and_the_cheapest_stand_first(key: str) -> None:
    table = SERVICES[key].TYPE_TABLE
    assert table is not None
    question = asked(key, {})
    chosen = {name: str(getattr(question.usage, name)) for name in table.beside}
    types = priced_types(table, "on_demand", chosen, book_for(question, CATALOGUE), CATALOGUE)
    months = [types.figures[name][MONTH] for name in find(types, Need({}, {})).names]
    known = [each for each in months if isinstance(each, Decimal)]
    assert known == sorted(known)
    assert months[: len(known)] == known
    assert min(known) > 0
    assert "" not in types.words_of("type")


@pytest.mark.parametrize("by", ["vcpus", "memory_gib", "hour", "month_per_vcpus", "network_gbps", "type", "generation"])
def test_any_column_sorts_both_ways_and_what_is_not_known_stands_last(by: str) -> None:
    types = ON_DEMAND("us-east-1")
    up, down = (find(types, Need({}, {}), by, is_descending=way).names for way in (False, True))
    assert set(up) == set(down) == set(types.figures)
    values = [types.figures[name][by] for name in up]
    known = [each for each in values if each is not None]
    assert values[: len(known)] == known == sorted(known, key=lambda each: each)
    downwards = [types.figures[name][by] for name in down]
    assert downwards[: len(known)] == known[::-1]


def test_types_alike_in_a_column_stand_by_their_price_and_those_without_one_last() -> None:
    types = ec2_types("us-east-1", "spot")
    alike: dict[object, list[object]] = defaultdict(list)
    for name in find(types, Need({}, {}), "vcpus").names:
        alike[types.figures[name]["vcpus"]].append(types.figures[name][MONTH])
    for months in alike.values():
        known = [each for each in months if isinstance(each, Decimal)]
        assert months[: len(known)] == known == sorted(known)
    assert any(None in months and months[0] is not None for months in alike.values())


def test_bands_of_interruptions_sort_by_how_often() -> None:
    types = ec2_types("us-east-1", "spot")
    bands = [types.figures[name]["interruptions"] for name in find(types, Need({}, {}), "interruptions").names]
    assert list(dict.fromkeys(bands)) == ["<5%", "5-10%", "10-15%", "15-20%", ">20%", None]


def test_a_type_of_which_the_need_is_not_known_is_counted_and_not_listed() -> None:
    types = ON_DEMAND("us-east-1")
    silent = [row["instance_type"] for row in attributes() if not row["network_gbps_baseline"]]
    found = find(types, Need({"network_gbps": Decimal(1)}, {}))
    assert found.unknown == {"network_gbps": len(silent)}
    assert set(silent).isdisjoint(found.names)
    assert find(types, Need({}, {}, "M7G.x")).names == ("m7g.xlarge",)


def test_side_by_side_every_way_has_the_price_of_its_answer_or_none() -> None:
    question = asked("ec2", {})
    table, names = SERVICES["ec2"].TYPE_TABLE, ("m7g.xlarge", "m8i.xlarge")
    assert table is not None
    prices = prices_under_each(table, names, WAYS, {"operating_system": "Linux"}, book_for(question, CATALOGUE))
    assert [each.option for each in prices] == WAYS
    for each in prices:
        for name, month in each.months.items():
            raw: dict[str, object] = {"instance_type": name, "purchase_option": each.option}
            if month is not None:
                assert abs(month - answered("ec2", raw).effective_monthly_usd) < NOISE
            assert (name in each.seen) == (month is not None)
    assert [each.option for each in prices if None in each.months.values()] != []
