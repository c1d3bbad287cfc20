"""What is refused before it is read whole, in the format of the surface that was asked, as far as that can be told."""

import json
from dataclasses import dataclass

from waitress.utilities import Error

# What a spreadsheet may do wrong; it shows a sentence only where the status is 200.
TOLD_IN_A_CELL = (414, 431)
CODE = "bad_request"


@dataclass(frozen=True, slots=True)
class Refused:
    """A status line, the fields that describe the body, and the body."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


def refusal_of(error: Error, began: bytes) -> Refused:
    """The answer to a request of which the first bytes are known."""
    status = f"{error.code} {error.reason}"
    path = began.partition(b" ")[2]
    if path.startswith(b"/api/"):
        problem = {"type": "about:blank", "title": error.reason, "status": error.code, "detail": error.body}
        body = json.dumps({**problem, "errors": []}).encode()
        return Refused(status, (("Content-Type", "application/problem+json"),), body)
    plain = ("Content-Type", "text/plain; charset=utf-8")
    if path.startswith(b"/cells/"):
        told = f"ERROR {CODE} request: {error.body}".encode()
        shown = "200 OK" if error.code in TOLD_IN_A_CELL else status
        return Refused(shown, (plain, ("X-Cell-Error", CODE)), told)
    return Refused(status, (plain,), f"{error.reason}. {error.body}\n".encode())
