"""Bringing one list of Amazon S3 in, under the terms that a test states, and what 1 TB then costs."""

import pytest

from calculator.application.questions import answer, ask
from calculator.models import PriceListGeneration, StoredPrice, StoredPriceList
from calculator.offers.offer import BadOffer, MappedOffer
from calculator.store.price_lists.importing import Outcome, Terms, import_offer

FILE = "AmazonS3.csv"
NAME = "AmazonS3-us-east-1-20261101120000"


def brought_in(each: MappedOffer, **terms: object) -> Outcome:
    [outcome] = import_offer(each, FILE, Terms(**terms))  # type: ignore[arg-type]
    return outcome


def storage(region: str = "us-east-1", **fields: object) -> str:
    """What 1 TB in S3 Standard costs."""
    return str(answer(ask("s3", {"storage_gb": 1000, "region": region, **fields})).effective_monthly_usd.normalize())


def refused(each: MappedOffer, **terms: object) -> str:
    """Why a list is refused; nothing of it is left behind."""
    before = state()
    with pytest.raises(BadOffer) as refusal:
        brought_in(each, **terms)
    assert state() == before
    return refusal.value.detail


def state() -> tuple[object, ...]:
    """Everything the database has of price lists."""
    return (
        list(StoredPriceList.objects.values_list("name", "activated_at")),
        list(StoredPrice.objects.values_list()),
        list(PriceListGeneration.objects.values_list("number", "mark")),
    )
