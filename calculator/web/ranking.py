"""The alternatives as a page lists them: the possible ones by cost, the others with their reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from calculator.adapters.derive.form import stated
from calculator.adapters.web.asked import Asked, with_state
from calculator.analysis.compare import Alternative, Comparison
from calculator.core.estimate import Estimate

MOST_ROWS = 30
# More impossible choices than these are folded, so that they do not bury what can be chosen.
MOST_UNFOLDED = 3
# That an input has no effect under a choice is said once it is chosen; it makes no choice unfit.
NOT_USED = "not_used"


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One alternative with its links, the length of its bar in percent, and what to know before choosing it."""

    alternative: Alternative
    url: str
    service_url: str
    is_present: bool
    bar: str
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """As many rows as people read; `of_all` is what is to be known of every possible choice alike."""

    possible: tuple[RankedRow, ...]
    impossible: tuple[RankedRow, ...]
    present: RankedRow
    best: RankedRow | None
    of_all: tuple[str, ...]
    dearer_left_out: int
    impossible_left_out: int

    @property
    def best_caveats(self) -> tuple[str, ...]:
        """All that is to be known of the cheapest, where it is named alone."""
        return (*self.of_all, *self.best.caveats) if self.best is not None else ()

    @property
    def rows(self) -> tuple[RankedRow, ...]:
        """The rows that are always seen."""
        return self.possible if self.folded else (*self.possible, *self.impossible)

    @property
    def folded(self) -> tuple[RankedRow, ...]:
        """The impossible ones, where they are many and not all there is."""
        return self.impossible if self.possible and len(self.impossible) > MOST_UNFOLDED else ()

    @property
    def impossible_count(self) -> int:
        """How many cannot carry the workload or have no price, listed or not."""
        return len(self.impossible) + self.impossible_left_out


def ranking_of(asked: Asked, comparison: Comparison, view: str) -> Ranking:
    """The alternatives of a comparison for a page; `view` is where choosing one of them leads."""
    present = comparison.present
    possible = [each for each in comparison.alternatives if each.estimate is not None]
    impossible = [each for each in comparison.alternatives if each.estimate is None]
    of_all = _told_of_all(possible)
    costs = [each.estimate.effective_monthly_usd for each in possible[:MOST_ROWS] if each.estimate is not None]
    if present.estimate is not None:
        costs.append(present.estimate.effective_monthly_usd)
    rows = {
        each.choice: _row(asked, view, each, max(costs, default=Decimal(0)), of_all, is_present=each is present)
        for each in (*_listed(possible, present), *_listed(impossible, present))
    }
    best = comparison.best
    return Ranking(
        possible=tuple(rows[each.choice] for each in possible if each.choice in rows),
        impossible=tuple(rows[each.choice] for each in impossible if each.choice in rows),
        present=rows[present.choice],
        best=rows[best.choice] if best is not None else None,
        of_all=of_all,
        dearer_left_out=sum(each.choice not in rows for each in possible),
        impossible_left_out=sum(each.choice not in rows for each in impossible),
    )


def caveats(estimate: Estimate) -> tuple[str, ...]:
    """What to know of an answer before it is chosen."""
    return tuple(dict.fromkeys(each.message for each in estimate.warnings if each.code != NOT_USED))


def _listed(alternatives: list[Alternative], present: Alternative) -> Iterable[Alternative]:
    """The first of them, and the present one wherever it stands."""
    yield from alternatives[:MOST_ROWS]
    yield from (each for each in alternatives[MOST_ROWS:] if each is present)


def _told_of_all(possible: list[Alternative]) -> tuple[str, ...]:
    """What each of several choices has to say; said of each, it would drown what tells them apart."""
    told = [caveats(each.estimate) for each in possible if each.estimate is not None]
    if len(told) < 2:
        return ()
    common = set(told[0]).intersection(*told[1:])
    return tuple(message for message in told[0] if message in common)


def _row(
    asked: Asked, view: str, each: Alternative, largest: Decimal, of_all: tuple[str, ...], *, is_present: bool
) -> RankedRow:
    state = stated(asked.service, {**asked.typed, asked.by: each.choice})
    own = {"by": asked.own_fields["by"]} if view == "compare" and "by" in asked.own_fields else {}
    usd = each.estimate.effective_monthly_usd if each.estimate is not None else Decimal(0)
    known = caveats(each.estimate) if each.estimate is not None else ()
    return RankedRow(
        each,
        url=with_state(reverse(view, args=[asked.service.KEY]), {**state, **own}),
        service_url=with_state(reverse("service", args=[asked.service.KEY]), state),
        is_present=is_present,
        bar=f"{usd / largest * 100:.2f}" if largest else "0",
        caveats=tuple(message for message in known if message not in of_all),
    )
