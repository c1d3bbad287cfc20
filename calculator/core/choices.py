"""The choices of a field: given, or made of prices when somebody first looks at them."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, overload

from calculator.core.records import record


@record
class Choice:
    """One value of a choice field and what people call it."""

    value: str
    label: str


class LazyChoices(Sequence[Choice]):
    """Choices of a field that are made when first looked at, so that a service nobody asks reads no file.

    `advise` has a sentence for what is none of them, where there is more to say than what is spelled alike.
    """

    def __init__(self, make: Callable[[], Sequence[Choice]], advise: Callable[[str], str] | None = None) -> None:
        self._make = cache(make)
        self.advise = advise

    @overload
    def __getitem__(self, index: int) -> Choice: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Choice]: ...
    def __getitem__(self, index: int | slice) -> Choice | Sequence[Choice]:
        return self._make()[index]

    def __len__(self) -> int:
        return len(self._make())


class PricedChoices(LazyChoices):
    """Choices that follow from the prices in force; apart from any prices, all that are known by name."""

    def __init__(self, known: Callable[[], Sequence[Choice]], priced: Callable[[Any], Sequence[Choice]]) -> None:
        super().__init__(known)
        self._priced = priced

    def under(self, prices: object) -> Sequence[Choice]:
        """Those that some price can answer, looked up when first looked at."""
        return LazyChoices(lambda: self._priced(prices))
