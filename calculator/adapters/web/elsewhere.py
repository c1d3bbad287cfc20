"""The same question for other programs, ready to paste."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

# Excel refuses a longer text between quotation marks within a formula.
LONGEST_EXCEL_TEXT = 255


@dataclass(frozen=True, slots=True)
class Snippet:
    """What to paste into one program, and what to know about it there."""

    key: str
    program: str
    text: str
    note: str = ""


def snippets(service: str, state: Mapping[str, str], origin: str) -> tuple[Snippet, ...]:
    """The present inputs as formulas, calls and a command; `origin` is the address of this server."""
    query = urlencode(state, quote_via=quote)
    cell = f"{origin}/cells/{service}/monthly_usd" + (f"?{query}" if query else "")
    api = f"{origin}/api/v1/services/{service}/estimate"
    return (
        Snippet(
            "excel",
            "Excel",
            f'=NUMBERVALUE(WEBSERVICE({_excel_text(cell)}),".")',
            "Excel for Windows, in English. Where it separates arguments with semicolons, write ; for the comma.",
        ),
        Snippet(
            "libreoffice",
            "LibreOffice",
            f'=NUMBERVALUE(WEBSERVICE("{cell}");".")',
            "LibreOffice Calc, in English.",
        ),
        Snippet(
            "google_sheets",
            "Google Sheets",
            f'=IMPORTDATA("{cell}", ",", "en_US")',
            "Google's servers fetch it, so this server must be reachable from the internet.",
        ),
        Snippet("curl", "curl", _curl(api, state), "The whole estimate as JSON."),
        Snippet("python", "Python", _python(api, query), "Standard library only."),
        Snippet("command", "Command line", _command(service, state), "In the folder of the calculator."),
    )


def _excel_text(text: str) -> str:
    """A text of any length, in pieces that Excel accepts."""
    starts = range(0, len(text), LONGEST_EXCEL_TEXT)
    return "&".join(f'"{text[start : start + LONGEST_EXCEL_TEXT]}"' for start in starts)


def _curl(api: str, state: Mapping[str, str]) -> str:
    fields = [f"  --data-urlencode {shlex.quote(f'{name}={value}')}" for name, value in state.items()]
    return " \\\n".join([f"curl --get {shlex.quote(api)}", *fields])


def _python(api: str, query: str) -> str:
    url = f"{api}?{query}" if query else api
    return (
        "import json\n"
        "from urllib.request import urlopen\n\n"
        f'url = "{url}"\n'
        'print(json.load(urlopen(url))["monthly_usd"])'
    )


def _command(service: str, state: Mapping[str, str]) -> str:
    options = [f"--{name.replace('_', '-')} {shlex.quote(value)}" for name, value in state.items()]
    return " ".join([".venv/bin/python manage.py estimate", service, *options])
