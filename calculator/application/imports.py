"""What every surface does with a foreign file: read it as an estimate, and answer it with what it rests on."""

from dataclasses import dataclass

from calculator.application.estimates import answered, ask_difference
from calculator.application.official_figures import Beside, beside
from calculator.application.questions import catalogue, today
from calculator.estimates.answers import EstimateAnswer
from calculator.estimates.difference import Difference
from calculator.interchange.account import Imported
from calculator.interchange.asked import Asked
from calculator.interchange.read_file import import_file


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


def ask_import(text: str, asked: Asked) -> ImportAnswer:
    """The answer to a foreign file under the prices in use. Raises InvalidInput with a sentence."""
    imported = import_file(text, asked, catalogue(), today())
    difference = None
    if imported.before is not None:
        difference = ask_difference(imported.before, imported.document)
    stated = answered(imported.stated)
    return ImportAnswer(imported, answered(imported.document), stated, difference, beside(imported, stated))
