"""What a document holds after one change: an entry or a group more, changed, copied, gone."""

from collections.abc import Callable

import pytest

from calculator.core.errors import InvalidInput, UnknownName
from calculator.estimates.alone import asked_of
from calculator.estimates.document import Document
from calculator.estimates.editing import (
    with_changed_entry,
    with_changed_group,
    with_copy,
    with_entry,
    with_group,
    with_group_copy,
    with_settings,
    with_title,
    without_entry,
    without_group,
)
from calculator.estimates.read_document import read_document
from tests.estimates.outlines import outline, outlined
from tests.questions import TODAY

MORE = {"name": "logs", "service": "s3"}


@pytest.mark.parametrize(
    ("change", "after"),
    [
        (lambda it: with_entry(it, MORE), "web(app db logs cache(redis)) data(files) empty()"),
        (lambda it: with_entry(it, MORE, "cache"), "web(app db cache(redis logs)) data(files) empty()"),
        (lambda it: with_changed_entry(it, "db", MORE), "web(app logs cache(redis)) data(files) empty()"),
        (lambda it: without_entry(it, "app"), "web(db cache(redis)) data(files) empty()"),
        (lambda it: without_entry(it, "redis"), "web(app db cache()) data(files) empty()"),
        (lambda it: with_copy(it, "app"), "web(app app db cache(redis)) data(files) empty()"),
        (lambda it: with_group(it, "new"), "web(app db cache(redis)) data(files) empty() new()"),
        (lambda it: with_group(it, "new", "data"), "web(app db cache(redis)) data(files new()) empty()"),
        (lambda it: with_changed_group(it, "cache", {"name": "hot"}), "web(app db hot(redis)) data(files) empty()"),
        (
            lambda it: with_group_copy(it, "web"),
            "web(app db cache(redis)) web(app db cache(redis)) data(files) empty()",
        ),
        (lambda it: with_group_copy(it, "cache"), "web(app db cache(redis) cache(redis)) data(files) empty()"),
        (lambda it: without_group(it, "web"), "data(files) empty()"),
        (lambda it: without_group(it, "cache"), "web(app db) data(files) empty()"),
    ],
)
def test_one_change_leaves_all_else_as_it_was(change: Callable[[Document], Document], after: str) -> None:
    assert outline(change(outlined())) == after


def test_the_first_entry_of_an_empty_document_begins_a_group() -> None:
    assert outline(with_entry(read_document({}), MORE)) == "All(logs)"


def test_a_changed_entry_keeps_what_is_not_changed() -> None:
    (changed,) = [
        each for each in with_changed_entry(outlined(), "db", {"count": 3}).groups[0].entries if each.count == 3
    ]
    assert (changed.id, changed.name, changed.service) == ("db", "db", "s3")


def test_copies_have_ids_of_their_own() -> None:
    # Reading a document refuses an id that stands twice.
    first, second = with_copy(outlined(), "app").groups[0].entries[:2]
    assert (first.id, first.name, second.name) == ("app", "app", "app")
    assert second.id != "app"
    of_group = with_group_copy(outlined(), "web").groups
    assert of_group[0].id == "web" != of_group[1].id


def test_title_and_settings_are_those_that_are_given() -> None:
    document = with_settings(with_title(outlined(), "Shop"), {"month": "31", "account": {"free_tier": True}})
    assert (document.title, document.month, document.account.free_tier) == ("Shop", "31", True)
    assert outline(document) == outline(outlined())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda it: with_entry(it, MORE, "app"), "no group 'app'"),
        (lambda it: with_changed_entry(it, "web", {}), "no entry 'web'"),
        (lambda it: without_entry(it, "web"), "no entry 'web'"),
        (lambda it: with_copy(it, "x"), "no entry 'x'"),
        (lambda it: with_group(it, "new", "app"), "no group 'app'"),
        (lambda it: with_group_copy(it, "app"), "no group 'app'"),
        (lambda it: without_group(it, "app"), "no group 'app'"),
    ],
)
def test_what_is_not_there_is_named(change: Callable[[Document], Document], sentence: str) -> None:
    with pytest.raises(UnknownName, match=sentence):
        change(outlined())


def test_a_change_is_read_like_a_document_that_is_sent() -> None:
    with pytest.raises(InvalidInput, match="service"):
        with_entry(outlined(), {"name": "logs"})


def test_an_entry_asks_the_same_in_whatever_order_its_usage_is_written() -> None:
    usage = {"storage_gb": "100", "get_requests": "1000"}
    orders = [usage, dict(reversed(usage.items()))]
    documents = [read_document({"groups": [{"entries": [{"service": "s3", "usage": each}]}]}) for each in orders]
    asked = [asked_of(each, each.groups[0].entries[0], (), TODAY, TODAY) for each in documents]
    assert asked[0] == asked[1]
