"""The head of a request, read strictly: what is not HTTP, too long or ambiguous never reaches the application."""

import re
from typing import Any

from waitress.parser import HTTPRequestParser
from waitress.utilities import BadRequest, Error, RequestHeaderFieldsTooLarge

from calculator.serving import limits
from calculator.serving.costs import takes_tables
from calculator.serving.limits import HEADERS, LINE_BYTES

CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f]")
BEGUN_BYTES = 64
VERSIONS = ("1.0", "1.1")


class UriTooLong(Error):
    code = 414
    reason = "URI Too Long"


class RequestTimeout(Error):
    code = 408
    reason = "Request Timeout"


class VersionNotSupported(Error):
    code = 505
    reason = "HTTP Version Not Supported"


TOO_LONG = f"The request line is longer than {LINE_BYTES:,} bytes."


class _WithTables:
    """waitress's settings, with room for a table in the body."""

    max_request_body_size = limits.TABLE_BYTES

    def __init__(self, adjustments: Any) -> None:
        self._adjustments = adjustments

    def __getattr__(self, name: str) -> Any:
        return getattr(self._adjustments, name)


class Request(HTTPRequestParser):
    """A request as it comes in; `error` is set when it is refused."""

    path = ""
    adj: Any
    error: Error | None = None
    # The first bytes, which say what was asked even where the rest is too long to be read.
    began = b""

    def received(self, data: bytes) -> int:
        """Take in more of the request; how much of it there was."""
        if len(self.began) < BEGUN_BYTES:
            self.began = (self.began + data)[:BEGUN_BYTES]
        consumed = super().received(data)
        if isinstance(self.error, RequestHeaderFieldsTooLarge) and b"\n" not in (self.header_plus + data)[:LINE_BYTES]:
            self.error = UriTooLong(TOO_LONG)
        return consumed

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head, which is whole. Raises waitress's ParsingError when it is none."""
        super().parse_header(header_plus)
        if takes_tables(self.path):
            self.adj = _WithTables(self.adj)
        self.error = self._refusal()
        if self.error is not None:
            # Nothing of its body is waited for.
            self.body_rcv, self.content_length = None, 0

    def _refusal(self) -> Error | None:
        if len(self.first_line) > LINE_BYTES:
            return UriTooLong(TOO_LONG)
        if len(self.headers) > HEADERS:
            return RequestHeaderFieldsTooLarge(f"There are more than {HEADERS} header fields.")
        if self.version not in VERSIONS:
            return VersionNotSupported("HTTP/1.0 and HTTP/1.1 are spoken here.")
        if CONTROL_CHARACTERS.search(self.request_uri):
            return BadRequest("The request line holds a control character.")
        if self.version == "1.1" and "HOST" not in self.headers:
            return BadRequest("HTTP/1.1 needs a Host header.")
        if (self.chunked and "CONTENT_LENGTH" in self.headers) or "TRANSFER_ENCODING" in self.headers:
            return BadRequest("The length of the body is said in two ways, or in a way of HTTP/1.1 only.")
        return None
