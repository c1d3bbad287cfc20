"""What decides a capacity is said with its numbers, so that anybody can work the units out again."""

import re
from html import unescape

import pytest
from django.test import Client

from tests.web.reading import body


def capacity(client: Client, address: str) -> str:
    """The part of a page that tells of capacity, without its tags."""
    (found,) = re.findall('<section class="panel" id="capacity".*?</section>', body(client, address), re.DOTALL)
    return " ".join(unescape(re.sub("<[^>]*>", " ", found)).split())


@pytest.mark.parametrize(
    ("address", "units", "steps"),
    [
        # Eventually consistent reads of up to 4 KB are half a unit each, kept at 70% of what is provisioned.
        (
            "/dynamodb/?capacity_mode=provisioned&reads_per_second=4000",
            "2,858",
            "limited by read units: 2,000 RCU ÷ 0.7 = 2,857.14",
        ),
        # A shard takes 1 MiB a second: 8,000 records of 2 KB are 15.625.
        (
            "/kinesis/?records_per_second=5000&peak_records_per_second=8000&record_kb=2",
            "16",
            "limited by write throughput: 15.625 MiB/s ÷ 1 = 15.625",
        ),
    ],
)
def test_the_units_can_be_worked_out_by_hand(client: Client, address: str, units: str, steps: str) -> None:
    text = capacity(client, address)
    assert units in text
    assert steps in text


def test_what_is_no_quotient_is_not_written_as_one(client: Client) -> None:
    # The shard of a key that takes 40% of 2,000 has room for 200 of the rest: 1,200 / 200 = 6.
    text = capacity(client, "/kinesis/?records_per_second=2000&hottest_key_percent=40")
    assert "6 limited by write records" in text
    assert "÷" not in text
