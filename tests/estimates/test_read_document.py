"""The document `estimate/1`: read whole, or refused with every fault at its place."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.errors import InvalidInput
from calculator.estimates.document import DEEPEST, MOST_ENTRIES, as_json
from calculator.estimates.read_document import read_document
from tests.lanes import for_some

QUEUE = {"service": "sqs", "usage": {"requests": "3 million"}}


def one(**entry: Any) -> dict[str, Any]:
    return {"groups": [{"entries": [{**QUEUE, **entry}]}]}


def nested(deep: int) -> dict[str, Any]:
    document: dict[str, Any] = {"groups": []}
    for _ in range(deep):
        document = {"groups": [document]}
    return document


@pytest.mark.parametrize(
    ("raw", "place", "told"),
    [
        ({"format": "estimate/2"}, "/format", "estimate/1"),
        ({"titel": "x"}, "/titel", "Did you mean title?"),
        ({"title": "x" * 201}, "/title", "at most 200 characters|the most are 200"),
        ({"month": "27"}, "/month", "730, 28, 29, 30, 31"),
        ({"currency": "EUR"}, "/currency", ""),
        ({"currency": {"code": "EUR", "per_usd": "0", "date": "2026-01-01", "source": "ECB"}}, "/currency/per_usd", ""),
        ({"prices": {"as_of": "yesterday"}}, "/prices/as_of", "a day such as"),
        ({"account": {"free_tier": "maybe"}}, "/account/free_tier", "true or false"),
        ({"groups": {}}, "/groups", "must be a list"),
        ({"groups": [[]]}, "/groups/0", "must be an object"),
        ({"groups": [{"id": "a b"}]}, "/groups/0/id", "letters, digits"),
        ({"groups": [{"id": "a"}, {"id": "a"}]}, "/groups/0/id", "once"),
        ({"groups": [{"entries": [{}]}]}, "/groups/0/entries/0/service", "missing"),
        (one(count="-1"), "/groups/0/entries/0/count", "greater than or equal to 0"),
        (one(count="1.5"), "/groups/0/entries/0/count", "whole number"),
        (one(counts="1"), "/groups/0/entries/0/counts", "Did you mean count?"),
        (one(usage=[]), "/groups/0/entries/0/usage", "must be an object"),
        (
            one(usage={"requests": {"a": 1}}),
            "/groups/0/entries/0/usage/requests",
            "text, a number, true or false, or a",
        ),
        (
            one(usage={"requests": None}),
            "/groups/0/entries/0/usage/requests",
            "text, a number, true or false, or a list",
        ),
        (one(usage={"requests": "1" * 4001}), "/groups/0/entries/0/usage/requests", "too long; the most are 4000"),
        (one(usage={"region": "eu-west-1"}), "/groups/0/entries/0/usage/region", "in the entry"),
        (one(usage={"as_of": "2026-01-01"}), "/groups/0/entries/0/usage/as_of", "prices.as_of"),
        (one(usage={"month": "31"}), "/groups/0/entries/0/usage/month", "`month`"),
        (one(usage={"include_free_tier": True}), "/groups/0/entries/0/usage/include_free_tier", "account.free_tier"),
        (one(tags={"a/b~c": 1}), "/groups/0/entries/0/tags/a~1b~0c", "must be a text"),
        ({"groups": [{"entries": [QUEUE] * (MOST_ENTRIES + 1)}]}, "/groups", "1,000 entries"),
        (nested(DEEPEST + 1), "/groups", "within one another"),
        (nested(2000), "/groups", "within one another"),
    ],
)
def test_a_fault_is_told_at_its_place(raw: dict[str, Any], place: str, told: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_document(raw)
    first = refused.value.errors[0]
    assert first.field == place
    assert any(part in first.message for part in told.split("|"))


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_document({"month": "27", "groups": [{"entries": [{**QUEUE, "usage": {"region": "x", "month": "31"}}]}]})
    assert [each.field for each in refused.value.errors] == [
        "/month",
        "/groups/0/entries/0/usage/region",
        "/groups/0/entries/0/usage/month",
    ]


def test_what_has_no_id_gets_a_free_one_and_keeps_it() -> None:
    document = read_document({"groups": [{"entries": [QUEUE, {**QUEUE, "id": "e1"}]}, {"id": "g1"}]})
    assert [group.id for group, _ in document.all_groups()] == ["g2", "g1"]
    assert [entry.id for _, entry, _ in document.walk()] == ["e2", "e1"]
    assert read_document(as_json(document)) == document


def test_numbers_are_kept_as_text() -> None:
    document = read_document({"groups": [{"entries": [{"service": "sqs", "usage": {"requests": 3_000_000}}]}]})
    ((_, entry, _),) = document.walk()
    assert entry.usage == {"requests": "3000000"}


def test_one_checksum_for_one_document_whatever_the_order_of_its_keys() -> None:
    document = {"title": "Checkout", "groups": [{"id": "g1", "entries": [{**QUEUE, "id": "e1"}]}]}
    turned = json.loads(json.dumps(document, sort_keys=True))
    assert read_document(document).checksum() == read_document(dict(reversed(turned.items()))).checksum()
    assert read_document(document).checksum() != read_document({**document, "title": "Cart"}).checksum()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["groups", "entries", "usage", "service", "id", "terms", "match", "count", "tags", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(raw=st.dictionaries(st.sampled_from(["groups", "terms", "month", "prices", "title", "x"]), ANYTHING))
@for_some(200)
def test_whatever_is_sent_is_read_or_refused(raw: dict[str, Any]) -> None:
    try:
        document = read_document(raw)
    except InvalidInput as refused:
        assert all(each.field.startswith("/") and each.message.endswith((".", "?")) for each in refused.errors)
    else:
        assert read_document(as_json(document)) == document


def test_a_list_may_be_typed_as_one_long_text() -> None:
    hours = ", ".join(["33.333333"] * 24)
    regions = ", ".join(f"ap-northeast-{number}" for number in range(36))
    usage = {"hourly_load_percent": hours, "replica_regions": regions}
    (entry,) = read_document(one(service="dynamodb", usage=usage)).groups[0].entries
    assert entry.usage == usage
