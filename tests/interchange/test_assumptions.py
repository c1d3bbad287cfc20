"""What is named as taken where a file is silent: that which decides the price, and nothing that does not."""

from typing import Any

import pytest

from calculator.interchange.asked import Asked
from calculator.interchange.read_file import import_file
from tests.interchange.plans import change, plan
from tests.questions import CATALOGUE, TODAY

DATABASE = {"instance_class": "db.m6g.large", "engine": "postgres", "allocated_storage": 100, "multi_az": False}


@pytest.mark.parametrize(
    ("address", "values", "taken"),
    [
        # IOPS and throughput are provisioned of gp3; gp2 gives what its size gives.
        ("aws_db_instance.a", DATABASE | {"storage_type": "gp2"}, {}),
        ("aws_db_instance.a", DATABASE, {"storage_type": "gp2"}),
        ("aws_db_instance.a", DATABASE | {"iops": 1000}, {"storage_type": "io1"}),
        ("aws_db_instance.a", DATABASE | {"storage_type": "gp3"}, {"iops": "3000", "throughput": "125"}),
        ("aws_db_instance.a", DATABASE | {"storage_type": "io1", "iops": 1000}, {}),
    ],
    ids=str,
)
def test_only_what_decides_the_price_is_named_as_taken(
    address: str, values: dict[str, Any], taken: dict[str, str]
) -> None:
    (placed,) = import_file(plan(change(address, values)), Asked(), CATALOGUE, TODAY).placed
    assert {each.field: each.value for each in placed.assumptions} == taken
    assert {name: placed.entry.usage[name] for name in taken} == taken
