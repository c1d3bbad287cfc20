"""A day of Amazon DynamoDB: auto scaling follows the load of each hour, within its limits, with figures by hand."""

from decimal import Decimal

import pytest

from calculator.core.answer import Answer
from tests.questions import beside, dynamodb, numbers, provisioned, warned

# A peak of 100 strongly consistent reads and writes a second of 1 KB takes 100 of each at full use.
PEAK = {
    "reads_per_second": 50, "peak_reads_per_second": 100, "writes_per_second": 50, "peak_writes_per_second": 100,
    "strong_read_percent": 100,
}  # fmt: skip
HALF_DAYS = [100] * 12 + [20] * 12
RISING = [4 * hour for hour in range(24)]  # 0, 4, ... 92 %


def day(hours: list[int], **fields: object) -> Answer:
    return dynamodb("provisioned", hourly_load_percent=hours, **{**PEAK, "target_utilization_percent": 100, **fields})


@pytest.mark.parametrize(
    ("hours", "target", "most", "unit_hours"),
    [
        ([100] * 24, "100", "100", "73000"),
        ([100] * 24, "70", "143", "104390"),
        (HALF_DAYS, "100", "100", "43800"),  # 60 on average
        (HALF_DAYS, "70", "143", "62780"),  # 143 and 29: 86 on average
        ([50] * 24, "100", "50", "36500"),
        ([0] * 24, "100", "1", "730"),  # a table has one unit at least
        ([0] * 23 + [100], "100", "100", "3741.25"),  # 123 / 24 x 730
        (RISING, "100", "92", "33610.41666666666666666666667"),  # (4 x 276 + 1) / 24 x 730
    ],
)
def test_each_hour_has_its_own_capacity_and_the_month_bills_all(
    hours: list[int], target: str, most: str, unit_hours: str
) -> None:
    answer = day(hours, target_utilization_percent=target)
    assert provisioned(answer, "rcu", "wcu") == numbers(most, most)
    assert provisioned(answer, "rcu_hours", "wcu_hours") == numbers(unit_hours, unit_hours)


def test_a_day_like_every_other_hour_is_no_day_at_all() -> None:
    flat, none = day([100] * 24), day([])
    assert provisioned(flat, *flat.capacity) == provisioned(none, *none.capacity)
    assert flat.monthly_usd == none.monthly_usd


@pytest.mark.parametrize(
    ("least", "most", "peak", "unit_hours", "throttled"),
    [
        (0, 0, "100", "43800", "0"),
        (50, 0, "100", "54750", "0"),  # 100 and 50
        (0, 100, "100", "43800", "0"),  # all that is needed is given
        (0, 99, "99", "43435", "12"),  # 99 and 20
        (0, 20, "20", "14600", "12"),
        (0, 19, "19", "13870", "24"),
        (0, 1, "1", "730", "24"),
        (60, 60, "60", "43800", "12"),
        (200, 300, "200", "146000", "0"),
    ],
)
def test_auto_scaling_stays_between_its_least_and_its_most(
    least: int, most: int, peak: str, unit_hours: str, throttled: str
) -> None:
    answer = day(HALF_DAYS, minimum_rcu=least, maximum_rcu=most, minimum_wcu=least, maximum_wcu=most)
    assert provisioned(answer, "rcu", "wcu") == numbers(peak, peak)
    assert provisioned(answer, "rcu_hours", "wcu_hours") == numbers(unit_hours, unit_hours)
    found = beside(answer)
    assert [found[f"throttled_{side}_hours_per_day"] for side in ("read", "write")] == [Decimal(throttled)] * 2


@pytest.mark.parametrize(
    ("most", "said"),
    [
        (93, None),
        (92, None),
        (91, "Reads would be throttled in 1 of 24 hours: 23:00."),
        (81, "Reads would be throttled in 3 of 24 hours: 21:00, 22:00, 23:00."),
    ],
)
def test_the_hours_of_the_day_that_are_throttled_are_named(most: int, said: str | None) -> None:
    messages = [notice.message for notice in day(RISING, maximum_rcu=most).warnings if notice.code == "throttled"]
    assert messages == ([] if said is None else [said])


