"""An estimate as a flat file: the same document again, and files as people and spreadsheets write them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.errors import InvalidInput
from calculator.estimates.flat_file import read_flat
from calculator.estimates.read_document import read_document
from calculator.exports.csv_file import DIALECTS, csv_text
from calculator.presentation.estimate_documents import flat_table
from tests.lanes import for_some

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)


def entries_of(text: str) -> list[dict[str, Any]]:
    return [
        {"groups": [group.name for group in groups], **entry.model_dump(exclude_defaults=True, exclude={"id"})}
        for groups, entry, _ in read_flat(text).walk()
    ]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("service\nsqs\n", [{"groups": ["All"], "service": "sqs"}]),
        (
            "group,service,region,count,requests\r\nProd/Queues,sqs,eu-west-1,3,300 million\r\n,,,,\r\nProd,s3,,,\r\n",
            [
                {"groups": ["Prod"], "service": "s3"},
                {"groups": ["Prod", "Queues"], "service": "sqs", "region": "eu-west-1", "count": 3,
                 "usage": {"requests": "300 million"}},
            ],
        ),
        # As a spreadsheet writes it where the comma is the decimal sign
        (
            "\ufeffservice;storage_gb;storage_class\r\ns3;1000,5;STANDARD\r\n",
            [{"groups": ["All"], "service": "s3", "usage": {"storage_gb": "1000.5", "storage_class": "STANDARD"}}],
        ),
        ("name\tservice\n\"a, b\"\tsqs\n", [{"groups": ["All"], "name": "a, b", "service": "sqs"}]),
        ("name,service,tags\n'=1+1,sqs,team=shop; stage=prod\n",
         [{"groups": ["All"], "name": "=1+1", "service": "sqs", "tags": {"team": "shop", "stage": "prod"}}]),
        (
            "service,replica_regions\ndynamodb,\"eu-west-1,us-west-2\"\n",
            [{"groups": ["All"], "service": "dynamodb", "usage": {"replica_regions": "eu-west-1,us-west-2"}}],
        ),
    ],
)  # fmt: skip
def test_what_a_file_says(text: str, entries: list[dict[str, Any]]) -> None:
    assert entries_of(text) == entries


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1"),
        ("a,b\n1,2\n", "line 1"),
        ("service,service\nsqs,sqs\n", "line 1"),
        ("service,requests\nsqs,1,2\n", "line 2"),
        ("requests,service\n1,sqs\n2,\n", "line 3, service"),
        ("service,count\nsqs,many\n", "/groups/0/entries/0/count"),
        ("service\n" + "sqs\n" * 1001, "file"),
        ('service,name\nsqs,"' + "x" * 200_000 + '"\n', "file"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(text: str, place: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_flat(text)
    assert refused.value.errors[0].field == place


@pytest.mark.slow
@given(data=st.data(), dialect=st.sampled_from(list(DIALECTS.values())))
@for_some(60)
def test_entries_come_back_without_loss(data: st.DataObject, dialect: Any) -> None:
    an_entry = st.fixed_dictionaries(
        {"service": st.sampled_from(["s3", "sqs"])},
        optional={
            "name": TEXTS,
            "note": TEXTS,
            "count": st.integers(0, 99),
            "usage": st.dictionaries(
                st.sampled_from(["storage_gb", "requests"]), st.sampled_from(["5 TB", "1", "2.5"])
            ),
            "tags": st.dictionaries(TEXTS, TEXTS, max_size=2),
        },
    )
    groups = st.fixed_dictionaries({"name": TEXTS, "entries": st.lists(an_entry, min_size=1, max_size=3)})
    document = read_document({"groups": data.draw(st.lists(groups, max_size=3, unique_by=lambda each: each["name"]))})
    again = read_flat(csv_text(flat_table(document), dialect))
    assert [(entry, [group.name for group in around]) for around, entry, _ in again.walk()] == [
        (entry, [group.name for group in around]) for around, entry, _ in document.walk()
    ]
