"""The same question for other programs, ready to paste."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from calculator.core.answer import Answer
from calculator.presentation import spreadsheet_formulas
from calculator.presentation.command_options import option
from calculator.presentation.spreadsheet_formulas import Program, number_formula
from calculator.web.page_request import with_state

MONTHLY, EFFECTIVE = "monthly_usd", "effective_monthly_usd"


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
    Sheet(
        "excel",
        "Excel",
        spreadsheet_formulas.EXCEL,
        "For Windows. Where it separates with semicolons, write ; for the comma.",
    ),
    Sheet("excel_german", "German Excel", spreadsheet_formulas.EXCEL_IN_GERMAN, "For Windows."),
    Sheet("libreoffice", "LibreOffice", spreadsheet_formulas.LIBREOFFICE, "Calc, in English."),
    Sheet("libreoffice_german", "German LibreOffice", spreadsheet_formulas.LIBREOFFICE_IN_GERMAN, "Calc."),
    Sheet(
        "google_sheets",
        "Google Sheets",
        spreadsheet_formulas.GOOGLE_SHEETS,
        "Google's servers fetch it, so this server must be reachable from the internet.",
    ),
)


def snippets(service: str, state: Mapping[str, str], origin: str, answer: Answer | None) -> tuple[Snippet, ...]:
    """The current inputs as formulas, calls and a command; `origin` is the address of this server.

    They ask for the figure that leads the page: the effective monthly cost where something is paid upfront.
    """
    value = EFFECTIVE if answer is not None and answer.leads_with_effective else MONTHLY
    cell = with_state(f"{origin}{reverse('cell', args=[service, value])}", state)
    api = f"{origin}{reverse('api:estimate', args=[service])}"
    return (
        *(Snippet(each.key, each.name, number_formula(each.program, cell), each.note) for each in SHEETS),
        Snippet("curl", "curl", _curl(api, state), "The whole estimate as JSON."),
        Snippet("python", "Python", _python(with_state(api, state), value), "Standard library only."),
        Snippet("command", "Command line", _command(service, state), "In the folder of the calculator."),
    )


def _curl(api: str, state: Mapping[str, str]) -> str:
    fields = [f"  --data-urlencode {shlex.quote(f'{name}={value}')}" for name, value in state.items()]
    return " \\\n".join([f"curl --get {shlex.quote(api)}", *fields])


def _python(url: str, value: str) -> str:
    return (
        f'import json\nfrom urllib.request import urlopen\n\nurl = "{url}"\nprint(json.load(urlopen(url))["{value}"])'
    )


def _command(service: str, state: Mapping[str, str]) -> str:
    options = [f"{option(name)} {shlex.quote(value)}" for name, value in state.items()]
    return " ".join([".venv/bin/python manage.py estimate", service, *options])
