"""A field of several values: the Regions of the replicas, or one number for each hour of the day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from calculator.core.declarations import Declaration
from calculator.core.display import counted
from calculator.core.errors import shown

# More than there are Regions, or hours of a day.
MOST_VALUES = 100
_COMMAS = re.compile(r"[,;]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListField(Declaration):
    """Values of one declaration, in the order given; `length` is how many there must be unless there are none."""

    each: Declaration
    default: tuple[Any, ...] = ()
    length: int | None = None
    is_unique: bool = False

    def read(self, raw: object) -> tuple[Any, ...]:
        """A list, or text separated by commas or blanks. See the class for errors."""
        parts = _parts(raw)
        if self.length is not None and parts and len(parts) != self.length:
            raise ValueError(f"has {counted(len(parts), 'value')}; give {self.length} of them, or none.")
        if len(parts) > MOST_VALUES:
            raise ValueError(f"has {counted(len(parts), 'value')}; give {MOST_VALUES} at most.")
        values = tuple(self._read_one(place, part) for place, part in enumerate(parts, start=1))
        if self.is_unique:
            twice = [value for place, value in enumerate(values) if value in values[:place]]
            if twice:
                raise ValueError(f"names {twice[0]} more than once; give it once.")
        return values

    def _read_one(self, place: int, part: object) -> object:
        try:
            return self.each.read(part)
        except ValueError as error:
            raise ValueError(f"has {shown(part)!r} in place {place}, which {error}") from None


def _parts(raw: object) -> Sequence[object]:
    if isinstance(raw, list | tuple):
        return raw
    if not isinstance(raw, str):
        raise ValueError("is not a list; separate its values by commas.")
    if not _COMMAS.search(raw):
        return raw.split()
    *parts, last = (part.strip() for part in _COMMAS.split(raw))
    return [*parts, last] if last else parts
