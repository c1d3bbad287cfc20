"""The one front door: a question goes in, an estimate comes out.

question = read_question("s3", {"storage_gb": "5 TB", "region": "eu-west-1"}, catalogue, today)
answer = estimate(question, catalogue)
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from calculator.catalogue.catalogue import Catalogue, unknown_region
from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import EXACT, exactly
from calculator.core.declarations import Choice, ChoiceField, DateField, Declaration, Derived, without_effect
from calculator.core.display import exact_text
from calculator.core.errors import FieldError, Infeasible, InvalidInput, NotPriced, shown
from calculator.core.estimate import Estimate, LineItem, NextStep, Notice, PriceList
from calculator.core.inputs import Inputs
from calculator.services import service
from calculator.services.service import Service

DEFAULT_REGION = "us-east-1"
COMMON_FIELDS = ("region", "as_of")


@dataclass(frozen=True, slots=True)
class Question:
    """A usage of a service, in a region, as of a date."""

    service: Service
    usage: Any
    region: str
    as_of: date

    def with_usage(self, **changes: Any) -> "Question":
        """The same question with some fields of the usage changed."""
        return replace(self, usage=self.usage.with_values(**changes))


def read_question(key: str, raw: Mapping[str, object], catalogue: Catalogue, today: date) -> Question:
    """A question from text or JSON values: the fields of the service, `region` and `as_of`.

    Raises UnknownName for the service, InvalidInput with every wrong field.
    """
    asked = service(key)
    errors: list[FieldError] = []
    usage: Inputs | None = None
    region, as_of = read_common(raw, catalogue, today, errors)
    try:
        usage = asked.Usage.read({name: raw[name] for name in raw if name not in COMMON_FIELDS}, region)
    except InvalidInput as error:
        errors = [*error.errors, *errors]
    if errors or usage is None:
        raise InvalidInput(errors)
    return Question(asked, usage, region, as_of)


def book_for(question: Question, catalogue: Catalogue) -> PriceBook:
    """The prices and limits that answer a question. Raises NotPriced, InvalidInput."""
    return catalogue.book(question.service.TABLES, question.region, question.as_of)


def estimate(question: Question, catalogue: Catalogue) -> Estimate:
    """The exact answer with all that is to be said beside it. Raises Infeasible, NotPriced, InvalidInput."""
    return _exactly(question, catalogue, lambda answer, book: _explained(answer, question, book, has_steps=True))


def alternative(question: Question, catalogue: Catalogue) -> Estimate:
    """The exact answer as it stands among others: without what one step more would cost. Raises as `estimate` does."""
    return _exactly(question, catalogue, lambda answer, book: _explained(answer, question, book, has_steps=False))


def bill(question: Question, catalogue: Catalogue) -> Estimate:
    """Capacity and costs of the exact answer, and nothing beside them. Raises as `estimate` does."""
    return _exactly(question, catalogue, lambda answer, book: answer)


def _exactly(question: Question, catalogue: Catalogue, told: Callable[[Estimate, PriceBook], Estimate]) -> Estimate:
    book = book_for(question, catalogue)
    with exactly(EXACT):
        check_feasible(question, book)
        return told(price(question, book), book)


def check_feasible(question: Question, book: PriceBook) -> None:
    """Raises Infeasible with everything that stands in the way, and what was asked for."""
    usage = question.usage
    blocked = [obstacle for obstacle in question.service.obstacles(usage, book) if obstacle.when]
    if blocked:
        raise Infeasible(FieldError(each.field, each.message, _stated(usage, each.field)) for each in blocked)


def _stated(usage: Inputs, field: str) -> str:
    """The value of a field as text, in the unit of the field."""
    value = getattr(usage, field)
    return shown(exact_text(value) if isinstance(value, Decimal) else value)


def price(question: Question, book: PriceBook) -> Estimate:
    """Capacity and line items, in the number system of the usage; feasibility is the caller's to ask."""
    plan = question.service.plan_capacity(question.usage, book)
    items = tuple(question.service.line_items(question.usage, plan, book))
    return Estimate(
        service=question.service.KEY,
        region=question.region,
        as_of=question.as_of,
        price_lists=_price_lists(items, book),
        usage=question.usage,
        capacity=plan,
        line_items=items,
    )


