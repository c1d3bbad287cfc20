"""`manage.py commitments FILE`: which mix of commitments costs least, as lines, JSON or CSV."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from calculator.application.commitments import ask_commitments, ask_exchange
from calculator.core.errors import CalculatorError, FieldError, InvalidInput
from calculator.core.strict_json import NotJson, read_json
from calculator.exports.csv_file import DIALECTS, csv_text
from calculator.management.csv_option import add_csv_option
from calculator.presentation.commitment_documents import commitments_document, commitments_table
from calculator.presentation.commitment_lines import commitments_lines
from calculator.presentation.exchange_documents import exchange_document, exchange_lines
from calculator.store.price_lists.active_catalogue import pinned

BAD_INPUT = 2
STANDARD_INPUT = Path("-")


class Command(BaseCommand):
    """Prints mixes of commitments."""

    help = (
        "Print which mix of commitments costs least for fleets that run by the hour, and its regret when the load "
        "turns out otherwise. FILE is JSON, as for POST /api/v1/commitments; --hours reads the hours of the first "
        "fleet from a CSV. With --exchange FILE is one of convertible reservations, as for "
        "POST /api/v1/commitments/exchange. Ends with 2 for a question that is wrong."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and how the answer is printed."""
        parser.add_argument("file", type=Path, metavar="FILE", help="The question; - reads from the terminal.")
        parser.add_argument("--hours", type=Path, metavar="CSV", help="An export of hours of the first fleet.")
        parser.add_argument("--column", default="", help="The column of the CSV, where it has several.")
        parser.add_argument("--time-zone", default="", help="That of times that state none; UTC unless given.")
        parser.add_argument("--exchange", action="store_true", help="What is held is exchanged for something else.")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="Print the whole answer as JSON.")
        add_csv_option(form)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answer."""
        try:
            with pinned():
                self._answer(_question(options), options)
        except CalculatorError as error:
            for each in error.errors:
                self.stderr.write(f"{each.field}: {each.message}")
            raise SystemExit(BAD_INPUT) from None

    def _answer(self, question: dict[str, Any], options: dict[str, Any]) -> None:
        if options["exchange"]:
            if options["csv"]:
                raise InvalidInput([FieldError("csv", "An exchange is printed as lines or with --json.")])
            exchanged = exchange_document(ask_exchange(question))
            lines = [json.dumps(exchanged, indent=2)] if options["json"] else exchange_lines(exchanged)
            self.stdout.write("\n".join(lines))
            return
        found = commitments_document(ask_commitments(question))
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2))
        elif options["csv"]:
            self.stdout.write(csv_text(commitments_table(found), DIALECTS[options["csv"]]), ending="")
        else:
            self.stdout.write("\n".join(commitments_lines(found)))


def _question(options: dict[str, Any]) -> dict[str, Any]:
    """The question of the file, with the hours of the other file. Raises InvalidInput."""
    try:
        raw = read_json(_text(options["file"]))
    except NotJson as error:
        raise InvalidInput([FieldError("file", f"The file is {error}.")]) from None
    if not isinstance(raw, dict):
        raise InvalidInput([FieldError("file", "The file must be a JSON object with fleets.")])
    named = {name: options[name] for name in ("column", "time_zone") if options[name]}
    if named and options["hours"] is None:
        raise InvalidInput(FieldError(name, "This is about a CSV of hours; name it by --hours.") for name in named)
    if options["hours"] is not None:
        fleets = raw.get("fleets")
        if not isinstance(fleets, list) or not fleets or not isinstance(fleets[0], dict):
            raise InvalidInput([FieldError("fleets", "There is no first fleet that the hours could be of.")])
        fleets[0]["running"] = {"csv": _text(options["hours"]), **named}
    return raw


def _text(path: Path) -> str:
    """The text of a file. Raises InvalidInput."""
    try:
        return sys.stdin.read() if path == STANDARD_INPUT else path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise InvalidInput([FieldError("file", f"{path} cannot be read: {reason}.")]) from None
