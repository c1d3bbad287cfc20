"""Amounts, summaries, figures and Regions as exports of the AWS Pricing Calculator write them."""

from decimal import Decimal

import pytest

from calculator.interchange.aws_calculator.amounts import typed_amount
from calculator.interchange.aws_calculator.configuration import summary_pairs
from calculator.interchange.aws_calculator.export import amount, region_of
from tests.interchange.exports import (
    S3,
)
from tests.questions import CATALOGUE


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("800 GB per month", "800 GB"),
        ("1 TB per month", "1 TB"),
        ("3 gb_month", "3 GB"),
        ("10 per hour", "7300"),
        ("20 per day", "608.333333"),
        ("2 per second", "5256000"),
        ("1 million per month", "1000000"),
        ("5 thousand", "5000"),
        ("1,500 per month", "1500"),
        ("100 %Utilized/Month", "730"),
        ("25 %Utilized/Month", "182.5"),
        ("4 Hours/Day", "121.666667"),
        ("365 Hours/Month", "365"),
        ("20 minutes", "20 minutes"),
        ("500 ms", "500 millisecond"),
        ("Linux", "Linux"),
        ("db.m6g.large", "db.m6g.large"),
        ("7 parsecs per month", "7 parsecs per month"),
    ],
)
def test_amounts(written: str, typed: str) -> None:
    assert typed_amount(written) == typed


def test_a_summary_is_split_where_a_pair_ends() -> None:
    assert [*summary_pairs(f", {S3}, Storage (General Purpose SSD (gp3)), Utilization (On-Demand only) (5), On")] == [
        ("S3 Standard storage", "1 TB per month"),
        ("PUT, COPY, POST, LIST requests to S3 Standard", "100000"),
        ("GET, SELECT, and all other requests from S3 Standard", "1000000"),
        ("Storage", "General Purpose SSD (gp3)"),
        ("Utilization (On-Demand only)", "5"),
        ("On", ""),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("185.49200000000002", "185.49200000000002"),
        ("6,560.05", "6560.05"),
        ("1.092,51", "1092.51"),
        ("1092,51", "1092.51"),
        ("13,110", "13110"),
        ("$22.00", "22"),
        ("", None),
        ("n/a", None),
        ("9" * 20, None),
    ],
)
def test_figures(text: str, number: str | None) -> None:
    assert amount(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("US East (N. Virginia)", "us-east-1"),
        ("EU (Ireland)", "eu-west-1"),
        ("Europe (Ireland)", "eu-west-1"),
        ("América do Sul (São Paulo)", "sa-east-1"),
        ("米国東部 (Ohio)", "us-east-2"),
        ("Asia Pacific (Mumbai)", "ap-south-1"),
        ("Canada (Central)", "ca-central-1"),
        ("Kanada (Central)", ""),
        ("US East (Boston)", ""),
        ("", ""),
    ],
)
def test_regions(name: str, code: str) -> None:
    assert region_of(name, CATALOGUE.regions) == code
