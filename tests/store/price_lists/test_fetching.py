"""Fetching price lists: from allowed hosts only, nowhere else by a redirect, within a size, and gone on with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from calculator.store.price_lists import http_download, http_requests
from calculator.store.price_lists.deadline import Deadline, DeadlinePassed
from calculator.store.price_lists.http_download import fetch_file, fetch_index
from calculator.store.price_lists.http_requests import BUSY, MOST_ATTEMPTS, NotFetched
from tests.store.price_lists.local_server import Shop, open_shop

PATH = "/offers/v1.0/aws/AmazonS3/20261101120000/eu-west-1/index.csv"
CONTENT = bytes(range(256)) * 400
# Far enough for a whole run of tests: the pauses that are asked for must fit before it.
LATER = Deadline.after(minutes=24 * 60)


@pytest.fixture
def shop(settings: Settings) -> Iterator[Shop]:
    settings.PRICE_LIST_HOSTS = ["127.0.0.1"]
    with open_shop({PATH: CONTENT, "/index.json": b'{"offers": {}}', "/empty": b""}) as shop:
        yield shop


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that would have been made between two attempts."""
    made: list[float] = []
    monkeypatch.setattr(http_requests, "sleep", made.append)
    monkeypatch.setattr(http_download, "CHUNK", 10_000)
    return made


def fetched(address: str, folder: Path) -> bytes:
    return fetch_file(address, folder, LATER).read_bytes()


def refused(address: str, folder: Path) -> str:
    with pytest.raises(NotFetched) as refusal:
        fetch_file(address, folder, LATER)
    return refusal.value.detail


def test_a_file_comes_whole_under_a_name_that_tells_what_it_is(shop: Shop, tmp_path: Path) -> None:
    path = fetch_file(shop.origin + PATH, tmp_path, LATER)
    assert path.read_bytes() == CONTENT
    assert path.name.startswith("AmazonS3-20261101120000-eu-west-1-index-")
    assert path.suffix == ".csv"
    assert list(tmp_path.iterdir()) == [path]