def _price_lists(items: tuple[LineItem, ...], book: PriceBook) -> tuple[PriceList, ...]:
    """The lists that the bill rests on, imported ones by name, shipped ones by table; all where nothing is billed.

    Something may be billed in other Regions as well.
    """
    known = book.price_lists
    for region in dict.fromkeys(item.card.region for item in items if item.card.region != book.region):
        known = (*known, *book.elsewhere(region).price_lists)
    imported = {each.id for each in known if each.region}
    named = {item.card.source if item.card.source in imported else item.card.table for item in items}
    used = (each for each in known if (each.id if each.region else each.service) in named)
    return tuple(dict.fromkeys(used)) or known


def _explained(answer: Estimate, question: Question, book: PriceBook, *, has_steps: bool) -> Estimate:
    """The answer with what a person should know beside it."""
    usage, asked = question.usage, question.service
    return answer.explained_by(
        warnings=(*_unused_inputs(usage), *asked.notices(usage, answer.capacity, book)),
        details=tuple(asked.details(usage, answer.line_items, answer.capacity, book)),
        next_steps=tuple(_next_steps(answer, question, book)) if has_steps else (),
    )


def _next_steps(answer: Estimate, question: Question, book: PriceBook) -> Iterator[NextStep]:
    for step in question.service.STEPS:
        if step.unless and getattr(question.usage, step.unless):
            continue
        larger = getattr(question.usage, step.field) + step.by
        more = question.with_usage(**{step.field: larger})
        is_out_of_reach = larger > question.usage.reach(step.field)[1]
        if is_out_of_reach or any(each.when for each in question.service.obstacles(more.usage, book)):
            continue
        # More may take what is not sold here, such as the first block of reserved capacity.
        with suppress(NotPriced):
            usd = price(more, book).effective_monthly_usd - answer.effective_monthly_usd
            yield NextStep(step.field, Decimal(step.by), usd)


@lru_cache(maxsize=4)
def common_fields(catalogue: Catalogue, today: date) -> Mapping[str, Declaration]:
    """The fields that a question about any service has."""
    regions = tuple(Choice(code, f"{code} · {name}") for code, name in catalogue.regions.items())
    return {
        "region": ChoiceField(
            label="Region",
            help="Where the service runs; prices differ by Region.",
            choices=regions,
            default=DEFAULT_REGION,
            is_main=True,
        ),
        "as_of": DateField(
            label="Prices as of",
            help="The prices in force on that day; never a day to come.",
            derived=Derived("today", lambda _: today),
        ),
    }


def read_common(
    raw: Mapping[str, object], catalogue: Catalogue, today: date, errors: list[FieldError]
) -> tuple[str, date]:
    """The region and the day that are asked for; what is wrong with them is added to the errors."""
    fields = common_fields(catalogue, today)
    region, as_of = raw.get("region", DEFAULT_REGION), raw.get("as_of", today)
    return _read_region(region, fields["region"], catalogue, errors), _read_as_of(as_of, fields["as_of"], today, errors)


def _read_region(raw: object, field: Declaration, catalogue: Catalogue, errors: list[FieldError]) -> str:
    try:
        return str(field.read(raw))
    except ValueError:
        typed = raw.strip() if isinstance(raw, str) else ""
        errors.append(FieldError("region", unknown_region(typed, catalogue.regions), shown(raw)))
        return typed


def _read_as_of(raw: object, field: Declaration, today: date, errors: list[FieldError]) -> date:
    try:
        as_of = field.read(raw)
    except ValueError as error:
        errors.append(FieldError("as_of", f"The date {error}", shown(raw)))
        return today
    assert isinstance(as_of, date)
    if as_of > today:
        message = f"No prices are known for a date to come; the latest is today, {today}."
        errors.append(FieldError("as_of", message, shown(raw)))
    return as_of


def _unused_inputs(usage: Inputs) -> Iterator[Notice]:
    """Inputs that somebody gave and that have no effect under the choices made: said, never silently ignored."""
    for name, value in usage.typed_values().items():
        declaration = usage.declarations[name]
        usual = declaration.derived.of(usage) if declaration.derived else declaration.default
        if value not in (usual, 0):
            chosen = {chooser: getattr(usage, chooser) for chooser in declaration.only_for}
            for sentence in without_effect(declaration, usage.declarations, chosen):
                yield Notice("not_used", sentence, name)
