"""Records of which a request makes thousands."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(of: type[T]) -> type[T]:
    """A dataclass that nobody changes once it is made; the type checker sees to it.

    `frozen=True` would see to it as the program runs too, and takes ten times as long to make one.
    """
    return dataclass(slots=True, unsafe_hash=True)(of)
