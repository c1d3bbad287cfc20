"""What a cell is answered: one value of an estimate, or a whole document as XML or CSV."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from calculator.adapters import asking
from calculator.adapters.analyses import comparison_document
from calculator.adapters.documents import Document, estimate_document
from calculator.adapters.spreadsheet import errors
from calculator.adapters.spreadsheet.cells import VALUE, NoValue, headline_text, value_text, with_rounded_money
from calculator.adapters.spreadsheet.parameters import CellQuery
from calculator.adapters.spreadsheet.xml import comparison_xml, estimate_xml
from calculator.adapters.tables import comparison_table, csv_text, estimate_table
from calculator.analysis.sweep import choices_of
from calculator.core.declarations import MOST_LISTED
from calculator.core.display import CENTS
from calculator.core.errors import CalculatorError, FieldError, UnknownName
from calculator.estimator import Question, bill


@dataclass(frozen=True, slots=True)
class Writing:
    """What an answer is sent as, and how an error looks in its place."""

    media_type: str
    error: Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class CellDocument:
    """A whole answer under one name: how it is asked for and how it is written."""

    ask: Callable[[str, Mapping[str, str]], Document]
    text: Callable[[Document], str]
    writing: Writing


def estimated(key: str, fields: Mapping[str, str]) -> Document:
    """The estimate of a service."""
    return estimate_document(asking.answer(asking.ask(key, fields)))


def compared(key: str, fields: Mapping[str, str]) -> Document:
    """The comparison of a service."""
    return comparison_document(asking.ask_comparison(key, fields))


TEXT = Writing("text/plain; charset=utf-8", errors.as_line)
XML = Writing("application/xml; charset=utf-8", errors.as_xml)
CSV = Writing("text/csv; charset=utf-8; header=present", errors.as_csv)
DOCUMENTS: Mapping[str, CellDocument] = {
    "estimate.xml": CellDocument(estimated, estimate_xml, XML),
    "estimate.csv": CellDocument(estimated, lambda document: csv_text(estimate_table(document)), CSV),
    "compare.xml": CellDocument(compared, comparison_xml, XML),
    "compare.csv": CellDocument(compared, lambda document: csv_text(comparison_table(document)), CSV),
}


def writing_of(value: str) -> Writing:
    """How the answer of this name is sent."""
    return DOCUMENTS[value].writing if value in DOCUMENTS else TEXT


def answer(key: str, value: str, asked: CellQuery) -> str:
    """The body of a good answer; a document is exact unless a precision was asked for. Raises CalculatorError."""
    if value in DOCUMENTS:
        wanted = DOCUMENTS[value]
        document = wanted.ask(key, asked.fields)
        return wanted.text(document if asked.places is None else with_rounded_money(document, asked.places))
    question, places = asking.ask(key, asked.fields), CENTS if asked.places is None else asked.places
    # Most cells ask for a headline, which takes a fraction of the whole estimate.
    headline = headline_text(asking.answer_briefly(question), value, places)
    if headline is not None:
        return headline
    try:
        return value_text(asking.answer(question), value, places)
    except UnknownName:
        others = [*_with_headline(question, value)]
        if not others:
            raise
        message = f"This workload has no {value}; it is there in {' and '.join(others)}."
        raise NoValue([FieldError(VALUE, message, value)]) from None


def _with_headline(question: Question, name: str) -> Iterator[str]:
    """The choices whose capacity has a headline of this name: shards, for example, are bought in one mode only."""
    by = question.service.COMPARE_BY[0]
    choices = choices_of(question, by)
    for choice, label in choices if len(choices) <= MOST_LISTED else ():
        with suppress(CalculatorError):
            if name in bill(question.with_usage(**{by: choice}), asking.catalogue()).capacity:
                yield label
