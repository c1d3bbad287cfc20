"""Exports of the AWS Pricing Calculator as it writes them, put together by hand for the tests."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

ACKNOWLEDGEMENT = (
    "* AWS Pricing Calculator provides only an estimate of your AWS fees and doesn't include any taxes that might "
    "apply. Your actual fees depend on a variety of factors, including your actual usage of AWS services."
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words around the lines in one language."""

    summary: tuple[str, str, str, str]
    header: tuple[str, ...]
    titles: tuple[str, str, str]


ENGLISH = Words(
    ("Upfront cost", "Monthly cost", "Total 12 months cost", "Currency"),
    (
        *("Group hierarchy", "Region", "Description", "Service", "Upfront", "Monthly", "First 12 months total"),
        *("Currency", "Status", "Configuration summary"),
    ),
    ("Estimate summary", "Detailed Estimate", "Acknowledgement"),
)
PORTUGUESE = Words(
    ("Custo adiantado", "Custo mensal", "Custo total de 12 meses", "Moeda"),
    (
        *("Hierarquia de grupos", "Região", "Descrição", "Serviço", "Pagamento adiantado", "Mensal"),
        *("Total dos primeiros 12 meses", "Moeda", "Status", "Resumo da configuração"),
    ),
    ("Resumo da estimativa", "Estimativa detalhada", "Confirmação"),
)
# The form of the first years: no summary, no description, no status.
OLD = ("Group hierarchy", "Region", "Service", "Upfront", "Monthly", "First 12 months total", "Currency", "Summary")

EC2 = (
    "Tenancy (Shared Instances), Operating system (Linux), Workload (Consistent, Number of instances: 3), Advance EC2 "
    "instance (m5.large), Pricing strategy (On-Demand Utilization: 100 %Utilized/Month), Enable monitoring (disabled), "
    "EBS Storage amount (50 GB), DT Inbound: Not selected (0 TB per month), DT Outbound: Not selected (0 TB per month) "
    "\n, DT Intra-Region: (0 TB per month)"
)
RDS = (
    "Nodes (2), Instance type (db.m6g.large), Utilization (On-Demand only) (100 %Utilized/Month), Deployment option "
    "(Single-AZ), Pricing strategy (OnDemand), Storage for each RDS instance (General Purpose SSD (gp3)), Storage "
    "amount (200 GB)"
)
S3 = (
    "S3 Standard storage (1 TB per month), PUT, COPY, POST, LIST requests to S3 Standard (100000), GET, SELECT, and "
    "all other requests from S3 Standard (1000000)"
)
SECRETS = "Number of secrets (4), Average duration of each secret (30 days), Number of API calls (100000 per month)"
BALANCER = "Number of Application Load Balancers (2)"
FUNCTION = (
    "Invoke Mode (Buffered), Architecture (x86), Architecture (x86), Number of requests (1 million per month), Amount "
    "of ephemeral storage allocated (512 MB)"
)


def summary(properties: dict[str, str]) -> str:
    """The configuration of a line as it stands in one cell."""
    return ", ".join(f"{name} ({value})" for name, value in properties.items())


Line = tuple[str, str, str, str, str, str, str]


def line(group: str, service: str, monthly: str, summary: str, *, upfront: str = "0", region: str = "") -> Line:
    """Group, Region, description, service, upfront, monthly, summary."""
    return (group, region or "US East (N. Virginia)", "", service, upfront, monthly, summary)


def csv_export(
    *lines: Line, words: Words = ENGLISH, mark: str = ",", total: str = "", currency: str = "USD", notes: bool = True
) -> str:
    """The whole file of a language: a summary, the lines, the acknowledgement."""
    monthly = total or str(sum(float(each[5]) for each in lines))
    upfront = sum(float(each[4]) for each in lines)
    table: list[Sequence[str]] = [
        (words.titles[0],),
        words.summary,
        (str(upfront), monthly, f"{upfront + 12 * float(monthly):.2f}", currency),
        ("", "", "* Includes upfront cost"),
        (),
        (),
        (words.titles[1],),
        words.header,
        *((*each[:6], _year(each), currency, "", each[6]) for each in lines),
        *([(), (), (), (words.titles[2],), (ACKNOWLEDGEMENT,)] if notes else []),
    ]
    return _written(table, mark)


def old_csv_export(*lines: Line, mark: str = ",") -> str:
    """The form of the first years, with its total in a row of its own."""
    rows = [(each[0], each[1], each[3], each[4], each[5], _year(each), "USD", each[6]) for each in lines]
    total = str(sum(float(each[5]) for each in lines))
    return _written([OLD, *rows, (), ("Total:", total, "", "USD"), (), ("Acknowledgement",), (ACKNOWLEDGEMENT,)], mark)


def json_export(groups: dict[str, Any], monthly: str, currency: str = "USD", name: str = "My Estimate") -> str:
    """The JSON of an estimate."""
    metadata = {
        "Currency": currency,
        "Locale": "en_US",
        "Created On": "11/20/2026",
        "Legal Disclaimer": ACKNOWLEDGEMENT,
    }
    cost = {"monthly": monthly, "upfront": "0.00", "12 months": f"{12 * float(monthly):.2f}"}
    link = {"Share Url": "https://calculator.aws/#/estimate?id=canary-of-a-link"}
    return json.dumps({"Name": name, "Total Cost": cost, "Metadata": metadata | link, "Groups": groups})


def json_service(service: str, monthly: str, properties: dict[str, str], region: str = "US East (Ohio)") -> Any:
    """One service of a group."""
    cost = {"monthly": monthly, "upfront": "0.00", "12 months": f"{12 * float(monthly):.2f}"}
    return {
        "Service Name": service,
        "Description": "",
        "Region": region,
        "Status": "",
        "Service Cost": cost,
        "Properties": properties,
    }


def _year(each: Line) -> str:
    return f"{float(each[4]) + 12 * float(each[5]):.2f}"


def _written(table: Sequence[Sequence[str]], mark: str) -> str:
    text = StringIO()
    csv.writer(text, delimiter=mark, lineterminator="\n").writerows(table)
    return text.getvalue()
