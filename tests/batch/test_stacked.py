"""Groups that differ in their Region alone are asked together, and say what each would say for itself."""

from itertools import product

import pandas as pd
import pytest

from calculator.batch.block import Block
from tests.batch.rows import Row, alone, differing, priced
from tests.questions import CATALOGUE

Table = dict[str, tuple[str, ...]]
EVERYWHERE = CATALOGUE.regions_of("s3")


@pytest.fixture
def formulas(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The Region of each block whose formulas were asked."""
    asked: list[str] = []
    price = Block._price_feasible

    def counted(self: Block, book: object, kept: object) -> None:
        asked.append(self.group.region)
        price(self, book, kept)  # type: ignore[arg-type]

    monkeypatch.setattr(Block, "_price_feasible", counted)
    return asked


def all_of(table: Table) -> pd.DataFrame:
    """Every combination of the values."""
    return pd.DataFrame(product(*table.values()), columns=[*table], dtype="str")


def texts(frame: pd.DataFrame) -> list[Row]:
    return [dict(zip(frame.columns, map(str, each), strict=True)) for each in frame.itertuples(index=False)]


@pytest.mark.parametrize(
    ("key", "table", "most"),
    [
        ("s3", {"storage_gb": ("5", "900 TB"), "get_requests": ("0", "7000")}, 6),
        ("ebs", {"volume_type": ("gp3", "io2"), "size_gb": ("10", "99999"), "iops": ("500", "9000")}, 24),
        ("lambda", {"requests": ("1e6",), "duration_ms": ("120",), "memory_mb": ("512", "2048")}, 6),
    ],
)
def test_many_regions_are_asked_together(key: str, table: Table, most: int, formulas: list[str]) -> None:
    regions = CATALOGUE.regions_of(key)
    frame = all_of({"region": regions, **table})
    table_of_all = priced(frame, key).frame
    assert len(formulas) <= most < len(regions)
    rows = texts(frame)
    assert differing(table_of_all, [alone(key, row) for row in rows]) == []


@pytest.mark.parametrize(
    ("key", "table"),
    [
        # What goes to a Region that is chosen is billed by where it comes from, and not at all within it.
        ("s3", {"replication_region": ("eu-west-1",), "storage_gb": ("100",), "replicated_gb": ("10",)}),
        ("ebs", {"snapshot_copy_region": ("us-east-1",), "snapshot_gb": ("100",), "snapshot_copied_gb": ("10",)}),
        ("dynamodb", {"replica_regions": ("eu-west-1", "us-east-1, eu-west-1"), "writes_per_second": ("10",)}),
        ("ec2", {"instance_type": ("m5.large", "p4d.24xlarge", "none.such"), "average_cpu_percent": ("10",)}),
        ("rds", {"engine": ("mysql", "oracle_se2_license_included"), "instances": ("3",)}),
        ("nat_or_endpoints", {"service_gb": ("100", "9000"), "internet_gb": ("0", "50")}),
    ],
)
def test_what_a_region_has_of_its_own_is_not_lost(key: str, table: Table) -> None:
    frame = all_of({"region": EVERYWHERE, **table})
    rows = texts(frame)
    assert differing(priced(frame, key).frame, [alone(key, row) for row in rows]) == []
