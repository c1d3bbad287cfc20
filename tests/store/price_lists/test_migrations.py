"""Lists that were stored by an earlier version say what they have prices of, too."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("calculator", "0001_price_lists"), ("calculator", "0002_what_lists_price")
PRICES = [
    ("ec2", "on_demand", "m5.large Linux"),
    ("ec2", "on_demand", "m99.large Linux"),
    ("ec2", "reserved_1y_no_upfront", "m5.large Windows SQL Web"),
    ("ebs", "storage", "gp3"),
]


def migrated(target: tuple[str, str]) -> Any:
    """The models as they are after a migration."""
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return MigrationExecutor(connection).loader.project_state([target]).apps


@pytest.fixture
def apps_before(transactional_db: None) -> Iterator[Any]:
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes("calculator")
    yield migrated(BEFORE)
    for node in latest:
        migrated(node)


def test_stored_lists_are_filled_in_from_their_prices(apps_before: Any) -> None:
    day = datetime(2026, 11, 1, tzinfo=UTC)
    lists = apps_before.get_model("calculator", "StoredPriceList")
    stored = lists.objects.create(
        **dict.fromkeys(("name", "offer_code", "region", "version", "checksum", "source"), "x"),
        **{"published": day, "imported_at": day, "rows_read": 4, "tables": {"ec2": 3, "ebs": 1}},
        **{"covers": [], "report": {}},
    )
    for table, dimension, option in PRICES:
        apps_before.get_model("calculator", "StoredPrice").objects.create(
            **{"price_list": stored, "table": table, "dimension": dimension, "option": option, "tier_from": "0"},
            **dict.fromkeys(("tier_to", "unit", "usage_type", "operation", "sku", "rate_code"), ""),
            **{"usd_per_unit": "1", "effective_from": date(2026, 11, 1)},
        )
    found = migrated(AFTER).get_model("calculator", "StoredPriceList").objects.get()
    assert found.dimensions == {"ebs": ["storage"], "ec2": ["on_demand", "reserved_1y_no_upfront"]}
    assert found.instance_types == {"m5.large": {}, "m99.large": {}}
