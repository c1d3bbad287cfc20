"""The bytes of a file to its text: UTF-8, or UTF-16 as spreadsheets save tables with tabs."""

import codecs

from calculator.core.errors import FieldError, InvalidInput

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_of(content: bytes) -> str:
    """The text of a file, without its mark of the byte order. Raises UnicodeDecodeError."""
    return content.decode("utf-16" if content.startswith(_WIDE) else "utf-8-sig")


def sent_text(content: bytes, field: str = "file") -> str:
    """The text of a file that was sent in a field. Raises InvalidInput."""
    try:
        return text_of(content)
    except UnicodeDecodeError as error:
        message = f"The file is not UTF-8 text: byte {error.start} cannot be read."
        raise InvalidInput([FieldError(field, message)]) from None
