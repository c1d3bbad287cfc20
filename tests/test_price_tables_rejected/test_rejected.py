"""Broken price tables, one fault a folder: each is refused with `file:line: sentence`.

`sound/` holds a small set of tables without a fault. Every other folder holds the one table that is broken, named
as it stands among the sound ones, and in `faults.txt` the exact lines by which it must be refused.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest

from calculator.catalogue.catalogue import Catalogue
from calculator.core.errors import BrokenTable

HERE = Path(__file__).resolve().parent
SOUND = HERE / "sound"
S3 = Path("services") / "s3"
BROKEN = sorted(path.parent for path in HERE.glob("*/faults.txt"))


def tables(folder: Path, *broken: Path) -> Catalogue:
    shutil.copytree(SOUND, folder, dirs_exist_ok=True)
    for each in broken:
        shutil.copytree(each, folder, dirs_exist_ok=True)
    return Catalogue(folder)


def faults_of(catalogue: Catalogue) -> list[str]:
    with pytest.raises(BrokenTable) as refused:
        catalogue.check()
    return list(refused.value.faults)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.name)
def test_a_broken_table_is_refused_with_its_line_and_what_is_wrong(broken: Path, tmp_path: Path) -> None:
    expected = (broken / "faults.txt").read_text(encoding="utf-8").splitlines()
    assert faults_of(tables(tmp_path, broken)) == expected


def test_the_tables_without_a_fault_are_accepted(tmp_path: Path) -> None:
    tables(tmp_path).check()


def test_each_folder_breaks_one_table() -> None:
    assert [folder.name for folder in BROKEN if len(list(folder.iterdir())) != 2] == []
    assert len(BROKEN) > 50


def test_a_date_after_retrieval_is_accepted_when_a_note_explains_it(tmp_path: Path) -> None:
    catalogue = tables(tmp_path)
    announced = "us-east-1,storage,STANDARD,0,GB-month,0.02,2026-01-01,page,,,announced on the page\n"
    with (tmp_path / S3 / "prices.csv").open("a", encoding="utf-8") as table:
        table.write(announced)
    catalogue.check()


def test_the_faults_of_several_tables_come_together(tmp_path: Path) -> None:
    catalogue = tables(tmp_path, HERE / "price_negative")
    shutil.copytree(HERE / "price_not_a_number" / S3, tmp_path / "services" / "another")
    assert [fault.partition(":")[0] for fault in faults_of(catalogue)] == ["another/prices.csv", "s3/prices.csv"]


@pytest.mark.parametrize("name", ["sources.csv", "regions.csv"])
def test_a_table_that_is_not_there_is_a_fault(name: str, tmp_path: Path) -> None:
    catalogue = tables(tmp_path)
    (tmp_path / name).unlink()
    assert [fault for fault in faults_of(catalogue) if fault.startswith(f"{name}:1: cannot be read")] != []


def test_a_broken_region_does_not_hide_the_sound_one_beside_it(tmp_path: Path) -> None:
    catalogue = tables(tmp_path, HERE / "wide_price_negative")
    assert catalogue.book(("ec2",), "eu-west-1", date(2026, 1, 1)).is_priced("on_demand", "m5.large Linux")
    broken = catalogue.book(("ec2",), "us-east-1", date(2026, 1, 1))
    with pytest.raises(BrokenTable):
        broken.is_priced("on_demand", "m5.large Linux")


@pytest.mark.parametrize("name", ["wide_date_not_a_date", "wide_date_without_dashes"])
def test_the_identity_of_a_broken_table_is_refused_like_its_prices(name: str, tmp_path: Path) -> None:
    catalogue = tables(tmp_path, HERE / name)
    with pytest.raises(BrokenTable):
        catalogue.price_lists()


def test_a_broken_table_does_not_hide_the_sound_one_beside_it(tmp_path: Path) -> None:
    catalogue = tables(tmp_path, HERE / "price_negative")
    shutil.copytree(SOUND / S3, tmp_path / "services" / "another")
    assert catalogue.regions_of("another") == ("us-east-1",)
