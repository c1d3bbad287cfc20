"""What a plan changes: before and after, what stays, and the formats of each version of Terraform."""

from decimal import Decimal
from typing import Any

import pytest

from calculator.core.errors import InvalidInput
from tests.interchange.imported import LARGER, VOLUME, imported, monthly
from tests.interchange.plans import change, configured, plan


@pytest.mark.parametrize(
    ("one", "before", "after"),
    [
        pytest.param(change("aws_ebs_volume.a", VOLUME), "0", "8", id="create"),
        pytest.param(change("aws_ebs_volume.a", LARGER, before=VOLUME, actions=("update",)), "8", "16", id="update"),
        pytest.param(change("aws_ebs_volume.a", VOLUME, before=VOLUME, actions=("no-op",)), "8", "8", id="no-op"),
        pytest.param(change("aws_ebs_volume.a", None, before=VOLUME, actions=("delete",)), "8", "0", id="delete"),
        pytest.param(
            change("aws_ebs_volume.a", LARGER, before=VOLUME, actions=("delete", "create")), "8", "16", id="replace"
        ),
        pytest.param(
            change("aws_ebs_volume.a", LARGER, before=VOLUME, actions=("create", "delete")),
            "8",
            "16",
            id="replace after",
        ),
        pytest.param(
            change("aws_ebs_volume.a", None, before=VOLUME, actions=("forget",)),
            "8",
            "8",
            id="forgotten, still running",
        ),
        pytest.param(
            change("aws_ebs_volume.a", None, before=VOLUME, actions=("delete",), deposed="00000001"),
            "8",
            "0",
            id="a left-over that is being deleted",
        ),
    ],
)
def test_what_was_there_before_and_what_is_there_after(one: dict[str, Any], before: str, after: str) -> None:
    found = imported(plan(one))
    assert found.before is not None
    assert (monthly(found.before), monthly(found.document)) == (Decimal(before), Decimal(after))


def test_what_is_planned_and_named_in_no_change_stays_as_it_is() -> None:
    """A plan that only refreshes lists no changes; an empty list of them is no estimate of nothing."""
    disk = {"address": "aws_ebs_volume.a", "mode": "managed", "type": "aws_ebs_volume", "name": "a", "values": VOLUME}
    planned = {"root_module": {"resources": [disk, disk | {"address": "aws_ebs_volume.b", "name": "b"}]}}
    of_both = [configured("aws_ebs_volume.a"), configured("aws_ebs_volume.b")]
    found = imported(plan(change("aws_ebs_volume.b", VOLUME), resources=of_both, planned_values=planned))
    assert found.before is not None
    assert (monthly(found.before), monthly(found.document)) == (Decimal(8), Decimal(16))
    assert len(found.resources) == 2


def test_an_action_that_no_version_has_is_refused() -> None:
    with pytest.raises(InvalidInput, match="is no action of a plan"):
        imported(plan(change("aws_ebs_volume.a", VOLUME, actions=("transmute",))))


@pytest.mark.parametrize("version", ["0.1", "0.2", "1.0", "1.1", "1.2", "1.9"])
def test_all_formats_in_use_are_read(version: str) -> None:
    assert monthly(imported(plan(change("aws_ebs_volume.a", VOLUME), version=version)).document) == 8
