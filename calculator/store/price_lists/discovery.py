"""Following the indexes of AWS: which price lists there are for what the calculator covers, and where they are."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import TypeAlias

from django.conf import settings

from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.models import StoredPriceList
from calculator.offers.indexes import (
    OfferPaths,
    as_csv,
    read_region_index,
    read_service_index,
    read_version_index,
)
from calculator.offers.mapping import OfferMapping
from calculator.offers.offer import BadOffer
from calculator.store.price_lists.deadline import Deadline
from calculator.store.price_lists.http_download import fetch_index
from calculator.store.price_lists.write_rows import name_of

ALL_OFFERS = "/offers/v1.0/aws/index.json"
# A Savings Plan calls itself AmazonComputeSavingsPlan in its file, and AWSComputeSavingsPlan in its address.
# The root, an offer, a version, a Region and a file.
SHORTEST_PATH = 5
OFFER_PREFIX, PLAN_PREFIX = "Amazon", "AWS"

ListedOffers: TypeAlias = Mapping[str, OfferPaths]


@dataclass(frozen=True, slots=True)
class Available:
    """One list that AWS offers."""

    offer_code: str
    region: str
    version: str
    address: str

    @property
    def name(self) -> str:
        """What the list is called once it is here."""
        return name_of(self.offer_code, self.region, self.version)

    @property
    def is_here(self) -> bool:
        """Whether it has been imported already, in use or not."""
        known = StoredPriceList.objects.filter(offer_code=self.offer_code, region=self.region, version=self.version)
        return known.exists()


@dataclass(frozen=True, slots=True)
class Indexes:
    """Where the lists of one offer are told of: its regions now, and all of its versions."""

    regions: str
    versions: str


def offer_codes(mapping: OfferMapping, tables: Collection[str]) -> tuple[str, ...]:
    """The offers with prices of some tables, or of any."""
    return tuple(
        code
        for code in mapping.offer_codes
        if any(not rule.ignores and (not tables or rule.table in tables) for rule in mapping.rules_of(code))
    )


def listed_offers(deadline: Deadline) -> ListedOffers:
    """Every offer that AWS lists. Raises NotFetched, DeadlinePassed, BadOffer."""
    return read_service_index(fetch_index(_address(ALL_OFFERS), deadline))


def available(
    code: str, listed: ListedOffers, regions: Collection[str], since: date | None, deadline: Deadline
) -> Iterator[Available]:
    """The newest lists of an offer in some regions, or all that were published since a day, oldest first.

    Raises NotFetched, DeadlinePassed, BadOffer, and InvalidInput for an offer that AWS does not list.
    """
    for path in _region_indexes(_indexes(code, listed), since, deadline):
        for region, file in read_region_index(fetch_index(_address(path), deadline)).items():
            if region in regions:
                yield Available(code, region, _version(file), _address(as_csv(file)))


def _version(file: str) -> str:
    """The version in the path of a list, `/offers/v1.0/aws/AmazonS3/20261101120000/eu-west-1/index.json`."""
    parts = PurePosixPath(file).parts
    if len(parts) < SHORTEST_PATH:
        raise BadOffer(f"The index leads to {shown(file)}, which names no version.")
    return parts[-3]


def _region_indexes(indexes: Indexes, since: date | None, deadline: Deadline) -> Iterator[str]:
    if since is None:
        yield indexes.regions
        return
    for version in read_version_index(fetch_index(_address(indexes.versions), deadline)):
        if version.since.date() >= since:
            yield version.regions


def _indexes(code: str, listed: ListedOffers) -> Indexes:
    offer = listed.get(code)
    if offer is not None:
        return Indexes(offer.regions, offer.versions)
    folder = PLAN_PREFIX + code.removeprefix(OFFER_PREFIX)
    for each in listed.values():
        if folder in PurePosixPath(each.plan_regions).parts:
            return Indexes(each.plan_regions, each.plan_versions)
    raise InvalidInput([FieldError("service", f"AWS lists no offer {code}; there is nothing to follow.")])


def _address(path: str) -> str:
    return f"{settings.PRICE_LIST_ENDPOINT.rstrip('/')}{path}"
