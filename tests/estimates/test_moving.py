"""Where an entry or a group stands after it is moved; what stood around it stays in its order."""

import pytest

from calculator.core.errors import InvalidInput, UnknownName
from calculator.estimates.moving import (
    DOWN,
    UP,
    with_moved_entry,
    with_moved_group,
    with_placed_entry,
    with_placed_group,
)
from tests.estimates.outlines import outline, outlined

BEFORE = "web(app db cache(redis)) data(files) empty()"


def test_the_outline_is_that_of_the_document() -> None:
    assert outline(outlined()) == BEFORE


@pytest.mark.parametrize(
    ("name", "where", "after"),
    [
        ("app", DOWN, "web(db app cache(redis)) data(files) empty()"),
        ("db", UP, "web(db app cache(redis)) data(files) empty()"),
        # Beyond the end of its group an entry goes into the next one, inner groups among them.
        ("db", DOWN, "web(app cache(db redis)) data(files) empty()"),
        ("redis", UP, "web(app db redis cache()) data(files) empty()"),
        ("redis", DOWN, "web(app db cache()) data(redis files) empty()"),
        ("files", UP, "web(app db cache(redis files)) data() empty()"),
        ("files", DOWN, "web(app db cache(redis)) data() empty(files)"),
        ("app", UP, BEFORE),
    ],
)
def test_an_entry_moves_one_place(name: str, where: str, after: str) -> None:
    assert outline(with_moved_entry(outlined(), name, where)) == after


def test_the_last_entry_of_all_does_not_move_down() -> None:
    last = with_placed_entry(outlined(), "app", "empty")
    assert outline(with_moved_entry(last, "app", DOWN)) == outline(last)


@pytest.mark.parametrize(
    ("name", "group", "before", "after"),
    [
        ("app", "data", "", "web(db cache(redis)) data(files app) empty()"),
        ("app", "data", "files", "web(db cache(redis)) data(app files) empty()"),
        ("app", "empty", "", "web(db cache(redis)) data(files) empty(app)"),
        ("redis", "web", "db", "web(app redis db cache()) data(files) empty()"),
        ("app", "web", "", "web(db app cache(redis)) data(files) empty()"),
        ("db", "web", "app", "web(db app cache(redis)) data(files) empty()"),
        # Another entry that is not in the group is no place in it.
        ("app", "data", "redis", "web(db cache(redis)) data(files app) empty()"),
        ("app", "web", "app", BEFORE),
    ],
)
def test_an_entry_is_placed_in_a_group(name: str, group: str, before: str, after: str) -> None:
    assert outline(with_placed_entry(outlined(), name, group, before)) == after


@pytest.mark.parametrize(
    ("name", "where", "after"),
    [
        ("data", UP, "data(files) web(app db cache(redis)) empty()"),
        ("data", DOWN, "web(app db cache(redis)) empty() data(files)"),
        ("web", UP, BEFORE),
        ("empty", DOWN, BEFORE),
        ("cache", UP, BEFORE),
        ("cache", DOWN, BEFORE),
    ],
)
def test_a_group_moves_one_place_among_those_beside_it(name: str, where: str, after: str) -> None:
    assert outline(with_moved_group(outlined(), name, where)) == after


@pytest.mark.parametrize(
    ("name", "inside", "beside", "after"),
    [
        ("data", "web", "", "web(app db cache(redis) data(files)) empty()"),
        ("data", "cache", "", "web(app db cache(redis data(files))) empty()"),
        ("cache", "", "", "web(app db) data(files) empty() cache(redis)"),
        ("data", "", "web", "data(files) web(app db cache(redis)) empty()"),
        ("cache", "", "empty", "web(app db) data(files) cache(redis) empty()"),
        ("empty", "", "cache", "web(app db empty() cache(redis)) data(files)"),
    ],
)
def test_a_group_is_placed_inside_another_or_before_it(name: str, inside: str, beside: str, after: str) -> None:
    assert outline(with_placed_group(outlined(), name, inside, beside)) == after


@pytest.mark.parametrize(("inside", "beside"), [("web", ""), ("cache", ""), ("", "web"), ("", "cache")])
def test_a_group_is_never_within_itself(inside: str, beside: str) -> None:
    with pytest.raises(InvalidInput, match="A group cannot be within itself"):
        with_placed_group(outlined(), "web", inside, beside)


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(UnknownName, match="no entry 'web'"):
        with_moved_entry(outlined(), "web", UP)
    with pytest.raises(UnknownName, match="no group 'app'"):
        with_placed_entry(outlined(), "files", "app")
    with pytest.raises(UnknownName, match="no group 'app'"):
        with_moved_group(outlined(), "app", DOWN)
    with pytest.raises(UnknownName, match="no group 'app'"):
        with_placed_group(outlined(), "data", beside="app")
