"""What an offer file comes to: its header, its prices in our dimensions and units, and what became of every row."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from calculator.core.errors import CalculatorError, FieldError

ROWS_DIGITS = 8


class BadOffer(CalculatorError):
    """A price list file is refused whole; each message is a sentence that says why."""

    code = "bad_offer"

    def __init__(self, *sentences: str) -> None:
        super().__init__(FieldError("price list", sentence) for sentence in sentences)


@dataclass(frozen=True, slots=True)
class OfferHeader:
    """Which list a file is: AWS's offer code, the version, and the moment of publication in UTC."""

    offer_code: str
    version: str
    published: datetime

    def of_rows(self, checksum: str) -> "OfferHeader":
        """The header of some rows of this list, whose version tells them from the list and from other rows."""
        return replace(self, version=f"{self.version}.rows-{checksum[-ROWS_DIGITS:]}")


@dataclass(frozen=True, slots=True)
class MappedPrice:
    """One tier of one price in our units, with the row of the file that says so.

    A price that two rows add up to names both rate codes, joined by `+`.
    """

    table: str
    region: str
    dimension: str
    option: str
    tier_from: Decimal
    tier_to: Decimal | None
    unit: str
    usd_per_unit: Decimal
    usage_type: str
    operation: str
    sku: str
    rate_code: str
    effective_from: date
    description: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows one rule took, or one group of rows without a rule has; `sample` shows one of them."""

    rule: str
    rows: int
    sample: str


@dataclass(frozen=True, slots=True)
class Covered:
    """What one rule speaks for. In `option` a `*` stands for whatever an attribute of the file fills in."""

    table: str
    dimension: str
    option: str


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much of one price a list leaves free at the beginning, and the limit by which the calculator counts that."""

    table: str
    region: str
    dimension: str
    option: str
    amount: Decimal
    unit: str
    limit: str


@dataclass(frozen=True, slots=True)
class MappedOffer:
    """A whole offer file, checked in itself.

    No key has two prices, and the tiers of each key begin at 0 and leave no gap. The rows of `ambiguous` (more than
    one rule) and `mismatched` (a rule whose unit or attribute the row does not have) gave no price: a list with any
    of them is not to be used. `notes` are sentences about the file that whoever imports it should know;
    `instance_types` has what it states of the EC2 instance types that it prices. Of some rows of a list that are
    not all of it `is_whole` is false, and they cover their own prices only.
    """

    header: OfferHeader
    checksum: str
    rows_read: int
    prices: tuple[MappedPrice, ...]
    mapped: tuple[Counted, ...]
    ignored: tuple[Counted, ...]
    unmapped: tuple[Counted, ...]
    ambiguous: tuple[Counted, ...]
    mismatched: tuple[Counted, ...]
    covers: frozenset[Covered]
    notes: tuple[str, ...] = ()
    is_whole: bool = True
    allowances: tuple[Allowance, ...] = ()
    instance_types: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
