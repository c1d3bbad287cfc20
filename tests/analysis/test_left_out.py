"""What is left out of a long comparison is counted, and it is said how to see others where a need rules some out."""

import pytest

from calculator.analysis.shortlist import LeftOut


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        (LeftOut(), ""),
        (LeftOut(0, 0, 0, ("vcpus",)), ""),
        (
            LeftOut(1200, 0, 3, ()),
            "Left out: 1,200 more expensive, 3 that do not fit. "
            "Each of them is answered where it is asked for by its name.",
        ),
        (
            LeftOut(9, 1, 0, ("vcpus", "memory_gib")),
            "Left out: 9 more expensive, 1 without a price in our data. "
            "To see others, say what is needed: vcpus or memory_gib.",
        ),
    ],
    ids=["nothing", "nothing of what can be narrowed", "what no need narrows", "what needs narrow"],
)
def test_what_is_left_out_is_told(left_out: LeftOut, words: str) -> None:
    assert left_out.words == words
