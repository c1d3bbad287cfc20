"""Charging a quantity: the unit is checked, the price kept, nothing costs nothing."""

from decimal import Decimal
from functools import partial

import numpy as np
import pytest

from calculator.catalogue.price_book import PriceBook
from calculator.core.errors import NotPriced
from calculator.core.units import UnitMismatch
from tests.questions import CATALOGUE, TODAY


@pytest.fixture
def book() -> PriceBook:
    return CATALOGUE.book(("s3", "data_transfer"), "us-east-1", TODAY)


def test_a_quantity_is_billed_in_the_unit_of_its_price(book: PriceBook) -> None:
    (item,) = book.charge(
        "get_requests", "GET", Decimal(620000), "request", "get_requests", dimension="get_request", option="STANDARD"
    )
    assert (item.quantity, item.unit, item.usd) == (620, "1000 requests", Decimal("0.248"))
    assert (item.card.dimension, item.card.source) == ("get_request", "awsprice_meter")


def test_a_quantity_runs_through_the_tiers(book: PriceBook) -> None:
    (item,) = book.charge("storage", "Storage", Decimal(52224), "GB-month", "storage_gb", option="STANDARD")
    assert [(tier.quantity, tier.usd) for tier in item.tiers] == [
        (51200, Decimal("1177.6")),
        (1024, Decimal("22.528")),
    ]
    assert item.usd == Decimal("1200.128")


def test_a_wrong_unit_cannot_be_billed(book: PriceBook) -> None:
    with pytest.raises(UnitMismatch, match="cannot be billed per GB-month"):
        list(book.charge("storage", "Storage", Decimal(1), "GB", "storage_gb", option="STANDARD"))


def test_what_is_used_without_a_price_is_refused(book: PriceBook) -> None:
    with pytest.raises(NotPriced, match="teleportation of STANDARD"):
        list(book.charge("teleportation", "Teleportation", Decimal(1), "GB", "", option="STANDARD"))


@pytest.mark.parametrize("nothing", [0, Decimal(0), np.zeros(3)])
def test_what_is_not_used_needs_no_price(book: PriceBook, nothing: object) -> None:
    assert list(book.charge("teleportation", "Teleportation", nothing, "GB", "", option="STANDARD")) == []


def test_an_array_of_which_one_element_is_used_needs_a_price(book: PriceBook) -> None:
    with pytest.raises(NotPriced):
        list(book.as_floats().charge("teleportation", "", np.array([0.0, 1.0]), "GB", "", option="STANDARD"))


def test_a_whole_number_joins_the_number_system_of_the_book(book: PriceBook) -> None:
    exact, in_floats = (
        next(each.charge("storage", "Storage", 1, "GB-month", "", option="STANDARD")).usd
        for each in (book, book.as_floats())
    )
    assert (type(exact), type(in_floats)) == (Decimal, float)


def test_an_unknown_limit_is_a_mistake_of_ours(book: PriceBook) -> None:
    assert not book.has_limit("patience", "STANDARD")
    with pytest.raises(LookupError):
        book.limit("patience", "STANDARD")


def test_more_than_the_known_tiers_hold_is_refused_exactly_and_unknown_in_floats() -> None:
    book = CATALOGUE.book(("ebs",), "eu-west-3", TODAY)
    charged = partial(PriceBook.charge, name="iops", label="IOPS", unit="IOPS-month", formula="iops", option="io2")
    (item,) = charged(book, quantity=Decimal(32000))
    assert item.usd == 32000 * Decimal("0.076")
    with pytest.raises(NotPriced, match="iops of io2 above 32,000 IOPS-month in eu-west-3"):
        list(charged(book, quantity=Decimal(32001)))
    (item,) = charged(book.as_floats(), quantity=np.array([1.0, 32000.0, 32001.0]))
    assert item.usd.tolist()[:2] == [0.076, 2432.0]
    assert np.isnan(item.usd[2])
