"""`manage.py estimate_file FILE`: what an estimate of many services costs, as a table, JSON or CSV."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from calculator.application.estimates import answered, read_estimate_file
from calculator.core.errors import CalculatorError, FieldError, InvalidInput
from calculator.exports.csv_file import DIALECTS, csv_text
from calculator.management.csv_option import add_csv_option
from calculator.presentation.estimate_documents import estimate_document, estimate_table
from calculator.presentation.estimate_lines import estimate_lines
from calculator.store.price_lists.active_catalogue import pinned

BAD_INPUT, INCOMPLETE = 2, 3


class Command(BaseCommand):
    """Prints what an estimate costs."""

    help = "Print what an estimate of many services costs. FILE is its JSON, or CSV with a row for each entry."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and how the answer is printed."""
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="estimate/1 as JSON, or CSV; - reads from the terminal."
        )
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="Print what the REST API answers.")
        add_csv_option(form)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answer; wrong input ends with 2, and an estimate with entries that have no answer with 3."""
        try:
            with pinned():
                found = estimate_document(answered(read_estimate_file(_text(options["file"]))))
        except CalculatorError as error:
            for each in error.errors:
                self.stderr.write(f"{each.field}: {each.message}")
            raise SystemExit(BAD_INPUT) from None
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2))
        elif options["csv"]:
            self.stdout.write(csv_text(estimate_table(found), DIALECTS[options["csv"]]), ending="")
        else:
            self.stdout.write("\n".join(estimate_lines(found)))
        if found["missing"]:
            raise SystemExit(INCOMPLETE)


def _text(path: Path) -> str:
    """The text of a file, or of standard input. Raises InvalidInput."""
    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise InvalidInput([FieldError(str(path), f"The file cannot be read: {error.strerror}.")]) from None
    except UnicodeDecodeError as error:
        message = f"The file is not UTF-8 text: byte {error.start} cannot be read. Save it as CSV UTF-8."
        raise InvalidInput([FieldError(str(path), message)]) from None
