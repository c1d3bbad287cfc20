"""`manage.py estimate_file FILE`: what an estimate or a file of others costs, as a table, JSON, CSV or Markdown."""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from calculator.application.estimates import answered, read_estimate_file
from calculator.application.imports import ask_import
from calculator.core.declarations import QuantityField
from calculator.core.errors import CalculatorError, FieldError, InvalidInput
from calculator.exports.csv_file import DIALECTS, csv_text
from calculator.interchange.asked import PARAMETERS, REGION, TAGS, USAGE, read_asked
from calculator.interchange.file_text import text_of
from calculator.interchange.read_file import is_foreign
from calculator.management.csv_option import add_csv_option
from calculator.presentation.estimate_documents import estimate_document, estimate_table
from calculator.presentation.estimate_lines import estimate_lines
from calculator.presentation.estimate_shapes import EstimateAnswer
from calculator.presentation.import_documents import import_document
from calculator.presentation.import_lines import import_lines, import_markdown
from calculator.store.price_lists.active_catalogue import pinned

BAD_INPUT, INCOMPLETE, TOO_MUCH = 2, 3, 4
TABLE, JSON, MARKDOWN = "table", "json", "markdown"
MONEY = QuantityField(label="--fail-above", help="")


class Command(BaseCommand):
    """Prints what an estimate costs."""

    help = (
        "Print what an estimate of many services costs. FILE is its JSON, CSV with a row for each entry, a plan or "
        "state of Terraform or OpenTofu as `terraform show -json` writes it, a CloudFormation template, or an export "
        "of the AWS Pricing Calculator. Ends with 2 for a file that is wrong, 3 where entries have no answer, 4 above "
        "the limit of --fail-above."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and how the answer is printed."""
        parser.add_argument("file", type=Path, metavar="FILE", help="The file; - reads from the terminal.")
        parser.add_argument("--region", default="", help="The Region of resources whose file does not say it.")
        parser.add_argument("--tags", default="", help="Tags to keep of a plan, as in team,env; others are not read.")
        parser.add_argument(
            "--usage",
            type=Path,
            metavar="FILE",
            help="How much resources are used: a usage file as YAML, or a breakdown of Infracost as JSON.",
        )
        parser.add_argument("--before", type=Path, metavar="FILE", help="An earlier file of the same kind, to compare.")
        parser.add_argument(
            "--parameter",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="The value of a parameter of a template; may be given many times.",
        )
        parser.add_argument("--fail-above", metavar="USD", help="End with 4 where a month costs more than this.")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--format", choices=(TABLE, JSON, MARKDOWN), default=TABLE, help="How it is printed.")
        form.add_argument("--json", action="store_true", help="The same as --format json.")
        add_csv_option(form)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the answer and end with the code that it has."""
        try:
            limit = _limit(options["fail_above"])
            text = _text(options["file"])
            with pinned():
                is_import = is_foreign(text) or options["before"]
                answer = self._imported(text, options) if is_import else self._answered(text, options)
        except CalculatorError as error:
            for each in error.errors:
                self.stderr.write(f"{each.field}: {each.message}")
            raise SystemExit(BAD_INPUT) from None
        if limit is not None and Decimal(answer["effective_monthly_usd"]) > limit:
            self.stderr.write(f"This is more than {limit} USD a month.")
            raise SystemExit(TOO_MUCH)
        if answer["missing"]:
            raise SystemExit(INCOMPLETE)

    def _answered(self, text: str, options: dict[str, Any]) -> EstimateAnswer:
        found = estimate_document(answered(read_estimate_file(text)))
        self._print(found, found, estimate_lines(found), options)
        return found

    def _imported(self, text: str, options: dict[str, Any]) -> EstimateAnswer:
        typed = {name: options[name] for name in (REGION, TAGS)}
        usage = _text(options["usage"]) if options["usage"] else ""
        asked = read_asked({**typed, PARAMETERS: "\n".join(options["parameter"]), USAGE: usage})
        before = _text(options["before"]) if options["before"] else ""
        found = import_document(ask_import([text], asked, before))
        as_lines = import_markdown if options["format"] == MARKDOWN else import_lines
        self._print(found, found["answer"], as_lines(found), options)
        return found["answer"]

    def _print(self, whole: object, answer: EstimateAnswer, lines: list[str], options: dict[str, Any]) -> None:
        if options["json"] or options["format"] == JSON:
            self.stdout.write(json.dumps(whole, indent=2))
        elif options["csv"]:
            self.stdout.write(csv_text(estimate_table(answer), DIALECTS[options["csv"]]), ending="")
        else:
            self.stdout.write("\n".join(lines))


def _limit(typed: str | None) -> Decimal | None:
    """The limit as a number. Raises InvalidInput."""
    if typed is None:
        return None
    try:
        return MONEY.read(typed)
    except ValueError as error:
        raise InvalidInput([FieldError("--fail-above", f"--fail-above {error}", typed)]) from None


def _text(path: Path) -> str:
    """The text of a file, or of standard input. Raises InvalidInput."""
    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return text_of(raw)
    except OSError as error:
        raise InvalidInput([FieldError(str(path), f"The file cannot be read: {error.strerror}.")]) from None
    except UnicodeDecodeError as error:
        message = f"The file is not UTF-8 text: byte {error.start} cannot be read. Save it as CSV UTF-8."
        raise InvalidInput([FieldError(str(path), message)]) from None
