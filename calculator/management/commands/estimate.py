"""`manage.py estimate SERVICE --field value ...`: an answer or a comparison as a table, JSON or CSV."""

import json
from argparse import RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from calculator.application.questions import answer, ask, ask_comparison, catalogue
from calculator.core.errors import CalculatorError
from calculator.exports.csv_file import DIALECTS, csv_text
from calculator.management.csv_option import add_csv_option
from calculator.presentation.analysis_documents import comparison_document
from calculator.presentation.answer_documents import answer_document
from calculator.presentation.command_options import add_options, given
from calculator.presentation.tables import answer_table, comparison_table
from calculator.presentation.text_tables import answer_lines, comparison_lines
from calculator.services import SERVICES
from calculator.services.service import comparable
from calculator.store.price_lists.active_catalogue import pinned

BAD_INPUT = 2


class Command(BaseCommand):
    """Prints what a workload costs."""

    help = "Print what a workload costs, with the price row behind every line."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """One sub-command for each service, its options from the declared inputs."""
        services = parser.add_subparsers(dest="service", metavar="SERVICE", required=True, title="services")
        for key, service in SERVICES.items():
            own = services.add_parser(
                key,
                help=f"{service.NAME}. {service.SUMMARY}".replace("%", "%%"),
                description=service.SUMMARY,
                formatter_class=RawDescriptionHelpFormatter,
                allow_abbrev=False,
            )
            add_options(own, service)
            own.add_argument(
                "--compare-by", choices=comparable(service), help="Compare the choices of this field instead."
            )
            form = own.add_mutually_exclusive_group()
            form.add_argument("--json", action="store_true", help="Print what the REST API answers.")
            add_csv_option(form)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answer; a wrong input prints its sentences and ends with 2."""
        try:
            with pinned():
                text = comparison_text(options) if options["compare_by"] else estimate_text(options)
        except CalculatorError as error:
            for each in error.errors:
                self.stderr.write(f"{each.field}: {each.message}")
            raise SystemExit(BAD_INPUT) from None
        self.stdout.write(text, ending="")


def estimate_text(options: dict[str, Any]) -> str:
    """One answer in the form that was asked for."""
    service = SERVICES[options["service"]]
    found = answer(ask(service.KEY, given(service, options)))
    if options["json"]:
        return _json(answer_document(found))
    if options["csv"]:
        return csv_text(answer_table(answer_document(found)), DIALECTS[options["csv"]])
    return _text(answer_lines(service, found, catalogue()))


def comparison_text(options: dict[str, Any]) -> str:
    """Every choice in the form that was asked for."""
    service = SERVICES[options["service"]]
    fields = {**given(service, options), "by": options["compare_by"]}
    found = ask_comparison(service.KEY, fields)
    if options["json"]:
        return _json(comparison_document(found))
    if options["csv"]:
        return csv_text(comparison_table(comparison_document(found)), DIALECTS[options["csv"]])
    return _text(comparison_lines(found))


def _json(document: object) -> str:
    return json.dumps(document, indent=2) + "\n"


def _text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
