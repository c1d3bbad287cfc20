"""What must be true of a price list before it may be used, in sentences.

Faults refuse a list for good. Objections ask a person: they can be confirmed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fnmatch import fnmatchcase

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.imported import ImportedList
from calculator.core.display import amount
from calculator.core.tiers import RateCard
from calculator.core.units import is_unit
from calculator.offers.offer import Counted
from calculator.store.price_lists.changes import INFINITE, CardsByKey, Change, words

MOST_SENTENCES = 20
# AWS withdraws single instance types. Where more than one price of a kind in so many is gone, rows may have been lost.
GONE_ONE_IN = 10
ROW_REASONS = {"ambiguous": "more than one rule matches", "mismatched": "they are not as their rule expects"}


def faults(each: ImportedList, catalogue: Catalogue, before: CardsByKey, after: CardsByKey) -> list[str]:
    """Why a list cannot be used at all."""
    return first([*_faults_of_list(each, catalogue), *_faults_of_cards(before, after)])


def objections(
    each: ImportedList, before: CardsByKey, after: CardsByKey, changed: Iterable[Change], factor: Decimal
) -> list[str]:
    """What a person should look at before a list is used: prices that are gone, early ones, and leaps."""
    gone = [*_gone(each, before, after)]
    early = [
        f"{words(key)} in {each.region} is in force from {card.effective_from}, after the day of publication."
        for key, card in after.items()
        if card.effective_from > each.published
    ]
    leaps = [_leap(change, each.region) for change in changed if change.factor > factor]
    return [*first(gone), *first(early), *first(leaps)]


def rows_not_taken(groups: Mapping[str, Iterable[Counted]]) -> list[str]:
    """The rows of a file that gave no price although a rule speaks of them, by the reason."""
    return [
        sentence
        for reason, of_reason in groups.items()
        for sentence in first([_row_sentence(group, ROW_REASONS[reason]) for group in of_reason])
    ]


def first(sentences: Sequence[str]) -> list[str]:
    """As many sentences as anybody reads, and how many more there are."""
    more = len(sentences) - MOST_SENTENCES
    return [*sentences[:MOST_SENTENCES], *([f"There are {more} more of this kind."] if more > 0 else [])]


def _faults_of_list(each: ImportedList, catalogue: Catalogue) -> Iterator[str]:
    if not each.tables:
        yield f"{each.identity.id} has no price that the calculator knows."
    if each.region not in catalogue.regions:
        yield f"{each.identity.id} is for {each.region}, which is not in regions.csv."
    for table in sorted(set(each.tables) - set(catalogue.table_names)):
        yield f"{each.identity.id} has prices of {table}, and there is no such price table."


def _faults_of_cards(before: CardsByKey, after: CardsByKey) -> Iterator[str]:
    for key, card in after.items():
        if not is_unit(card.unit):
            yield f"{words(key)} is per {card.unit!r}, which is not in units.csv."
        if key in before and before[key].unit != card.unit:
            yield f"{words(key)} is per {card.unit}, and was per {before[key].unit} before."
        if not _is_ladder(card):
            yield f"The tiers of {words(key)} do not follow one another from 0 without end."
        if any(tier.usd_per_unit < 0 for tier in card.tiers):
            yield f"{words(key)} has a price below zero."


def _is_ladder(card: RateCard) -> bool:
    starts = [tier.start for tier in card.tiers]
    return starts[:1] == [Decimal(0)] and [tier.to for tier in card.tiers] == [*starts[1:], None]


def _gone(each: ImportedList, before: CardsByKey, after: CardsByKey) -> Iterator[str]:
    """The kinds of prices that the list covers and that are gone, all or too many of them to be withdrawn at once."""
    had, has = _options(before), _options(after)
    for pattern in each.covers.patterns:
        earlier, now = _matching(pattern, had), _matching(pattern, has)
        lacking = len(earlier - now)
        if earlier and not now:
            yield f"There is no price any more for {words(pattern)} in {each.region}."
        elif lacking * GONE_ONE_IN > len(earlier):
            some = f"{lacking:,} of {len(earlier):,} {words(pattern)}"
            yield f"There is no price any more for {some} in {each.region}."


def _options(cards: CardsByKey) -> dict[tuple[str, str], list[str]]:
    options: dict[tuple[str, str], list[str]] = defaultdict(list)
    for table, dimension, option in cards:
        options[table, dimension].append(option)
    return options


def _matching(pattern: tuple[str, str, str], options: dict[tuple[str, str], list[str]]) -> set[str]:
    table, dimension, option = pattern
    return {each for each in options.get((table, dimension), ()) if fnmatchcase(each, option)}


def _leap(change: Change, region: str) -> str:
    times = "from or to nothing" if change.factor == INFINITE else f"by a factor of {amount(change.factor, 3)}"
    before, after = change.words
    unit = f"USD per {change.after.unit}"
    return f"{words(change.key)} in {region} changes {times}: {before} {unit} before, {after} {unit} now."


def _row_sentence(group: Counted, reason: str) -> str:
    return f"Rows that gave no price ({group.rows}) because {reason}: {group.rule}, such as {group.sample}."
