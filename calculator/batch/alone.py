"""Rows of a service asked one by one, as single questions are: for what arrays do not tell, and for exact figures."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np

from calculator.batch.asked import Asked
from calculator.batch.cells import as_day
from calculator.batch.heading import COUNT, COUNTED
from calculator.batch.results import Item
from calculator.catalogue.common_fields import COMMON_FIELDS
from calculator.core.answer import Answer
from calculator.core.errors import CalculatorError, FieldError, Infeasible, InvalidInput, NotPriced
from calculator.estimator import bill, declared_under, read_question
from calculator.services.service import Service

# So many exact answers are kept for rows that state the same.
MOST_REMEMBERED = 1000


class Alone:
    """The rows of a service, each answered for itself."""

    def __init__(self, asked: Asked, service: Service, foreign: tuple[str, ...]) -> None:
        self.asked, self.service, self._foreign = asked, service, foreign
        self._declared = declared_under(service.KEY, asked.catalogue)
        self._asked_before: dict[str, Answer | CalculatorError] = {}

    def answer(self, row: int) -> None:
        """Answer one row as it would be asked alone, while there is time."""
        if self.asked.deadline.is_past:
            self.asked.answers.refuse([row], self.asked.deadline.error)
            return
        answers, found = self.asked.answers, self._answer_or_error(row)
        try:
            count = self._count(row)
        except InvalidInput as error:
            if isinstance(found, CalculatorError):
                answers.refuse([row], found)
            answers.refuse([row], error)
            return
        if isinstance(found, CalculatorError):
            answers.refuse([row], found)
            return
        answers.answer_exactly(row, found, count)
        if self.asked.has_items:
            answers.items += (
                Item(
                    np.array([row]), self.service.KEY, each.name, each.label, each.unit, each.recurrence,
                    np.array([float(each.quantity * count)]), np.array([float(each.usd * count)]),
                )
                for each in found.line_items
                if each.quantity or each.usd
            )  # fmt: skip

    def refusal(self, row: int) -> CalculatorError | None:
        """Why a row has no answer."""
        found = self._answer_or_error(row)
        return found if isinstance(found, CalculatorError) else None

    def _answer_or_error(self, row: int) -> Answer | CalculatorError:
        """The exact answer; that of rows that state the same is looked up."""
        typed = ((name, self._cell(name, row)) for name in self._inputs)
        raw = {name: each for name, each in typed if not _is_blank(each)}
        key = repr(raw)
        if key not in self._asked_before:
            if len(self._asked_before) == MOST_REMEMBERED:
                self._asked_before.clear()
            self._asked_before[key] = self._answer(raw)
        return self._asked_before[key]

    def _answer(self, raw: Mapping[str, Any]) -> Answer | CalculatorError:
        catalogue = self.asked.catalogue
        try:
            return bill(read_question(self.service.KEY, raw, catalogue, self.asked.today), catalogue)
        except (InvalidInput, Infeasible, NotPriced) as error:
            return error

    @cached_property
    def _inputs(self) -> list[str]:
        """The columns that have something to say to a row of the service."""
        meant = {*self._declared, *COMMON_FIELDS, *self._foreign}
        return [name for name in self.asked.heading.names if name in self.asked.filled and name in meant]

    def _cell(self, name: str, row: int) -> Any:
        return as_day(self.asked.column(name)[row].as_py())

    def _count(self, row: int) -> Decimal:
        """How many a row is. Raises InvalidInput."""
        raw = self._cell(COUNT, row) if COUNT in self.asked.heading.names else None
        try:
            return Decimal(1) if _is_blank(raw) else COUNTED.read(raw)
        except ValueError as error:
            raise InvalidInput([FieldError(COUNT, f"{COUNTED.label} {error}", str(raw))]) from None


def _is_blank(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip()) or raw != raw
