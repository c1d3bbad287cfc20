"""`sync_price_lists`: what is new is fetched from an endpoint of AWS, once."""

import gzip
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command

from bench.offer_endpoint import Published, write_endpoint
from bench.offer_files import write_offer
from bench.offer_rows import SAVINGS_PLANS
from calculator.application.questions import catalogue
from calculator.offers.mapping import read_mapping
from calculator.store.price_lists.downloads import downloads, one_at_a_time
from tests.store.price_lists.at_a_terminal import (
    DOUBLED,
    FIRST,
    REGION,
    SECOND,
    TREBLED,
    USUAL,
    ran,
    refused,
    storage,
    written,
)
from tests.store.price_lists.local_server import Shop

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_newest_list_is_fetched_and_used_and_the_next_time_nothing_is(shop: Shop) -> None:
    name, archive = f"AmazonS3-{REGION}-20261101120000", f"AmazonS3GlacierDeepArchive-{REGION}-20261101120000"
    first = ran("sync_price_lists", "--service", "s3")
    assert f"{name}: stored and in use" in first
    assert f"{archive}: stored and in use" in first
    shop.asked.clear()
    again = ran("sync_price_lists", "--service", "s3").splitlines()
    assert sorted(again) == [f"{name}: already here", f"{archive}: already here"]
    assert [path for path, _ in shop.asked if path.endswith(".csv")] == []
    assert [path.name for path in downloads().iterdir()] == [".lock"]
    assert catalogue().sources[name].url.startswith(shop.origin)


def test_every_list_since_a_day_is_fetched(shop: Shop) -> None:
    ran("sync_price_lists", "--service", "s3", "--region", REGION, "--since", "2026-10-01")
    versions = [each.version for each in catalogue().imported.lists if each.offer_code == "AmazonS3"]
    assert versions == ["20261001120000", "20261101120000"]
    assert storage() == USUAL


def test_a_dry_run_only_says_what_there_is(shop: Shop) -> None:
    assert "would be fetched from" in ran("sync_price_lists", "--service", "s3", "--dry-run")
    assert catalogue().imported.lists == ()


def test_a_savings_plan_is_found_by_the_offer_that_names_it(shop: Shop, tmp_path: Path) -> None:
    write_endpoint(tmp_path, [Published(code, SECOND, ("mx-central-1",)) for code in ("AmazonEC2", SAVINGS_PLANS)])
    files = [path for path in tmp_path.rglob("*.json") if path.is_file()]
    shop.files = {f"/{path.relative_to(tmp_path)}": path.read_bytes() for path in files}
    text = ran("sync_price_lists", "--service", "ec2", "--dry-run")
    plan = f"{shop.origin}/savingsPlan/v1.0/aws/AWSComputeSavingsPlan/20261101120000/mx-central-1/index.csv"
    assert f"AmazonComputeSavingsPlan-mx-central-1-20261101120000: would be fetched from {plan}" in text


def test_an_address_can_be_imported_by_itself(shop: Shop) -> None:
    address = f"{shop.origin}/offers/v1.0/aws/AmazonS3/20261001120000/{REGION}/index.csv"
    assert "stored and in use" in ran("import_price_list", address)
    assert storage() == 2 * USUAL


def test_an_offer_whose_index_cannot_be_read_keeps_no_other_out(shop: Shop) -> None:
    shop.files = {**shop.files, "/offers/v1.0/aws/AmazonS3/current/region_index.json": b"["}
    assert refused("sync_price_lists", "--service", "s3").startswith("AmazonS3: ")
    assert [each.offer_code for each in catalogue().imported.lists] == ["AmazonS3GlacierDeepArchive"]


def test_a_list_that_waits_to_be_confirmed_is_not_fetched_again(shop: Shop, tmp_path: Path) -> None:
    path = f"/offers/v1.0/aws/AmazonS3/20261101120000/{REGION}/index.csv"
    shop.files = {**shop.files, path: Path(written(tmp_path / "trebled.csv", TREBLED)).read_bytes()}
    for _ in range(2):
        assert "--confirm" in refused("sync_price_lists", "--service", "s3")
        assert storage() == USUAL
    assert "stored and in use" in ran("sync_price_lists", "--service", "s3", "--confirm")
    assert storage() == 3 * USUAL
    assert [asked for asked, _ in shop.asked].count(path) == 1
    assert [each.name for each in downloads().iterdir()] == [".lock"]


def test_an_older_file_that_waits_goes_when_a_newer_list_is_used(shop: Shop, tmp_path: Path) -> None:
    older = f"/offers/v1.0/aws/AmazonS3/20261001120000/{REGION}/index.csv"
    shop.files = {**shop.files, older: Path(written(tmp_path / "trebled.csv", TREBLED, FIRST)).read_bytes()}
    assert "--confirm" in refused("sync_price_lists", "--service", "s3", "--since", "2026-10-01")
    assert [each.name for each in downloads().iterdir()] == [".lock"]
    assert storage() == USUAL


def test_an_index_that_leads_to_no_version_stops_no_other_offer(shop: Shop) -> None:
    short = b'{"regions": {"eu-west-1": {"regionCode": "eu-west-1", "currentVersionUrl": "/index.json"}}}'
    shop.files = {**shop.files, "/offers/v1.0/aws/AmazonS3/current/region_index.json": short}
    assert "/index.json, which names no version" in refused("sync_price_lists", "--service", "s3")
    assert [each.offer_code for each in catalogue().imported.lists] == ["AmazonS3GlacierDeepArchive"]


def test_a_list_that_comes_in_late_is_used_for_the_days_before_the_next(tmp_path: Path) -> None:
    ran("import_price_list", written(tmp_path / "newer.csv", DOUBLED, SECOND))
    late = ran("import_price_list", written(tmp_path / "older.csv", DOUBLED, FIRST))
    assert "stored and in use for days before 2026-11-01, from when a newer list speaks" in late


