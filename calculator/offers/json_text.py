"""The text of a JSON file too large to be held: its outermost maps are walked, what is in them is taken one by one.

Every value is decoded by the `json` module; only the maps that hold millions of values are walked here.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from calculator.offers.file_stream import Content
from calculator.offers.offer import BadOffer

CHUNK_BYTES = 1 << 20
# One product or the terms of one product take some kilobytes.
LONGEST_VALUE = 1 << 24
_SPACE = re.compile(r"[ \t\r\n]*")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


# Numbers stay as they are written; a price is never a binary float.
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=_no_constant)


class JsonText:
    """A text that is read on as it is used up."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text = ""
        self._at = self._began = 0
        self._has_ended = False

    def members(self) -> Iterator[str]:
        """The names in the map that begins here; what each one names is taken before the next is asked for."""
        self._take("{")
        if self.next_character() == "}":
            self._take("}")
            return
        while True:
            if self.next_character() != '"':
                _refuse()
            name: str = self.value()
            self._take(":")
            yield name
            if self.next_character() == "}":
                break
            self._take(",")
        self._take("}")

    def elements(self) -> Iterator[None]:
        """A stop before each element of the list that begins here, which is taken before the next is asked for."""
        self._take("[")
        if self.next_character() == "]":
            self._take("]")
            return
        while True:
            yield
            if self.next_character() == "]":
                break
            self._take(",")
        self._take("]")

    def value(self) -> Any:
        """The value that begins here, whole. Raises BadOffer."""
        self.next_character()
        while True:
            value, end = self._decoded()
            # A number goes on until something else begins, so its end must have been seen.
            if end is not None and (end < len(self._text) or self._has_ended):
                self._began, self._at = self._at, end
                return value
            self._read_on()

    def occurrences(self, word: str) -> int:
        """How often a text stands in the value that was taken last."""
        return self._text.count(word, self._began, self._at)

    def next_character(self) -> str:
        """The first character that is no white space, still to be taken."""
        while True:
            space = _SPACE.match(self._text, self._at)
            self._at = self._at if space is None else space.end()
            if self._at < len(self._text):
                return self._text[self._at]
            self._read_on()

    def finish(self) -> None:
        """Nothing but white space is left. Raises BadOffer."""
        while not self._has_ended:
            if self._text[self._at :].strip(" \t\r\n"):
                raise BadOffer("Something stands behind the end of the JSON: the file is damaged. Fetch it again.")
            self._at = len(self._text)
            self._read_on()

    def _take(self, character: str) -> None:
        if self.next_character() != character:
            _refuse()
        self._at += 1

    def _decoded(self) -> tuple[Any, int | None]:
        try:
            return _DECODER.raw_decode(self._text, self._at)
        except (ValueError, RecursionError):
            return None, None

    def _read_on(self) -> None:
        """More of the text; as much again as there is, so that a long value is not tried over and over."""
        left = len(self._text) - self._at
        if self._has_ended or left > LONGEST_VALUE:
            _refuse()
        chunk = self._content.read(max(CHUNK_BYTES, left))
        try:
            more = self._decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            _refuse()
        self._has_ended = not chunk
        self._text, self._at = self._text[self._at :] + more, 0


def _refuse() -> NoReturn:
    raise BadOffer("The JSON is truncated or damaged. Fetch it again.")


def decoded(text: str) -> Any:
    """The value that a text within the JSON writes as JSON. Raises BadOffer."""
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        _refuse()


def text_of(value: object) -> str:
    """A plain value as text; what is null is empty. Raises TypeError for a map or a list."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict | list):
        raise TypeError(value)
    return "" if value is None else str(value)
