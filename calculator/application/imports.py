"""What every surface does with a foreign file: read it as an estimate, and answer it with what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from calculator.application.estimates import answered, ask_difference
from calculator.application.official_figures import Beside, beside
from calculator.application.questions import catalogue, today
from calculator.core.errors import FieldError, InvalidInput
from calculator.estimates.answers import EstimateAnswer
from calculator.estimates.difference import Difference
from calculator.estimates.document import Document
from calculator.interchange.account import Imported
from calculator.interchange.asked import Asked
from calculator.interchange.read_file import import_file
from calculator.interchange.several_files import together

BEFORE = "before"


@dataclass(frozen=True, slots=True)
class ImportAnswer:
    """A file, what it costs, what of that rests on the file alone, and how it differs from what was there before.

    `beside` has the lines of an export of the AWS Pricing Calculator with its figures and ours.
    """

    imported: Imported
    answer: EstimateAnswer
    stated: EstimateAnswer
    difference: Difference | None
    beside: tuple[Beside, ...] = ()


def ask_import(texts: Sequence[str], asked: Asked, before: str = "") -> ImportAnswer:
    """The answer to a foreign file, sent alone or with usage files, under the prices in use.

    `before` is an earlier file of the same kind, which stands in the place of what the file says was there before.
    Raises InvalidInput with a sentence.
    """
    text, asked = together(texts, asked)
    imported = import_file(text, asked, catalogue(), today())
    if before:
        imported = replace(imported, before=_earlier(before, asked, imported))
    difference = None
    if imported.before is not None:
        difference = ask_difference(imported.before, imported.document)
    stated = answered(imported.stated)
    return ImportAnswer(imported, answered(imported.document), stated, difference, beside(imported, stated))


def _earlier(text: str, asked: Asked, imported: Imported) -> Document:
    """What an earlier file came to. Raises InvalidInput for one of another kind, whose entries cannot be told apart."""
    try:
        earlier = import_file(text, asked, catalogue(), today())
    except InvalidInput as error:
        raise InvalidInput(replace(each, field=BEFORE) for each in error.errors) from None
    if _kind(earlier.source) == _kind(imported.source):
        return earlier.document
    message = f"The earlier file is a {earlier.source}, the other a {imported.source}; only two of a kind are compared."
    raise InvalidInput([FieldError(BEFORE, message)])


def _kind(source: str) -> str:
    """Plans and states are of one kind."""
    return source.partition(" ")[0]
