"""How two estimates differ, entry by entry: what changed, and how much of the money each cause moves.

    usage     the new entries at the old prices and terms, less the old entries
    prices    the new entries at the new prices and terms, less them at the old ones
    pooling   what sharing tiers, allowances and minimums takes off now, less what it took off then

The causes of an entry add up to its difference, and entries to the difference of the totals, exactly.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calculator.catalogue.catalogue import Catalogue
from calculator.core.arithmetic import EXACT, exactly
from calculator.estimates.answers import AnsweredEntry, EstimateAnswer, Line, answer_estimate
from calculator.estimates.document import Document, Entry, Prices
from calculator.estimates.pooling import Share

ADDED, REMOVED, CHANGED, REPRICED, SAME = "added", "removed", "changed", "repriced", "same"
NOTHING = Decimal(0)
# What of an entry is compared as a whole; its usage is compared field by field.
_OF_ENTRY = ("name", "note", "service", "region", "count", "tags")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that was changed; None where it was not typed."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class EntryDifference:
    """One entry of both estimates, or of one; effective monthly amounts in USD."""

    entry: Entry
    kind: str
    fields: tuple[FieldChange, ...]
    before_usd: Decimal | None
    after_usd: Decimal | None
    usage_usd: Decimal
    prices_usd: Decimal
    pooling_usd: Decimal

    @property
    def delta_usd(self) -> Decimal:
        """What the entry costs more."""
        with exactly(EXACT):
            return self.usage_usd + self.prices_usd + self.pooling_usd


@dataclass(frozen=True, slots=True)
class Difference:
    """Two estimates, and how their entries differ, in the order of the new one."""

    before: EstimateAnswer
    after: EstimateAnswer
    entries: tuple[EntryDifference, ...]

    @property
    def delta_usd(self) -> Decimal:
        """What the new one costs more a month, effectively."""
        with exactly(EXACT):
            return self.after.money().effective_monthly_usd - self.before.money().effective_monthly_usd


def difference(before: Document, after: Document, catalogue: Catalogue, today: date) -> Difference:
    """The difference of two documents under some prices. Raises InvalidInput."""
    old, new = (answer_estimate(each, catalogue, today) for each in (before, after))
    of_old_prices = after.model_copy(update={"prices": Prices(as_of=old.as_of), "terms": before.terms})
    between = answer_estimate(of_old_prices, catalogue, today)
    return Difference(old, new, tuple(_entries(*(_by_id(each) for each in (old, between, new)))))


def _by_id(answer: EstimateAnswer) -> dict[str, AnsweredEntry]:
    return {each.entry.id: each for each in answer.entries}


def _entries(
    old: Mapping[str, AnsweredEntry], between: Mapping[str, AnsweredEntry], new: Mapping[str, AnsweredEntry]
) -> Iterator[EntryDifference]:
    for key in dict.fromkeys((*new, *old)):
        yield _entry(old.get(key), between.get(key), new.get(key))


def _entry(old: AnsweredEntry | None, between: AnsweredEntry | None, new: AnsweredEntry | None) -> EntryDifference:
    fields = tuple(_changes(old.entry, new.entry)) if old and new else ()
    with exactly(EXACT):
        then, now = _alone(old), _alone(new)
        # What has no price on the old day cannot be told apart from its price.
        at_old_prices = now if between is None or between.error else _alone(between)
        pooling = (_together(new) - now) - (_together(old) - then)
        usage, prices = at_old_prices - then, now - at_old_prices
    some = new or old
    assert some is not None
    kind = ADDED if old is None else REMOVED if new is None else CHANGED if fields else REPRICED if prices else SAME
    return EntryDifference(some.entry, kind, fields, _cost(old), _cost(new), usage, prices, pooling)


def _contracted(line: Line) -> Share:
    return line.contracted


def _alone(each: AnsweredEntry | None) -> Decimal:
    return NOTHING if each is None else each.money(_contracted).effective_monthly_usd


def _together(each: AnsweredEntry | None) -> Decimal:
    return NOTHING if each is None else each.money().effective_monthly_usd


def _cost(each: AnsweredEntry | None) -> Decimal | None:
    return None if each is None or each.error else _together(each)


def _changes(old: Entry, new: Entry) -> Iterator[FieldChange]:
    for name in _OF_ENTRY:
        if getattr(old, name) != getattr(new, name):
            yield FieldChange(name, getattr(old, name), getattr(new, name))
    for name in dict.fromkeys((*old.usage, *new.usage)):
        if old.usage.get(name) != new.usage.get(name):
            yield FieldChange(f"usage.{name}", old.usage.get(name), new.usage.get(name))
