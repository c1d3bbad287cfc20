"""A table that was asked: what holds for all of its services, and where the answers go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any

import numpy as np
import pyarrow as pa

from calculator.batch.cells import (
    Amounts,
    Codes,
    Encoded,
    Mask,
    as_array,
    encode,
    read_amounts,
    read_codes,
    typed_cells,
)
from calculator.batch.deadline import NEVER, Deadline
from calculator.batch.heading import COUNT, COUNTED, Heading, is_amount
from calculator.batch.results import Answers
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.common_fields import DEFAULT_REGION, read_common, read_month
from calculator.core.errors import FieldError
from calculator.core.month import AVERAGE


@dataclass(frozen=True)
class Asked:
    """A table, what holds for all of its services, and where the answers go."""

    table: pa.Table
    heading: Heading
    catalogue: Catalogue
    today: date
    answers: Answers
    has_items: bool
    deadline: Deadline = NEVER
    _columns: dict[str, pa.Array] = field(default_factory=dict)
    _encoded: dict[str, Encoded] = field(default_factory=dict)

    def column(self, name: str) -> pa.Array:
        """A column in one piece."""
        if name not in self._columns:
            self._columns[name] = as_array(self.table.column(name))
        return self._columns[name]

    def encoded(self, name: str) -> Encoded:
        """A column of few values."""
        if name not in self._encoded:
            self._encoded[name] = encode(self.column(name))
        return self._encoded[name]

    @cached_property
    def filled(self) -> Mapping[str, Mask]:
        """The columns that say anything, and where."""
        typed = {
            name: typed_cells(self.column(name)) if is_amount(name) else self.encoded(name).typed
            for name in self.heading.names
            if self.heading.reads(name)
        }
        return {name: each for name, each in typed.items() if each.any()}

    @cached_property
    def regions(self) -> Codes:
        """The Region of each row."""
        return self._common("region", DEFAULT_REGION)

    @cached_property
    def days(self) -> Codes:
        """The day of each row whose prices hold."""
        return self._common("as_of", self.today)

    @cached_property
    def months(self) -> Codes:
        """The month of each row."""
        return self._common("month", AVERAGE)

    @cached_property
    def counts(self) -> Amounts | None:
        """How many of it each row is; None where there is no such column."""
        return (
            read_amounts(self.column(COUNT), typed_cells(self.column(COUNT)), COUNTED)
            if COUNT in self.heading.names
            else None
        )

    def _common(self, name: str, usual: Any) -> Codes:
        if name not in self.heading.names:
            rows = self.table.num_rows
            return Codes(np.zeros(rows, dtype=np.int32), (usual,), np.zeros(rows, dtype=bool), ())
        return read_codes(self.encoded(name), partial(self._read_common, name)).filled(usual)

    def _read_common(self, name: str, raw: Any) -> Any:
        errors: list[FieldError] = []
        if name == "month":
            found: Any = read_month({name: raw}, self.catalogue, self.today, errors)
        else:
            region, day = read_common({name: raw}, self.catalogue, self.today, errors)
            found = region if name == "region" else day
        if errors:
            raise ValueError(errors[0].message)
        return found
