"""A process that asks its own application once: `python -m bench.first_answer calculator.wsgi /path`.

It prints the status when it has the answer, so that the caller can stop its watch. It imports nothing of the
bench: what it loads is the application's.
"""

import sys
from importlib import import_module
from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults


def ask_once(wsgi: str, path: str) -> str:
    """The status of the answer."""
    statuses: list[str] = []
    environ: dict[str, Any] = {"PATH_INFO": path, "wsgi.input": BytesIO()}
    setup_testing_defaults(environ)
    b"".join(import_module(wsgi).application(environ, lambda status, headers: statuses.append(status)))
    return statuses[0]


if __name__ == "__main__":
    print(ask_once(*sys.argv[1:]), flush=True)
