"""Exports of the AWS Pricing Calculator: lines to entries, and its figures beside ours.

The figures are worked out by hand from AWS's public prices of November 2026, as those of the Calculator are.
"""

from decimal import Decimal

import pytest

from calculator.application.official_figures import Beside, beside
from calculator.core.errors import InvalidInput
from calculator.estimates.answers import answer_estimate
from calculator.interchange.account import Imported, Outcome
from calculator.interchange.aws_calculator.amounts import typed_amount
from calculator.interchange.aws_calculator.configuration import summary_pairs
from calculator.interchange.aws_calculator.export import amount, region_of
from calculator.interchange.read_file import is_foreign
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
    summary,
)
from tests.interchange.test_terraform_plans import imported
from tests.questions import CATALOGUE, TODAY

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


def compared(found: Imported) -> tuple[Beside, ...]:
    stated = answer_estimate(found.stated, CATALOGUE, TODAY)
    assert not stated.missing
    return beside(found, stated)


def ours(each: Beside) -> Decimal | None:
    return each.ours.monthly_usd if each.ours else None


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


MACHINE = {
    "Tenancy": "Shared Instances",
    "Operating system": "Linux",
    "Workload": "Consistent, Number of instances: 2",
    "Advance EC2 instance": "t3.micro",
    "Pricing strategy": "On-Demand Utilization: 100 %Utilized/Month",
}
OLD_MACHINE = {"Operating system": "Linux", "Quantity": "2", "Instance type": "m5.large"}
LISTS, RULES = "Number of Web Access Control Lists (Web ACLs) utilized", "Number of Rules added per Web ACL"
KEYS, CALLS = "Number of customer managed Customer Master Keys (CMK)", "Number of symmetric requests"
METRICS, ALARMS = (
    "Number of Metrics (includes detailed and custom metrics)",
    "Number of Standard Resolution Alarm Metrics",
)
TASK = {
    "Operating system": "Linux",
    "CPU Architecture": "ARM",
    "Average duration": "20 minutes",
    "Number of tasks or pods": "300 per month",
}
SIZED = TASK | {"Amount of vCPU allocated": "1", "Amount of memory allocated": "2 GB"}
QUEUE = {"Standard queue requests": "1 million per month", "DT Outbound: Internet": "10 GB per month"}
TABLE = {"Table class": "Standard", "Data storage size": "1 GB"}
MOVED = {"DT Inbound: Internet": "5 TB per month", "DT Outbound: Internet": "100 GB per month"}
WEEKLY = "Weekly, Baseline: 4, Peak: 6, Duration of peak: 3 Days"


