"""The JSON of a file of others to an object, with a word for what people take for such a file."""

import json
import re
from collections.abc import Mapping
from typing import Any

from calculator.core.errors import FieldError, InvalidInput
from calculator.core.strict_json import NotJson, read_json

# Levels within one another; values of providers have a dozen.
DEEPEST = 128
# A text that nothing ends is one to the end of the file, so that each mark is looked at once.
_LEVELS = re.compile(r'(?s)"(?:[^"\\]|\\.)*(?:"|\\?\Z)|[\[{]|[\]}]')

# Escapes of halves of a character: two of them make one.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def read_object(text: str) -> Mapping[str, Any]:
    """The JSON object of a text. Raises InvalidInput."""
    _refuse_depth(text)
    try:
        raw = read_json(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"))
    except NotJson as error:
        raise InvalidInput([FieldError("file", f"The file is {error}.{_advice(text)}")]) from None
    if not isinstance(raw, Mapping):
        raise InvalidInput([FieldError("file", f"The file is a JSON {_kind(raw)}, not an object.")])
    _refuse_halves(text, raw)
    return raw


def _refuse_halves(text: str, raw: Mapping[str, Any]) -> None:
    """Raises InvalidInput for half a character, which an estimate can neither be kept nor sent with."""
    if _HALF.search(text):
        try:
            json.dumps(raw, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError as error:
            half = ascii(error.object[error.start])[1:-1]
            message = f"The file has half a character, {half}; its other half is missing."
            raise InvalidInput([FieldError("file", message)]) from None


def _advice(text: str) -> str:
    if '"@level"' in text[:4096]:
        return (
            " It looks like the log of `plan -json`; `terraform show -json PLAN > plan.json` writes what is read here."
        )
    if text[:2] == "PK":
        return " It looks like the plan file itself; `terraform show -json PLAN > plan.json` writes what is read here."
    return ""


def _kind(raw: object) -> str:
    return "list" if isinstance(raw, list) else "value"


def _refuse_depth(text: str) -> None:
    """Raises InvalidInput for more levels than any file has, before anything is built of them."""
    depth = 0
    for found in _LEVELS.finditer(text):
        mark = found[0]
        depth += mark in "[{" or -(mark in "]}")
        if depth > DEEPEST:
            raise InvalidInput([FieldError("file", f"The file is nested more than {DEEPEST} levels deep.")])
