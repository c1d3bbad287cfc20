"""The first of a long list of choices: all are ranked by what is quickly told, and only these answered whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from calculator.catalogue.catalogue import Catalogue
from calculator.core.arithmetic import EXACT, exactly
from calculator.core.outlook import Outlook
from calculator.estimator import Question, book_for


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many choices are not listed, and the fields that make the list shorter."""

    feasible: int = 0
    unpriced: int = 0
    infeasible: int = 0
    narrowed_by: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """All in a sentence; empty where nothing is left out."""
        counts = (
            (self.feasible, "more expensive"),
            (self.unpriced, "without a price in our data"),
            (self.infeasible, "that do not fit"),
        )
        told = [f"{count:,} {what}" for count, what in counts if count]
        return f"Left out: {', '.join(told)}. {self.narrowing}".rstrip() if told else ""

    @property
    def narrowing(self) -> str:
        """How to see others: by a need that rules some out, or each by its name; empty where nothing is left out."""
        if not (self.feasible or self.unpriced or self.infeasible):
            return ""
        if not self.narrowed_by:
            return "Each of them is answered where it is asked for by its name."
        *others, last = self.narrowed_by
        return f"To see others, say what is needed: {', '.join(others)}{' or ' if others else ''}{last}."


NOTHING_LEFT_OUT = LeftOut()


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Every choice in its order: the feasible ones by cost, those without a price, those that do not fit."""

    feasible: tuple[str, ...]
    unpriced: tuple[str, ...]
    infeasible: tuple[str, ...]
    narrowed_by: tuple[str, ...]

    @property
    def ranks(self) -> Mapping[str, int]:
        """The place of each choice among all."""
        return {
            choice: place for place, choice in enumerate((*self.feasible, *self.unpriced, *self.infeasible), start=1)
        }

    def first(self, most: int, stated: str) -> tuple[str, ...]:
        """So many of each kind, and the one that the question states wherever it stands."""
        kinds = (self.feasible, self.unpriced, self.infeasible)
        return tuple(dict.fromkeys((*(choice for kind in kinds for choice in kind[:most]), stated)))

    def left_out(self, listed: Iterable[str]) -> LeftOut:
        """What is not among those listed."""
        known = set(listed)
        feasible, unpriced, infeasible = (
            sum(choice not in known for choice in kind) for kind in (self.feasible, self.unpriced, self.infeasible)
        )
        return LeftOut(feasible, unpriced, infeasible, self.narrowed_by)


def shortlist(question: Question, by: str, labels: Iterable[str], catalogue: Catalogue) -> Shortlist | None:
    """Every choice of a field in its order; None for a field of few choices, which are all answered.

    Raises NotPriced, InvalidInput where the Region has no prices at all.
    """
    long_list = question.service.LONG_LISTS.get(by)
    if long_list is None:
        return None
    with exactly(EXACT):
        outlooks = list(long_list.outlooks(question.usage, book_for(question, catalogue), labels))
    costs = {each.choice: each.usd for each in outlooks if each.usd is not None}
    return Shortlist(
        tuple(sorted(costs, key=lambda choice: costs[choice])),
        tuple(each.choice for each in outlooks if _is_unpriced(each)),
        tuple(each.choice for each in outlooks if each.is_unfit),
        long_list.narrowed_by,
    )


def _is_unpriced(outlook: Outlook) -> bool:
    return outlook.usd is None and not outlook.is_unfit
