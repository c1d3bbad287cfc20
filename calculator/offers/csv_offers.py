"""Offer files as CSV: five lines that say which list it is, a heading, and a row for each price."""

import csv
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from calculator.core.errors import shown
from calculator.offers.header import header_of
from calculator.offers.mapping import column_key
from calculator.offers.offer import BadOffer, OfferHeader
from calculator.offers.opening import Content
from calculator.offers.rows import PRICE_COLUMNS, TEXT_COLUMNS, Coded, Rows

BLOCK_BYTES = 1 << 21
MOST_LINES_ABOVE = 12
NEEDED = ("sku", "ratecode", "effectivedate", "unit", "priceperunit", "currency", "usagetype", "operation")
SAVINGS_PLAN_MARK = "discountedrate"
# A Savings Plan's file names what is discounted in columns of its own; to us they are the row's.
SAVINGS_PLAN_NAMES = {
    "discountedrate": "priceperunit",
    "discountedusagetype": "usagetype",
    "discountedoperation": "operation",
    "discountedregioncode": "regioncode",
    "discountedinstancetype": "instancetype",
    "usagetype": "planusagetype",
    "operation": "planoperation",
    "instancetype": "planinstancetype",
    "regioncode": "planregioncode",
    "description": "pricedescription",
}
SAVINGS_PLAN_TERM = "SavingsPlan"


class CsvOffer:
    """One CSV file: its header is read at once, its rows when they are asked for."""

    def __init__(self, content: Content) -> None:
        self._content = content
        above, titles = _head(content)
        self.header: OfferHeader = header_of(above)
        keys = [column_key(title) for title in titles]
        self._is_savings_plan = SAVINGS_PLAN_MARK in keys
        self._names = [SAVINGS_PLAN_NAMES.get(key, key) for key in keys] if self._is_savings_plan else keys
        _check_names(self._names, titles)

    def rows(self, columns: Collection[str]) -> Iterator[Rows]:
        """All rows in blocks, with the columns that are always needed and some others. Raises BadOffer."""
        wanted = dict.fromkeys((*PRICE_COLUMNS, *columns, self._names[-1]))
        texts = [name for name in TEXT_COLUMNS if name in self._names]
        coded = [name for name in wanted if name in self._names and name not in texts]
        last_cell = ""
        try:
            for batch in self._batches(coded, texts):
                # A block of empty lines has no rows.
                if batch.num_rows:
                    last_cell = batch.column(self._names[-1])[-1].as_py()
                    yield self._rows(batch, coded, texts)
        except pa.ArrowInvalid as error:
            told = shown(" ".join(str(error).split()))
            raise BadOffer(f"The CSV is truncated or damaged ({told}). Fetch it again.") from None
        # AWS ends every row with a line break; one within the last cell means that its quotes were not closed.
        if self._content.last_byte != b"\n" or last_cell.endswith("\n"):
            raise BadOffer("The last row has no end: the file is truncated or damaged. Fetch it again.")

    def _batches(self, coded: list[str], texts: list[str]) -> Iterator[pa.RecordBatch]:
        types = {name: pa.dictionary(pa.int32(), pa.string()) for name in coded}
        types |= {name: pa.string() for name in texts}
        batches: Iterator[pa.RecordBatch] = arrow_csv.open_csv(
            pa.PythonFile(self._content, mode="r"),
            read_options=arrow_csv.ReadOptions(column_names=self._names, block_size=BLOCK_BYTES),
            parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
            convert_options=arrow_csv.ConvertOptions(column_types=types, include_columns=[*coded, *texts]),
        )
        return _one_ahead(batches)

    def _rows(self, batch: pa.RecordBatch, coded: list[str], texts: list[str]) -> Rows:
        columns = {name: _coded(batch.column(name)) for name in coded}
        if self._is_savings_plan:
            first = next(iter(columns.values()))
            columns["termtype"] = Coded(first.codes * 0, (SAVINGS_PLAN_TERM,))
        return Rows(batch.num_rows, columns, {name: batch.column(name).to_pylist() for name in texts})


def _one_ahead(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Each batch while the next is being decoded, which needs no Python and so goes on beside it."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        following = pool.submit(next, batches, None)
        while (batch := following.result()) is not None:
            following = pool.submit(next, batches, None)
            yield batch


def _coded(column: pa.DictionaryArray) -> Coded[str]:
    # Not `to_numpy`, which imports all of pandas for it.
    return Coded(np.from_dlpack(column.indices), column.dictionary.to_pylist())


def _head(content: Content) -> tuple[Mapping[str, str], list[str]]:
    """What the lines above the heading say, and the titles of the heading."""
    above: dict[str, str] = {}
    with suppress(csv.Error):
        for cells in csv.reader(_lines(content)):
            if len(cells) > 2:
                return above, cells
            above[column_key(cells[0]) if cells else ""] = cells[1] if len(cells) == 2 else ""
    raise BadOffer("The file has no heading of columns, so it is no price list or is truncated.")


def _lines(content: Content) -> Iterator[str]:
    for _ in range(MOST_LINES_ABOVE):
        line = content.line()
        if not line.endswith(b"\n"):
            return
        yield line.decode("utf-8", "replace")


def _check_names(names: list[str], titles: list[str]) -> None:
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise BadOffer(f"The heading lacks {' and '.join(missing)}: the file is no price list or is damaged.")
    twice = [title for name, title in zip(names, titles, strict=True) if names.count(name) > 1]
    if twice:
        raise BadOffer(f"The heading names {shown(twice[0])!r} twice: the file is damaged.")
