"""What a chart shows of the current input, where its range leaves it out."""

import pytest
from django.test import Client

INSIDE = "The solid upright line is the current input; the dots on it are the exact estimates."


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("/ebs/", "The current input, 0 IOPS, is outside of the chart and stands in its table."),
        ("/ebs/?iops=12k", INSIDE),
        ("/s3/?storage_gb=5000&over=storage_gb", INSIDE),
        ("/s3/?storage_gb=5000&over=storage_gb&start=10000&stop=20000", "The current input, 5,000 GB of storage, is"),
        ("/s3/?storage_gb=5000&over=storage_gb&stop=1000", "The current input, 5,000 GB of storage, is"),
    ],
)
def test_the_chart_says_where_the_current_input_is(client: Client, query: str, sentence: str) -> None:
    text = client.get(query).text
    assert sentence in text
    assert (sentence == INSIDE) == (INSIDE in text)
