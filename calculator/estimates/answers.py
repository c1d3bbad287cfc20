"""What an estimate costs: each entry answered, tiers and allowances shared, subtotals of groups, services and tags."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.contracted_rates import TERM, Term
from calculator.core.answer import EFFECTIVE, MONTHS_PER_YEAR, UPFRONT, Answer, LineItem
from calculator.core.arithmetic import EXACT, exactly, ratio, total
from calculator.core.errors import CalculatorError, FieldError, InvalidInput, UnknownName
from calculator.core.month import AVERAGE
from calculator.estimates.document import ContractedRate, Document, Entry, Group
from calculator.estimates.pooling import Share, apart, pooled
from calculator.estimator import Question, read_question, unexplained
from calculator.services import service
from calculator.services.service import FREE_TIER


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
    terms = tuple(_term(each) for each in document.terms)
    questions = [_asked(document, *each, terms, catalogue, as_of, today) for each in document.walk()]
    with exactly(EXACT):
        entries = _answered(questions, document, catalogue)
        of_average = entries
        if document.month != AVERAGE.name:
            average = [replace(each, question=each.question and each.question.in_month(AVERAGE)) for each in questions]
            of_average = _answered(average, document, catalogue)
        year = total(each.money().effective_monthly_usd for each in of_average) * MONTHS_PER_YEAR
    return EstimateAnswer(document, as_of, entries, year)


@dataclass(frozen=True, slots=True)
class _Asked:
    """An entry as a question, or what is wrong with it."""

    groups: tuple[Group, ...]
    entry: Entry
    pointer: str
    question: Question | None
    error: CalculatorError | None = None


def _term(rate: ContractedRate) -> Term:
    match = rate.match
    return Term(
        rate.id, match.service, match.region, match.dimension, match.option, rate.percent_off, rate.usd_per_unit,
        rate.unit, rate.tier_from, rate.since, rate.until,
    )  # fmt: skip


def _asked(
    document: Document,
    groups: tuple[Group, ...],
    entry: Entry,
    pointer: str,
    terms: tuple[Term, ...],
    catalogue: Catalogue,
    as_of: date,
    today: date,
) -> _Asked:
    raw: dict[str, object] = {**entry.usage, "region": entry.region, "as_of": str(as_of), "month": document.month}
    try:
        if document.account.free_tier and FREE_TIER in service(entry.service).Usage.declarations:
            raw[FREE_TIER] = True
        question = read_question(entry.service, raw, catalogue, today)
    except (InvalidInput, UnknownName) as error:
        return _Asked(groups, entry, pointer, None, _placed(error, pointer))
    return _Asked(groups, entry, pointer, replace(question, terms=terms))


def _placed(error: CalculatorError, pointer: str) -> CalculatorError:
    """The same error with the places of its fields in the document."""
    return type(error)(replace(each, field=_place(each.field, pointer)) for each in error.errors)


def _place(field: str, pointer: str) -> str:
    if field.startswith(TERM):
        return f"/terms/{field.removeprefix(TERM)}"
    return f"{pointer}/{field if field in ('region', 'service') else f'usage/{field}'}"


def _answered(questions: list[_Asked], document: Document, catalogue: Catalogue) -> tuple[AnsweredEntry, ...]:
    """Every entry answered for itself, then all of them together."""
    alone = [_alone(each, catalogue) for each in questions]
    lines = [(item, each.entry.count) for each, answer, _, _ in alone if answer for item in answer.line_items]
    shared = pooled(lines) if document.account.pool_tiers else [apart(*line) for line in lines]
    shares = iter(shared)
    return tuple(
        AnsweredEntry(
            each.entry,
            each.pointer,
            each.groups,
            answer,
            tuple(_lines(each, answer, listed, shares)),
            error,
        )
        for each, answer, listed, error in alone
    )


def _lines(asked: _Asked, answer: Answer | None, listed: Answer | None, shares: Iterator[Share]) -> Iterator[Line]:
    if answer is None or listed is None:
        return
    count = asked.entry.count
    for item, at_list in zip(answer.line_items, listed.line_items, strict=True):
        yield Line(item, apart(at_list, count), apart(item, count), next(shares))


def _alone(asked: _Asked, catalogue: Catalogue) -> tuple[_Asked, Answer | None, Answer | None, CalculatorError | None]:
    """The answer to an entry, and the one at list prices."""
    if asked.question is None:
        return asked, None, None, asked.error
    try:
        answer = unexplained(asked.question, catalogue)
        is_listed = not any(item.card.terms for item in answer.line_items)
        listed = answer if is_listed else unexplained(replace(asked.question, terms=()), catalogue)
    except CalculatorError as error:
        return asked, None, None, _placed(error, asked.pointer)
    return asked, answer, listed, None


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
