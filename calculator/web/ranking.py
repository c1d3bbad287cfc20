"""The alternatives as a page lists them: the possible ones by cost, those without a price, those that are unfit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from calculator.analysis.compare import Alternative, Comparison
from calculator.application.questions import declared
from calculator.core.answer import Answer
from calculator.core.display import usd
from calculator.core.records import record
from calculator.presentation.figures import precisely, signed_percent, signed_usd
from calculator.presentation.form_state import stated
from calculator.web.page_request import PageRequest, with_state

MOST_ROWS = 30
MOST_FIRST = 5
MOST_NAMED = 3
# That an input has no effect under a choice is said once it is chosen; it makes no choice unfit.
NOT_USED = "not_used"
UNKNOWN = "unknown"


@record
class RowCosts:
    """What an alternative costs, and how much more than the current selection, written for reading."""

    upfront: str
    monthly: str
    effective: str
    effective_exactly: str
    difference: str
    percent: str
    has_upfront: bool


@record
class RankedRow:
    """One alternative with its links, the length of its bar in percent, and what to know before choosing it.

    One without an answer has no `costs`.
    """

    alternative: Alternative
    costs: RowCosts | None
    url: str
    service_url: str
    is_present: bool
    bar: str
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """As many rows as people read; `of_all` is what is to be known of every possible choice alike."""

    possible: tuple[RankedRow, ...]
    unpriced: tuple[RankedRow, ...]
    impossible: tuple[RankedRow, ...]
    present: RankedRow
    best: RankedRow | None
    of_all: tuple[str, ...]
    unpriced_in_words: str
    dearer_left_out: int
    unpriced_left_out: int
    impossible_left_out: int
    narrowed_by: tuple[tuple[str, str], ...]
    # Of a comparison that answers not even over REST every choice.
    how_to_see_others: str

    @property
    def first(self) -> tuple[RankedRow, ...]:
        """The cheapest, and the current selection wherever it stands."""
        rows = self.possible[:MOST_FIRST]
        return (*rows, *(row for row in self.possible[MOST_FIRST:] if row.is_present))

    @property
    def rest(self) -> tuple[RankedRow, ...]:
        """The others that have an answer."""
        return tuple(row for row in self.possible[MOST_FIRST:] if not row.is_present)

    @property
    def to_read(self) -> tuple[tuple[str, str], ...]:
        """What is to be known before choosing, each thing once, with the choices that it is about."""
        about: dict[str, list[str]] = {message: [] for message in self.of_all}
        for row in self.possible:
            for message in row.caveats:
                about.setdefault(message, []).append(row.alternative.label)
        return tuple((_named(labels), message) for message, labels in about.items())

    @property
    def best_caveats(self) -> tuple[str, ...]:
        """What is to be known of the cheapest besides what is said of all."""
        return self.best.caveats if self.best is not None else ()

    @property
    def impossible_count(self) -> int:
        """How many cannot carry the workload, listed or not."""
        return len(self.impossible) + self.impossible_left_out


def ranking_of(asked: PageRequest, comparison: Comparison, view: str) -> Ranking:
    """The alternatives of a comparison for a page; `view` is where choosing one of them leads."""
    present = comparison.present
    possible = [each for each in comparison.alternatives if each.answer is not None]
    unpriced = list(comparison.unpriced)
    impossible = [each for each in comparison.alternatives if each.answer is None and not each.is_unpriced]
    of_all = _told_of_all(possible)
    costs = [each.answer.effective_monthly_usd for each in possible[:MOST_ROWS] if each.answer is not None]
    if present.answer is not None:
        costs.append(present.answer.effective_monthly_usd)
    largest, leads_to = max(costs, default=Decimal(0)), _leading(asked, view)
    rows = {
        each.choice: _row(each, leads_to(each), largest, of_all, is_present=each is present)
        for each in (*_listed(possible, present), *_listed(unpriced, present), *_listed(impossible, present))
    }
    best = comparison.best
    return Ranking(
        possible=tuple(rows[each.choice] for each in possible if each.choice in rows),
        unpriced=tuple(rows[each.choice] for each in unpriced if each.choice in rows),
        impossible=tuple(rows[each.choice] for each in impossible if each.choice in rows),
        present=rows[present.choice],
        best=rows[best.choice] if best is not None else None,
        of_all=of_all,
        unpriced_in_words=comparison.unpriced_in_words,
        dearer_left_out=sum(each.choice not in rows for each in possible) + comparison.left_out.feasible,
        unpriced_left_out=sum(each.choice not in rows for each in unpriced) + comparison.left_out.unpriced,
        impossible_left_out=sum(each.choice not in rows for each in impossible) + comparison.left_out.infeasible,
        narrowed_by=tuple((name, declared(asked.service)[name].label) for name in comparison.left_out.narrowed_by),
        how_to_see_others=comparison.left_out.narrowing,
    )


def _named(labels: list[str]) -> str:
    """The choices that something is about; all of them where none is named."""
    if not labels:
        return "Every choice"
    more = len(labels) - MOST_NAMED
    return f"{', '.join(labels[:MOST_NAMED])} and {more} more" if more > 0 else ", ".join(labels)


def _costs(each: Alternative, *, is_present: bool) -> RowCosts | None:
    answer = each.answer
    if answer is None:
        return None
    upfront, monthly, effective = answer.upfront_usd, answer.monthly_usd, answer.effective_monthly_usd
    return RowCosts(
        upfront=UNKNOWN if upfront is None else usd(upfront),
        monthly=UNKNOWN if monthly is None else usd(monthly),
        effective=usd(effective),
        effective_exactly=precisely(effective),
        difference="" if is_present or each.delta_usd is None else signed_usd(each.delta_usd),
        percent="" if is_present or each.delta_percent is None else signed_percent(each.delta_percent),
        has_upfront=bool(upfront),
    )


def caveats(answer: Answer) -> tuple[str, ...]:
    """What to know of an answer before it is chosen."""
    return tuple(dict.fromkeys(each.message for each in answer.warnings if each.code != NOT_USED))


def _listed(alternatives: list[Alternative], present: Alternative) -> Iterable[Alternative]:
    """The first of them, and the present one wherever it stands."""
    yield from alternatives[:MOST_ROWS]
    yield from (each for each in alternatives[MOST_ROWS:] if each is present)


def _told_of_all(possible: list[Alternative]) -> tuple[str, ...]:
    """What each of several choices has to say; said of each, it would drown what tells them apart."""
    told = [caveats(each.answer) for each in possible if each.answer is not None]
    if len(told) < 2:
        return ()
    common = set(told[0]).intersection(*told[1:])
    return tuple(message for message in told[0] if message in common)


def _leading(asked: PageRequest, view: str) -> Callable[[Alternative], tuple[str, str]]:
    """Where choosing an alternative leads: on the page of the ranking, and on that of the service."""
    path, service_path = (reverse(each, args=[asked.service.KEY]) for each in (view, "service"))
    own = {"by": asked.own_fields["by"]} if view == "compare" and "by" in asked.own_fields else {}

    def leads_to(each: Alternative) -> tuple[str, str]:
        chosen = {asked.by: each.choice} if asked.by else {}
        state = stated(asked.service, {**asked.typed, **chosen})
        service_url = with_state(service_path, state)
        return (service_url if path == service_path else with_state(path, {**state, **own})), service_url

    return leads_to


def _row(
    each: Alternative, links: tuple[str, str], largest: Decimal, of_all: tuple[str, ...], *, is_present: bool
) -> RankedRow:
    cost = each.answer.effective_monthly_usd if each.answer is not None else Decimal(0)
    known = caveats(each.answer) if each.answer is not None else ()
    url, service_url = links
    return RankedRow(
        each,
        _costs(each, is_present=is_present),
        url=url,
        service_url=service_url,
        is_present=is_present,
        bar=f"{cost / largest * 100:.2f}" if largest else "0",
        caveats=tuple(message for message in known if message not in of_all),
    )
