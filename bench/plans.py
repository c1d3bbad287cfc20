"""B12: a plan of 500 resources to its estimate, against the same entries asked one by one and the file read as JSON."""

import json
from statistics import median
from typing import Any

from bench.results import Result, Row, at_most
from bench.scale import Scale
from bench.timing import RUNS, timed
from calculator.application.estimates import answered
from calculator.application.imports import ask_import
from calculator.application.questions import answer, ask, catalogue, today
from calculator.estimates.document import Document
from calculator.interchange.asked import Asked
from calculator.interchange.read_file import import_file

RESOURCES = 500
TWICE = at_most(2, "times")
PROVIDER = "registry.terraform.io/hashicorp/aws"


def plans(count: int) -> list[str]:
    """So many plans as `terraform show -json` writes them, no resource of them like another."""
    return [_plan(place * RESOURCES) for place in range(count)]


def _plan(first: int) -> str:
    changes = [_change(number) for number in range(first, first + RESOURCES)]
    named = {(each["type"], each["name"]) for each in changes}
    resources = [{"type": type, "name": name, "provider_config_key": "aws", "expressions": {}} for type, name in named]
    region = {"aws": {"name": "aws", "expressions": {"region": {"constant_value": "us-east-1"}}}}
    configuration = {"provider_config": region, "root_module": {"resources": resources}}
    return json.dumps(
        {"format_version": "1.2", "resource_changes": changes, "configuration": configuration, "planned_values": {}}
    )


def _change(number: int) -> dict[str, Any]:
    """A resource of one of the types that plans have most, its sizes its own."""
    kinds: list[tuple[str, dict[str, Any]]] = [
        ("aws_ebs_volume", {"type": "gp3", "size": 20 + number}),
        ("aws_instance", {"instance_type": "m5.large", "root_block_device": [{"volume_size": 8 + number}]}),
        ("aws_db_instance", _database(100 + number)),
        ("aws_lambda_function", {"memory_size": 128 + number % 10_000, "architectures": ["arm64"]}),
        ("aws_cloudwatch_log_group", {"retention_in_days": 30, "name": f"group-{number}"}),
        ("aws_iam_role", {"name": f"role-{number}"}),
        ("aws_sqs_queue", {"fifo_queue": bool(number % 2)}),
        ("aws_dynamodb_table", {"billing_mode": "PROVISIONED", "read_capacity": number + 1, "write_capacity": 5}),
        ("aws_secretsmanager_secret", {"name": f"secret-{number}"}),
        ("aws_security_group", {"name": f"group-{number}"}),
    ]
    type, values = kinds[number % len(kinds)]
    name = f"r{number}"
    change = {"actions": ["create"], "before": None, "after": values, "after_unknown": {}, "after_sensitive": {}}
    address = f"{type}.{name}"
    return {
        "address": address,
        "mode": "managed",
        "type": type,
        "name": name,
        "provider_name": PROVIDER,
        "change": change,
    }


def _database(size: int) -> dict[str, Any]:
    return {"instance_class": "db.m6g.large", "engine": "postgres", "allocated_storage": size, "storage_type": "gp3"}


def measure(scale: Scale) -> Result:
    """B12."""
    count = scale.estimates
    texts = plans(count)
    # No run may know the answers of the one before.
    others = iter(plans(3 * RUNS * count)[count:])
    known = [_imported(each) for each in texts]
    entries = median(sum(1 for _ in each.walk()) for each in known)
    read = timed(json.loads, texts)
    apart = timed(_one_by_one, known)
    together = timed(lambda _: answered(_imported(next(others))), range(count))
    whole = timed(lambda each: ask_import([each], Asked()), texts)
    ratio = median(together) / (median(apart) * RESOURCES / entries + median(read))
    return Result(
        "B12",
        f"A plan of {RESOURCES} resources in process",
        f"{count} plans of ten types of resources, no two alike, each timed alone, median and slowest. The import with "
        "its answer is held against as many entries asked one by one, as B4 asks, and the file read by `json`.",
        ("figure", "median", "slowest"),
        (
            Row(("the file read by json, ms", f"{median(read):.1f}", f"{max(read):.1f}")),
            Row((f"its {entries:.0f} entries asked one by one, ms", f"{median(apart):.0f}", f"{max(apart):.0f}")),
            Row(("read to an estimate and answered, ms", f"{median(together):.0f}", f"{max(together):.0f}")),
            Row((f"times json and {RESOURCES} entries one by one", f"{ratio:.2f}", ""), TWICE, ratio),
            Row(("with what the file says alone and the change, ms", f"{median(whole):.0f}", f"{max(whole):.0f}")),
        ),
    )


def _imported(text: str) -> Document:
    return import_file(text, Asked(), catalogue(), today()).document


def _one_by_one(document: Document) -> None:
    for _, entry, _ in document.walk():
        answer(ask(entry.service, {**entry.usage, "region": entry.region}))
