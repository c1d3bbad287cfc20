"""Where one way of buying a table's capacity costs as much as another, and where a workload stands against it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from calculator.catalogue.once import once_a_question
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import CapacityPlan
from calculator.core.arithmetic import ratio, total
from calculator.core.units import convert
from calculator.services.dynamodb.formulas import of_figure
from calculator.services.dynamodb.load import SIDES, WRITES, Side, parts_of, units_of_month
from calculator.services.dynamodb.provisioning import provisioned_by_hour, unit_hours
from calculator.services.dynamodb.replicas import global_writes, replica_reads
from calculator.services.dynamodb.usage import ON_DEMAND, PERCENT, PROVISIONED, STANDARD, STANDARD_IA, Usage

SECONDS_PER_HOUR = 3600
CLASSES = (STANDARD, STANDARD_IA)


@once_a_question
def break_even_percent(side: Side, usage: Usage, book: PriceBook) -> Decimal | None:
    """The share of provisioned capacity in use at which both modes cost the same; None without both prices.

    The writes of a global table are weighed as they fall on its Regions, which have prices of their own.
    """
    if side is WRITES and usage.replica_regions and usage.writes_per_second:
        return _global_break_even_percent(usage, book)
    return _home_break_even_percent(side, usage.table_class, book)


def _global_break_even_percent(usage: Usage, book: PriceBook) -> Decimal | None:
    used = utilisation_percent(WRITES, usage, book)
    by_mode = [[*global_writes(usage.with_values(capacity_mode=mode), book)] for mode in (PROVISIONED, ON_DEMAND)]
    if used is None or not all(w.book.is_priced(w.dimension, usage.table_class) for of in by_mode for w in of):
        return None
    provisioned, on_demand = (
        total(_cost(Used(w.quantity, w.unit, w.dimension, w.book), usage.table_class) for w in of) for of in by_mode
    )
    return Decimal(ratio(used * provisioned, on_demand)) if on_demand else None


def _home_break_even_percent(side: Side, table_class: str, book: PriceBook) -> Decimal | None:
    hour, request = f"{side.key}_hour", f"{side.word}_request"
    if not (book.is_priced(hour, table_class) and book.is_priced(request, table_class)):
        return None
    each_hour = _price(hour, table_class, f"{side.unit}-hour", book)
    each_request = _price(request, table_class, "request", book)
    return Decimal(ratio(each_hour * PERCENT, each_request * SECONDS_PER_HOUR))


@once_a_question
def utilisation_percent(side: Side, usage: Usage, book: PriceBook) -> Decimal | None:
    """How much of the capacity that the load takes when provisioned is used on average; None without any load."""
    parts = parts_of(side, usage, book)
    used = units_of_month(usage, parts, book)
    if not used:
        return None
    hours = unit_hours(provisioned_by_hour(side, usage, parts, book), usage, book)
    return Decimal(ratio(used * PERCENT, hours * SECONDS_PER_HOUR))


@dataclass(frozen=True, slots=True)
class StorageShare:
    """What storage is of requests and storage together in the Standard class, and above which share IA costs less."""

    percent: Decimal
    standard_ia_from_percent: Decimal


@once_a_question
def storage_share(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> StorageShare | None:
    """Of the table and its replicas, nothing free or reserved; None with nothing stored or without the prices."""
    used = tuple(_used(usage, plan, book))
    priced = all(each.book.is_priced(each.dimension, of) for each in used for of in CLASSES)
    if not of_figure("stored_gb", usage, book) or not priced:
        return None
    requests, stored = (_costs([each for each in used if each.is_stored == kind]) for kind in (False, True))
    saved = ratio(stored[STANDARD] - stored[STANDARD_IA], stored[STANDARD])
    premium = (
        ratio(requests[STANDARD_IA] - requests[STANDARD], requests[STANDARD]) if requests[STANDARD] else Decimal(0)
    )
    if premium + saved <= 0:
        return None
    share = ratio(stored[STANDARD] * PERCENT, stored[STANDARD] + requests[STANDARD])
    return StorageShare(Decimal(share), Decimal(ratio(premium * PERCENT, premium + saved)))


@dataclass(frozen=True, slots=True)
class Used:
    """A quantity that each table class has a price of its own for, where it is used."""

    quantity: Decimal
    unit: str
    dimension: str
    book: PriceBook
    is_stored: bool = False


def _used(usage: Usage, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[Used]:
    for side in SIDES:
        if side is WRITES and usage.replica_regions:
            yield from (Used(w.quantity, w.unit, w.dimension, w.book) for w in global_writes(usage, book))
        elif usage.capacity_mode == PROVISIONED:
            yield Used(plan[f"{side.key}_hours"].count, f"{side.unit}-hour", f"{side.key}_hour", book)
        else:
            yield Used(plan[side.requested].count, "request", f"{side.word}_request", book)
    yield Used(of_figure("stored_gb", usage, book), "GB-month", "storage", book, is_stored=True)
    for there in map(book.elsewhere, usage.replica_regions):
        if usage.capacity_mode == PROVISIONED:
            hours, sheet = replica_reads(usage, there)
            yield Used(Decimal(sheet.value(hours)), "RCU-hour", "rcu_hour", there)
        yield Used(of_figure("stored_gb", usage, there), "GB-month", "storage", there, is_stored=True)


def _costs(used: Iterable[Used]) -> dict[str, Decimal]:
    """What the quantities cost in each table class."""
    used = tuple(used)
    return {of: Decimal(total(_cost(each, of) for each in used)) for of in CLASSES}


def _cost(used: Used, table_class: str) -> Decimal:
    return used.quantity * _price(used.dimension, table_class, used.unit, used.book)


def _price(dimension: str, option: str, unit: str, book: PriceBook) -> Decimal:
    """The price of one unit; none of the prices compared here has tiers."""
    card = book.card(dimension, option)
    return Decimal(convert(card.tiers[0].usd_per_unit, unit, card.unit))
