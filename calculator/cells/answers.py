"""What a cell is answered: one value of an answer, or a whole document as XML or CSV."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from calculator.application import questions
from calculator.cells import errors
from calculator.cells.parameters import CellQuery
from calculator.cells.values import VALUE, NoValue, headline_text, value_text, with_rounded_money
from calculator.cells.xml import comparison_xml, estimate_xml
from calculator.core.declarations import MOST_LISTED
from calculator.core.display import CENTS
from calculator.core.errors import CalculatorError, FieldError, InvalidInput, UnknownName
from calculator.estimator import Question, bill, choices_of
from calculator.exports.csv_file import DIALECT, USUAL, Dialect, csv_text
from calculator.presentation.analysis_documents import comparison_document
from calculator.presentation.answer_documents import Document, answer_document
from calculator.presentation.tables import answer_table, comparison_table


@dataclass(frozen=True, slots=True)
class Writing:
    """What an answer is sent as, and how an error looks in its place."""

    media_type: str
    error: Callable[[CalculatorError], str]


@dataclass(frozen=True, slots=True)
class CellDocument:
    """A whole answer under one name: how it is asked for and how it is written."""

    ask: Callable[[str, Mapping[str, str]], Document]
    text: Callable[[Document, Dialect], str]
    writing: Writing


def estimated(key: str, fields: Mapping[str, str]) -> Document:
    """The answer of a service."""
    return answer_document(questions.ask_answer(key, fields))


def compared(key: str, fields: Mapping[str, str]) -> Document:
    """The comparison of a service."""
    return comparison_document(questions.ask_comparison(key, fields))


TEXT = Writing("text/plain; charset=utf-8", errors.as_line)
XML = Writing("application/xml; charset=utf-8", errors.as_xml)
CSV = Writing("text/csv; charset=utf-8; header=present", errors.as_csv)
DOCUMENTS: Mapping[str, CellDocument] = {
    "estimate.xml": CellDocument(estimated, lambda document, _: estimate_xml(document), XML),
    "estimate.csv": CellDocument(estimated, lambda document, dialect: csv_text(answer_table(document), dialect), CSV),
    "compare.xml": CellDocument(compared, lambda document, _: comparison_xml(document), XML),
    "compare.csv": CellDocument(compared, lambda document, dialect: csv_text(comparison_table(document), dialect), CSV),
}


def writing_of(value: str) -> Writing:
    """How the answer of this name is sent."""
    return DOCUMENTS[value].writing if value in DOCUMENTS else TEXT


def answer(key: str, value: str, asked: CellQuery) -> str:
    """The body of a good answer; a document is exact unless a precision was asked for. Raises CalculatorError."""
    if asked.dialect is not None and writing_of(value) is not CSV:
        raise InvalidInput([FieldError(DIALECT, "Dialect is for CSV alone, such as estimate.csv.", value[:80])])
    if value in DOCUMENTS:
        wanted = DOCUMENTS[value]
        document = wanted.ask(key, asked.fields)
        rounded = document if asked.places is None else with_rounded_money(document, asked.places)
        return wanted.text(rounded, asked.dialect or USUAL)
    question, places = questions.ask(key, asked.fields), CENTS if asked.places is None else asked.places
    # Most cells ask for a headline, which takes a fraction of the whole answer.
    headline = headline_text(questions.answer_briefly(question), value, places)
    if headline is not None:
        return headline
    try:
        return value_text(questions.answer(question), value, places)
    except UnknownName:
        others = [*_with_headline(question, value)]
        if not others:
            raise
        message = f"This workload has no {value}; it is there in {' and '.join(others)}."
        raise NoValue([FieldError(VALUE, message, value)]) from None


def _with_headline(question: Question, name: str) -> Iterator[str]:
    """The choices whose capacity has a headline of this name: shards, for example, are bought in one mode only."""
    for by in question.service.COMPARE_BY[:1]:
        choices = choices_of(question, by)
        for choice, label in choices if len(choices) <= MOST_LISTED else ():
            with suppress(CalculatorError):
                if name in bill(question.choosing(by, choice, questions.catalogue()), questions.catalogue()).capacity:
                    yield label
