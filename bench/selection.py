"""Which measures there are, and which of them were asked for."""

from argparse import ArgumentTypeError

IDS = ("B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9", "B10", "B11", "B12", "B13", "B14")


def ids(text: str) -> tuple[str, ...]:
    """The measures of a list such as `B1,B4`; a mistaken one is refused."""
    asked = tuple(each.strip().upper() for each in text.split(",") if each.strip())
    unknown = [each for each in asked if each not in IDS]
    if unknown or not asked:
        raise ArgumentTypeError(f"{', '.join(unknown) or text!r} is no measure; there are {', '.join(IDS)}.")
    return asked


def is_asked(result_id: str, only: tuple[str, ...]) -> bool:
    """Whether a table is of a measure that was asked for; all are where none is named."""
    return not only or any(each in only for each in result_id.split(", "))
