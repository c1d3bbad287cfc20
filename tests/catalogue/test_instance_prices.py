"""Wide price files, one a region: what is in force on a day, and by what a folder of them is known."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.instance_prices import COLUMNS, PURCHASE_OPTIONS
from calculator.core.errors import InvalidInput, NotPriced
from tests.test_price_tables_rejected.test_rejected import SOUND

M5_LINUX = "m5.large Linux"


def row(day: str, **prices: str) -> str:
    cells = {
        "instance_type": "m5.large",
        "operating_system": "Linux",
        "effective_from": day,
        "source": "page",
        **prices,
    }
    return ",".join(cells.get(column, "") for column in COLUMNS)


def catalogue_of(folder: Path, *rows: str) -> Catalogue:
    """The sound tables, with these rows as the prices of us-east-1."""
    shutil.copytree(SOUND, folder, dirs_exist_ok=True)
    (folder / "ec2" / "us-east-1.csv").write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return Catalogue(folder)


@pytest.mark.parametrize(
    ("day", "on_demand", "spot"),
    [
        ("2025-01-01", "0.1", None),
        ("2025-05-31", "0.1", None),
        ("2025-06-01", "0.1", "0.04"),  # the newer row has no on-demand price, so the older one holds
        ("2025-07-01", "0.09", "0.04"),
        ("2026-01-01", "0.09", "0.04"),
    ],
)
def test_the_newest_row_that_has_a_price_is_in_force(
    tmp_path: Path, day: str, on_demand: str, spot: str | None
) -> None:
    rows = [row("2025-01-01", on_demand="0.1"), row("2025-06-01", spot="0.04"), row("2025-07-01", on_demand="0.09")]
    cards = catalogue_of(tmp_path, *rows).book(("ec2",), "us-east-1", date.fromisoformat(day)).cards
    found = {name: str(card.tiers[0].usd_per_unit) for (name, _), card in cards.items()}
    assert found == {name: usd for name, usd in (("on_demand", on_demand), ("spot", spot)) if usd}
    assert len(cards) == len(found)


def test_the_order_of_the_rows_does_not_matter(tmp_path: Path) -> None:
    rows = [row("2025-07-01", on_demand="0.09"), row("2025-01-01", on_demand="0.1")]
    book = catalogue_of(tmp_path, *rows).book(("ec2",), "us-east-1", date(2026, 1, 1))
    assert str(book.card("on_demand", M5_LINUX).tiers[0].usd_per_unit) == "0.09"


def test_a_price_keeps_its_digits_its_day_and_its_source(tmp_path: Path) -> None:
    book = catalogue_of(tmp_path, row("2025-01-01", on_demand="0.0960")).book(("ec2",), "us-east-1", date(2026, 1, 1))
    card = book.card("on_demand", M5_LINUX)
    assert (str(card.tiers[0].usd_per_unit), str(card.effective_from), card.source) == ("0.0960", "2025-01-01", "page")
    assert (card.table, card.region, card.unit) == ("ec2", "us-east-1", "instance-hour")


@pytest.mark.parametrize(
    "key", [("spot", M5_LINUX), ("on_demand", "m5.large RHEL"), ("on_demand", "m9.large Linux"), ("rent", M5_LINUX)]
)
def test_what_has_no_cell_is_not_priced(tmp_path: Path, key: tuple[str, str]) -> None:
    book = catalogue_of(tmp_path, row("2025-01-01", on_demand="0.1")).book(("ec2",), "us-east-1", date(2026, 1, 1))
    assert not book.is_priced(*key)
    with pytest.raises(NotPriced):
        book.card(*key)


def test_a_region_without_a_file_has_no_price(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, row("2025-01-01", on_demand="0.1"))
    (tmp_path / "ec2" / "eu-west-1.csv").unlink()
    with pytest.raises(NotPriced):
        catalogue.book(("ec2",), "eu-west-1", date(2026, 1, 1))
    assert catalogue.table("ec2").in_force("eu-west-1", date(2026, 1, 1)) == {}


def test_a_day_before_the_first_price_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        catalogue_of(tmp_path, row("2025-01-01", on_demand="0.1")).book(("ec2",), "us-east-1", date(2024, 12, 31))


def test_a_folder_is_known_by_its_newest_day(tmp_path: Path) -> None:
    price_list = catalogue_of(tmp_path, row("2024-01-01", on_demand="0.1")).table("ec2").price_list
    assert price_list.published == date(2025, 10, 22)  # of the file of the other region
    assert (price_list.id, price_list.service) == ("builtin-ec2-2025-10-22", "ec2")


def test_the_same_files_have_the_same_identity(tmp_path: Path) -> None:
    one, two = (catalogue_of(tmp_path / name, row("2025-01-01", on_demand="0.1")) for name in ("one", "two"))
    assert one.table("ec2").price_list == two.table("ec2").price_list
    assert one.table("ec2").price_list.checksum.startswith("sha256:")


def test_another_price_or_another_file_is_another_identity(tmp_path: Path) -> None:
    def checksum(name: str, usd: str, region: str = "eu-west-1") -> str:
        catalogue = catalogue_of(tmp_path / name, row("2025-01-01", on_demand=usd))
        (tmp_path / name / "ec2" / "eu-west-1.csv").rename(tmp_path / name / "ec2" / f"{region}.csv")
        return catalogue.table("ec2").price_list.checksum

    found = [checksum("same", "0.1"), checksum("price", "0.2"), checksum("region", "0.1", "eu-west-2")]
    assert len(set(found)) == 3


def test_the_names_of_a_wide_table_are_its_purchase_options(tmp_path: Path) -> None:
    dimensions, options = catalogue_of(tmp_path, row("2025-01-01", on_demand="0.1")).table("ec2").names
    assert (tuple(dimensions), tuple(options)) == (PURCHASE_OPTIONS, ())


def test_only_a_folder_is_a_large_table(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, row("2025-01-01", on_demand="0.1"))
    assert (catalogue.table_names, catalogue.large_tables) == (("ec2", "s3"), ("ec2",))
