"""What a page teaches of a service: worked examples answered now, what is billed at what price, what sizes it.

All of it comes from the folder of the service and from answers; no service is known here by name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse

from calculator.application.questions import answer, ask, catalogue
from calculator.catalogue.limits import in_force
from calculator.core.answer import Answer, AnswerWarning, Demand, Limit, LineItem
from calculator.core.display import in_sentence, in_single_things, plural, with_unit
from calculator.core.errors import Infeasible, InvalidInput, NotPriced
from calculator.core.tiers import RateCard
from calculator.presentation.form_state import stated
from calculator.services.service import FREE_TIER, Service
from calculator.services.worked_examples import WorkedExample, worked_examples
from calculator.web.bill import BillRow, bill_rows
from calculator.web.page_request import with_state

OWN_ARITHMETIC = "By hand"
# Shown line by line; the others are a table, so that a page can be read and printed.
MOST_SHOWN = 6
# Options of a dimension whose prices stand on the page; of more, those that the examples use.
MOST_OPTIONS = 8
MOST_LIMITS = 60


@dataclass(frozen=True, slots=True)
class Lesson:
    """A worked example with the answer of today's prices, or the sentence that refuses it.

    `published` is what the example came to when it was worked out, where today's prices come to something else.
    """

    example: WorkedExample
    asked: Mapping[str, str]
    url: str
    answer: Answer | None
    rows: tuple[BillRow, ...]
    refusal: str = ""
    published: Decimal | None = None

    @property
    def has_other_source(self) -> bool:
        """Whether somebody else has published the example."""
        return not self.example.source.startswith(OWN_ARITHMETIC)

    @property
    def charges(self) -> set[str]:
        """The names of the lines that cost something."""
        return {row.item.name for row in self.rows}


@dataclass(frozen=True, slots=True)
class TaughtCharge:
    """One thing billed: the steps to its quantity in words, its prices, and what is free of it."""

    name: str
    label: str
    steps: tuple[tuple[str, str], ...]
    cards: tuple[RateCard, ...]
    left_out: int
    free: str

    @property
    def has_several_prices(self) -> bool:
        """Whether it is billed at one of several prices, as on demand or under a plan, each with its options."""
        return len({card.dimension for card in self.cards}) > 1


@dataclass(frozen=True, slots=True)
class Lessons:
    """All that there is to learn of a service."""

    shown: tuple[Lesson, ...]
    others: tuple[Lesson, ...]
    refused: tuple[Lesson, ...]
    charges: tuple[TaughtCharge, ...]
    demands: tuple[tuple[str, Demand], ...]
    limits: tuple[Limit, ...]
    limits_left_out: int
    notices: tuple[str, ...]


def lessons_of(service: Service, region: str, day: date) -> Lessons:
    """The lessons of a service, its prices those of a Region on a day."""
    every = tuple(_lessons(service, day))
    answered = [each for each in every if each.answer is not None]
    shown = _telling(answered)
    starts = tuple(_starting_answers(service, region))
    answers = [*(each.answer for each in answered if each.answer), *starts]
    limits = _limits(service, day)
    return Lessons(
        shown=shown,
        others=tuple(each for each in answered if each not in shown),
        refused=tuple(each for each in every if each.answer is None),
        charges=tuple(_charges(answers, region, day)),
        demands=tuple(_demands(answers)),
        limits=limits[:MOST_LIMITS],
        limits_left_out=max(len(limits) - MOST_LIMITS, 0),
        notices=tuple(_notices(service, answers)),
    )


def _lessons(service: Service, day: date) -> Iterator[Lesson]:
    """Every worked example; those of the newest day are asked as of today, older ones are about their own day."""
    examples = list(worked_examples(service.KEY))
    newest = max((example.as_of for example in examples), default="")
    for example in examples:
        as_of = {"as_of": example.as_of} if example.as_of != newest else {"as_of": day.isoformat()}
        asked = {**_typed(example), **as_of}
        link = {name: text for name, text in asked.items() if name != "as_of" or example.as_of != newest}
        url = with_state(reverse("service", args=[service.KEY]), stated(service, link))
        try:
            found = answer(ask(service.KEY, {**example.raw, **as_of}))
        except (Infeasible, InvalidInput, NotPriced) as error:
            refusal = " ".join(each.message for each in error.errors)
            yield Lesson(example, _of_interest(service, asked), url, None, (), refusal)
        else:
            yield Lesson(
                example, _of_interest(service, asked), url, found, bill_rows(found), published=_other(example, found)
            )


def _typed(example: WorkedExample) -> dict[str, str]:
    """The question of an example as somebody would type it into the form."""
    return {
        name: ", ".join(map(str, value)) if isinstance(value, list) else _text(value)
        for name, value in example.raw.items()
    }


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _of_interest(service: Service, asked: Mapping[str, str]) -> dict[str, str]:
    """What is asked, by the labels of the fields; Region and day have places of their own."""
    declared = service.Usage.declarations
    return {declared[name].label: _labeled(service, name, text) for name, text in asked.items() if name in declared}


def _labeled(service: Service, name: str, text: str) -> str:
    """A choice by its label, an amount as it was typed with its unit."""
    field = service.Usage.declarations[name]
    label = next((each.label for each in getattr(field, "choices", ()) if each.value == text), text)
    unit = getattr(field, "unit", "")
    return with_unit(label, unit) if unit and text.replace(".", "").replace(",", "").isdigit() else label


def _other(example: WorkedExample, found: Answer) -> Decimal | None:
    """What the example came to, where it is not what it comes to now."""
    worked = example.totals.get("monthly_usd")
    return worked if worked is not None and worked != found.monthly_usd else None


def _telling(answered: Sequence[Lesson]) -> tuple[Lesson, ...]:
    """The fewest lessons that show every charge, as many as a page has room for; those of other sources first."""
    told: set[str] = set()
    chosen: list[Lesson] = []
    for each in sorted(answered, key=lambda lesson: not lesson.has_other_source):
        if each.charges - told and len(chosen) < MOST_SHOWN:
            chosen.append(each)
            told |= each.charges
    return tuple(chosen)


def _starting_answers(service: Service, region: str) -> Iterator[Answer]:
    """The workloads to start from, with what is free where AWS gives something."""
    free = {FREE_TIER: "true"} if FREE_TIER in service.Usage.declarations else {}
    for example in service.EXAMPLES:
        try:
            yield answer(ask(service.KEY, {"region": region, **example.usage, **free}))
        except (Infeasible, InvalidInput, NotPriced):
            continue


def _charges(answers: Iterable[Answer], region: str, day: date) -> Iterator[TaughtCharge]:
    """Everything that any answer bills, in the order in which answers name it."""
    lines: dict[str, list[LineItem]] = {}
    for each in answers:
        for item in each.line_items:
            lines.setdefault(item.name, []).append(item)
    for name, items in lines.items():
        first = next((item for item in items if item.usd), items[0])
        cards, left_out = _prices(items, region, day)
        yield TaughtCharge(name, first.label, tuple(_steps(first)), cards, left_out, _free(items))


def _free(items: Sequence[LineItem]) -> str:
    """What is free of a charge, in the unit of the price that it is free of; nothing where all is billed."""
    free = {(Decimal(item.free.amount), item.card.unit) for item in items if item.free is not None and item.free.amount}
    return " or ".join(_in_words(*in_single_things(number, unit)) for number, unit in sorted(free))


def _in_words(figure: str, unit: str) -> str:
    """So many things, or so many millions of them."""
    return f"{figure} {plural(unit, 1 if figure == '1' and ' ' not in unit else 2)}"


def _steps(item: LineItem) -> Iterator[tuple[str, str]]:
    """What is worked out on the way, and by which formula; the last is the quantity itself."""
    workings = item.workings()
    yield from ((in_sentence(each.label), each.formula) for each in workings[:-1])
    yield "", workings[-1].formula if workings else item.formula


def _prices(items: Sequence[LineItem], region: str, day: date) -> tuple[tuple[RateCard, ...], int]:
    """The prices of a charge in the Region: of each option, or where there are many, of those that answers used."""
    card = items[0].card
    known = catalogue()
    table = known.table(card.table)
    used = {each.card.option: each.card for each in items if each.card.region == region}
    if card.table in known.large_tables or not table.regions:
        return tuple(used.values())[:MOST_OPTIONS], max(len(used) - MOST_OPTIONS, 0)
    dimensions = dict.fromkeys(each.card.dimension for each in items)
    offered = [
        each for dimension in dimensions for (name, _), each in table.in_force(region, day).items() if name == dimension
    ]
    chosen = offered if len(offered) <= MOST_OPTIONS else list(used.values())[:MOST_OPTIONS]
    return tuple(chosen), len(offered) - len(chosen)


def _demands(answers: Iterable[Answer]) -> Iterator[tuple[str, Demand]]:
    """What one unit of each planned capacity carries: the label of the plan and a demand with its limit."""
    seen: set[tuple[str, str]] = set()
    for each in answers:
        for plan in each.capacity.values():
            for demand in plan.demands:
                if (plan.label, demand.name) not in seen:
                    seen.add((plan.label, demand.name))
                    yield plan.label, demand


def _limits(service: Service, day: date) -> tuple[Limit, ...]:
    """The limits of the service's own table in force, by name."""
    return tuple(in_force(catalogue().limits_of(service.KEY), day).values())


def _notices(service: Service, answers: Iterable[Answer]) -> Iterator[str]:
    """What any workload should know, then what the answers said besides, each of it once."""
    yield from service.NOTICES.values()
    said: dict[str, AnswerWarning] = {}
    for each in answers:
        for warning in each.warnings:
            said.setdefault(warning.code, warning)
    yield from (warning.message for code, warning in said.items() if code not in service.NOTICES)