NEWEST = f"/offers/v1.0/aws/AmazonS3/20261101120000/{REGION}/index.csv"


@pytest.mark.parametrize("content", [b"no price list", gzip.compress(b"x" * 99, mtime=0)[:20]])
def test_a_file_that_is_refused_for_good_does_not_stay(shop: Shop, content: bytes) -> None:
    shop.files = {**shop.files, NEWEST: content}
    refused("sync_price_lists", "--service", "s3")
    refused("import_price_list", f"{shop.origin}{NEWEST}")
    assert sorted(each.suffix for each in downloads().iterdir()) == ["", ".refused"]


def another_list(folder: Path, offer_code: str, region: str, day: date) -> bytes:
    return write_offer(folder / "another.csv", offer_code, [region], day).read_bytes()


@pytest.mark.parametrize(
    ("listed", "sentence"),
    [
        (("AmazonS3", REGION, FIRST), "leads to version 20261101120000, and the file is version 20261001120000"),
        (("AmazonS3", "eu-west-2", SECOND), "leads to the list of eu-west-1, and the file has prices of eu-west-2"),
        (("AmazonDynamoDB", REGION, SECOND), "This is the price list of AmazonDynamoDB, not of AmazonS3"),
    ],
    ids=["version", "region", "offer"],
)
def test_another_list_than_the_index_names_is_refused_and_not_fetched_again(
    shop: Shop, tmp_path: Path, listed: tuple[str, str, date], sentence: str
) -> None:
    shop.files = {**shop.files, NEWEST: another_list(tmp_path, *listed)}
    assert sentence in refused("sync_price_lists", "--service", "s3")
    assert [each.offer_code for each in catalogue().imported.lists] == ["AmazonS3GlacierDeepArchive"]
    again = refused("sync_price_lists", "--service", "s3")
    assert "refused before, and not fetched again without --again" in again
    assert sentence in again
    assert [asked for asked, _ in shop.asked].count(NEWEST) == 1
    assert sentence in refused("sync_price_lists", "--service", "s3", "--again")
    assert [asked for asked, _ in shop.asked].count(NEWEST) == 2


def test_a_list_that_was_refused_is_fetched_again_under_other_rules(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = shop.files[NEWEST]
    shop.files = {**shop.files, NEWEST: b"no price list"}
    refused("sync_price_lists", "--service", "s3")
    shop.files = {**shop.files, NEWEST: sound}
    rules = read_mapping()
    fewer = replace(rules, rules=rules.rules[:-1])
    monkeypatch.setattr("calculator.management.commands.sync_price_lists.read_mapping", lambda: fewer)
    assert f"AmazonS3-{REGION}-20261101120000: stored and in use" in ran("sync_price_lists", "--service", "s3")


def test_a_memory_that_cannot_be_read_is_none(shop: Shop) -> None:
    sound = shop.files[NEWEST]
    shop.files = {**shop.files, NEWEST: b"no price list"}
    refused("sync_price_lists", "--service", "s3")
    shop.files = {**shop.files, NEWEST: sound}
    for path in downloads().glob("*.refused"):
        path.write_text("{", encoding="utf-8")
    assert f"AmazonS3-{REGION}-20261101120000: stored and in use" in ran("sync_price_lists", "--service", "s3")


def test_a_list_of_a_day_to_come_waits_for_that_day(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.files = {**shop.files, NEWEST: another_list(tmp_path, "AmazonS3", REGION, date(2099, 1, 1))}
    region_index = "/offers/v1.0/aws/AmazonS3/current/region_index.json"
    to_come = NEWEST.replace("20261101120000", "20990101120000")
    index = shop.files[region_index].replace(b"20261101120000", b"20990101120000")
    shop.files = {**shop.files, to_come: shop.files[NEWEST], region_index: index}
    for _ in range(2):
        assert "bears 2099-01-01 as its date of publication, a day to come" in refused("sync_price_lists")
    assert [asked for asked, _ in shop.asked].count(to_come) == 1
    that_day = Mock(now=lambda: datetime(2099, 1, 1, tzinfo=UTC))
    monkeypatch.setattr("calculator.store.price_lists.importing.timezone", that_day)
    ran("sync_price_lists", "--service", "s3")
    assert [asked for asked, _ in shop.asked].count(to_come) == 1
    assert f"AmazonS3-{REGION}-20990101120000" in {each.identity.id for each in catalogue().imported.lists}


def test_the_deadline_ends_all_and_what_was_imported_stays(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def clock() -> float:
        """The time stands still until the second list is asked for, and then is over."""
        files = {path for path, _ in shop.asked if path.endswith(".csv")}
        return 10_000 if len(files) == 2 else 0

    monkeypatch.setattr("calculator.store.price_lists.deadline.monotonic", clock)
    said = refused("sync_price_lists", "--service", "s3", "--deadline", "90")
    assert said.startswith("sync_price_lists: The 90 minutes that this may take are over. What was imported stays")
    assert len(said.splitlines()) == 1
    assert [each.offer_code for each in catalogue().imported.lists] == ["AmazonS3"]


@pytest.mark.parametrize("minutes", ["0", "-3", "soon"])
def test_a_number_of_minutes_that_is_none_is_refused(minutes: str) -> None:
    with pytest.raises(CommandError, match="is no number of minutes"):
        call_command("sync_price_lists", f"--deadline={minutes}")


def test_only_one_program_fetches_at_a_time(shop: Shop) -> None:
    with one_at_a_time():
        assert "Another program is fetching" in refused("sync_price_lists", "--service", "s3")
