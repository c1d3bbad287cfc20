"""Rows found by their first cells in a file that stands in their order, without reading the others."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.sorted_rows import first_out_of_order, rows_beginning_with
from calculator.core.errors import BrokenTable
from tests.lanes import for_some
from tests.questions import CATALOGUE, TODAY
from tests.test_price_tables_rejected.test_rejected import SOUND

HEADING = "instance_type,operating_system,usd"
# In the order of their cells; a comma comes after a blank, so lines alone would sort otherwise.
ROWS = [
    "a1.large,Linux,1",
    "m5.large,Linux,2",
    "m5.large,Linux,3",
    "m5.large,Windows,4",
    "m5.large,Windows SQL Web,5",
    "m5.xlarge,Linux,6",
    "u-6tb1.112xlarge,Linux,7",
]


def written(folder: Path, rows: list[str], end: str = "\n", last: str = "\n") -> Path:
    path = folder / "rows.csv"
    path.write_bytes(end.join([HEADING, *rows]).encode() + last.encode())
    return path


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("a1.large", "Linux"), [(2, "a1.large,Linux,1")]),
        (("m5.large", "Linux"), [(3, "m5.large,Linux,2"), (4, "m5.large,Linux,3")]),
        (("m5.large", "Windows"), [(5, "m5.large,Windows,4")]),
        (("m5.large", "Windows SQL Web"), [(6, "m5.large,Windows SQL Web,5")]),
        (("m5.large",), [(number, ROWS[number - 2]) for number in (3, 4, 5, 6)]),
        (("u-6tb1.112xlarge", "Linux"), [(8, "u-6tb1.112xlarge,Linux,7")]),
        (("a0.large", "Linux"), []),
        (("m5.large", "Lin"), []),
        (("m5.large", "RHEL"), []),
        (("z9.large", "Linux"), []),
        (("", ""), []),
    ],
)
@pytest.mark.parametrize(("end", "last"), [("\n", "\n"), ("\n", ""), ("\r\n", "\r\n")])
def test_rows_are_found_with_their_lines(
    tmp_path: Path, cells: tuple[str, ...], found: list[tuple[int, str]], end: str, last: str
) -> None:
    assert rows_beginning_with(written(tmp_path, ROWS, end, last), cells) == (HEADING, found)


CELLS = st.text(alphabet="ab.- 1é", max_size=3)


@for_some(100)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=30), CELLS, CELLS)
def test_the_same_rows_are_found_as_by_reading_all(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], first: str, second: str
) -> None:
    lines = [",".join(row) for row in sorted(rows)]
    path = written(tmp_path_factory.mktemp("rows"), lines)
    for wanted in ((first,), (first, second)):
        read = [
            (number, line) for number, line in enumerate(lines, 2) if tuple(line.split(",")[: len(wanted)]) == wanted
        ]
        assert rows_beginning_with(path, wanted)[1] == read


def test_a_heading_alone_has_no_row(tmp_path: Path) -> None:
    assert rows_beginning_with(written(tmp_path, []), ("a",)) == (HEADING, [])


@pytest.mark.parametrize(
    ("rows", "cells", "place"),
    [
        (ROWS, 2, None),
        (ROWS[:1], 2, None),
        ([], 2, None),
        # The order of what stands behind the first cells does not matter.
        (["m5.large,Linux,9", "m5.large,Linux,1"], 2, None),
        (["m5.large,Linux,9", "m5.large,Linux,1"], 3, 1),
        ([ROWS[1], ROWS[0], *ROWS[2:]], 2, 1),
        ([*ROWS, "m5.large,RHEL,1"], 2, 7),
    ],
)
def test_a_row_out_of_order_is_named(rows: list[str], cells: int, place: int | None) -> None:
    assert first_out_of_order(rows, cells) == place


# --- In the table of instances ----------------------------------------------------------------------------


def out_of_order(folder: Path) -> Catalogue:
    """The sound tables with the rows of a Region upside down."""
    shutil.copytree(SOUND, folder, dirs_exist_ok=True)
    path = folder / "services" / "ec2" / "prices" / "us-east-1.csv"
    heading, row = path.read_text(encoding="utf-8").splitlines()[:2]
    below = row.replace("m5.large", "a1.large")
    path.write_text("\n".join([heading, row, below]) + "\n", encoding="utf-8")
    return Catalogue(folder)


def test_a_table_out_of_order_is_refused_and_not_searched_in_vain(tmp_path: Path) -> None:
    catalogue = out_of_order(tmp_path)
    for ask in (catalogue.check, lambda: catalogue.book(("ec2",), "us-east-1", date(2026, 1, 1))):
        with pytest.raises(BrokenTable) as refused:
            ask()
        assert refused.value.faults == (
            "ec2/prices/us-east-1.csv:3: stands before the row above it by its first 2 cells.",
        )


@pytest.mark.parametrize("region", CATALOGUE.regions_of("ec2")[::7])
def test_a_price_that_is_looked_up_is_the_one_that_is_listed(region: str) -> None:
    """The tables as they are shipped, one Region in seven, one price in thirty."""
    listed = CATALOGUE.table("ec2").in_force(region, TODAY)
    alone = Catalogue().table("ec2").in_force(region, TODAY)
    for key in [*listed][::30]:
        assert alone[key] == listed[key]
