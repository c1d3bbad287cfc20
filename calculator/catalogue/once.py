"""What is worked out once for a question: its plan, bill and advice ask for the same figures."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from calculator.catalogue.price_book import PriceBook

P = ParamSpec("P")
T = TypeVar("T")


def once_a_question(of: Callable[P, T]) -> Callable[P, T]:
    """A function whose last positional argument is a book: under the same arguments it answers one question once.

    Arguments are the same where they are the same object, since usages and plans never change. A book that answers no
    single question, and no single block of rows, remembers nothing.
    """

    @wraps(of)
    def remembering(*args: P.args, **kwargs: P.kwargs) -> T:
        book = args[-1]
        assert isinstance(book, PriceBook)
        if book.memory is None:
            return of(*args, **kwargs)
        key = (of, *map(id, args), *kwargs.items())
        if key not in book.memory:
            # The arguments are kept with the answer: what is gone leaves its identity to something else.
            book.memory[key] = (of(*args, **kwargs), args)
        answer: T = book.memory[key][0]
        return answer

    return remembering
