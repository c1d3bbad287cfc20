"""What a service looked at: an input by its name, or all where it asked for more than one."""

import pytest

from calculator.core.watched import Watched
from tests.questions import asked


@pytest.mark.parametrize(
    ("names", "seen"),
    [
        ((), set()),
        (("storage_gb",), {"storage_gb"}),
        (("storage_gb", "retrieval_gb", "storage_gb"), {"storage_gb", "retrieval_gb"}),
        # What there is to be looked at, and how long the month is, are no inputs.
        (("declarations", "month"), set()),
        (("declarations", "storage_gb"), {"storage_gb"}),
    ],
)
def test_an_input_is_seen_once_it_is_looked_at(names: tuple[str, ...], seen: set[str]) -> None:
    usage = asked("s3", {}).usage
    watched = Watched(usage)
    assert [getattr(watched, name) for name in names] == [getattr(usage, name) for name in names]
    assert watched.seen == seen


def test_a_method_may_have_looked_at_every_input() -> None:
    usage = asked("s3", {}).usage
    watched = Watched(usage)
    assert watched.reach("storage_gb") == usage.reach("storage_gb")
    assert watched.seen == {*usage.declarations}
