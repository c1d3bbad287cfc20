"""What the commands about price lists share: their options, their bars of progress, and how they tell what became."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from calculator.core.arithmetic import decimal
from calculator.core.errors import CalculatorError
from calculator.store.price_lists.deadline import MINUTES, Deadline
from calculator.store.price_lists.importing import Outcome, Terms
from calculator.store.price_lists.report import report_lines

REFUSED = 2


def add_terms(parser: ArgumentParser) -> None:
    """The conditions under which a list is put to use."""
    parser.add_argument(
        "--factor",
        type=_factor,
        default=Terms().factor,
        help="By how much a price may rise or fall without being confirmed (default 2).",
    )
    parser.add_argument(
        "--confirm",
        action="store_true",
        help="Accept prices that changed by more, kinds of prices that are gone, and rows that no one rule fits.",
    )


def add_deadline(parser: ArgumentParser) -> None:
    """How long the program may take in all."""
    parser.add_argument(
        "--deadline",
        type=_minutes,
        default=MINUTES,
        metavar="MINUTES",
        help=f"After how many minutes to stop, whatever is left (default {MINUTES}).",
    )


def terms_of(options: Mapping[str, Any]) -> Terms:
    """The conditions that were given."""
    return Terms(options["factor"], options["confirm"], not options.get("inactive", False))


def _factor(text: str) -> Decimal:
    try:
        factor = decimal(text)
    except ValueError:
        factor = Decimal(0)
    if factor < 1:
        raise ArgumentTypeError(f"{text!r} is no factor; give a number from 1 on, such as 1.5.")
    return factor


def _minutes(text: str) -> float:
    try:
        minutes = decimal(text)
    except ValueError:
        minutes = Decimal(0)
    if minutes <= 0:
        raise ArgumentTypeError(f"{text!r} is no number of minutes; give one above 0, such as 90.")
    return float(minutes)


def tell(command: BaseCommand, outcomes: list[Outcome]) -> None:
    """What became of each list, and its report where it is new."""
    for outcome in outcomes:
        command.stdout.write(f"{outcome.name}: {outcome.words}")
        if outcome.is_new:
            command.stdout.write("\n".join(report_lines(outcome.report)))


def tell_refusal(command: BaseCommand, name: str, error: CalculatorError) -> None:
    """Why something was refused, a sentence a line."""
    for each in error.errors:
        command.stderr.write(f"{name}: {each.message}")


@contextmanager
def reading(path: Path, deadline: Deadline) -> Iterator[Callable[[int], object]]:
    """A bar that moves as a file is read, up to a deadline; none where nobody watches. Raises DeadlinePassed."""
    size = path.stat().st_size if path.is_file() else None
    with tqdm(total=size, desc=path.name[-40:], unit="B", unit_scale=True, disable=None) as bar:

        def moved(read: int) -> None:
            deadline.seconds_left()
            bar.update(read)

        yield moved


@contextmanager
def fetching(name: str) -> Iterator[Callable[[int, int | None], None]]:
    """A bar that moves as a file comes in."""
    with tqdm(desc=name[-40:], unit="B", unit_scale=True, disable=None) as bar:

        def moved(done: int, size: int | None) -> None:
            bar.total = size
            bar.update(done - bar.n)

        yield moved
