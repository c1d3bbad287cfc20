"""Hours that run: weeks, and files as people export them."""

from decimal import Decimal

import pytest

from calculator.commitments.load_file import HOLD, read_load_file
from calculator.commitments.loads import Week, of_week, of_year, read_days
from calculator.core.errors import BadFile


def test_a_week_repeats_and_a_night_belongs_to_the_day_that_began_it() -> None:
    year = of_week(Week(Decimal(10), Decimal(2), read_days("mon-fri"), 22, 2))
    assert year.size == 8760
    assert year[22:26].tolist() == [10, 10, 10, 10]
    # Saturday begins after Friday's two hours.
    assert year[5 * 24 : 5 * 24 + 3].tolist() == [10, 10, 2]
    assert year[:168].sum() == 20 * 10 + 148 * 2


@pytest.mark.parametrize(
    ("text", "days"),
    [("mon-fri", (0, 1, 2, 3, 4)), ("Sat, Sun", (5, 6)), ("fri-mon", (0, 4, 5, 6)), ("wednesday", (2,))],
)
def test_days_are_read_as_people_write_them(text: str, days: tuple[int, ...]) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize("text", ["", "mon-", "weekdays", "mon-tue-wed"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="mon-fri"):
        read_days(text)


def test_few_hours_are_repeated_to_a_year() -> None:
    assert of_year([1.0, 2.0, 3.0])[[0, 1, 2, 3, 8759]].tolist() == [1, 2, 3, 1, 3]


CLOUDWATCH = """\
Label,GroupInServiceInstances
Period,300
Statistic,Average
2026/03/01 00:00:00,3
2026/03/01 00:05:00,5
2026/03/01 01:00:00,2
2026/03/01 04:00:00,7
"""
COST_EXPLORER = """\
"Start","BoxUsage:m5.large (Hours)"
"Total","9"
"2026-03-01T00:00:00Z","4"
"2026-03-01T01:00:00Z","5"
"""


def test_metrics_of_cloudwatch_are_averaged_by_the_hour_and_gaps_are_said() -> None:
    found = read_load_file(CLOUDWATCH)
    assert [*found.running] == [4, 2, 0, 0, 7]
    assert found.notes == (
        "4 values make 3 hours; each hour is their average.",
        "The times state no zone and are read as UTC.",
        "2 hours are missing and count as nothing running.",
        "The 5 hours repeat through the year.",
    )
    assert read_load_file(CLOUDWATCH, gaps=HOLD).running == (4, 2, 2, 2, 7)


def test_hours_of_cost_explorer_are_read_without_their_total() -> None:
    found = read_load_file(COST_EXPLORER)
    assert [*found.running] == [4, 5]
    assert found.notes == ("The 2 hours repeat through the year.",)


def test_rows_of_a_cost_and_usage_report_are_added_up_by_the_hour() -> None:
    text = (
        "identity/TimeInterval,lineItem/UsageAmount\n"
        "2026-01-01T00:00:00Z/2026-01-01T01:00:00Z,3\n"
        "2026-01-01T01:00:00Z/2026-01-01T02:00:00Z,4\n"
        "2026-01-01T01:00:00Z/2026-01-01T02:00:00Z,2.5\n"
    )
    found = read_load_file(text)
    assert [*found.running] == [3, 6.5]
    assert "3 values make 2 hours; those of an hour are added up." in found.notes
    # A day is no hour.
    with pytest.raises(BadFile):
        read_load_file("t,n\n2026-01-01T00:00:00Z/2026-01-02T00:00:00Z,3\n")


@pytest.mark.parametrize(
    ("time", "zone"), [("0001-01-01 00:00", "Asia/Tokyo"), ("9999-12-31 23:00", "America/New_York")]
)
def test_a_time_beyond_the_calendar_says_so(time: str, zone: str) -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        read_load_file(f"{time},1", time_zone=zone)


def test_an_hour_that_clocks_leave_out_is_said() -> None:
    found = read_load_file("2026-03-29 01:00,1\n2026-03-29 02:00,2\n2026-03-29 04:00,4\n", time_zone="Europe/Berlin")
    assert [*found.running] == [1, 2, 4]
    sentence = "The clocks went forward: 2026-03-29 02:00 is no hour of Europe/Berlin and counts with the one after it."
    assert sentence in found.notes


@pytest.mark.parametrize(
    ("day", "hours", "running"),
    [
        # In autumn 02:00 is there twice, in spring it is not there at all.
        ("2026-10-25", ["01:00", "02:00", "02:00", "03:00"], (1, 2, 3, 4)),
        ("2026-03-29", ["01:00", "03:00", "04:00"], (1, 2, 3)),
        ("2026-10-25", ["02:00", "02:30", "02:00", "02:30"], (1.5, 3.5)),
    ],
)
def test_summer_time_moves_no_hour(day: str, hours: list[str], running: tuple[float, ...]) -> None:
    lines = [f"{day} {hour},{at + 1}" for at, hour in enumerate(hours)]
    assert read_load_file("\n".join(lines), time_zone="Europe/Berlin").running == running


def test_clocks_that_go_back_are_said() -> None:
    text = "2026-10-25 02:00,1\n2026-10-25 02:00,2\n"
    notes = read_load_file(text, time_zone="Europe/Berlin").notes
    assert "The clocks went back: 2026-10-25 02:00 is there twice and counts as two hours." in notes


@pytest.mark.parametrize(
    ("text", "field", "sentence"),
    [
        ("", "csv", "No line begins with a time"),
        ("time,count\nyesterday,3", "csv", "No line begins with a time"),
        ("2026-01-01 00:00,many", "csv", "Line 1: 'many' is no number"),
        ("2026-01-01 00:00,-2", "csv", "Line 1: '-2' is no number"),
        ("2026-01-01 00:00,nan", "csv", "Line 1: 'nan' is no number"),
        ("2026-01-01 00:00,1e400", "csv", "is no number"),
        ("2026-01-01 00:00", "csv", "no column of values"),
        ("time,a,b\n2026-01-01 00:00,1,2", "column", "There are 2 columns of values: a, b"),
        ("2001-01-01 00:00,1\n2026-01-01 00:00,1", "csv", "at most five years"),
        ("0001-01-01T00:00:00+14:00,1", "csv", "cannot be read"),
        ("9999-12-31T23:00:00-14:00/9999-12-31T23:30:00-14:00,1", "csv", "No line begins with a time"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text: str, field: str, sentence: str) -> None:
    with pytest.raises(BadFile) as caught:
        read_load_file(text)
    assert caught.value.errors[0].field == field
    assert sentence in caught.value.errors[0].message


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [({"column": "c"}, "No column is called 'c'; there are a, b."), ({"time_zone": "../etc"}, "is no time zone")],
)
def test_a_column_or_zone_that_is_not_there_is_named(asked: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadFile, match=sentence.replace(".", r"\.")):
        read_load_file("time,a,b\n2026-01-01 00:00,1,2", **asked)


def test_lines_may_end_before_the_last_column() -> None:
    text = "time,a,b\n2026-01-01T00:00:00Z\n2026-01-01T01:00:00Z,1\n2026-01-01T02:00:00Z,3,\n"
    assert read_load_file(text).running == (0, 1, 3)


def test_the_column_that_is_named_is_read() -> None:
    assert read_load_file("time,a,b\n2026-01-01T00:00:00+02:00,1,2", column="b").running == (2,)


def test_of_more_than_a_year_the_last_hours_are_used() -> None:
    found = read_load_file("2024-01-01T00:00:00Z,0\n2025-06-01T00:00:00Z,9")
    assert (len(found.running), found.running[-1]) == (8760, 9)
    assert any("the last 8,760 are used" in note for note in found.notes)


def test_two_columns_of_one_name_are_not_guessed_between() -> None:
    with pytest.raises(BadFile, match="2 columns are called 'a'; give each its own name"):
        read_load_file("time,a,a\n2026-01-01 00:00,1,2", column="a")


def test_lines_among_the_hours_that_begin_with_no_time_are_named() -> None:
    found = read_load_file("Label,n\n2026-01-01 00:00,3\n01/01/2026 01:00,900\n2026-01-01 02:00,3")
    assert [*found.running] == [3, 0, 3]
    assert "Not read, because they begin with no time: line 3 ('01/01/2026 01:00')." in found.notes
    many = read_load_file("2026-01-01 00:00,3\n" + "Total,9\n" * 7)
    assert any(note.endswith("line 6 ('Total') and 2 more.") for note in many.notes)


def test_a_zone_that_no_time_needs_is_said_to_be_unused() -> None:
    found = read_load_file("2026-01-01T00:00:00Z,3", time_zone="Europe/Berlin")
    assert "Every time states its zone; Europe/Berlin is not used." in found.notes
