"""Offer files as they come out of the reader, made of the shipped prices: the same, or changed on purpose."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from calculator.core.arithmetic import EXACT
from calculator.core.tiers import RateCard
from calculator.offers.offer import Counted, Covered, MappedOffer, MappedPrice, OfferHeader
from tests.questions import CATALOGUE

OFFER_CODES = {
    "s3": "AmazonS3",
    "ebs": "AmazonEC2",
    "ec2": "AmazonEC2",
    "data_transfer": "AWSDataTransfer",
    "dynamodb": "AmazonDynamoDB",
    "kinesis": "AmazonKinesis",
}
LISTED, SINCE = date(2026, 11, 1), date(2026, 10, 1)


def offer(
    table: str = "s3",
    *regions: str,
    published: date = LISTED,
    times: Decimal | int = 1,
    change: Callable[[MappedPrice], MappedPrice | None] = lambda price: price,
    version: str = "",
) -> MappedOffer:
    """The list of a table, all prices `times` the shipped ones; `change` may alter a price, or leave it out (None)."""
    shipped = [
        price
        for region in regions or ("us-east-1",)
        for card in CATALOGUE.table(table).in_force(region, date(2026, 11, 21)).values()
        for price in tiers_of(card, Decimal(times), min(SINCE, published))
    ]
    prices = [price for each in shipped if (price := change(each)) is not None]
    version = version or f"{published:%Y%m%d}120000"
    return MappedOffer(
        OfferHeader(
            OFFER_CODES[table], version, datetime(published.year, published.month, published.day, 12, tzinfo=UTC)
        ),
        f"sha256:{version}-{times}",
        len(prices) + 7,
        tuple(prices),
        (Counted("some-rule", len(prices), "a row"),),
        (Counted("another-rule", 4, "a row"),),
        (Counted("Fee; FeeOfNobody", 3, "a row"),),
        (),
        (),
        frozenset(Covered(table, price.dimension, price.option) for price in shipped),
    )


def tiers_of(card: RateCard, times: Decimal, since: date = SINCE) -> list[MappedPrice]:
    """The rows of one card, in force since a day."""
    return [
        MappedPrice(
            card.table,
            card.region,
            card.dimension,
            card.option,
            tier.start,
            tier.to,
            card.unit,
            EXACT.multiply(tier.usd_per_unit, times),
            f"{card.dimension}-{card.option}",
            "",
            f"SKU{number}",
            f"SKU{number}.TERM.RATE",
            since,
            "",
        )
        for number, tier in enumerate(card.tiers)
    ]


def leaving_out(dimension: str, option: str) -> Callable[[MappedPrice], MappedPrice | None]:
    """A change that drops one price."""
    return lambda price: None if (price.dimension, price.option) == (dimension, option) else price


def multiplying(dimension: str, option: str, times: int) -> Callable[[MappedPrice], MappedPrice]:
    """A change that multiplies one price."""

    def changed(price: MappedPrice) -> MappedPrice:
        is_meant = (price.dimension, price.option) == (dimension, option)
        return replace(price, usd_per_unit=price.usd_per_unit * times) if is_meant else price

    return changed
