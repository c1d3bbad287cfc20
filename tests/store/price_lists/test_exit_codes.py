"""A refused file ends the program with the documented code, however much of the file was still to be read."""

import csv
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from calculator.management.price_list_options import REFUSED
from tests.store.price_lists.databases import finished, own_database
from tests.store.price_lists.offer_texts import offer_file

# Far more rows than are read ahead.
ROWS = 60_000
TIMES = 6


def with_a_bad_row(path: Path, number: int) -> Path:
    """A list of many rows, of which one is in another currency."""
    whole = offer_file(path.with_suffix(".whole"), "20261101120000", Decimal("0.1")).read_text(encoding="utf-8")
    *head, row = list(csv.reader(whole.splitlines()))[:7]
    currency = head[-1].index("Currency")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerows(head)
        for line in range(ROWS):
            cells = [f"R{line}" if cell.endswith("6YS6EN2CT7") else cell for cell in row]
            cells[currency] = "EUR" if line == number else "USD"
            writer.writerow(cells)
    return path


@pytest.mark.slow
@pytest.mark.database
@pytest.mark.parametrize("number", [0, ROWS // 2], ids=["first row", "later row"])
def test_a_refused_csv_file_ends_with_its_code_every_time(tmp_path: Path, number: int) -> None:
    path = with_a_bad_row(tmp_path / "index.csv", number)
    command = [sys.executable, "manage.py", "import_price_list", str(path)]
    with own_database(tmp_path) as environment:
        ended = [finished(command, environment) for _ in range(TIMES)]
    assert [each.returncode for each in ended] == [REFUSED] * TIMES
    assert {each.stderr for each in ended} == {
        f"{path}: The price of R{number} is in 'EUR'; only prices in USD are read.\n"
    }
