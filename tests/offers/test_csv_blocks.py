"""Blocks of whole rows: joined they are the file, and none ends within a cell."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from calculator.offers import csv_blocks
from calculator.offers.csv_blocks import blocks_of_rows
from calculator.offers.file_stream import USUAL, opened
from calculator.offers.offer import BadOffer
from tests.lanes import for_some

CELLS = some.lists(some.text(some.sampled_from('ab",\n\r;'), max_size=9), min_size=2, max_size=4)


def blocks(path: Path, content: str) -> list[str]:
    """The blocks of a file; a few characters of it stand in the place of megabytes."""
    path.write_text(content, encoding="utf-8", newline="")
    with opened(path, USUAL, lambda read: None) as opened_content:
        return [block.decode() for block in blocks_of_rows(opened_content)]


@given(rows=some.lists(CELLS, min_size=1, max_size=30), size=some.integers(1, 40))
@for_some(100)
def test_rows_come_whole_whatever_stands_in_their_cells(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], size: int
) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_blocks, "BLOCK_BYTES", size)
        found = blocks(tmp_path_factory.mktemp("blocks") / "index.csv", text.getvalue())
    assert "".join(found) == text.getvalue()
    assert [row for block in found for row in csv.reader(io.StringIO(block, newline=""))] == rows


def test_a_row_without_an_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_blocks, "LONGEST_ROW", 1000)
    monkeypatch.setattr(csv_blocks, "BLOCK_BYTES", 100)
    with pytest.raises(BadOffer, match="goes on without an end"):
        blocks(tmp_path / "index.csv", 'a,"' + "b,c\n" * 999)
    assert len(blocks(tmp_path / "index.csv", 'a,"' + "b,c\n" * 200 + '"\n')) == 1
