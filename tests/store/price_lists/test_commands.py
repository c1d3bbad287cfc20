"""`import_price_list`, `price_lists` and `sync_price_lists`, as somebody at a terminal uses them, with real files."""

import gzip
import re
from pathlib import Path
from typing import NoReturn

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from bench.offer_files import write_offer
from bench.offer_lines import Changes
from calculator.application.questions import catalogue
from tests.store.price_lists.at_a_terminal import (
    OFFERS,
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


@pytest.mark.parametrize("name", ["offer.csv", "offer.json", "offer.csv.gz", "offer.json.gz"])
def test_a_file_in_any_format_is_imported_and_used(tmp_path: Path, name: str) -> None:
    text = ran("import_price_list", written(tmp_path / name))
    assert text.startswith(f"AmazonS3-{REGION}-20261101120000: stored and in use\n")
    assert "prices: 0 new, 1 changed, 0 gone" in text
    assert "changed: s3 storage STANDARD: 0.023 / 0.022 / 0.021 -> 0.046 / 0.044 / 0.042 (factor 2)" in text
    assert storage() == 2 * USUAL


@pytest.mark.parametrize("code", OFFERS)
def test_a_list_of_the_shipped_prices_changes_nothing(tmp_path: Path, code: str) -> None:
    write_offer(tmp_path / "offer.csv", code, [REGION], SECOND)
    text = ran("import_price_list", str(tmp_path / "offer.csv"))
    assert "new, 0 changed, 0 gone" in text
    # A list states apart the fee and the rate of what the shipped tables know as one effective rate.
    assert {name.split()[1].rpartition("_")[2] for name in re.findall("    new: (.*)", text)} <= {"fee", "hour"}


def test_the_same_list_as_csv_and_as_json_is_one_list(tmp_path: Path) -> None:
    ran("import_price_list", written(tmp_path / "offer.csv"))
    assert "already here, in use; nothing to do" in ran("import_price_list", written(tmp_path / "offer.json"))


def test_a_leap_is_refused_until_it_is_confirmed_or_the_factor_allows_it(tmp_path: Path) -> None:
    path = written(tmp_path / "offer.csv", TREBLED)
    assert "s3 storage STANDARD in eu-west-1 changes by a factor of 3" in refused("import_price_list", path)
    assert (storage(), catalogue().imported.lists) == (USUAL, ())
    assert "stored and in use" in ran("import_price_list", "--factor", "3", path)
    assert storage() == 3 * USUAL


def test_a_kind_of_price_that_is_gone_is_refused_until_it_is_confirmed(tmp_path: Path) -> None:
    path = written(tmp_path / "offer.csv", Changes(left_out=frozenset({("select_scanned", "STANDARD")})))
    assert "no price any more for s3 select_scanned STANDARD in eu-west-1" in refused("import_price_list", path)
    assert "gone: s3 select_scanned STANDARD" in ran("import_price_list", "--confirm", path)


def test_one_file_that_is_refused_keeps_no_other_out(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.csv.gz"
    written(damaged)
    damaged.write_bytes(damaged.read_bytes()[:-20])
    good = written(tmp_path / "good.csv")
    assert "truncated" in refused("import_price_list", str(damaged), str(tmp_path / "nothing.csv"), good)
    assert storage() == 2 * USUAL


def test_rows_without_a_rule_are_reported(tmp_path: Path) -> None:
    text = ran("import_price_list", written(tmp_path / "offer.csv", Changes(unmapped_rows=3)))
    assert "of which no rule speaks" in text


def test_a_list_is_listed_shown_switched_off_and_on_and_dropped(tmp_path: Path) -> None:
    name = f"AmazonS3-{REGION}-20261101120000"
    ran("import_price_list", "--inactive", written(tmp_path / "offer.csv"))
    assert (storage(), f"{name}" in ran("price_lists")) == (USUAL, True)
    assert "not in use" in ran("price_lists", "list")
    assert f"from {tmp_path}" in ran("price_lists", "show", name)
    assert ran("price_lists", "activate", name) == f"{name}: in use\n"
    assert storage() == 2 * USUAL
    assert "is in use; deactivate it first" in refused("price_lists", "drop", name)
    assert ran("price_lists", "deactivate", name) == f"{name}: not in use any more\n"
    assert ran("price_lists", "deactivate", name) == f"{name}: was not in use; nothing to do\n"
    assert ran("price_lists", "drop", name) == f"{name}: dropped\n"
    assert "no imported price list" in refused("price_lists", "show", name)


@pytest.mark.parametrize(
    "words",
    [
        ("price_lists", "show", "AmazonS3"),
        ("price_lists", "activate", "AmazonS3"),
        ("price_lists", "deactivate", "AmazonS3"),
        ("price_lists", "drop", "AmazonS3"),
        ("sync_price_lists",),
    ],
    ids=lambda words: "-".join(words[:2]),
)
def test_a_database_that_fails_is_said(words: tuple[str, ...], shop: Shop) -> None:
    def fails(*call: object) -> NoReturn:
        raise OperationalError("no such table")

    with connection.execute_wrapper(fails):
        assert "The database" in refused(*words)


@pytest.mark.parametrize("factor", ["0", "0.5", "-2", "two"])
def test_a_factor_that_is_none_is_refused(factor: str) -> None:
    with pytest.raises(CommandError, match="is no factor"):
        call_command("import_price_list", f"--factor={factor}", "offer.csv")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("http://[x", "is not an address"), ("ftp://pricing.example/x", "is not on a host"), ("//x/y.csv", "is no file")],
)
def test_what_is_neither_a_file_nor_an_address_is_refused(name: str, sentence: str) -> None:
    assert sentence in refused("import_price_list", name)


@pytest.mark.parametrize(
    ("path", "content", "sentence"),
    [
        ("/offers/v1.0/aws/index.json", b"{}", "names no offers"),
        ("/offers/v1.0/aws/index.json", b'{"offers": {}}', "AWS lists no offer"),
        ("/offers/v1.0/aws/AmazonS3/current/region_index.json", b"[", "no valid JSON"),
        (f"/offers/v1.0/aws/AmazonS3/20261101120000/{REGION}/index.csv", b"no price list", "no heading of columns"),
        (f"/offers/v1.0/aws/AmazonS3/20261101120000/{REGION}/index.csv", gzip.compress(b"", mtime=0)[:5], "truncated"),
    ],
)
def test_what_cannot_be_read_is_refused(shop: Shop, path: str, content: bytes, sentence: str) -> None:
    shop.files = {**shop.files, path: content}
    assert sentence in refused("sync_price_lists", "--service", "s3")
    assert [each for each in catalogue().imported.lists if each.offer_code == "AmazonS3"] == []


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="'yesterday' is no day; write it as YYYY-MM-DD"):
        call_command("sync_price_lists", "--since=yesterday")


@pytest.mark.parametrize("given", [("--service", "cheese"), ("--region", "mars-1")])
def test_what_is_not_known_is_named(given: tuple[str, str]) -> None:
    with pytest.raises(CommandError, match="is not known"):
        call_command("sync_price_lists", *given)
