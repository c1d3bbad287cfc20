"""Offer files as CSV: five lines that say which list it is, a heading, and a row for each price."""

from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from calculator.core.errors import shown
from calculator.offers.columns import PRICE_COLUMNS, TEXT_COLUMNS, Coded, Rows
from calculator.offers.csv_blocks import NO_END, blocks_of_rows
from calculator.offers.csv_head import RESAVED, read_head
from calculator.offers.file_stream import Content
from calculator.offers.mapping import column_key
from calculator.offers.offer import BadOffer, OfferHeader

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

    is_whole = True

    def __init__(self, content: Content) -> None:
        self._content = content
        head = read_head(content)
        self.header: OfferHeader = head.header
        self.notes = (RESAVED,) if head.is_resaved else ()
        self._delimiter = head.delimiter
        keys = [column_key(title) or f"unnamed{number}" for number, title in enumerate(head.titles)]
        self._is_savings_plan = SAVINGS_PLAN_MARK in keys
        self._names = [SAVINGS_PLAN_NAMES.get(key, key) for key in keys] if self._is_savings_plan else keys
        _check_names(self._names, head.titles)

    def rows(self, columns: Collection[str]) -> Iterator[Rows]:
        """All rows in blocks, with the columns that are always needed and some others. Raises BadOffer."""
        wanted = dict.fromkeys((*PRICE_COLUMNS, *columns, self._names[-1]))
        texts = [name for name in TEXT_COLUMNS if name in self._names]
        coded = [name for name in wanted if name in self._names and name not in texts]
        types = {name: pa.dictionary(pa.int32(), pa.string()) for name in coded}
        types |= {name: pa.string() for name in texts}
        try:
            for batch in _one_ahead(self._batches(types)):
                # A line break at the end of the last cell means that its quotes were not closed.
                if batch.column(self._names[-1])[-1].as_py().endswith("\n"):
                    raise BadOffer(NO_END)
                yield self._rows(batch, coded, texts)
        except pa.ArrowInvalid as error:
            told = shown(" ".join(str(error).split()))
            raise BadOffer(f"The CSV is truncated or damaged ({told}). Fetch it again.") from None

    def _batches(self, types: Mapping[str, pa.DataType]) -> Iterator[pa.RecordBatch]:
        """One for each block; none for a block of empty lines."""
        parsing = arrow_csv.ParseOptions(delimiter=self._delimiter, newlines_in_values=True)
        converting = arrow_csv.ConvertOptions(column_types=types, include_columns=[*types])
        for block in blocks_of_rows(self._content):
            reading = arrow_csv.ReadOptions(column_names=self._names, block_size=len(block), use_threads=False)
            yield from arrow_csv.read_csv(pa.BufferReader(block), reading, parsing, converting).to_batches()

    def _rows(self, batch: pa.RecordBatch, coded: list[str], texts: list[str]) -> Rows:
        columns = {name: _coded(batch.column(name)) for name in coded}
        if self._is_savings_plan:
            first = next(iter(columns.values()))
            columns["termtype"] = Coded(first.codes * 0, (SAVINGS_PLAN_TERM,))
        return Rows(batch.num_rows, columns, {name: batch.column(name).to_pylist() for name in texts})


def _one_ahead(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Each batch while the next is being read and decoded, which needs no Python and so goes on beside it."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        following = pool.submit(next, batches, None)
        while (batch := following.result()) is not None:
            following = pool.submit(next, batches, None)
            yield batch


def _coded(column: pa.DictionaryArray) -> Coded[str]:
    # Not `to_numpy`, which imports all of pandas for it.
    return Coded(np.from_dlpack(column.indices), column.dictionary.to_pylist())


def _check_names(names: list[str], titles: list[str]) -> None:
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise BadOffer(f"The heading lacks {' and '.join(missing)}: the file is no price list or is damaged.")
    twice = [title for name, title in zip(names, titles, strict=True) if names.count(name) > 1]
    if twice:
        raise BadOffer(f"The heading names {shown(twice[0])!r} twice: the file is damaged.")
