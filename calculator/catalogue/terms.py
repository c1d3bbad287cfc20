"""What the words of a service mean: rows of the `terms.csv` of its folder, read when they are first asked for."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from calculator.catalogue.tables import SERVICES
from calculator.core.units import PRICING_DATA


class Terms(Mapping[str, str]):
    """The terms of one service with their meanings, in the order of the table."""

    def __init__(self, service: str, folder: Path = PRICING_DATA) -> None:
        self._path = folder / SERVICES / service / "terms.csv"

    def __getitem__(self, term: str) -> str:
        return _meanings(self._path)[term]

    def __iter__(self) -> Iterator[str]:
        return iter(_meanings(self._path))

    def __len__(self) -> int:
        return len(_meanings(self._path))


@cache
def _meanings(path: Path) -> dict[str, str]:
    """Every meaning by term."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["term"]: row["meaning"] for row in csv.DictReader(lines)}
