"""`manage.py reprice FILE.json --as-of DATE | --price-list NAME`: an earlier estimate under other prices."""

import json
from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from django.core.management.base import BaseCommand, CommandParser
from pydantic import BaseModel, Field, ValidationError

from calculator.application.questions import ask, read_against
from calculator.core.errors import CalculatorError, FieldError, InvalidInput, shown
from calculator.core.month import AVERAGE
from calculator.estimator import answer_to
from calculator.exports.csv_file import DIALECTS, csv_text
from calculator.management.csv_option import add_csv_option
from calculator.presentation.answer_documents import Document, answer_document
from calculator.presentation.repricing_documents import repricing_document, repricing_table
from calculator.presentation.text_tables import repricing_lines
from calculator.store.price_lists.active_catalogue import pinned

BAD_INPUT = 2
NOT_AN_ESTIMATE = "The file is not an estimate as `manage.py estimate --json` prints it and the REST API answers it."


# An amount as an answer writes it: what is larger or finer is none.
Money = Annotated[Decimal, Field(allow_inf_nan=False, gt=-(10**40), lt=10**40, decimal_places=150)]


class ListNamed(BaseModel):
    """A price list of the answer."""

    id: str


class PriceNamed(BaseModel):
    """The price row of a line item."""

    effective_from: str
    source: str


class LineBilled(BaseModel):
    """A line item, as far as it is held against another."""

    name: str
    label: str
    recurrence: str
    unit: str
    quantity: Money
    usd: Money
    price: PriceNamed


class Estimated(BaseModel):
    """What a file must have to be held against the same workload under other prices."""

    service: str
    region: str
    as_of: str
    usage: dict[str, Any]
    price_lists: list[ListNamed]
    line_items: list[LineBilled]
    monthly_usd: Money | None
    upfront_usd: Money | None
    effective_monthly_usd: Money
    annual_usd: Money


class Command(BaseCommand):
    """Prints an earlier estimate beside what it would be under other prices."""

    help = "Print an earlier estimate beside the same workload as of another day, or under another price list."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """A file that `estimate --json` or the REST API wrote, and what to price it against."""
        parser.add_argument("file", type=Path, metavar="FILE.json", help="An estimate as `estimate --json` prints it.")
        _add_against(parser)
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="Print what the REST API answers.")
        add_csv_option(form)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the difference; a wrong input prints its sentences and ends with 2."""
        try:
            with pinned():
                before = read_estimate(options["file"])
                document = repriced(before, options["as_of"] or options["price_list"])
        except CalculatorError as error:
            for each in error.errors:
                self.stderr.write(f"{each.field}: {each.message}")
            raise SystemExit(BAD_INPUT) from None
        self.stdout.write(_text(document, options), ending="")


def _add_against(parser: ArgumentParser) -> None:
    against = parser.add_mutually_exclusive_group(required=True)
    against.add_argument("--as-of", metavar="YYYY-MM-DD", help="The prices in force on that day.")
    against.add_argument("--price-list", metavar="NAME", help="An imported price list, in use or not.")


def read_estimate(path: Path) -> Document:
    """The answer in a file, every number as it is written there. Raises InvalidInput."""
    document: Document
    try:
        document = json.loads(path.read_bytes(), parse_float=str, parse_int=str)
    except OSError as error:
        raise InvalidInput([FieldError("file", f"{path} cannot be read: {error.strerror}.")]) from None
    except (ValueError, RecursionError):
        raise InvalidInput([FieldError("file", f"{path} is not JSON.")]) from None
    try:
        Estimated.model_validate(document)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"])) or "the whole"
        raise InvalidInput([FieldError("file", f"{NOT_AN_ESTIMATE} See {shown(where)}.")]) from None
    return document


def repriced(before: Document, against: str) -> Document:
    """The earlier estimate and the present one of the same workload. Raises InvalidInput, NotPriced, Infeasible."""
    key, region, as_of = (before[name] for name in ("service", "region", "as_of"))
    # A file from before there was a month to choose is of the average one.
    month = before.get("month", AVERAGE.name)
    question = ask(key, {**before["usage"], "region": region, "as_of": as_of, "month": month})
    other, prices = read_against(question, against)
    return repricing_document(before, answer_document(answer_to(other, prices)))


def _text(document: Document, options: dict[str, Any]) -> str:
    if options["json"]:
        return json.dumps(document, indent=2) + "\n"
    if options["csv"]:
        return csv_text(repricing_table(document), DIALECTS[options["csv"]])
    return "\n".join(repricing_lines(document)) + "\n"
