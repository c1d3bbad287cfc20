"""A JSON text that is read on piece by piece: the pieces may end anywhere."""

from pathlib import Path

import pytest

from calculator.offers import json_text
from calculator.offers.file_stream import USUAL, opened
from calculator.offers.json_text import JsonText, text_of
from calculator.offers.offer import BadOffer

TEXT = '{ "a" : [1, 2.50, -3e5] ,\r\n "b\\"": {"é": "ü"}, "c": {}, "d": 12345, "e": null, "f": "x{}[],:"}\n\n'
READ = {"a": ["1", "2.50", "-3e5"], 'b"': {"é": "ü"}, "c": {}, "d": "12345", "e": None, "f": "x{}[],:"}


def walked(path: Path) -> dict[str, object]:
    """The members of the outermost map."""
    with opened(path, USUAL, lambda read: None) as stream:
        text = JsonText(stream)
        members = {name: text.value() for name in text.members()}
        text.finish()
    return members


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 11, 64, 1 << 20])
def test_a_text_says_the_same_in_pieces_of_any_size(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "CHUNK_BYTES", size)
    path = tmp_path / "text.json"
    path.write_text(TEXT, encoding="utf-8")
    assert walked(path) == READ


@pytest.mark.parametrize("size", [1, 5, 1 << 20])
@pytest.mark.parametrize("length", range(len(TEXT.rstrip().encode())))
def test_a_text_that_is_cut_off_is_refused(
    tmp_path: Path, length: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_text, "CHUNK_BYTES", size)
    path = tmp_path / "text.json"
    path.write_bytes(TEXT.encode()[:length] or b" ")
    with pytest.raises(BadOffer, match="The JSON is truncated or damaged"):
        walked(path)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1,}',
        '{"a" 1}',
        '{"a": 1 "b": 2}',
        '{1: "a"}',
        '{"a": tru}',
        '{"a": Infinity}',
        '{"a": "b\nc"}',
        "[]",
        '"a"',
        '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}",
    ],
    ids=lambda text: text[:20],
)
def test_what_is_no_json_or_no_map_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "text.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadOffer, match="The JSON is truncated or damaged"):
        walked(path)


def test_a_value_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "LONGEST_VALUE", 1 << 12)
    monkeypatch.setattr(json_text, "CHUNK_BYTES", 1 << 8)
    path = tmp_path / "text.json"
    path.write_text('{"a": "' + "x" * (1 << 16) + '"}', encoding="utf-8")
    with pytest.raises(BadOffer, match="The JSON is truncated or damaged"):
        walked(path)


@pytest.mark.parametrize(("value", "text"), [("a", "a"), (None, ""), (True, "True")])
def test_a_plain_value_is_made_text(value: object, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize("value", [{}, []])
def test_a_map_or_a_list_is_no_text(value: object) -> None:
    with pytest.raises(TypeError):
        text_of(value)