# t3.micro at $0.0104 and m5.large at $0.096 an hour; 100 GB out at $0.09; a web ACL at $5 and its rules at $1; keys at
# $1 and requests at $0.03 for 10,000; zones at $0.50; a million requests to a queue at $0.40; 100 hours of 1 vCPU at
# $0.03238 and 2 GB at $0.00356 on Arm; a cluster at $0.10 an hour; 4,000 transitions at $0.025 a thousand; metrics at
# $0.30 and alarms at $0.10.
@pytest.mark.parametrize(
    ("service", "theirs", "properties", "expected", "why"),
    [
        ("Amazon EC2", "15.18", MACHINE, "15.184", "The same."),
        (
            "Amazon EC2",
            "30",
            MACHINE | {"DT Outbound: Internet": "100 GB per month"},
            "24.184",
            "All else of the line is read",
        ),
        ("Amazon EC2", "1", MACHINE | {"Workload": WEEKLY}, None, "size changes within the day"),
        (
            "Amazon EC2",
            "1",
            MACHINE | {"Advance EC2 instance": "", "Other": "x"},
            None,
            "does not say its Advance EC2 instance",
        ),
        (
            "Amazon EC2",
            "1",
            MACHINE | {"Pricing strategy": " 3yr  All Upfront"},
            None,
            "3yr All Upfront has no price here",
        ),
        ("Amazon EC2", "1", MACHINE | {"Tenancy": "Dedicated Hosts"}, None, "Dedicated instances and hosts"),
        (
            "Amazon EC2",
            "70",
            OLD_MACHINE | {"Pricing strategy": "On-Demand Utilization: 50 %Utilized/Month"},
            "70.08",
            "",
        ),
        (
            "Amazon EC2",
            "23",
            OLD_MACHINE | {"Pricing strategy": "On-Demand Utilization: 4 Hours/Day"},
            "23.360000064",
            "",
        ),
        ("AWS Web Application Firewall (WAF)", "8", {LISTS: "1 per month", RULES: "3 per month"}, "8", "The same."),
        ("AWS Key Management Service", "11", {KEYS: "5", CALLS: "2000000"}, "11", "The same."),
        ("Amazon Route 53", "1.9", {"Hosted Zones": "3", "IP blocks": "500"}, "1.5", "Not read: IP blocks (500)."),
        ("Amazon SQS", "0.9", QUEUE, "0.4", "Not read: DT Outbound: Internet (10 GB per month)."),
        ("AWS Fargate", "3.95", SIZED, "3.95", "The same."),
        ("AWS Fargate", "8", TASK, None, "does not say its Amount of vCPU allocated"),
        ("Amazon EKS", "73", {"Number of EKS Clusters": "1"}, "73", "The same."),
        (
            "AWS Step Functions",
            "0.1",
            {"Workflow requests": "1000", "State transitions per workflow": "4"},
            "0.1",
            "The same.",
        ),
        ("AWS Data Transfer", "9", MOVED, "9", "The same."),
        ("Amazon CloudWatch", "7", {METRICS: "20", ALARMS: "10"}, "7", "The same."),
        ("DynamoDB provisioned capacity", "26.39", TABLE, None, "says nothing of the capacity"),
        (
            "Amazon Lex",
            "4",
            {"Number of speech requests": "1000"},
            None,
            "Lines of this service are not read here yet.",
        ),
    ],
)
def test_a_line_of_one_service(
    service: str, theirs: str, properties: dict[str, str], expected: str | None, why: str
) -> None:
    (of_csv,) = compared(imported(csv_export(line("E", service, theirs, summary(properties)))))
    services = {"Services": [json_service(service, theirs, properties, "US East (N. Virginia)")]}
    (of_json,) = compared(imported(json_export(services, theirs)))
    for each in (of_csv, of_json):
        assert ours(each) == (None if expected is None else Decimal(expected))
        assert why in " ".join(each.why)


def test_words_of_portuguese_are_read_where_they_are_known() -> None:
    properties = {
        "Locação": "Instâncias compartilhadas",
        "Sistema operacional": "Linux",
        "Carga de trabalho": "Consistent, Número de instâncias: 5",
        "Instância do EC2 avançada": "t3.micro",
        "Pricing strategy": "Compute Savings Plans 1yr No Upfront",
        "Habilitar monitoramento": "desabilitada",
        "DT Entrada: Not selected": "0 TB por mês",
        "DT Intrarregião:": "0 TB por mês",
    }
    text = csv_export(line("Loja", "Amazon EC2 ", "27.38", summary(properties), region="Leste dos EUA (Ohio)"))
    found = imported(text)
    (placed,) = found.placed
    assert placed.entry.region == "us-east-2"
    assert placed.entry.usage["purchase_option"] == "compute_savings_plan_1y_no_upfront"
    assert (placed.entry.usage["instance_type"], placed.entry.usage["instances"]) == ("t3.micro", "5")


def test_a_service_in_words_that_are_not_known_keeps_their_figure_and_is_named() -> None:
    (each,) = compared(
        imported(csv_export(line("見積", "AWS Lambda", "3.5", "アーキテクチャ (x86), リクエスト数 (1000)")))
    )
    assert (each.line.outcome, ours(each)) == (Outcome.NOT_SUPPORTED, None)
    assert each.theirs.monthly == Decimal("3.5")
    assert "in words that are not read here" in each.why[0]


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
