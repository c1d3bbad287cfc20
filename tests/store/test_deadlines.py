"""Statements that end in time, on a real PostgreSQL."""

from time import monotonic

import pytest
from django.db import OperationalError, connection

from calculator.store.deadlines import within
from tests.store.price_lists.databases import IS_POSTGRES

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not IS_POSTGRES, reason="SQLite has no server that could keep one waiting"),
]


def slept(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])


def test_a_statement_ends_when_its_time_is_over_and_the_next_one_works() -> None:
    start = monotonic()
    with within(0.5), pytest.raises(OperationalError, match="no answer within"):
        slept(4)
    assert monotonic() - start < 4
    connection.close()
    slept(0)


def test_what_is_not_hurried_takes_its_time() -> None:
    with within(30):
        slept(0.7)
    slept(0.7)
