"""`manage.py import_price_list PATH_OR_ADDRESS ...`: bring in AWS's own price list files and use them from now on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from calculator.core.errors import CalculatorError
from calculator.management.price_list_options import (
    REFUSED,
    add_deadline,
    add_terms,
    fetching,
    reading,
    tell,
    tell_refusal,
    terms_of,
)
from calculator.offers.mapping import OfferMapping, read_mapping
from calculator.store.price_lists.deadline import Deadline
from calculator.store.price_lists.downloads import bring_in, fetched, is_address, one_at_a_time


class Command(BaseCommand):
    """Imports price lists, each file whole or not at all."""

    help = "Import AWS's price list files (CSV or JSON, gzip too), each whole or not at all, and use them from now on."

    def add_arguments(self, parser: CommandParser) -> None:
        """Files by path or by address."""
        parser.add_argument("files", nargs="+", metavar="PATH_OR_ADDRESS", help="A price list file of one offer.")
        parser.add_argument("--inactive", action="store_true", help="Store the lists without using them.")
        add_terms(parser)
        add_deadline(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import one file after the other; a refused one keeps no other from being tried, and ends with 2."""
        mapping = read_mapping()
        deadline = Deadline.after(options["deadline"])
        refused = [name for name in options["files"] if not self._is_imported(name, mapping, options, deadline)]
        if refused:
            raise SystemExit(REFUSED)

    def _is_imported(self, name: str, mapping: OfferMapping, options: dict[str, Any], deadline: Deadline) -> bool:
        try:
            with _file(name, deadline) as path, reading(path, deadline) as progress:
                tell(self, bring_in(path, name, mapping, terms_of(options), progress))
        except CalculatorError as error:
            tell_refusal(self, name, error)
            return False
        return True


@contextmanager
def _file(name: str, deadline: Deadline) -> Iterator[Path]:
    """A file by its path, or fetched for as long as the block lasts. Raises NotFetched, DeadlinePassed."""
    if not is_address(name):
        yield Path(name)
        return
    with one_at_a_time():
        with fetching(name) as progress:
            path = fetched(name, deadline, progress)
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)
