"""Whole files of every format: bills worked out by hand, secrets nowhere, and the account of each adds up."""

import json
from decimal import Decimal
from typing import Any

import pytest

from calculator.interchange.account import Imported, Outcome
from tests.interchange.imported import imported, monthly
from tests.interchange.whole_files import SECRET, VERSIONS, WHOLE_TEMPLATE, whole_plan, whole_state

# By what the files say, without usage. Two gateways at $0.045 an hour: 65.70. Three m5.large at $0.096 an hour with
# 50 GB of gp3 at $0.08: 222.24. Two tasks of 0.25 vCPU at $0.04048 and 0.5 GB at $0.004445 an hour: 18.02005. Disks of
# 200, 50 GB at $0.08, and 100 GB at $0.088 in Ireland: 28.80. A secret: 0.40.
AFTER = Decimal("335.16005")
# Disks of 100, 100, 50 and, left over, 100 GB.
BEFORE = Decimal(28)
FORGOTTEN = Decimal(8)


def counted(found: Imported) -> dict[str, int]:
    return {outcome.value: count for outcome, count in found.counts.items() if count}


def standing(plan: dict[str, Any]) -> int:
    """How many resources of Terraform's care, or out of it, stand once a plan is applied."""
    changes = [each for each in plan["resource_changes"] if each["mode"] == "managed" and "deposed" not in each]
    return sum(each["change"]["actions"] != ["delete"] for each in changes)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_plan_of_each_format(version: str) -> None:
    plan = whole_plan(version)
    found = imported(json.dumps(plan))
    more = FORGOTTEN if version == "1.2" else 0
    assert found.before is not None
    assert monthly(found.stated) == AFTER + more
    assert monthly(found.before) == BEFORE + more
    assert counted(found) == {"priced": 6 if more else 5, "needs_usage": 3, "free": 2}
    assert len(found.resources) == standing(plan)
    assert sum(found.counts.values()) == standing(plan)


@pytest.mark.parametrize("version", ["0.1", "0.2", "1.0"])
def test_a_state_of_each_format(version: str) -> None:
    found = imported(json.dumps(whole_state(version)), region="us-east-1")
    assert found.before is None
    assert monthly(found.stated) == AFTER
    assert counted(found) == {"priced": 5, "needs_usage": 3, "free": 2}
    assert sum(found.counts.values()) == len(found.resources) == 10


def test_instances_of_a_module_and_of_a_count_are_one_entry_in_a_group_of_its_name() -> None:
    found = imported(json.dumps(whole_plan("1.2")))
    (gateways,) = [each for each in found.placed if each.entry.service == "nat_gateway"]
    assert (gateways.entry.count, gateways.groups) == (2, ("net",))
    addresses = [each.address for each in found.resources if each.type == "aws_nat_gateway"]
    assert addresses == [f'module.net["a.b"].aws_nat_gateway.this[{index}]' for index in range(2)]


def test_what_terraform_leaves_out_is_said_and_what_is_put_off_is_counted() -> None:
    plan = whole_plan("1.2") | {"complete": False, "deferred_changes": [{"reason": "instance_count_unknown"}] * 2}
    plan["resource_changes"] = plan["resource_changes"][6:7]
    found = imported(json.dumps(plan))
    assert monthly(found.document) == 16
    assert any("not complete" in each for each in found.notes)
    assert any("2 changes are put off" in each for each in found.notes)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("tags", [(), ("team",)])
def test_secrets_of_a_whole_plan_are_nowhere_afterwards(version: str, tags: tuple[str, ...]) -> None:
    found = imported(json.dumps(whole_plan(version)), tags=tags)
    assert SECRET not in repr((found.document, found.before, found.stated, found.notes))
    assert SECRET not in repr([(each.address, each.reason, each.placed) for each in found.resources])


def test_every_outcome_of_a_whole_plan_is_explained() -> None:
    plan = whole_plan("1.2")
    found = imported(json.dumps(plan))
    assert all(each.reason for each in found.resources if each.outcome is Outcome.FREE)
    asked = [each for each in found.resources if each.outcome is Outcome.NEEDS_USAGE]
    assert all(any(one.is_usage for placed in each.placed for one in placed.assumptions) for each in asked)


# A gateway at $0.045 an hour: 32.85. As in the plan, three instances with their disks: 222.24; two tasks: 18.02005; two
# disks of 100 GB at $0.08: 16; a secret: 0.40. In test one t3.micro at $0.0104 with 8 GB for each zone: 24.696; one
# task: 9.010025; disks of 10 GB: 1.60; an address at $0.005 an hour: 3.65.
@pytest.mark.parametrize(
    ("env", "usd", "resources"),
    [("prod", "289.51005", 10), ("test", "72.206025", 11)],
)
def test_a_whole_template(env: str, usd: str, resources: int) -> None:
    found = imported(WHOLE_TEMPLATE, region="us-east-1", parameters={"Env": env})
    assert monthly(found.stated) == Decimal(usd)
    assert sum(found.counts.values()) == len(found.resources) == resources
    assert found.counts[Outcome.REFUSED] == found.counts[Outcome.NOT_SUPPORTED] == 0
    assert SECRET not in repr((found.document, found.stated, found.notes, found.placed))
    notes = " ".join(found.notes)
    assert "Parameters without a value: Password, Image." in notes
    assert ("leave out: 1" in notes) is (env == "prod")


def test_memory_and_architecture_of_all_functions_are_read_where_they_are_shared() -> None:
    found = imported(WHOLE_TEMPLATE, region="us-east-1")
    (function,) = [each.entry for each in found.placed if each.entry.service == "lambda"]
    assert (function.usage["memory_mb"], function.usage["architecture"]) == ("256", "arm")
