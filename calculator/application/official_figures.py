"""Our figures beside those of the AWS Pricing Calculator, line by line, and why they differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from calculator.core.arithmetic import total
from calculator.estimates.answers import EstimateAnswer, Money
from calculator.interchange.account import Accounted, Assumption, Imported, Official, Outcome, amount_in_words
from calculator.services import service

# Both figures are rounded to a cent.
_SAME = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Beside:
    """A line of an export with both figures of a month.

    `ours` is for the line alone and by what the export says; None where it has no price here. `difference` is ours less
    theirs; None where either is missing.
    """

    line: Accounted
    theirs: Official
    ours: Money | None
    difference: Decimal | None
    why: tuple[str, ...]


def beside(imported: Imported, stated: EstimateAnswer) -> tuple[Beside, ...]:
    """Every line of an export with both figures; nothing for other files."""
    moneys = {each.entry.id: each.money(lambda line: line.listed) for each in stated.entries if each.error is None}
    return tuple(_beside(each, each.official, moneys) for each in imported.resources if each.official)


def _beside(line: Accounted, theirs: Official, moneys: dict[str, Money]) -> Beside:
    found = [moneys.get(each.entry.id) for each in line.placed]
    known = [each for each in found if each is not None]
    ours = sum(known[1:], known[0]) if known and len(known) == len(found) else None
    monthly = ours.monthly_usd if ours else None
    difference = None if monthly is None or theirs.monthly is None else total([monthly, -theirs.monthly])
    return Beside(line, theirs, ours, difference, tuple(_why(line, theirs, ours, difference)))


def _why(line: Accounted, theirs: Official, ours: Money | None, difference: Decimal | None) -> Iterator[str]:
    if ours is None:
        yield line.reason or "It has no price in its Region."
    if theirs.monthly is None:
        yield "The export says no figure in USD."
    if ours is not None and difference is not None and abs(difference) <= _SAME:
        yield "The same."
        return
    if theirs.unread:
        yield f"Not read: {'; '.join(theirs.unread)}."
    assumed = [(each.entry.service, one) for each in line.placed for one in each.assumptions]
    usage = [_label(key, one) for key, one in assumed if one.is_usage]
    others = [_told(key, one) for key, one in assumed if not one.is_usage]
    if usage:
        yield f"Not in the export, and counted as little as can be here: {', '.join(usage)}."
    if others:
        yield f"Taken: {'; '.join(others)}."
    if line.outcome in (Outcome.PRICED, Outcome.NEEDS_USAGE) and not (theirs.unread or usage):
        yield "All else of the line is read: what is left is a price of another day, a free tier or rounding."


def _label(key: str, each: Assumption) -> str:
    declared = service(key).Usage.declarations.get(each.field)
    return declared.label if declared else "Count"


def _told(key: str, each: Assumption) -> str:
    return f"{_label(key, each)} {amount_in_words(each, service(key).Usage.declarations.get(each.field))}"
