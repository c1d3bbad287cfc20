"""A database server that goes away in the middle of an import: nothing of it is left."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from calculator.models import StoredPriceList
from calculator.offers.mapping import read_mapping
from calculator.store.price_lists import activation, write_rows
from calculator.store.price_lists.downloads import NotStored, bring_in
from calculator.store.price_lists.importing import Terms
from tests.store.price_lists.databases import IS_POSTGRES, SERVER
from tests.store.price_lists.offer_texts import offer_file

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not IS_POSTGRES, reason="SQLite has no server that could go away"),
]


@pytest.mark.parametrize("moment", ["write", "renew"])
def test_a_server_that_goes_away_has_stored_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    path = offer_file(tmp_path / "offer.csv", "20261101120000", Decimal("0.01"))
    module = {"write": write_rows, "renew": activation}[moment]
    done = getattr(module, moment)

    def done_and_cut_off(*arguments: object) -> None:
        done(*arguments)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            [backend] = cursor.fetchone()
        with psycopg.connect(SERVER, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [backend])

    monkeypatch.setattr(module, moment, done_and_cut_off)
    with pytest.raises(NotStored, match="nothing has changed"):
        bring_in(path, "a file", read_mapping(), replace(Terms(), is_confirmed=True), lambda read: None)
    monkeypatch.undo()
    connection.close()
    assert not StoredPriceList.objects.exists()