def test_progress_is_told(shop: Shop, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    fetch_file(shop.origin + PATH, tmp_path, LATER, lambda done, size: told.append((done, size)))
    assert (told[0], told[-1]) == ((0, len(CONTENT)), (len(CONTENT), len(CONTENT)))
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert len(told) > len(CONTENT) / 10_000


def test_a_connection_that_breaks_off_is_gone_on_with_where_it_ended(shop: Shop, tmp_path: Path) -> None:
    shop.breaks_off_after = [30_000, 40_000]
    assert fetched(shop.origin + PATH, tmp_path) == CONTENT
    assert [wanted for _, wanted in shop.asked] == ["", "bytes=30000-", "bytes=70000-"]


def test_what_came_before_the_program_ended_is_gone_on_with(shop: Shop, tmp_path: Path) -> None:
    shop.breaks_off_after = [10_000] * MOST_ATTEMPTS
    assert "What has come is kept for the next time." in refused(shop.origin + PATH, tmp_path)
    shop.breaks_off_after = []
    shop.asked.clear()
    assert fetched(shop.origin + PATH, tmp_path) == CONTENT
    assert shop.asked[0][1].startswith("bytes=")


def test_another_version_is_not_put_behind_the_beginning_of_the_first(shop: Shop, tmp_path: Path) -> None:
    shop.breaks_off_after = [10_000] * MOST_ATTEMPTS
    refused(shop.origin + PATH, tmp_path)
    shop.breaks_off_after = []
    shop.files = {PATH: CONTENT[::-1]}
    assert fetched(shop.origin + PATH, tmp_path) == CONTENT[::-1]


def test_without_a_tag_every_attempt_begins_anew(shop: Shop, tmp_path: Path) -> None:
    shop.has_etags = False
    shop.breaks_off_after = [30_000]
    assert fetched(shop.origin + PATH, tmp_path) == CONTENT
    assert [wanted for _, wanted in shop.asked] == ["", ""]


def test_a_beginning_longer_than_the_file_is_thrown_away(shop: Shop, tmp_path: Path) -> None:
    shop.breaks_off_after = [10_000] * MOST_ATTEMPTS
    refused(shop.origin + PATH, tmp_path)
    shop.breaks_off_after = []
    [unfinished] = tmp_path.glob("*.part")
    unfinished.write_bytes(CONTENT + b"more")
    assert fetched(shop.origin + PATH, tmp_path) == CONTENT


@pytest.mark.parametrize("status", BUSY)
def test_a_server_that_is_busy_is_asked_again_later_each_time(
    shop: Shop, tmp_path: Path, pauses: list[float], status: int
) -> None:
    shop.fails_with = [status] * (MOST_ATTEMPTS - 1)
    assert fetched(shop.origin + PATH, tmp_path) == CONTENT
    assert (len(shop.asked), pauses) == (MOST_ATTEMPTS, [0, 2, 4, 8])
    shop.fails_with = [status] * (MOST_ATTEMPTS - 1)
    assert fetch_index(f"{shop.origin}/index.json", LATER) == b'{"offers": {}}'


def test_a_server_that_stays_busy_is_said(shop: Shop, tmp_path: Path) -> None:
    shop.fails_with = [503] * MOST_ATTEMPTS
    assert "is answered with 503 Service Unavailable" in refused(shop.origin + PATH, tmp_path)
    assert len(shop.asked) == MOST_ATTEMPTS


@pytest.mark.parametrize("status", [400, 403, 410, 451])
def test_a_server_that_refuses_is_not_asked_again(shop: Shop, tmp_path: Path, status: int) -> None:
    shop.fails_with = [status]
    assert f"is answered with {status}" in refused(shop.origin + PATH, tmp_path)
    assert len(shop.asked) == 1


@pytest.mark.parametrize(("asked", "pause"), [("17", 17), ("86400", http_requests.LONGEST_PAUSE)])
def test_a_pause_that_a_server_asks_for_is_made_within_reason(
    shop: Shop, tmp_path: Path, pauses: list[float], asked: str, pause: float
) -> None:
    shop.fails_with, shop.asks_to_wait = [429], asked
    assert fetched(shop.origin + PATH, tmp_path) == CONTENT
    assert pauses == [pause]


def test_a_pause_never_lasts_beyond_the_deadline(shop: Shop, tmp_path: Path, pauses: list[float]) -> None:
    shop.fails_with, shop.asks_to_wait = [429], "200"
    fetch_file(shop.origin + PATH, tmp_path, Deadline.after(minutes=2))
    assert 100 < pauses[0] <= 120


def test_a_server_that_drips_is_left_at_the_deadline_and_what_came_is_kept(shop: Shop, tmp_path: Path) -> None:
    shop.drips = True
    with pytest.raises(DeadlinePassed, match=r"The 0\.01 minutes that this may take are over"):
        fetch_file(shop.origin + PATH, tmp_path, Deadline.after(minutes=0.01))
    with pytest.raises(DeadlinePassed):
        fetch_index(shop.origin + PATH, Deadline.after(minutes=0.01))
    [unfinished] = tmp_path.glob("*.part")
    begun = unfinished.read_bytes()
    assert 0 < len(begun) < len(CONTENT)
    shop.drips = False
    shop.asked.clear()
    assert fetched(shop.origin + PATH, tmp_path) == CONTENT
    assert shop.asked == [(PATH, f"bytes={len(begun)}-")]


def test_after_the_deadline_nothing_is_asked(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(DeadlinePassed):
        fetch_file(shop.origin + PATH, tmp_path, Deadline.after(minutes=-1))
    assert shop.asked == []


def test_an_empty_file_is_a_file(shop: Shop, tmp_path: Path) -> None:
    assert fetched(f"{shop.origin}/empty", tmp_path) == b""


def test_a_redirect_is_not_followed(shop: Shop, tmp_path: Path) -> None:
    shop.redirects_to = f"{shop.origin}/index.json"
    assert "redirects to" in refused(shop.origin + PATH, tmp_path)
    assert len(shop.asked) == 1


def test_a_file_that_is_not_there_is_said(shop: Shop, tmp_path: Path) -> None:
    assert "is answered with 404" in refused(f"{shop.origin}/nothing.csv", tmp_path)


@pytest.mark.parametrize("says_how_large", [True, False])
def test_a_file_that_is_too_large_is_refused(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says_how_large: bool
) -> None:
    monkeypatch.setattr(http_download, "LARGEST_FILE", 20_000)
    if not says_how_large:
        monkeypatch.setattr(http_download, "_size", lambda response, done: None)
    assert "more than any price list" in refused(shop.origin + PATH, tmp_path)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("https://elsewhere.example/index.csv", "not on a host that price lists may come from (127.0.0.1)"),
        ("https://127.0.0.1.elsewhere.example/index.csv", "not on a host"),
        ("https://127.0.0.1@elsewhere.example/index.csv", "not on a host"),
        ("https://someone:secret@127.0.0.1/index.csv", "holds a user name"),
        ("ftp://127.0.0.1/index.csv", "must be fetched by https"),
        ("file:///etc/passwd", "not on a host"),
        ("https://127.0.0.1:port/", "is not an address"),
        ("https://[/", "is not an address"),
    ],
)
def test_an_address_elsewhere_is_refused_before_anything_is_asked(
    shop: Shop, tmp_path: Path, address: str, sentence: str
) -> None:
    assert sentence in refused(address, tmp_path)
    assert (shop.asked, list(tmp_path.iterdir())) == ([], [])


@pytest.mark.parametrize("address", ["http://pricing.example/index.csv", "https://pricing.example:8443/index.csv"])
def test_another_machine_is_asked_by_https_on_its_usual_port(settings: Settings, tmp_path: Path, address: str) -> None:
    settings.PRICE_LIST_HOSTS = ["pricing.example"]
    assert "must be fetched by https on its usual port" in refused(address, tmp_path)


def test_nobody_there_is_said(settings: Settings, tmp_path: Path) -> None:
    settings.PRICE_LIST_HOSTS = ["127.0.0.1"]
    assert "cannot be fetched" in refused("http://127.0.0.1:9/index.csv", tmp_path)


def test_an_index_comes_as_it_is(shop: Shop) -> None:
    assert fetch_index(f"{shop.origin}/index.json", LATER) == b'{"offers": {}}'


def test_an_index_that_is_too_large_is_refused(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_download, "LARGEST_INDEX", 1000)
    with pytest.raises(NotFetched, match="larger than any index"):
        fetch_index(shop.origin + PATH, LATER)
