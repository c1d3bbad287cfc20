"""Exports of the AWS Pricing Calculator: lines to entries, and its figures beside ours.

The figures are worked out by hand from AWS's public prices of November 2026, as those of the Calculator are.
"""

from decimal import Decimal

import pytest

from calculator.core.errors import InvalidInput
from calculator.interchange.account import Outcome
from calculator.interchange.read_file import is_foreign
from tests.interchange.compared import compared, ours
from tests.interchange.exports import (
    BALANCER,
    EC2,
    FUNCTION,
    PORTUGUESE,
    RDS,
    S3,
    SECRETS,
    csv_export,
    json_export,
    json_service,
    line,
    old_csv_export,
)
from tests.interchange.imported import imported

# Three m5.large at $0.096 an hour for 730 hours, each with 50 GB of gp3 at $0.08; two db.m6g.large at $0.159, each with
# 200 GB at $0.115; 1,024 GB at $0.023, 100,000 requests at $5 and a million at $0.40 a million; four secrets at $0.40,
# 100,000 calls at $5 a million; two load balancers at $0.0225 an hour; a million requests of a function at $0.20.
LINES = (
    line("Shop > Web", "Amazon EC2 ", "222.24", EC2),
    line("Shop > Data > Main", "Amazon RDS for PostgreSQL", "278.14", RDS),
    line("Shop > Data", "S3 Standard", "24.45", S3),
    line("Shop > Data", "AWS Secrets Manager", "2.1", SECRETS),
    line("Shop > Web", "Application Load Balancer", "32.85", BALANCER),
    line("Shop > Web", "AWS Lambda", "0.2", FUNCTION),
)
SUMS = {1: "222.24", 2: "278.14", 3: "24.452", 4: "2.1", 5: "32.85", 6: "0.2"}
COUNTS = {
    **{Outcome.PRICED: 4, Outcome.NEEDS_USAGE: 2, Outcome.FREE: 0},
    **{Outcome.NOT_SUPPORTED: 0, Outcome.REFUSED: 0},
}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(csv_export(*LINES), id="commas"),
        pytest.param(csv_export(*LINES, mark="\t"), id="tabs"),
        pytest.param(csv_export(*LINES, mark=";"), id="semicolons of a spreadsheet"),
        pytest.param(csv_export(*LINES, words=PORTUGUESE), id="headings in Portuguese"),
        pytest.param(csv_export(*LINES, notes=False), id="without the acknowledgement"),
        pytest.param("\ufeff" + csv_export(*LINES).replace("\n", "\r\n"), id="as a spreadsheet saves it"),
        pytest.param(old_csv_export(*LINES), id="the form of the first years"),
        pytest.param(old_csv_export(*LINES, mark="\t"), id="the form of the first years, tabs"),
    ],
)
def test_every_line_of_a_csv_becomes_entries_with_both_figures(text: str) -> None:
    assert is_foreign(text)
    found = imported(text)
    assert found.source == "AWS Pricing Calculator estimate"
    assert found.document.title == "Shop"
    assert [each.name for each in found.document.groups] == ["Web", "Data / Main", "Data"]
    assert found.counts == COUNTS
    lines = compared(found)
    assert [ours(each) for each in lines] == [Decimal(each) for each in SUMS.values()]
    assert [each.theirs.monthly for each in lines] == [Decimal(each[5]) for each in LINES]
    assert [each.why for each in lines] == [("The same.",)] * 6
    assert found.notes == ()


PROPERTIES = {
    "Nodes": "2",
    "Instance type": "db.m6g.large",
    "Utilization (On-Demand only)": "100 %Utilized/Month",
    "Deployment option": "Single-AZ",
    "Pricing strategy": "OnDemand",
    "Storage for each RDS instance": "General Purpose SSD (gp3)",
    "Storage amount": "200 GB",
}
STORED = json_service("S3 Standard", "23.55", {"S3 Standard storage": "1 TB per month"})
DATABASES = json_service("Amazon RDS for MySQL", "267.92", PROPERTIES)


