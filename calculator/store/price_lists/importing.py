"""Bringing a price list in: checked, stored and put to use in one transaction, or refused without a trace."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.imported import ImportedList
from calculator.catalogue.rate_table import Cards
from calculator.models import StoredPriceList
from calculator.offers.offer import BadOffer, Counted, MappedOffer, MappedPrice
from calculator.store.price_lists import activation, active_catalogue, checks, write_rows
from calculator.store.price_lists.allowances import moved_allowances
from calculator.store.price_lists.changes import CardsByKey, Changes, FormerCards, changes_between, listed_cards
from calculator.store.price_lists.read_rows import COLUMNS, ListCards, imported_list, rate_card
from calculator.store.price_lists.report import DOUBTS, Report, report_of

HOW_TO_CONFIRM = "Nothing has changed. If all of this is as it should be, say so with --confirm."


class Unconfirmed(BadOffer):
    """A price list is refused until somebody says that it is as it should be."""


class Premature(BadOffer):
    """A price list is refused until the day of its publication."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what conditions a list is put to use; `factor` is how much a price may change without being confirmed."""

    factor: Decimal = Decimal(2)
    is_confirmed: bool = False
    is_to_be_used: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the list of one region."""

    name: str
    words: str
    report: Report
    is_new: bool = False


def import_offer(offer: MappedOffer, source: str, terms: Terms) -> list[Outcome]:
    """Store the list of every region of a file and put it to use.

    Raises BadOffer, of which Unconfirmed is one, and then nothing has changed.
    """
    regions = write_rows.by_region(offer)
    if not regions:
        raise BadOffer("No row of this file is for a price that the calculator knows; nothing was stored.")
    with activation.alone():
        catalogue = active_catalogue.NEWEST.as_stored()
        return [_import(offer, region, prices, source, terms, catalogue) for region, prices in regions.items()]


def activate(names: Iterable[str], terms: Terms) -> list[Outcome]:
    """Put stored lists to use, oldest first, each after the checks against what then is in use.

    Raises UnknownName, BadOffer, and then nothing has changed.
    """
    with activation.alone():
        records = sorted(activation.named(names), key=lambda record: (record.published, record.version))
        return [_activate(record, terms, active_catalogue.NEWEST.as_stored()) for record in records]


def _import(
    offer: MappedOffer, region: str, prices: list[MappedPrice], source: str, terms: Terms, catalogue: Catalogue
) -> Outcome:
    record = write_rows.new_record(offer, region, prices, source)
    earlier = StoredPriceList.objects.filter(name=record.name).first()
    if earlier is not None:
        return _already_here(earlier, offer, prices)
    each = imported_list(record, _cards_of(record, prices).__getitem__)
    before, after = FormerCards(each, catalogue), listed_cards(each)
    _refuse_faults(each, catalogue, before, after)
    found = changes_between(before, after)
    moved = moved_allowances(offer, region, catalogue.limits)
    record.report = report_of(offer, len(prices), found, moved)
    if terms.is_to_be_used:
        _object(record, each, before, after, found, terms)
    write_rows.write(record, prices)
    if not terms.is_to_be_used:
        activation.renew()
        return Outcome(record.name, "stored, not in use", record.report, is_new=True)
    activation.switch_on([record])
    return Outcome(record.name, f"stored and {_in_use(record)}", record.report, is_new=True)


def _already_here(earlier: StoredPriceList, offer: MappedOffer, prices: list[MappedPrice]) -> Outcome:
    """The same list twice is nothing to do; another one under the same name is refused."""
    if earlier.checksum != offer.checksum and not write_rows.is_same(earlier, prices):
        raise BadOffer(
            f"{earlier.name} is already here with other prices, and a price list never changes. If this file is the "
            f"right one: price_lists deactivate, then price_lists drop {earlier.name}, then import again."
        )
    in_use = "in use" if earlier.activated_at else f"not in use; price_lists activate {earlier.name} puts it to use"
    return Outcome(earlier.name, f"already here, {in_use}; nothing to do", earlier.report)


def _activate(record: StoredPriceList, terms: Terms, catalogue: Catalogue) -> Outcome:
    if record.activated_at is not None:
        return Outcome(record.name, "already in use; nothing to do", record.report)
    each = imported_list(record, ListCards(record))
    before, after = FormerCards(each, catalogue), listed_cards(each)
    _refuse_faults(each, catalogue, before, after)
    _object(record, each, before, after, changes_between(before, after), terms)
    activation.switch_on([record])
    return Outcome(record.name, _in_use(record), record.report)


def _in_use(record: StoredPriceList) -> str:
    """`in use`; of a list that a newer one follows, for which days."""
    imported = active_catalogue.NEWEST.as_stored().imported
    until = next(imported.until(each) for each in imported.lists if each.identity.id == record.name)
    return "in use" if until is None else f"in use for days before {until}, from when a newer list speaks"


def _refuse_faults(each: ImportedList, catalogue: Catalogue, before: CardsByKey, after: CardsByKey) -> None:
    if faults := checks.faults(each, catalogue, before, after):
        raise BadOffer(*faults)
    if each.published > timezone.now().date():
        raise Premature(f"{each.identity.id} bears {each.published} as its date of publication, a day to come.")


def _object(
    record: StoredPriceList, each: ImportedList, before: CardsByKey, after: CardsByKey, found: Changes, terms: Terms
) -> None:
    if terms.is_confirmed:
        return
    doubts = [
        *checks.rows_not_taken({name: [Counted(**group) for group in record.report[name]] for name in DOUBTS}),
        *checks.objections(each, before, after, found.changed, terms.factor),
        *record.report.get("moved_allowances", ()),
    ]
    if doubts:
        raise Unconfirmed(*doubts, HOW_TO_CONFIRM)


def _cards_of(record: StoredPriceList, prices: Sequence[MappedPrice]) -> dict[str, Cards]:
    """The rate cards of a list that is not stored yet, by table."""
    rows: dict[str, dict[tuple[str, str], list[tuple[object, ...]]]] = defaultdict(lambda: defaultdict(list))
    for price in prices:
        cells = dict(zip(write_rows.PRICE_COLUMNS, write_rows.cells(price), strict=True)) | {
            "effective_from": price.effective_from
        }
        rows[price.table][price.dimension, price.option].append(tuple(cells[column] for column in COLUMNS))
    return {
        table: {key: rate_card(record, table, tiers) for key, tiers in of_table.items()}
        for table, of_table in rows.items()
    }
