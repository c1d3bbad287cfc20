"""What an estimate costs: each entry answered, tiers and allowances shared, subtotals of groups, services and tags."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.contracted_rates import TERM
from calculator.core.answer import EFFECTIVE, MONTHS_PER_YEAR, UPFRONT, Answer, LineItem
from calculator.core.arithmetic import EXACT, exactly, ratio, total
from calculator.core.errors import CalculatorError, FieldError, InvalidInput
from calculator.core.month import AVERAGE
from calculator.estimates.alone import Alone, Asked, answer_alone, asked_of, term_of
from calculator.estimates.document import Document, Entry, Group
from calculator.estimates.pooling import Share, apart, pooled


@dataclass(frozen=True, slots=True)
class Money:
    """The figures of a total; one that no source gives is None, never nothing."""

    monthly_usd: Decimal | None
    upfront_usd: Decimal | None
    effective_monthly_usd: Decimal

    def __add__(self, other: "Money") -> "Money":
        return Money(
            _known(self.monthly_usd, other.monthly_usd),
            _known(self.upfront_usd, other.upfront_usd),
            self.effective_monthly_usd + other.effective_monthly_usd,
        )


NOTHING = Money(Decimal(0), Decimal(0), Decimal(0))


def _known(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


@dataclass(frozen=True, slots=True)
class Line:
    """One charge of an entry, its count of times: at list prices, at contracted rates, and as the account pays it.

    All for itself but `pooled`, which shares tiers, allowances and minimums with the rest of the estimate.
    """

    item: LineItem
    listed: Share
    contracted: Share
    pooled: Share

    def money(self, share: Share) -> Money:
        """The figures of one of the shares."""
        if self.item.recurrence == EFFECTIVE and share.usd:
            return Money(None, None, share.usd)
        if self.item.recurrence == UPFRONT:
            spread = ratio(share.usd * self.item.month_hours, self.item.term_hours)
            return Money(Decimal(0), share.usd, spread)
        return Money(share.usd, Decimal(0), share.usd)


@dataclass(frozen=True, slots=True)
class AnsweredEntry:
    """An entry with its answer and lines, or with the error that stands in the way."""

    entry: Entry
    pointer: str
    groups: tuple[Group, ...]
    answer: Answer | None
    lines: tuple[Line, ...]
    error: CalculatorError | None = None

    def money(self, of: Callable[[Line], Share] = lambda line: line.pooled) -> Money:
        """What the entry costs."""
        return _sum(line.money(of(line)) for line in self.lines)


@dataclass(frozen=True, slots=True)
class EstimateAnswer:
    """The answer to a document. `annual_usd` is that of twelve average months, whatever the month."""

    document: Document
    as_of: date
    entries: tuple[AnsweredEntry, ...]
    annual_usd: Decimal

    @property
    def missing(self) -> tuple[AnsweredEntry, ...]:
        """The entries without an answer: the total is without them."""
        return tuple(each for each in self.entries if each.error is not None)

    def money(self, of: Callable[[Line], Share] = lambda line: line.pooled) -> Money:
        """What all of it costs."""
        return _sum(each.money(of) for each in self.entries)

    def by(self, names_of: Callable[[AnsweredEntry], Iterable[str]]) -> dict[str, Money]:
        """Subtotals of what has an answer, by what entries are called, in the order in which names come."""
        found: dict[str, Money] = defaultdict(lambda: NOTHING)
        for each in self.entries:
            for name in names_of(each) if each.error is None else ():
                found[name] += each.money()
        return dict(found)


def _sum(moneys: Iterable[Money]) -> Money:
    with exactly(EXACT):
        whole = NOTHING
        for each in moneys:
            whole += each
        return whole


def answer_estimate(document: Document, catalogue: Catalogue, today: date) -> EstimateAnswer:
    """The answer to a document under some prices. Raises InvalidInput for a day to come."""
    as_of = document.prices.as_of or today
    if as_of > today:
        message = f"No prices are known for a date to come; the latest is today, {today}."
        raise InvalidInput([FieldError("/prices/as_of", message, str(as_of))])
    terms = tuple(term_of(each) for each in document.terms)
    asked = [asked_of(document, each, terms, as_of, today) for _, each, _ in document.walk()]
    with exactly(EXACT):
        entries = _answered(document, asked, catalogue)
        of_average = entries
        if document.month != AVERAGE.name:
            average = [replace(each, is_of_average=True) for each in asked]
            of_average = _answered(document, average, catalogue)
        year = total(each.money().effective_monthly_usd for each in of_average) * MONTHS_PER_YEAR
    return EstimateAnswer(document, as_of, entries, year)


def _placed(error: CalculatorError, pointer: str) -> CalculatorError:
    """The same error with the places of its fields in the document."""
    return type(error)(replace(each, field=_place(each.field, pointer)) for each in error.errors)


def _place(field: str, pointer: str) -> str:
    if field.startswith(TERM):
        return f"/terms/{field.removeprefix(TERM)}"
    return f"{pointer}/{field if field in ('region', 'service') else f'usage/{field}'}"


# An entry with the groups around it and its place in the document.
_Walked: TypeAlias = tuple[tuple[Group, ...], Entry, str]


def _answered(document: Document, asked: list[Asked], catalogue: Catalogue) -> tuple[AnsweredEntry, ...]:
    """Every entry answered for itself, shares of the total after the others, then all of them together."""
    walked = [*document.walk()]
    alone = {place: answer_alone(each, catalogue) for place, each in enumerate(asked) if not each.fills}
    if len(alone) < len(asked):
        others = _together(document, [walked[place] for place in alone], [*alone.values()])
        rest = _sum(each.money() for each in others).effective_monthly_usd
        alone |= {place: answer_alone(each.of_rest(rest), catalogue) for place, each in enumerate(asked) if each.fills}
    return _together(document, walked, [alone[place] for place in range(len(asked))])


def _together(document: Document, walked: list[_Walked], alone: list[Alone]) -> tuple[AnsweredEntry, ...]:
    """Entries that were answered each for itself, with what each line costs when one account buys them all."""
    counted = zip(walked, alone, strict=True)
    lines = [(item, entry.count) for (_, entry, _), one in counted if one.answer for item in one.answer.line_items]
    shared = pooled(lines) if document.account.pool_tiers else [apart(*line) for line in lines]
    shares = iter(shared)
    return tuple(
        AnsweredEntry(
            entry,
            pointer,
            groups,
            one.answer,
            tuple(_lines(entry.count, one, shares)),
            None if one.error is None else _placed(one.error, pointer),
        )
        for (groups, entry, pointer), one in zip(walked, alone, strict=True)
    )


def _lines(count: int, alone: Alone, shares: Iterator[Share]) -> Iterator[Line]:
    if alone.answer is None or alone.listed is None:
        return
    for item, at_list in zip(alone.answer.line_items, alone.listed.line_items, strict=True):
        yield Line(item, apart(at_list, count), apart(item, count), next(shares))


def by_service(entry: AnsweredEntry) -> tuple[str, ...]:
    """The service of an entry."""
    return (entry.entry.service,)


def by_region(entry: AnsweredEntry) -> tuple[str, ...]:
    """The Region of an entry."""
    return (entry.entry.region,)


def by_tag(entry: AnsweredEntry) -> Mapping[str, str]:
    """Each tag of an entry, as `key=value`."""
    return {f"{key}={value}": value for key, value in entry.entry.tags.items()}


def by_group(entry: AnsweredEntry) -> tuple[str, ...]:
    """The ids of the groups around an entry."""
    return tuple(group.id for group in entry.groups)
