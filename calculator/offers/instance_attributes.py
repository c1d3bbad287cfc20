"""What a price list states of the instance types that it prices, besides their prices."""

from collections.abc import Mapping, Sequence

import numpy as np

from calculator.core.errors import shown
from calculator.offers.columns import Rows
from calculator.offers.prices import Took

# The table whose options begin with an instance type.
TABLE = "ec2"
TYPE = "instancetype"
ATTRIBUTES = ("vcpu", "memory", "physicalprocessor", "currentgeneration")


class StatedTypes:
    """The attributes of each instance type, as the first of its rows states them."""

    def __init__(self) -> None:
        self._stated: dict[str, Mapping[str, str]] = {}

    @property
    def stated(self) -> Mapping[str, Mapping[str, str]]:
        """Each instance type with what is stated of it; an empty cell states nothing."""
        return self._stated

    def add(self, rows: Rows, taken: Sequence[Took]) -> None:
        """The rows of a block that give prices of instances."""
        found = [took.rows for took in taken if took.rule.table == TABLE]
        if not found:
            return
        places = np.concatenate(found)
        types = rows.column(TYPE)
        codes, first = np.unique(types.codes[places], return_index=True)
        for code, place in zip(codes.tolist(), first.tolist(), strict=True):
            if types.values[code] not in self._stated:
                one = places[place : place + 1]
                cells = {name: rows.column(name).at(one)[0] for name in ATTRIBUTES}
                self._stated[types.values[code]] = {name: shown(cell) for name, cell in cells.items() if cell}