@pytest.mark.parametrize(
    ("groups", "names"),
    [
        ({"Services": [STORED, DATABASES]}, ["Services"]),
        ({"Data": {"Services": [STORED]}, "Web": {"Services": [DATABASES]}}, ["Data", "Web"]),
        ({"Data": {"Services": [STORED], "Groups": {"Main": {"Services": [DATABASES]}}}}, ["Data", "Data / Main"]),
        ({"Data": {"Services": [STORED], "Main": {"Services": [DATABASES]}}}, ["Data", "Data / Main"]),
    ],
    ids=["no groups", "groups", "groups within groups", "groups beside services"],
)
def test_every_service_of_a_json_becomes_entries_with_both_figures(groups: dict[str, object], names: list[str]) -> None:
    found = imported(json_export(groups, "291.47"))
    assert [each.name for each in found.document.groups] == names
    # Ohio: 1,024 GB at $0.023; two databases at $0.152 an hour, each with 200 GB at $0.115.
    assert [ours(each) for each in compared(found)] == [Decimal("23.552"), Decimal("267.92")]
    assert {each.entry.region for each in found.placed} == {"us-east-2"}
    assert found.official is not None
    assert found.official.monthly == Decimal("291.47")
    assert "canary-of-a-link" not in found.document.model_dump_json()


CLUSTER = "Number of EKS Clusters (1)"
IN_BOSTON = line("E", "Amazon EKS", "73", CLUSTER, region="US East (Boston)")


def test_a_region_that_is_none_of_ours_is_not_supported_and_its_figure_is_kept() -> None:
    found = imported(csv_export(IN_BOSTON, line("E", "Amazon EKS", "73", CLUSTER, region="US East (Ohio)")))
    assert [each.outcome for each in found.resources] == [Outcome.NOT_SUPPORTED, Outcome.PRICED]
    assert "no prices here for US East (Boston)" in found.resources[0].reason
    boston, ohio = compared(found)
    assert (ours(boston), ours(ohio), boston.theirs.monthly) == (None, Decimal(73), Decimal(73))


def test_a_line_without_any_region_is_asked_for() -> None:
    with pytest.raises(InvalidInput, match="in which Region"):
        imported(csv_export(line("E", "Amazon EKS", "73", CLUSTER, region=" ")))


def test_a_region_that_is_none_of_ours_is_priced_where_whoever_asks_says_and_named() -> None:
    text = csv_export(IN_BOSTON)
    found = imported(text, region="us-east-1")
    (note,) = found.notes
    assert note.startswith("Regions that are none of ours, for which us-east-1 is taken as you asked")
    assert note.endswith("US East (Boston) of line 1: Amazon EKS.")


def test_a_total_that_is_not_the_sum_of_its_lines_is_said() -> None:
    (note,) = imported(csv_export(*LINES, total="500")).notes
    assert "says $500.00 a month, but its lines add up to $559.98" in note


def test_figures_of_another_currency_are_not_compared() -> None:
    found = imported(csv_export(line("E", "Amazon EKS", "520", "Number of EKS Clusters (1)"), currency="CNY"))
    (each,) = compared(found)
    assert (each.theirs.monthly, each.difference, ours(each)) == (None, None, Decimal(73))
    assert found.official is None
    assert "in CNY" in found.notes[0]


def test_the_calculators_figure_stays_with_the_entry() -> None:
    notes = [each.entry.note for each in imported(csv_export(*LINES)).placed]
    assert notes[0].startswith("The AWS Pricing Calculator said $222.24 a month.")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (json_export({"Services": []}, "0"), "has no services"),
        ('{"Name": "x", "Total Cost": {}, "Groups": []}', "Groups of an export are objects"),
    ],
)
def test_what_is_wrong_is_told(text: str, sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        imported(text)


def test_a_csv_of_our_own_is_none_of_the_calculators() -> None:
    assert not is_foreign("group,service,region,count,storage_gb\nProd,s3,us-east-1,2,40 TB\n")
    assert not is_foreign("name,a,b,c,d\nx,0,10,120,USD\n")
