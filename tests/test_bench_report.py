"""The bench's report is whole, also where its measures are taken one by one on several days."""

import pytest

from bench.__main__ import REPORT
from bench.report import Section, page_of, section, sections_of, taken_on
from bench.results import Result, Row, at_least, at_most

AIMED = (Row(("a thing", "0.45"), at_least(0.5), 0.45), Row(("another", "7")), Row(("a third", "2"), at_most(3), 2))
HEADINGS = ("figure", "measured")


def taken(ids: str, day: str, *rows: Row) -> Section:
    return section(Result(ids, "How much?", "By looking.", HEADINGS, rows or AIMED[1:2]), f"Taken on {day}.")


def test_a_page_names_what_was_missed_and_by_how_much() -> None:
    page = page_of([taken("B4", "a day", *AIMED)])
    assert "1 of 2 aims are met. Missed:\n\n- B4, a thing: missed by 0.05 (at least 0.5 was wanted)\n" in page
    assert "| another | 7 |  |  |" in page


def test_a_page_where_nothing_was_missed_says_so() -> None:
    assert "\n1 of 1 aims are met.\n" in page_of([taken("B4", "a day", AIMED[2])])


def test_a_page_that_was_written_is_read_back_section_by_section() -> None:
    sections = (taken("B1", "one day", *AIMED), taken("B1, B2", "one day"), taken("B13", "another"))
    assert sections_of(page_of(sections)) == sections


@pytest.mark.parametrize(
    ("again", "only", "days"),
    [
        (("B4",), ("B4",), {"B1": "old", "B1, B2": "old", "B4": "new", "B10": "old"}),
        (("B1", "B1, B2"), ("B1",), {"B1": "new", "B1, B2": "new", "B4": "old", "B10": "old"}),
        (("B8",), ("B8",), {"B1": "old", "B1, B2": "old", "B4": "old", "B8": "new", "B10": "old"}),
        (("B4", "B10"), (), {"B4": "new", "B10": "new"}),
    ],
    ids=["one", "with what it shares a table with", "one that there was not", "all that there are"],
)
def test_what_is_taken_again_takes_the_place_of_its_sections(
    again: tuple[str, ...], only: tuple[str, ...], days: dict[str, str]
) -> None:
    former = [taken(ids, "old") for ids in ("B1", "B1, B2", "B4", "B10")]
    merged = sections_of(page_of([taken(ids, "new") for ids in again], former, only))
    assert {each.ids: each.text.partition("Taken on ")[2][:3] for each in merged} == days
    assert [each.ids for each in merged] == [*days]


def test_a_missed_aim_is_told_of_until_it_is_measured_again() -> None:
    former = sections_of(page_of([taken("B4", "old", *AIMED)]))
    assert "0.05" in page_of([taken("B1", "new")], former, ("B1",))
    assert "Missed" not in page_of([taken("B4", "new", AIMED[2])], former, ("B4",))


def test_a_section_says_on_what_it_was_taken() -> None:
    told = taken_on({"Processor": "A fast one, 2 cores"}, {"Python": "3.11"}, 92.6)
    assert "in a run of 93 s; processor: A fast one, 2 cores; Python 3.11." in told


def test_every_section_of_the_report_says_when_it_was_taken() -> None:
    sections = sections_of(REPORT.read_text(encoding="utf-8"))
    assert {each.ids: each.text.count("\nTaken ") for each in sections} == dict.fromkeys(
        (each.ids for each in sections), 1
    )
