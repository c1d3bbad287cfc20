"""Bringing one list of Amazon S3 in, under the terms that a test states, and what 1 TB then costs."""

from calculator.adapters.asking import answer, ask
from calculator.offers.offer import MappedOffer
from calculator.price_lists.importing import Outcome, Terms, import_offer

FILE = "AmazonS3.csv"
NAME = "AmazonS3-us-east-1-20261101120000"


def brought_in(each: MappedOffer, **terms: object) -> Outcome:
    [outcome] = import_offer(each, FILE, Terms(**terms))  # type: ignore[arg-type]
    return outcome


def storage(region: str = "us-east-1", **fields: object) -> str:
    """What 1 TB in S3 Standard costs."""
    return str(answer(ask("s3", {"storage_gb": 1000, "region": region, **fields})).monthly_usd.normalize())
