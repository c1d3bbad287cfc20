"""Rows of a price list that are not all of it: they speak for their own prices, before and behind whole lists."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from calculator.application.questions import answer, ask, catalogue
from calculator.models import StoredPriceList
from calculator.offers.offer import Covered, MappedOffer, MappedPrice
from calculator.store.price_lists import activation
from tests.offers import rows_ec2
from tests.offers.listed_rows import EC2, priced
from tests.offers.small_offers import ABOVE, as_answer, rows_of
from tests.store.price_lists.offers import leaving_out, offer

pytestmark = pytest.mark.django_db

Bringer = Callable[..., object]
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
STORAGE = ("storage", "STANDARD")


def rows_of_list(
    key: tuple[str, str], times: int, published: date, *regions: str, version: str = "", of: str = "s3"
) -> MappedOffer:
    """The rows of one price, as an answer of the Price List API has them."""
    keep: Callable[[MappedPrice], MappedPrice | None] = lambda price: (  # noqa: E731
        price if (price.dimension, price.option) == key else None
    )
    whole = offer(of, *regions, published=published, times=times, change=keep, version=version)
    checksum = sha256(f"{key} {times} {published}".encode()).hexdigest()
    covers = frozenset(Covered(each.table, each.dimension, each.option) for each in whole.prices)
    return replace(whole, is_whole=False, covers=covers, header=whole.header.of_rows(checksum))


def storage(as_of: str = "2026-11-21", **fields: object) -> Decimal:
    """What 1,000 GB in S3 Standard cost; 23 by the shipped prices."""
    return Decimal(answer(ask("s3", {"storage_gb": 1000, "as_of": as_of, **fields})).effective_monthly_usd)


def test_rows_change_their_own_prices_alone(brought_in: Bringer) -> None:
    brought_in(rows_of_list(STORAGE, 2, NOVEMBER))
    assert storage() == 46
    # 1,000,000 PUT at the shipped 0.005 a thousand.
    assert storage(put_requests=1_000_000) == 51


def test_behind_a_whole_list_rows_change_their_own_prices_and_it_keeps_the_others(brought_in: Bringer) -> None:
    brought_in(offer(published=OCTOBER, times=2), rows_of_list(STORAGE, 3, NOVEMBER))
    assert [storage(day, put_requests=1_000_000) for day in ("2026-10-31", "2026-11-01")] == [56, 79]


def test_what_a_whole_list_lacks_does_not_come_back_with_rows_of_something_else(brought_in: Bringer) -> None:
    lacking = offer(published=OCTOBER, change=leaving_out("put_request", "STANDARD"))
    brought_in(lacking, rows_of_list(STORAGE, 3, NOVEMBER))
    assert ("put_request", "STANDARD") not in catalogue().table("s3").in_force("us-east-1", NOVEMBER)


def test_a_whole_list_that_is_newer_speaks_for_all(brought_in: Bringer) -> None:
    brought_in(rows_of_list(STORAGE, 2, OCTOBER), offer(published=NOVEMBER, times=3))
    assert [storage(day) for day in ("2026-09-30", "2026-10-31", "2026-11-01")] == [23, 46, 69]


def test_rows_of_several_answers_stand_side_by_side_and_the_newest_speaks(brought_in: Bringer) -> None:
    brought_in(
        rows_of_list(("put_request", "STANDARD"), 4, OCTOBER),
        rows_of_list(STORAGE, 2, OCTOBER),
        rows_of_list(STORAGE, 3, NOVEMBER),
    )
    assert [storage(day, put_requests=1_000_000) for day in ("2026-10-31", "2026-11-01")] == [66, 89]


def test_rows_of_the_very_list_that_is_here_speak_before_it(brought_in: Bringer) -> None:
    brought_in(offer(published=NOVEMBER, times=2), rows_of_list(STORAGE, 3, NOVEMBER))
    assert storage() == 69


def test_rows_of_several_regions_speak_for_each_by_its_own(brought_in: Bringer) -> None:
    both = rows_of_list(STORAGE, 2, NOVEMBER, "us-east-1", "eu-west-1")
    only_there = replace(rows_of_list(("put_request", "STANDARD"), 3, NOVEMBER, "eu-west-1"), is_whole=False)
    brought_in(replace(both, prices=(*both.prices, *only_there.prices)))
    covers = {each.region: each.covers for each in StoredPriceList.objects.all()}
    assert covers == {
        "us-east-1": [["s3", *STORAGE]],
        "eu-west-1": [["s3", "put_request", "STANDARD"], ["s3", *STORAGE]],
    }


def test_rows_that_are_switched_off_give_the_list_back(brought_in: Bringer) -> None:
    brought_in(offer(published=OCTOBER, times=2), rows_of_list(STORAGE, 3, NOVEMBER))
    [rows] = StoredPriceList.objects.filter(is_whole=False)
    activation.deactivate([rows.name])
    assert storage() == 46


def test_a_list_is_in_use_as_long_as_no_whole_one_follows(brought_in: Bringer) -> None:
    brought_in(offer(published=OCTOBER, times=2), rows_of_list(STORAGE, 3, NOVEMBER))
    imported = catalogue().imported
    assert [imported.until(each) for each in imported.lists] == [None, None]
    later = date(2026, 11, 10)
    brought_in(offer(published=later))
    imported = catalogue().imported
    assert [imported.until(each) for each in imported.lists] == [later, later, None]


@pytest.mark.parametrize("published", [OCTOBER, NOVEMBER])
def test_rows_can_be_chosen_like_a_list(published: date, brought_in: Bringer) -> None:
    brought_in(offer(published=OCTOBER, times=2), rows_of_list(STORAGE, 3, published))
    [rows] = StoredPriceList.objects.filter(is_whole=False)
    chosen = catalogue().under(rows.name).table("s3").in_force("us-east-1", date(2026, 10, 15))
    # The rows whatever the day, and the list of that day for what they do not have.
    assert [chosen[key].tiers[0].usd_per_unit for key in (STORAGE, ("put_request", "STANDARD"))] == [
        Decimal("0.069"),
        Decimal("0.01"),
    ]


def test_an_answer_of_the_program_is_imported_and_priced_with(tmp_path: Path, client: Client) -> None:
    path = tmp_path / "answer.json"
    [row] = rows_of(*priced(rows_ec2.INSTANCE, {"PricePerUnit": "0.5"}))
    attributes = {"Tenancy": "tenancy", "CapacityStatus": "capacitystatus", "License Model": "licenseModel"}
    path.write_text(as_answer([row], {**ABOVE, "OfferCode": EC2}, {**attributes, "MarketOption": "marketoption"}))
    out = StringIO()
    call_command("import_price_list", "--confirm", str(path), stdout=out)
    assert "AmazonEC2-us-east-1-20261101120000.rows-" in out.getvalue()
    assert "These are rows of a price list, not all of it" in out.getvalue()
    bought = {"instance_type": "m5.xlarge", "instances": 2}
    found = answer(ask("ec2", bought))
    # 2 x 730 x 0.5; another type keeps its shipped price.
    assert found.monthly_usd == 730
    assert found.price_lists[0].id.startswith("AmazonEC2-us-east-1-20261101120000.rows-")
    assert answer(ask("ec2", {"instance_type": "m5.large"})).price_lists[0].id.startswith("builtin-ec2")
    page = client.get("/prices/")
    assert page.status_code == 200
    assert ".rows-" in page.content.decode()
