"""Price lists that a spreadsheet program opened and saved again: read, or refused by what happened to them."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.offers.csv_head import RESAVED
from calculator.offers.read_offer import read_offer
from tests.offers.priced_rows import tiers
from tests.offers.small_offers import ABOVE, LADDER, STORAGE_RULE, TITLES, as_csv, mapping_of, rows_of, sentences

WHOLE = as_csv(rows_of(*LADDER))
LADDER_READ = [
    ("STANDARD", "0", "51200", "0.023"),
    ("STANDARD", "51200", "512000", "0.022"),
    ("STANDARD", "512000", None, "0.021"),
]
# The moment of publication, as a program shows a number of fourteen digits in a narrow column.
ROUNDED = ("20261101120000", "2.02611E+13")


def saved_again(text: str, delimiter: str = ",", columns: int = len(TITLES)) -> str:
    """A list as a spreadsheet program writes it: every line as wide as the widest, quotes only where they must be."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([*row, *[""] * (columns - len(row))] for row in csv.reader(io.StringIO(text)))
    return written.getvalue()


def with_numbers(text: str) -> str:
    """Prices as numbers, without the zeros at their end."""
    return text.replace("0.0230000000", "0.023").replace("0.0220000000", "2.2E-02").replace("0.0210000000", "0.021")


@pytest.mark.parametrize(
    "spelled",
    [
        pytest.param(lambda text: saved_again(text), id="padded with commas"),
        pytest.param(lambda text: "\N{ZERO WIDTH NO-BREAK SPACE}" + saved_again(text), id="and with a mark in front"),
        pytest.param(lambda text: saved_again(text).replace("\r\n", "\n"), id="and with the line ends of Unix"),
        pytest.param(lambda text: saved_again(text, ";"), id="with semicolons"),
        pytest.param(lambda text: saved_again(text, "\t"), id="with tabs"),
        pytest.param(lambda text: saved_again(text, ";", len(TITLES) + 3), id="padded beyond the heading"),
        pytest.param(lambda text: saved_again(with_numbers(text)), id="with prices as numbers"),
        pytest.param(lambda text: saved_again(text.replace(*ROUNDED)), id="with the version rounded"),
        pytest.param(lambda text: text.replace(*ROUNDED), id="with nothing but the version rounded"),
        pytest.param(lambda text: saved_again(text.replace("20261101120000", "2,0261E+13"), ";"), id="and a comma"),
    ],
)
def test_a_list_that_was_saved_again_says_what_it_said(tmp_path: Path, spelled: Callable[[str], str]) -> None:
    path = tmp_path / "index.csv"
    path.write_bytes(spelled(WHOLE).encode())
    offer = read_offer(path, mapping_of(tmp_path, STORAGE_RULE))
    assert (offer.header.version, offer.rows_read, tiers(offer)) == (ABOVE["Version"], 3, LADDER_READ)
    assert offer.notes == (RESAVED,)


def test_of_a_list_as_aws_writes_it_nothing_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "index.csv"
    path.write_text(WHOLE, encoding="utf-8")
    assert read_offer(path, mapping_of(tmp_path, STORAGE_RULE)).notes == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(
            saved_again(WHOLE.replace("0.0230000000", "0,023"), ";").encode(),
            "is '0,023', which is no price. A spreadsheet program has written it in the way of a country",
            id="decimal commas",
        ),
        pytest.param(
            saved_again(WHOLE.replace("2026-10-01", "10/1/2026")).encode(),
            "in force from '10/1/2026', which is no date. A spreadsheet program has written it",
            id="days as in the United States",
        ),
        pytest.param(
            saved_again(WHOLE.replace("2026-10-01", "01.10.2026")).encode(),
            "in force from '01.10.2026', which is no date. A spreadsheet program has written it",
            id="days as in Germany",
        ),
        pytest.param(
            saved_again(WHOLE.replace("2026-10-01", "1-Oct-26")).encode(),
            "in force from '1-Oct-26', which is no date. A spreadsheet program has written it",
            id="days with the name of the month",
        ),
        pytest.param(
            WHOLE.replace("20261101120000", "2.02512E+13").encode(),
            "The version 2.02512E+13 is a number that a spreadsheet program has rounded",
            id="a rounded version of another moment",
        ),
        pytest.param(
            WHOLE.replace("20261101120000", "2.02611E+13x").encode(),
            "does not say its version",
            id="a version and more",
        ),
        pytest.param(saved_again(WHOLE, "\t").encode("utf-16"), "text in UTF-16", id="text in UTF-16"),
        pytest.param(b"PK\x03\x04" + bytes(99), "a workbook or an archive, not CSV", id="a workbook"),
        pytest.param(saved_again(WHOLE)[:-9].encode(), "has no end", id="cut off"),
        pytest.param(
            saved_again(WHOLE).replace(",EU (Ireland),", ",").encode(), "truncated or damaged", id="a cell that is lost"
        ),
    ],
)
def test_what_cannot_be_read_is_refused_by_what_happened_to_it(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in sentences(tmp_path, content)
