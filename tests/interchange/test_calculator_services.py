"""Single lines of an export of the AWS Pricing Calculator, service by service, in the words that it uses."""

from decimal import Decimal

import pytest

from calculator.interchange.account import Outcome
from tests.interchange.compared import compared, ours
from tests.interchange.exports import (
    csv_export,
    json_export,
    json_service,
    line,
    summary,
)
from tests.interchange.imported import imported

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
