"""What of an estimate can be committed to: its hours bought on demand, as fleets; and each line left out, with why.

An estimate says how many hours of the month something runs, not which. All of a line is taken to run in the same hours,
and lines to overlap from the first hour on, so that a commitment is never shown fuller than the estimate says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from calculator.analysis.commitments.asked import MOST_FLEETS
from calculator.analysis.commitments.committable import Committable, committables
from calculator.catalogue.purchase_options import FEE, HOUR, ON_DEMAND, SPOT, in_words
from calculator.commitments.loads import MOST_RUNNING
from calculator.core.answer import Answer
from calculator.core.arithmetic import EXACT, exactly, ratio
from calculator.core.declarations import Declaration, QuantityField
from calculator.core.errors import UnknownName
from calculator.core.month import AVERAGE
from calculator.estimates.answers import AnsweredEntry, EstimateAnswer, Line
from calculator.services import service

# The commitments of an estimate are looked at in months of a twelfth of a year, as its annual cost is.
HOURS = int(AVERAGE.hours)
ALLOWANCE = "The free tier covers a part of its hours."
CONTRACTED = "A contracted rate applies to it; what was agreed for commitments is not known."
NOTHING_RUNS = "Nothing of it runs by the hour."
OTHER_NAME = "Its hours have a price that no commitment is listed for."
OTHERS_COST_MORE = f"At most {MOST_FLEETS} kinds of instances are looked at together; others cost more."
SCALES = "When in the month how much of it is used is not known; the page of its commitments takes the hours."
TOO_MANY = f"More than {MOST_RUNNING:,} of them run."


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of an estimate that nothing is committed to, and why."""

    entry: AnsweredEntry
    reason: str


@dataclass(frozen=True, slots=True)
class Running:
    """So many of something, in the first `hours` of a month of 730; what they cost on demand in such a month."""

    entry: AnsweredEntry
    what: Committable
    key: Mapping[str, str]
    region: str
    count: Decimal
    hours: Decimal
    usd: Decimal


@dataclass(frozen=True, slots=True)
class EstimateFleet:
    """The lines of one kind in one Region: reservations of it cover them all."""

    name: str
    parts: tuple[Running, ...]

    @property
    def usd(self) -> Decimal:
        """What they cost on demand in an average month."""
        return sum((each.usd for each in self.parts), Decimal(0))

    @property
    def most(self) -> Decimal:
        """How many run in the first hour."""
        return sum((each.count for each in self.parts), Decimal(0))

    def as_asked(self) -> dict[str, object]:
        """The fleet as a question states it."""
        first = self.parts[0]
        what = first.what
        loads = [*_hourly(self.parts)]
        running = loads[0] if len({*loads}) == 1 else loads
        own = {"service": what.service, "thing": what.thing, "region": first.region, **first.key}
        return {"name": self.name, **own, "running": running}


@dataclass(frozen=True, slots=True)
class EstimateFleets:
    """What of an estimate can be committed to, the costliest first, and what cannot."""

    fleets: tuple[EstimateFleet, ...]
    left_out: tuple[LeftOut, ...]


def fleets_of(estimate: EstimateAnswer) -> EstimateFleets:
    """The fleets of an estimate and the lines without any."""
    found: dict[str, list[Running]] = {}
    left_out: list[LeftOut] = []
    with exactly(EXACT):
        for entry in estimate.entries:
            running = [*_running(entry)]
            if not running:
                left_out.append(LeftOut(entry, _reason(entry)))
            for each in running:
                found.setdefault(_name(each), []).append(each)
        all_fleets = [EstimateFleet(name, tuple(parts)) for name, parts in found.items()]
        all_fleets.sort(key=lambda each: -each.usd)
        kept = [each for each in all_fleets if each.most <= MOST_RUNNING]
    cut = {each.name: TOO_MANY for each in all_fleets if each.most > MOST_RUNNING}
    cut |= {each.name: OTHERS_COST_MORE for each in kept[MOST_FLEETS:]}
    left_out += [LeftOut(part.entry, cut[each.name]) for each in all_fleets if each.name in cut for part in each.parts]
    return EstimateFleets(tuple(kept[:MOST_FLEETS]), tuple(left_out))


