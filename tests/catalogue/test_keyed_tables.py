"""Wide price files, one a region: what is in force on a day, and by what a folder of them is known."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from calculator.catalogue.catalogue import Catalogue
from calculator.core.errors import InvalidInput, NotPriced
from calculator.services.ec2.usage import LAYOUT
from tests.test_price_tables_rejected.test_rejected import SOUND

M5_LINUX = "m5.large Linux"
PRICES = Path("services") / "ec2" / "prices"
COLUMNS = (*LAYOUT.required, *LAYOUT.optional)


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
    for beside in ("licensed", "spot"):
        shutil.rmtree(folder / PRICES / beside)
    (folder / PRICES / "us-east-1.csv").write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
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
    (tmp_path / PRICES / "eu-west-1.csv").unlink()
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
        (tmp_path / name / PRICES / "eu-west-1.csv").rename(tmp_path / name / PRICES / f"{region}.csv")
        return catalogue.table("ec2").price_list.checksum

    found = [checksum("same", "0.1"), checksum("price", "0.2"), checksum("region", "0.1", "eu-west-2")]
    assert len(set(found)) == 3


def test_the_names_of_a_wide_table_are_its_purchase_options(tmp_path: Path) -> None:
    dimensions, options = catalogue_of(tmp_path, row("2025-01-01", on_demand="0.1")).table("ec2").names
    assert (tuple(dimensions), tuple(options)) == (LAYOUT.options, ())


def test_only_a_folder_is_a_large_table(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, row("2025-01-01", on_demand="0.1"))
    assert (catalogue.table_names, catalogue.large_tables) == (("ec2", "ec2_hosts", "s3"), ("ec2", "ec2_hosts"))


def test_a_fee_and_a_rate_are_prices_of_their_own(tmp_path: Path) -> None:
    priced = row("2025-01-01", reserved_1y_partial_upfront="252+0.029", reserved_3y_all_upfront="~949+0")
    cards = catalogue_of(tmp_path, priced).book(("ec2",), "us-east-1", date(2026, 1, 1)).cards
    assert {
        (name, str(card.tiers[0].usd_per_unit), card.unit, card.is_derived) for (name, _), card in cards.items()
    } == {
        ("reserved_1y_partial_upfront", "0.05776712328767123287671232877", "instance-hour", False),  # 252 / 8,760
        ("reserved_1y_partial_upfront_fee", "252", "instance", False),
        ("reserved_1y_partial_upfront_hour", "0.029", "instance-hour", False),
        ("reserved_3y_all_upfront", "0.03611111111111111111111111111", "instance-hour", True),  # 949 / 26,280
        ("reserved_3y_all_upfront_fee", "949", "instance", True),
        ("reserved_3y_all_upfront_hour", "0", "instance-hour", True),
    }


def test_only_the_on_demand_price_of_a_row_is_confirmed(tmp_path: Path) -> None:
    priced = row("2025-01-01", on_demand="0.1", spot="0.04", confirmed="2025-11-01", confirmed_by="page")
    book = catalogue_of(tmp_path, priced).book(("ec2",), "us-east-1", date(2026, 1, 1))
    on_demand, spot = (book.card(name, M5_LINUX) for name in ("on_demand", "spot"))
    assert (on_demand.confirmed, on_demand.confirmed_by) == (date(2025, 11, 1), "page")
    assert (spot.confirmed, spot.confirmed_by) == (date(2025, 1, 1), "")


def test_a_file_has_only_the_columns_that_it_fills(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path)
    text = "instance_type,operating_system,effective_from,source,spot\nm5.large,Linux,2025-10-22,page,0.04\n"
    (tmp_path / PRICES / "us-east-1.csv").write_text(text, encoding="utf-8")
    book = catalogue.book(("ec2",), "us-east-1", date(2026, 1, 1))
    assert [(name, str(card.tiers[0].usd_per_unit)) for (name, _), card in book.cards.items()] == [("spot", "0.04")]


@pytest.mark.parametrize(
    ("day", "usd"),
    [
        ("2025-03-27", "0.0401"),
        ("2025-06-14", "0.0401"),
        ("2025-06-15", "0.0402"),
        ("2025-10-31", "0.0402"),
        ("2025-11-01", "0.04366"),  # the row of the Region's own file is newer
    ],
)
def test_the_newest_spot_price_is_taken_whatever_file_it_stands_in(day: str, usd: str) -> None:
    card = Catalogue(SOUND).book(("ec2",), "us-east-1", date.fromisoformat(day)).card("spot", M5_LINUX)
    assert str(card.tiers[0].usd_per_unit) == usd


def test_a_licensed_system_has_its_price_in_a_file_of_its_own() -> None:
    book = Catalogue(SOUND).book(("ec2",), "us-east-1", date(2026, 1, 1))
    card = book.card("on_demand", "m5.large Windows SQL Web")
    assert (str(card.tiers[0].usd_per_unit), card.source, str(card.effective_from)) == ("0.222", "page", "2025-10-22")
    assert ("on_demand", "m5.large Windows SQL Web") in set(book.cards)
    assert not book.is_priced("on_demand", "m5.large Windows SQL Enterprise")


OF_ITS_FILES = {
    ("on_demand", "m5.large Linux"), ("on_demand", "m5.large Windows"), ("on_demand", "m5.large Windows SQL Web"),
    ("reserved_1y_no_upfront", "m5.large Linux"),
}  # fmt: skip


@pytest.mark.series(quick=6)
@pytest.mark.parametrize(
    ("day", "listed"),
    [
        ("2025-03-26", set()),
        ("2025-03-27", {("spot", "m5.large Linux")}),
        ("2025-06-14", {("spot", "m5.large Linux")}),
        ("2025-06-15", {("spot", "m5.large Linux"), ("spot", "m5.large Windows")}),
        ("2025-10-21", {("spot", "m5.large Linux"), ("spot", "m5.large Windows")}),
        ("2025-10-22", {("spot", "m5.large Linux"), ("spot", "m5.large Windows"), *OF_ITS_FILES}),
    ],
)
def test_a_price_is_listed_from_its_very_day(day: str, listed: set[tuple[str, str]]) -> None:
    """The Region's own file, the one of licensed systems and the one of Spot prices alike."""
    assert set(Catalogue(SOUND).table("ec2").in_force("us-east-1", date.fromisoformat(day))) == listed


def test_every_price_of_a_region_is_listed_once() -> None:
    keys = list(Catalogue(SOUND).table("ec2").in_force("us-east-1", date(2026, 1, 1)))
    assert len(keys) == len(set(keys)) == 6


def test_a_host_is_priced_by_its_family() -> None:
    cards = Catalogue(SOUND).table("ec2_hosts").in_force("us-east-1", date(2026, 1, 1))
    assert {(*key, str(card.tiers[0].usd_per_unit), card.unit) for key, card in cards.items()} == {
        ("on_demand", "m5", "5.069", "host-hour"),
        ("reserved_1y_all_upfront", "m5", "3.196347031963470319634703196", "host-hour"),
        ("reserved_1y_all_upfront_fee", "m5", "28000", "host"),
        ("reserved_1y_all_upfront_hour", "m5", "0", "host-hour"),
    }


def test_the_days_of_a_price_are_those_of_all_its_files() -> None:
    table = Catalogue(SOUND).table("ec2")
    assert table.days("us-east-1", "spot", M5_LINUX) == {date(2025, 3, 27), date(2025, 6, 15), date(2025, 11, 1)}
    assert table.first_date("us-east-1") == date(2025, 3, 27)
