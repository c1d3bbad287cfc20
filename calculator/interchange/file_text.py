"""The bytes of a file to its text: UTF-8, or UTF-16 as spreadsheets save tables with tabs."""

import codecs

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_of(content: bytes) -> str:
    """The text of a file, without its mark of the byte order. Raises UnicodeDecodeError."""
    return content.decode("utf-16" if content.startswith(_WIDE) else "utf-8-sig")
