"""The same question for other programs, ready to paste."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from calculator.adapters.derive.arguments import option
from calculator.adapters.spreadsheet import formulas
from calculator.adapters.spreadsheet.formulas import Program, number_formula
from calculator.adapters.web.asked import with_state

VALUE = "monthly_usd"


@dataclass(frozen=True, slots=True)
class Snippet:
    """What to paste into one program, and what to know about it there."""

    key: str
    program: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A spreadsheet program as it is offered here."""

    key: str
    name: str
    program: Program
    note: str


SHEETS = (
    Sheet("excel", "Excel", formulas.EXCEL, "For Windows. Where it separates with semicolons, write ; for the comma."),
    Sheet("excel_german", "German Excel", formulas.EXCEL_IN_GERMAN, "For Windows."),
    Sheet("libreoffice", "LibreOffice", formulas.LIBREOFFICE, "Calc, in English."),
    Sheet("libreoffice_german", "German LibreOffice", formulas.LIBREOFFICE_IN_GERMAN, "Calc."),
    Sheet(
        "google_sheets",
        "Google Sheets",
        formulas.GOOGLE_SHEETS,
        "Google's servers fetch it, so this server must be reachable from the internet.",
    ),
)


def snippets(service: str, state: Mapping[str, str], origin: str) -> tuple[Snippet, ...]:
    """The present inputs as formulas, calls and a command; `origin` is the address of this server."""
    cell = with_state(f"{origin}{reverse('cell', args=[service, VALUE])}", state)
    api = f"{origin}{reverse('api:estimate', args=[service])}"
    return (
        *(Snippet(each.key, each.name, number_formula(each.program, cell), each.note) for each in SHEETS),
        Snippet("curl", "curl", _curl(api, state), "The whole estimate as JSON."),
        Snippet("python", "Python", _python(with_state(api, state)), "Standard library only."),
        Snippet("command", "Command line", _command(service, state), "In the folder of the calculator."),
    )


def _curl(api: str, state: Mapping[str, str]) -> str:
    fields = [f"  --data-urlencode {shlex.quote(f'{name}={value}')}" for name, value in state.items()]
    return " \\\n".join([f"curl --get {shlex.quote(api)}", *fields])


def _python(url: str) -> str:
    return (
        f'import json\nfrom urllib.request import urlopen\n\nurl = "{url}"\nprint(json.load(urlopen(url))["{VALUE}"])'
    )


def _command(service: str, state: Mapping[str, str]) -> str:
    options = [f"{option(name)} {shlex.quote(value)}" for name, value in state.items()]
    return " ".join([".venv/bin/python manage.py estimate", service, *options])
