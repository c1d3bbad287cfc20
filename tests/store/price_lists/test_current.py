"""The prices in use when the database is empty, not prepared, away, or changed by somebody else."""

import logging
from collections.abc import Callable, Mapping
from datetime import date

import pytest
from django.db import OperationalError, connection
from django.test import Client

from calculator.catalogue.catalogue import Catalogue
from calculator.core.errors import NoDatabase, UnknownName
from calculator.store.price_lists import activation, active_catalogue
from calculator.store.price_lists.active_catalogue import Newest
from calculator.store.price_lists.importing import Terms, import_offer
from calculator.store.price_lists.read_rows import MOST_UNPACKED_AT_ONCE
from tests.conftest import SHIPPED
from tests.store.price_lists.offers import offer

pytestmark = pytest.mark.django_db

Bringer = Callable[..., object]
NAME = "AmazonS3-us-east-1-20261101120000"


class Statements:
    """Counts what the database is asked, and answers with an error when told to."""

    def __init__(self) -> None:
        self.count = 0
        self.fails = False

    def __call__(self, execute: Callable[..., object], *arguments: object) -> object:
        self.count += 1
        if self.fails:
            raise OperationalError("the server closed the connection")
        return execute(*arguments)


def storage(catalogue: Catalogue) -> str:
    cards: Mapping[tuple[str, str], object] = catalogue.table("s3").in_force("us-east-1", date(2026, 11, 21))
    return str(cards["storage", "STANDARD"].tiers[0].usd_per_unit)  # type: ignore[attr-defined]


def test_a_request_costs_no_statement_beyond_the_look_at_the_mark(brought_in: Bringer) -> None:
    brought_in(offer(times=2))
    newest = Newest(SHIPPED)
    assert storage(newest.catalogue()) == "0.046"
    statements = Statements()
    with connection.execute_wrapper(statements):
        assert storage(newest.catalogue()) == "0.046"
    assert statements.count == 1


def test_the_look_is_left_out_until_it_is_time(brought_in: Bringer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.PRICE_LISTS_LOOKED_UP_EVERY", 60)
    newest = Newest(SHIPPED)
    newest.catalogue()
    brought_in(offer(times=2))
    statements = Statements()
    with connection.execute_wrapper(statements):
        assert storage(newest.catalogue()) == "0.023"
    assert statements.count == 0
    newest.look_up_next_time()
    assert storage(newest.catalogue()) == "0.046"


def test_what_one_list_holds_is_read_once_for_all_generations(brought_in: Bringer) -> None:
    brought_in(offer(times=2))
    newest = Newest(SHIPPED)
    storage(newest.catalogue())
    brought_in(offer("s3", "eu-west-1"))
    statements = Statements()
    with connection.execute_wrapper(statements):
        assert storage(newest.catalogue()) == "0.046"
    assert statements.count == 2  # the mark, and the lists; none of their prices


@pytest.mark.slow
def test_the_prices_of_a_large_list_are_read_in_one_statement(brought_in: Bringer) -> None:
    brought_in(offer("ec2", "us-east-1"))
    newest = Newest(SHIPPED)
    in_use = newest.catalogue()
    statements = Statements()
    with connection.execute_wrapper(statements):
        listed = in_use.imported.lists[0].cards("ec2")
        assert len(listed) == len(list(listed)) > MOST_UNPACKED_AT_ONCE
        cards = in_use.table("ec2").in_force("us-east-1", date(2026, 11, 21))
        assert cards["on_demand", "m5.large Linux"].unit == cards["on_demand", "m5.xlarge Linux"].unit
    assert statements.count == 1


def test_a_process_that_looks_ahead_has_read_the_prices_in_use_and_no_others(brought_in: Bringer) -> None:
    brought_in(offer(times=2))
    import_offer(offer("s3", "eu-west-1"), "a file", Terms(is_confirmed=True, is_to_be_used=False))
    newest = Newest(SHIPPED)
    statements = Statements()
    with connection.execute_wrapper(statements):
        newest._look_up(with_prices=True)
        assert statements.count == 3  # the mark, the lists, and the prices of the first
        assert storage(newest._catalogue) == "0.046"
    assert statements.count == 3


def test_a_database_without_tables_has_no_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    statements = Statements()
    statements.fails = True
    monkeypatch.setattr(connection.introspection, "table_names", list)
    with connection.execute_wrapper(statements):
        assert storage(Newest(SHIPPED).catalogue()) == "0.023"


def test_a_database_that_never_answered_gives_no_prices(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", lambda: ["calculator_storedpricelist"])
    statements = Statements()
    statements.fails = True
    with connection.execute_wrapper(statements):
        with pytest.raises(NoDatabase, match="does not answer"):
            Newest(SHIPPED).catalogue()
        assert client.get("/s3/").status_code == 503
        assert client.get("/api/v1/services/s3/estimate").status_code == 503


def test_a_database_that_goes_away_leaves_the_prices_that_are_known(
    brought_in: Bringer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    brought_in(offer(times=2))
    newest = Newest(SHIPPED)
    assert storage(newest.catalogue()) == "0.046"
    monkeypatch.setattr(connection.introspection, "table_names", lambda: ["calculator_storedpricelist"])
    statements = Statements()
    statements.fails = True
    with connection.execute_wrapper(statements), caplog.at_level(logging.ERROR):
        assert storage(newest.catalogue()) == "0.046"
    assert "the prices known so far stay in use" in caplog.text


def test_a_list_that_is_dropped_while_a_request_needs_it_is_said(brought_in: Bringer) -> None:
    brought_in(offer(times=2))
    held = active_catalogue.catalogue()
    activation.deactivate([NAME])
    activation.drop([NAME])
    with pytest.raises(UnknownName, match=f"{NAME} has been dropped meanwhile; ask again"):
        storage(held)


def test_prices_that_cannot_be_read_are_an_error_and_not_the_shipped_ones(brought_in: Bringer) -> None:
    brought_in(offer(times=2))
    held = active_catalogue.catalogue()
    statements = Statements()
    statements.fails = True
    with connection.execute_wrapper(statements), pytest.raises(NoDatabase, match="does not answer"):
        storage(held)
