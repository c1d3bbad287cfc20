"""A database that takes connections and answers nothing: answers go on with the prices known, and probes say so."""

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from time import sleep

import pytest

from tests.attacks.asking import PROBE, Told, ask, ask_until, asked_all_the_while, statuses, wait_until
from tests.postgres import OwnServer, own_server
from tests.serving import prepare, server_environment, serving
from tests.store.price_lists.databases import run
from tests.store.price_lists.offer_texts import offer_file

pytestmark = [pytest.mark.attack, pytest.mark.slow]

IN_USE, STORED = "AmazonS3-us-east-1-20261101060000", "AmazonS3-us-east-1-20261101180000"
# 1,000 GB at the $0.5 of the list in use; the shipped price is $0.0125.
ESTIMATE = "/api/v1/services/s3/estimate?storage_class=STANDARD_IA&storage_gb=1000"
REPRICED = f"{ESTIMATE.replace('/estimate', '/reprice')}&against={STORED}"
IMPORTED, SHIPPED = b'"monthly_usd": "500"', b'"monthly_usd": "12.5"'

HANGS_SECONDS = 6
# Of a quiet machine one is enough.
PROBED_SECONDS = 4
# For everything that has to come at once, on a machine that does other things too.
SOON_SECONDS = 20


@pytest.fixture(scope="module")
def database() -> Iterator[OwnServer]:
    with own_server() as own:
        yield own


@pytest.fixture(scope="module")
def folder(database: OwnServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared folder, and in the database one list in use and one that is only stored."""
    folder = tmp_path_factory.mktemp("hanging")
    environment = server_environment(folder) | {"DATABASE_URL": database.address}
    prepare(folder, DATABASE_URL=database.address)
    for name, price, words in ((IN_USE, "0.5", ["--confirm"]), (STORED, "0.7", ["--confirm", "--inactive"])):
        path = offer_file(folder / "offer.csv", name.rpartition("-")[2], Decimal(price))
        run([sys.executable, "manage.py", "import_price_list", *words, str(path)], environment)
    return folder


def parts(told: Told) -> tuple[int, str, str]:
    said = json.loads(told.body)
    return told.status, said["database"], said["prices"]


def test_answers_go_on_with_the_prices_known_and_probes_tell_the_truth(database: OwnServer, folder: Path) -> None:
    with serving(folder, DATABASE_URL=database.address) as server:
        assert parts(ask(server, PROBE)) == (200, "ok", "ok")
        with database.hanging():
            with asked_all_the_while(server, ESTIMATE) as estimates, asked_all_the_while(server, PROBE) as probes:
                sleep(HANGS_SECONDS)
                wait_until(lambda: len(estimates) > HANGS_SECONDS and len(probes) > 2)
            under_another = ask(server, REPRICED, SOON_SECONDS)
        assert statuses(estimates) == {200}
        assert all(IMPORTED in each.body for each in estimates)
        assert {parts(each) for each in probes} == {(503, "unavailable", "ok")}
        assert max(each.seconds for each in probes) < PROBED_SECONDS
        assert under_another.status == 503
        assert b"The database does not answer" in under_another.body
        assert ask_until(server, PROBE, b'"database": "ok"', SOON_SECONDS).status == 200
        assert b'"700"' in ask(server, REPRICED).body


def test_what_is_switched_after_a_hang_is_seen_by_every_worker(database: OwnServer, folder: Path) -> None:
    environment = server_environment(folder) | {"DATABASE_URL": database.address}
    with serving(folder, DATABASE_URL=database.address) as server:
        with database.hanging():
            sleep(3)
        try:
            run([sys.executable, "manage.py", "price_lists", "deactivate", IN_USE], environment)
            ask_until(server, ESTIMATE, SHIPPED, SOON_SECONDS)
            # The other worker looks once a second too.
            sleep(5)
            told = [ask(server, ESTIMATE) for _ in range(20)]
        finally:
            run([sys.executable, "manage.py", "price_lists", "activate", "--confirm", IN_USE], environment)
    assert all(SHIPPED in each.body for each in told)


def test_a_server_that_starts_while_it_hangs_knows_no_prices_until_it_answers(
    database: OwnServer, folder: Path
) -> None:
    with database.hanging(), serving(folder, DATABASE_URL=database.address) as server:
        assert ask(server, ESTIMATE).status == 503
        assert parts(ask(server, PROBE)) == (503, "unavailable", "unavailable")
        page = ask(server, "/s3/")
        assert page.status == 503
        assert b"The database does not answer" in page.body
