"""What became of the rows of a file: how many each rule took, and what no rule took."""

from collections import Counter

import numpy as np

from calculator.core.errors import shown
from calculator.offers.columns import Array, Coded, Rows, together
from calculator.offers.offer import Counted

MOST_GROUPS = 300
# Of what a file says of a row; a database need not take every character either.
MOST_TOLD = 300


class Tally:
    """Counts of rows by the name of a rule or a group, with one row of each as a sample."""

    def __init__(self) -> None:
        self._rows: Counter[str] = Counter()
        self._samples: dict[str, str] = {}

    def add(self, name: str, count: int, sample: str) -> None:
        """So many more rows of this name."""
        self._rows[name] += count
        self._samples.setdefault(name, sample)

    def add_rows(self, name: str, rows: Rows, found: Array) -> None:
        """The rows that were found, the first of them as the sample."""
        self.add(name, len(found), "" if name in self._samples else sample(rows, found[0]))

    @property
    def counted(self) -> tuple[Counted, ...]:
        """The largest first; beyond some hundreds of groups the rest is one."""
        by_size = sorted(self._rows.items(), key=lambda item: (-item[1], item[0]))
        named = [Counted(shown(name, MOST_TOLD), rows, shown(self._samples[name], MOST_TOLD)) for name, rows in by_size]
        rest = named[MOST_GROUPS:]
        if not rest:
            return tuple(named)
        others = Counted(f"{len(rest)} other groups", sum(each.rows for each in rest), rest[0].sample)
        return (*named[:MOST_GROUPS], others)


def sample(rows: Rows, row: int) -> str:
    """One row in words: its rate code and what AWS says it is."""
    at = np.array([row])
    return " ".join(rows.texts_at("ratecode", at) + rows.texts_at("pricedescription", at))


def add_groups(tally: Tally, rows: Rows, usage_types: Coded[str], found: Array) -> None:
    """Rows without a rule, grouped by product family, operation and usage type without its region's prefix."""
    groups = together((rows.column("productfamily"), rows.column("operation"), usage_types))
    codes, firsts, counts = np.unique(groups.codes[found], return_index=True, return_counts=True)
    samples = rows.texts_at("ratecode", found[firsts]), rows.texts_at("pricedescription", found[firsts])
    for code, count, *said in zip(codes.tolist(), counts.tolist(), *samples, strict=True):
        tally.add(" / ".join(text or "-" for text in groups.values[code]), count, " ".join(said))
