"""What one look at the files of a service tells: the Regions that have a price, and the newest day."""

from datetime import date
from pathlib import Path

import pytest

from calculator.catalogue.glance import Glance, glance_at
from calculator.catalogue.price_rows import GLOBAL

REGIONS = ("us-east-1", "eu-west-1", "us-gov-west-1")
HEADING = "region,dimension,effective_from,note,confirmed"


@pytest.mark.parametrize(
    ("rows", "regions", "newest"),
    [
        ((), (), "0001-01-01"),
        (("us-east-1,storage,2026-01-02,,2026-03-04",), ("us-east-1",), "2026-03-04"),
        # The day of a price without a sighting, and the last row, count as the others do.
        (("us-east-1,storage,2026-05-06,,", "eu-west-1,storage,2026-01-02,,2026-03-04"), REGIONS[:2], "2026-05-06"),
        # A day within a sentence is none of a price.
        (("us-east-1,storage,2026-01-02,until 2026-09-01 as a preview,",), ("us-east-1",), "2026-01-02"),
        # A Region that is named elsewhere than first has no price.
        (("us-east-1,eu-west-1,2026-01-02,,",), ("us-east-1",), "2026-01-02"),
        (("mars-1,storage,2026-01-02,,",), (), "2026-01-02"),
        # One price for all is that of the commercial Regions.
        ((f"{GLOBAL},storage,2026-01-02,,",), ("us-east-1", "eu-west-1"), "2026-01-02"),
    ],
)
def test_a_table_of_rows_tells(tmp_path: Path, rows: tuple[str, ...], regions: tuple[str, ...], newest: str) -> None:
    table = tmp_path / "prices.csv"
    table.write_text("\n".join((HEADING, *rows, "")), encoding="utf-8")
    assert glance_at([table], [], REGIONS) == Glance(frozenset(regions), date.fromisoformat(newest))


def test_a_folder_has_a_file_for_each_region_and_tables_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "nodes").mkdir()
    (tmp_path / "nodes" / "eu-west-1.csv").write_text("size,on_demand,effective_from\nlarge,0.1,2026-06-07\n", "utf-8")
    table = tmp_path / "prices.csv"
    table.write_text(f"{HEADING}\nus-east-1,storage,2026-01-02,,\n", encoding="utf-8")
    together = Glance(frozenset({"us-east-1", "eu-west-1"}), date(2026, 6, 7))
    assert glance_at([table], [tmp_path / "nodes"], REGIONS) == together