def test_the_headroom_of_the_target_takes_load_before_it_is_throttled() -> None:
    # 100 / 0.5 would be 200; 150 are given, of which 100 are used.
    answer = day([100] * 24, target_utilization_percent=50, maximum_wcu=150)
    assert (provisioned(answer, "wcu"), beside(answer)["throttled_write_hours_per_day"]) == (numbers("150"), 0)


def test_the_limits_hold_for_the_table_and_for_each_index() -> None:
    # 100 by day and 20 by night, kept between 40 and 90, for the table and two indexes.
    answer = day(HALF_DAYS, minimum_wcu=40, maximum_wcu=90, global_secondary_indexes=2)
    assert provisioned(answer, "wcu", "wcu_hours") == numbers("270", "142350")  # 3 x 65 x 730


def test_an_index_may_be_enough_where_its_table_is_throttled() -> None:
    # Transactional writes take 200 of the table and 100 of its index, which has no other most than 150.
    answer = day([100] * 24, transactional_write_percent=100, global_secondary_indexes=1, maximum_wcu=150)
    assert provisioned(answer, "wcu") == numbers("250")
    assert beside(answer)["throttled_write_hours_per_day"] == 24


def test_a_replica_follows_the_same_hours_and_limits() -> None:
    answer = day(HALF_DAYS, maximum_wcu=90, replica_regions="us-west-2")
    written = next(each for each in answer.line_items if each.name == "replicated_writes_us_west_2")
    assert written.quantity == Decimal(40150)  # (90 + 20) / 2 x 730


@pytest.mark.parametrize("field", ["minimum_rcu", "maximum_rcu", "minimum_wcu", "maximum_wcu"])
def test_a_limit_of_auto_scaling_without_hours_has_no_effect_and_says_so(field: str) -> None:
    with_limit, without = day([], **{field: 7}), day([])
    assert with_limit.line_items == without.line_items
    assert ("not_used", field) in warned(with_limit)


@pytest.mark.parametrize(
    ("least", "most", "binds"),
    [(0, 0, "read_units"), (100, 0, "read_units"), (101, 0, None), (0, 100, "read_units"), (0, 99, None)],
)
def test_a_limit_that_sets_the_capacity_leaves_nothing_that_binds(least: int, most: int, binds: str | None) -> None:
    assert day(HALF_DAYS, minimum_rcu=least, maximum_rcu=most).capacity["rcu"].binding == binds


def test_the_busiest_hour_is_what_capacity_is_held_against() -> None:
    plan = day([60] * 23 + [30]).capacity["rcu"]
    (demand,) = plan.demands
    assert (plan.count, plan.binding, demand.amount, plan.utilization(demand)) == (60, "read_units", 60, 1)


@pytest.mark.parametrize(("average", "is_said"), [("60", False), ("60.01", False), ("61", True), ("50", True)])
def test_hours_that_come_to_another_average_are_pointed_out(average: str, is_said: bool) -> None:
    answer = day(HALF_DAYS, reads_per_second=average, writes_per_second=60)
    assert warned(answer).count(("averages_differ", "reads_per_second")) == is_said
    assert ("averages_differ", "writes_per_second") not in warned(answer)


def test_the_difference_of_the_averages_is_told_in_numbers() -> None:
    messages = [notice.message for notice in day(HALF_DAYS).warnings if notice.code == "averages_differ"]
    assert messages[0].startswith(
        "The load of each hour comes to 60 reads a second on average, and those are billed, not 50."
    )


def test_where_the_hours_say_the_load_more_on_average_is_no_step() -> None:
    assert [step.field for step in day(HALF_DAYS).next_steps] == ["storage_gb"]


@pytest.mark.parametrize(("target", "is_said"), [("19.9", True), ("20", False), ("90", False), ("90.1", True)])
def test_a_target_that_auto_scaling_does_not_take_is_pointed_out(target: str, is_said: bool) -> None:
    answer = day(HALF_DAYS, target_utilization_percent=target)
    assert (("outside_range", "target_utilization_percent") in warned(answer)) is is_said


def test_any_target_is_taken_where_nothing_scales() -> None:
    assert ("outside_range", "target_utilization_percent") not in warned(day([], target_utilization_percent=95))