def _name(running: Running) -> str:
    words = running.what.words(running.key)
    return f"{service(running.what.service).NAME}: {words}, {running.region}"


def _running(entry: AnsweredEntry) -> Iterator[Running]:
    """What of an entry is bought on demand by the hour, and could be committed to."""
    answer = entry.answer
    if answer is None:
        return
    for line in entry.lines:
        found = _sold(entry, line)
        if found is None or _obstacle(entry, line):
            continue
        what, _ = found
        hours = _hours(answer)
        things = ratio(Decimal(line.item.quantity), hours) * entry.entry.count
        average = ratio(hours * HOURS, answer.month.hours)
        rate = line.item.card.tiers[0].usd_per_unit
        yield Running(entry, what, _key(answer, what), answer.region, things, average, things * average * rate)


def _key(answer: Answer, what: Committable) -> Mapping[str, str]:
    return {name: str(getattr(answer.usage, name)) for name in what.columns}


def _sold(entry: AnsweredEntry, line: Line) -> tuple[Committable, str] | None:
    """What can be committed to that a line bills, and the way it is bought; None of what has another price."""
    card = line.item.card
    if entry.answer is None:
        return None
    for what in committables().get(entry.entry.service, ()):
        if what.table == card.table:
            for way, row in what.rows(_key(entry.answer, what)):
                if row == (card.dimension, card.option):
                    return what, way
    return None


def _obstacle(entry: AnsweredEntry, line: Line) -> str:
    """Why a line takes no commitment; empty where it does."""
    found, item = _sold(entry, line), line.item
    if found is None or entry.answer is None:
        return OTHER_NAME
    what, way = found
    if way != ON_DEMAND:
        return _bought(way)
    if not line.contracted.quantity or not _hours(entry.answer):
        return NOTHING_RUNS
    if item.card.terms:
        return CONTRACTED
    if item.allowance:
        return ALLOWANCE
    # Capacity that scales is on no bill hour by hour.
    return SCALES if what.metered and not states_hours(entry.answer.usage.declarations) else ""


def _bought(way: str) -> str:
    if way == SPOT:
        return "It is bought as Spot, which no commitment covers."
    return f"It is committed already: {in_words(way.removesuffix(FEE).removesuffix(HOUR))}."


def states_hours(declared: Mapping[str, Declaration]) -> tuple[str, ...]:
    """The input that says for how many hours of the month something runs, where there is one."""
    return tuple(name for name, each in declared.items() if isinstance(each, QuantityField) and each.of_month)


def _hours(answer: Answer) -> Decimal:
    """How many hours of its month something runs: the input that says so, or all of them."""
    own = states_hours(answer.usage.declarations)
    return Decimal(getattr(answer.usage, own[0]) if own else answer.month.hours)


def _reason(entry: AnsweredEntry) -> str:
    """Why an entry is no fleet."""
    if entry.error is not None:
        return f"It has no answer. {entry.error.detail}"
    try:
        tables = {each.table for each in committables().get(entry.entry.service, ())}
        name = service(entry.entry.service).NAME
    except UnknownName as error:
        return error.detail
    if not tables:
        return f"Commitments of {name} are not looked at here, or have no price in our data."
    lines = [line for line in entry.lines if line.item.card.table in tables]
    told = [reason for reason in (_obstacle(entry, line) for line in lines) if reason != OTHER_NAME]
    if told:
        return told[0]
    return OTHER_NAME if any(line.item.card.dimension == ON_DEMAND for line in lines) else NOTHING_RUNS


def _hourly(parts: tuple[Running, ...]) -> Iterator[str]:
    """How many run in each hour of a month; of an hour that something runs in part, that part."""
    for hour in range(HOURS):
        shares = (each.count * min(max(each.hours - hour, Decimal(0)), Decimal(1)) for each in parts)
        yield f"{sum(shares, Decimal(0)):f}"
