"""Data that leaves a service, for the internet, another Availability Zone or another Region: choices and charges."""

from collections.abc import Iterator
from dataclasses import replace

from calculator.catalogue.price_book import PriceBook
from calculator.catalogue.region_choices import advise_on_region, region_choices
from calculator.core.answer import LineItem
from calculator.core.arithmetic import Number
from calculator.core.choices import Choice, LazyChoices
from calculator.services.worksheet import Worksheet

TABLE = "data_transfer"
SAME_REGION = "same"
FREE = "free_internet_out"
SHARED = "The account's whole free allowance is counted here."
BOTH_ENDS = "Both instances are of this account: AWS bills a GB where it leaves and where it arrives."
# A Region that data goes to, or none.
OTHER_REGIONS = LazyChoices(lambda: (Choice(SAME_REGION, "the same Region"), *region_choices()), advise_on_region)


def is_elsewhere(region: str, book: PriceBook) -> bool:
    """Whether a choice names another Region than that of the book."""
    return region not in (SAME_REGION, book.region)


def data_out(sheet: Worksheet, *, is_free_wanted: bool) -> Iterator[LineItem]:
    """Data to the internet in tiers, above AWS's monthly allowance where that is wanted."""
    label, free = "Data out to the internet", None
    if is_free_wanted and free_data_out(sheet.book):
        free = replace(sheet.allowance(FREE), amount=free_data_out(sheet.book))
        label = f"{label} above {free.amount:g} GB"
    yield from sheet.charge(
        "data_out", label, "data_out_gb", "GB", dimension="internet_out", free=free, assumption=SHARED if free else ""
    )


def free_data_out(book: PriceBook) -> Number:
    """The allowance of the account; a Region that it does not cover has a row of its own."""
    return book.limit(FREE, book.region if book.has_limit(FREE, book.region) else "")


def between_zones(sheet: Worksheet) -> Iterator[LineItem]:
    """Data from one Availability Zone to another, billed at both ends."""
    yield from sheet.charge("inter_zone", "Data between zones", "inter_zone_gb * 2", "GB", assumption=BOTH_ENDS)


def to_region(name: str, label: str, text: str, region: str, sheet: Worksheet) -> Iterator[LineItem]:
    """Data to another Region, paid where it leaves; nothing within one."""
    if is_elsewhere(region, sheet.book):
        yield from sheet.charge(name, f"{label} {region}", text, "GB", dimension="inter_region", option=region)
