"""The errors a person can meet.

CalculatorError
├── InvalidInput     a field is wrong: every wrong field at once
├── Infeasible       the chosen option cannot carry the workload
├── NotPriced        the price list has no price for what is used
├── OutOfTime        a row of a table for which there was no time left
├── UnknownName      no such service, table or value in an answer
├── BadFile          a file is no table of usages, or (FileTooLarge) more of one than is read
├── NoDatabase       the database with imported prices and estimates does not answer
└── BrokenTable      a price table failed its checks: every fault at once

Every message is one sentence that a person can act on.
"""

from collections.abc import Iterable
from dataclasses import replace

from calculator.core.bounds import Bound
from calculator.core.records import record

SHOWN_CHARACTERS = 80
_JSON_WORDS = {"None": "null", "True": "true", "False": "false"}


def shown(value: object, most: int = SHOWN_CHARACTERS) -> str:
    """A value from outside as it may be repeated and kept: printable, one line, of so many characters at most."""
    text = value if isinstance(value, str) else _JSON_WORDS.get(repr(value), repr(value))
    printable = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    return printable if len(printable) <= most else printable[: most - 1] + "…"


@record
class FieldError:
    """What is wrong with one field, and what would be right; where a bound is passed, its figures."""

    field: str
    message: str
    value: str = ""
    bound: Bound | None = None


class CalculatorError(Exception):
    """Base of every error that is answered with a sentence."""

    code = "error"

    def __init__(self, errors: Iterable[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(f"{error.field}: {error.message}" for error in self.errors))

    @property
    def detail(self) -> str:
        """All sentences, without the field names."""
        return " ".join(error.message for error in self.errors)


class InvalidInput(CalculatorError):
    """One or more fields are wrong."""

    code = "invalid_input"


class Infeasible(CalculatorError):
    """No configuration of the chosen option carries the workload."""

    code = "infeasible"

    def suggesting(self, choice: str, sentence: str) -> "Infeasible":
        """The same error with the nearest feasible choice named."""
        first, *rest = self.errors
        error = Infeasible([replace(first, message=f"{first.message} {sentence}"), *rest])
        error.nearest_choice = choice
        return error

    nearest_choice: str | None = None


class NotPriced(CalculatorError):
    """The price list in force has no price for what the workload uses; importing AWS's list may bring one."""

    code = "no_price"

    def __init__(self, errors: Iterable[FieldError], *, is_importable: bool = False) -> None:
        super().__init__(errors)
        self.is_importable = is_importable


class OutOfTime(CalculatorError):
    """A row of a table for which there was no time left."""

    code = "time_limit"


class UnknownName(CalculatorError):
    """No service, price table or value has this name."""

    code = "unknown_name"


class BadFile(CalculatorError):
    """A file that is no table of usages."""

    code = "bad_file"

    def __init__(self, message: str, field: str = "file") -> None:
        super().__init__([FieldError(field, message)])


class FileTooLarge(BadFile):
    """More rows or bytes than are read at once."""

    code = "too_large"


class NoDatabase(CalculatorError):
    """The database with imported prices and estimates does not answer; `cause` is for the log alone."""

    code = "no_database"

    def __init__(self, cause: str) -> None:
        self.cause = cause
        super().__init__([FieldError("database", "The database does not answer; ask again.")])


class BrokenTable(CalculatorError):
    """A price table failed its checks; each fault is `file:line: sentence`."""

    code = "broken_table"

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(FieldError("price table", fault) for fault in self.faults)
