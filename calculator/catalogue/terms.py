"""What the words of a service mean: rows of `pricing_data/terms.csv`, read when they are first asked for."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from calculator.core.units import PRICING_DATA


class Terms(Mapping[str, str]):
    """The terms of one service with their meanings, in the order of the table."""

    def __init__(self, service: str, path: Path = PRICING_DATA / "terms.csv") -> None:
        self._service, self._path = service, path

    def __getitem__(self, term: str) -> str:
        return _meanings(self._path)[self._service][term]

    def __iter__(self) -> Iterator[str]:
        return iter(_meanings(self._path).get(self._service, {}))

    def __len__(self) -> int:
        return len(_meanings(self._path).get(self._service, {}))


@cache
def _meanings(path: Path) -> dict[str, dict[str, str]]:
    """Every meaning by service and term."""
    by_service: dict[str, dict[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            by_service.setdefault(row["service"], {})[row["term"]] = row["meaning"]
    return by_service
