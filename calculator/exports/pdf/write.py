"""An estimate as a tagged PDF: figures, assumptions, sources and checksums on up to three printable pages."""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from calculator.catalogue.publications import Source
from calculator.estimates.answers import EstimateAnswer
from calculator.exports.pdf.content import content_of

TEMPLATE = Path(__file__).with_name("estimate.typ")
# PDF/UA: for everybody, screen readers too.
ACCESSIBLE: list[Any] = ["ua-1"]
_NO_TEXT = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LONG_WORD = re.compile(r"(\S{24})(?=\S)")
_MAY_BREAK = "\u200b"


def estimate_pdf(
    answer: EstimateAnswer, sources: Mapping[str, Source], printed: date, link: str = "", version: str = ""
) -> bytes:
    """The file. `sources` are the publications behind prices by id; a kept estimate has a `link` and a `version`."""
    content = _settable(content_of(answer, sources, printed, link, version))
    import typst  # large, and most processes never set a PDF

    try:
        return _compiled(content, ACCESSIBLE)
    except typst.TypstError:
        # A letter that no font here has is drawn as a box, which PDF/UA does not allow.
        return _compiled(content, [])


def _compiled(content: object, standards: list[Any]) -> bytes:
    import typst

    inputs, root = {"estimate": json.dumps(content)}, str(TEMPLATE.parent)
    compiled: bytes = typst.compile(str(TEMPLATE), root=root, sys_inputs=inputs, pdf_standards=standards)
    return compiled


def _settable(value: Any) -> Any:
    """The same content without control characters, and with long words that may break."""
    if isinstance(value, dict):
        return {name: _settable(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_settable(each) for each in value]
    return _LONG_WORD.sub(rf"\1{_MAY_BREAK}", _NO_TEXT.sub(" ", value))
