"""An estimate as a workbook: nothing of the document is lost, cells win, and nothing that somebody typed runs."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.errors import InvalidInput
from calculator.estimates.answers import answer_estimate
from calculator.estimates.document import MOST_ENTRIES, Document, as_json
from calculator.estimates.read_document import read_document
from calculator.exports.workbook import open_file
from calculator.exports.workbook.read import read_estimate_xlsx
from calculator.exports.workbook.write import estimate_xlsx
from tests.estimates.documents import entry, estimate
from tests.exports.workbooks import address_of, cells, table, with_cells, workbook_of
from tests.lanes import for_some
from tests.questions import CATALOGUE, TODAY

QUEUES = estimate({**entry("sqs", 3, "eu-west-1", requests="300 million", message_kb="100"), "name": "Orders"})
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)
ENTRIES = st.builds(
    lambda name, note, tags, count, requests: {
        **entry("sqs", count, requests=requests), "name": name, "note": note, "tags": tags,
        "origin": {"file": name, "address": note[:60]},
    },
    TEXTS, TEXTS, st.dictionaries(TEXTS.filter(bool), TEXTS, max_size=3), st.integers(0, 9),
    st.sampled_from(("0", "12", "300 million", "1.5 million", "no number", "")),
)  # fmt: skip
GROUPS = st.recursive(
    st.builds(lambda name, entries: {"name": name, "entries": entries}, TEXTS, st.lists(ENTRIES, max_size=3)),
    lambda inner: st.builds(
        lambda name, groups, entries: {"name": name, "groups": groups, "entries": entries},
        TEXTS, st.lists(inner, max_size=2), st.lists(ENTRIES, max_size=2),
    ),
    max_leaves=4,
)  # fmt: skip
DOCUMENTS = st.builds(
    lambda title, note, groups, pools: read_document(
        {"title": title, "note": note, "groups": groups, "account": {"pool_tiers": pools}}
    ),
    TEXTS, TEXTS, st.lists(GROUPS, max_size=3), st.booleans(),
)  # fmt: skip


@for_some(100)
@given(DOCUMENTS)
def test_any_document_is_read_back_from_its_workbook_as_it_was(document: Document) -> None:
    assert read_estimate_xlsx(workbook_of(document)).canonical() == document.canonical()


@for_some(20)
@given(DOCUMENTS)
def test_nothing_is_lost_where_another_program_saves_the_workbook(document: Document) -> None:
    assert read_estimate_xlsx(with_cells(workbook_of(document), {})).canonical() == document.canonical()


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|'/C calc'!A0", "@SUM(1+1)", "+1", "-1+2", "\t=1+1", "=HYPERLINK(\"http://x\")", "_x0041_", "_x000D_\r\n",
        "x" * 200, "\x01\x08\x1f", "\ufffe\uffff", "🧮 税込 שלום", " leading and trailing ", "{=1}", "&lt;a&gt;",
        "]]>", "'=1",
    ],
)  # fmt: skip
def test_a_text_of_a_person_is_a_text_in_every_cell(text: str) -> None:
    tagged = {**entry("sqs", requests="12"), "name": text, "note": text, "tags": {text[:100]: text}}
    document = read_document({"title": text, "note": text, "groups": [{"name": text, "entries": [tagged]}]})
    content = workbook_of(document)
    assert read_estimate_xlsx(content).canonical() == document.canonical()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        written = "".join(archive.read(name).decode() for name in archive.namelist() if "worksheets/" in name)
    for formula in written.split("<f>")[1:]:
        body = formula.partition("</f>")[0]
        assert not any(word in body for word in ("cmd", "HYPERLINK", "SUM(1+1)", "税込"))
    assert "hyperlink" not in written.lower()


@pytest.mark.parametrize(
    ("field", "value", "usage"),
    [
        ("requests", 5_000_000, {"requests": "5000000", "message_kb": "100"}),
        ("requests", 0.5, {"requests": "0.5", "message_kb": "100"}),
        ("requests", 1e16, {"requests": "10000000000000000", "message_kb": "100"}),
        ("requests", "2 million", {"requests": "2 million", "message_kb": "100"}),
        # An emptied cell leaves an input at its default.
        ("message_kb", None, {"requests": "300 million"}),
        ("queue_type", "fifo", {"requests": "300 million", "message_kb": "100", "queue_type": "fifo"}),
    ],
)
def test_a_changed_cell_wins_over_the_document(field: str, value: Any, usage: dict[str, str]) -> None:
    typed = {**usage, "queue_type": "standard"} if field == "queue_type" else {}
    document = estimate(entry("sqs", 3, "eu-west-1", **typed)) if typed else QUEUES
    content = workbook_of(document)
    changed = read_estimate_xlsx(with_cells(content, {("Inputs", address_of(content, 1, field)): value}))
    ((_, found, _),) = changed.walk()
    assert found.usage == usage
    assert found.count == 3


def test_count_and_region_are_read_back_too() -> None:
    content = workbook_of(QUEUES)
    places = {field: ("Inputs", address_of(content, 1, field)) for field in ("count", "region")}
    changed = read_estimate_xlsx(with_cells(content, {places["count"]: 7, places["region"]: "us-west-2"}))
    ((_, found, _),) = changed.walk()
    assert (found.count, found.region, found.usage) == (
        7,
        "us-west-2",
        {"requests": "300 million", "message_kb": "100"},
    )


@pytest.mark.slow
def test_a_thousand_entries_go_there_and_back() -> None:
    document = estimate(*(entry("sqs", requests=str(each)) for each in range(MOST_ENTRIES)))
    content = workbook_of(document)
    assert read_estimate_xlsx(content).canonical() == document.canonical()
    assert len(table(content, "Lines")) >= MOST_ENTRIES


def test_a_long_document_lies_in_pieces_that_a_cell_can_hold() -> None:
    noted = [{**entry("sqs", requests="1"), "note": "é" * 4000} for _ in range(20)]
    document = estimate(*noted)
    content = workbook_of(document)
    pieces = [row[0] for row in cells(content, "Document")[1:]]
    assert len(pieces) > 1
    assert max(map(len, pieces)) <= 32767
    assert read_estimate_xlsx(content).canonical() == document.canonical()


def test_what_has_no_answer_is_named_and_not_priced() -> None:
    content = workbook_of(estimate(entry("sqs", requests="many"), entry("sqs", requests="2 million")))
    shown = [str(cell) for row in cells(content, "Estimate") for cell in row if cell is not None]
    assert "The total is incomplete: 1 entry has no price or an error." in shown
    first = next(row for row in cells(content, "Estimate") if row[0] == 1)
    assert first[5:8] == (None, None, None)


def _packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def _with_count(count: float | None) -> bytes:
    content = workbook_of(QUEUES)
    return with_cells(content, {("Inputs", address_of(content, 1, "count")): count})


def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook_of(QUEUES))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>'
)
STRINGS, INPUTS = "xl/sharedStrings.xml", "xl/worksheets/sheet2.xml"
DAMAGED: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no workbook": lambda: b"requests,12\n",
    "half of one": lambda: workbook_of(QUEUES)[:4000],
    "another archive": lambda: _packed({"a.txt": b"a"}),
    "no strings": lambda: _packed({name: part for name, part in _parts().items() if name != STRINGS}),
    "entities": lambda: _packed({**_parts(), STRINGS: BOMB}),
    "broken XML": lambda: _packed({**_parts(), STRINGS: b"<sst><si>"}),
    "a sheet that is none": lambda: _packed({**_parts(), INPUTS: b"<worksheet><sheetData><row r='x'/>"}),
    "many parts": lambda: _packed({**_parts(), **{f"xl/{each}.xml": b"" for each in range(300)}}),
    "a bomb": lambda: _packed({**_parts(), "xl/media/a.bin": bytes(open_file.MOST_OF_A_PART + 1)}),
    "many styles": lambda: _packed({**_parts(), "xl/styles.xml": b"<styleSheet>" + b"<xf/>" * 100_000}),
    "many texts": lambda: _packed({**_parts(), STRINGS: b"<sst>" + b"<si/>" * 1_000_000}),
    "no document": lambda: with_cells(workbook_of(QUEUES), {("Document", "A2"): None}),
    "another document": lambda: with_cells(workbook_of(QUEUES), {("Document", "A2"): '{"format": "estimate/9"}'}),
    "a list": lambda: with_cells(workbook_of(QUEUES), {("Document", "A2"): "[1]"}),
    "deep": lambda: with_cells(workbook_of(QUEUES), {("Document", "A2"): "[" * 30000}),
    "no heading": lambda: with_cells(workbook_of(QUEUES), {("Inputs", "A1"): "Number"}),
    "an entry more": lambda: with_cells(workbook_of(QUEUES), {("Inputs", "A3"): 9, ("Inputs", "F3"): 9}),
    "no count": lambda: _with_count(None),
    "half a count": lambda: _with_count(0.5),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_workbook_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_estimate_xlsx(DAMAGED[name]())
    assert all(each.message.endswith(".") for each in refused.value.errors)


def test_a_file_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_file, "MOST_BYTES", 1000)
    with pytest.raises(InvalidInput, match="too large"):
        read_estimate_xlsx(workbook_of(QUEUES))


@pytest.mark.parametrize("cut", range(0, 12_000, 1_500))
def test_a_file_with_a_wrong_byte_is_read_or_refused(cut: int) -> None:
    content = bytearray(workbook_of(QUEUES))
    content[cut % len(content)] ^= 0xFF
    try:
        read_estimate_xlsx(bytes(content))
    except InvalidInput as refused:
        assert refused.errors


def test_the_document_that_lies_in_a_workbook_need_not_name_the_day_of_its_answer() -> None:
    dated = read_document({**as_json(QUEUES), "prices": {"as_of": "2026-11-20"}})
    content = estimate_xlsx(answer_estimate(dated, CATALOGUE, TODAY), document=QUEUES)
    assert read_estimate_xlsx(content).canonical() == QUEUES.canonical()
    assert "Prices of 2026-11-20, a month of 730 hours, in US dollars without taxes." in [
        row[0] for row in cells(content, "Estimate")
    ]


def test_the_publications_behind_prices_are_named() -> None:
    content = estimate_xlsx(answer_estimate(QUEUES, CATALOGUE, TODAY), sources=CATALOGUE.sources)
    named = {row["Source"] for row in table(content, "Prices")}
    told = {row["Of"]: row["Told"] for row in table(content, "Sources") if row["What"] == "source"}
    assert named <= set(told)
    assert all(CATALOGUE.sources[name].title in told[name] for name in named)
