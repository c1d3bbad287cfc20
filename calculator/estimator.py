"""The one front door: a question goes in, an answer comes out.

question = read_question("s3", {"storage_gb": "5 TB", "region": "eu-west-1"}, catalogue, today)
answer = estimate(question, catalogue)
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.common_fields import COMMON_FIELDS, read_common, read_month
from calculator.catalogue.contracted_rates import Term, under_terms
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import (
    Answer,
    AnswerWarning,
    LineItem,
    NextStep,
    PriceList,
    annual,
    effective_monthly,
)
from calculator.core.arithmetic import EXACT, Number, exactly
from calculator.core.declarations import (
    ChoiceField,
    Declaration,
    narrowed,
    without_effect,
)
from calculator.core.display import in_sentence
from calculator.core.errors import FieldError, Infeasible, InvalidInput, NotPriced, shown
from calculator.core.followed import stated_followers
from calculator.core.inputs import Inputs
from calculator.core.kept import kept_by_name
from calculator.core.month import AVERAGE, Month
from calculator.core.price_age import old_prices
from calculator.core.records import record
from calculator.core.violations import violated, violating
from calculator.services import service
from calculator.services.service import REGION, Service, Step
from calculator.services.service_files.sold_defaults import Assumed, with_sold_defaults, without_assumed


@record
class Question:
    """A usage of a service, in a month, in a region, as of a date, at list prices or under agreed `terms`.

    `declared` are the fields of the service with the choices that some price in force can answer, those of a keyed
    table with what is sold in the Region. `assumed` stands in for defaults that are not sold there.
    """

    service: Service
    usage: Any
    region: str
    as_of: date
    declared: Mapping[str, Declaration]
    terms: tuple[Term, ...] = ()
    assumed: tuple[Assumed, ...] = ()

    @property
    def month(self) -> Month:
        """How long the month is; the usage has it, because what lasts the whole month follows it."""
        month: Month = self.usage.month
        return month

    def in_month(self, month: Month) -> "Question":
        """The same question of another month."""
        return replace(self, usage=self.usage.in_month(month))

    def with_usage(self, **changes: Any) -> "Question":
        """The same question with some fields of the usage changed."""
        return replace(self, usage=self.usage.with_values(**changes))

    def choice_of(self, by: str | None) -> str:
        """What the question states of a field that choices are compared by; empty without one."""
        return "" if by is None else self.region if by == REGION else str(getattr(self.usage, by))

    def choosing(self, by: str | None, choice: str, catalogue: Catalogue) -> "Question":
        """The same question with another choice; what nobody stated has a default that is sold beside it.

        Raises InvalidInput where the usage does not go with a Region.
        """
        if by is None:
            return self
        if by != REGION:
            return self.with_usage(**{by: choice})._with_sold_defaults(catalogue)
        wrong = tuple(self.usage.contradictions_in(choice))
        if wrong:
            raise InvalidInput(wrong)
        return replace(self, region=choice)._with_sold_defaults(catalogue)

    @property
    def assumptions(self) -> tuple[AnswerWarning, ...]:
        """What stands in for defaults that are not sold, as an answer says it."""
        return tuple(warning for each in self.assumed for warning in each.warnings(self.usage))

    def _with_sold_defaults(self, catalogue: Catalogue) -> "Question":
        unstated = (each for each in self.assumed if each.field not in self.usage.model_fields_set)
        usage, declared = without_assumed(self.usage, unstated), declared_under(self.service.KEY, catalogue)
        usage, assumed = with_sold_defaults(usage, declared, catalogue, self.region)
        return replace(self, usage=usage, assumed=assumed)


def read_question(key: str, raw: Mapping[str, object], catalogue: Catalogue, today: date) -> Question:
    """A question from text or JSON values: the fields of the service, `region`, `as_of` and `month`.

    Raises UnknownName for the service, InvalidInput with every wrong field.
    """
    asked = service(key)
    declared = declared_under(key, catalogue)
    errors: list[FieldError] = []
    usage: Inputs | None = None
    region, as_of = read_common(raw, catalogue, today, errors)
    month = read_month(raw, catalogue, today, errors)
    try:
        fields = {name: raw[name] for name in raw if name not in COMMON_FIELDS}
        usage = asked.Usage.read(fields, region, month, declared)
    except InvalidInput as error:
        errors = [*error.errors, *errors]
    if errors or usage is None:
        raise InvalidInput(errors)
    usage, assumed = with_sold_defaults(usage, declared, catalogue, region)
    offered = narrowed(declared, catalogue, region, usage.values())
    return Question(asked, usage, region, as_of, offered, assumed=assumed)


@kept_by_name
def declared_under(key: str, catalogue: Catalogue) -> Mapping[str, Declaration]:
    """The fields of a service with the choices that some price of a catalogue can answer. Raises UnknownName."""
    return {name: declaration.under(catalogue) for name, declaration in service(key).Usage.declarations.items()}


def choices_of(question: Question, by: str | None) -> list[tuple[str, str]]:
    """The choices of a field with their labels, and the present one if it is only known by name.

    There is a single nameless one without `by`. Raises InvalidInput.
    """
    if by is None:
        return [("", question.service.NAME)]
    declaration = question.declared.get(by)
    if by not in question.service.COMPARE_BY or not isinstance(declaration, ChoiceField):
        raise not_compared(question.service, by, question.service.COMPARE_BY)
    labels = {choice.value: choice.label for choice in declaration.choices}
    present = str(getattr(question.usage, by))
    labels.setdefault(present, declaration.label_of(present))
    return [*labels.items()]


def not_compared(service: Service, by: str, possible: Sequence[str]) -> InvalidInput:
    """The error for a field whose choices are not compared, with those that are."""
    others = f"is compared by {' or '.join(possible)}." if possible else "has no choices to compare; leave `by` out."
    return InvalidInput([FieldError("by", f"{service.NAME} {others}", shown(by))])


def book_for(question: Question, catalogue: Catalogue) -> PriceBook:
    """The prices and limits that answer a question. Raises NotPriced, InvalidInput."""
    book = book_of(question.service, question.region, question.as_of, question.month, catalogue)
    return under_terms(book, question.terms)


def book_of(service: Service, region: str, as_of: date, month: Month, catalogue: Catalogue) -> PriceBook:
    """The prices and limits of a service in a Region on a day. Raises NotPriced, InvalidInput."""
    return catalogue.book(service.TABLES, region, as_of, limits_of=service.KEY).in_month(month)


def answer_to(question: Question, catalogue: Catalogue) -> Answer:
    """The exact answer with all that is to be said beside it. Raises Infeasible, NotPriced, InvalidInput."""
    return _exactly(question, catalogue, partial(_explained, has_steps=True))


def alternative(question: Question, catalogue: Catalogue) -> Answer:
    """The exact answer as it stands among others: without what one step more would cost. Raises as `estimate` does."""
    return _exactly(question, catalogue, partial(_explained, has_steps=False))


def unexplained(question: Question, catalogue: Catalogue) -> Answer:
    """The exact answer with what is to be said of the money alone. Raises as `estimate` does."""
    return _exactly(question, catalogue, _with_bill_warnings)


def bill(question: Question, catalogue: Catalogue) -> Answer:
    """Capacity and costs of the exact answer, and nothing beside them. Raises as `estimate` does."""
    return _exactly(question, catalogue, lambda answer, *_: answer)


def _exactly(question: Question, catalogue: Catalogue, told: Callable[[Answer, Question, PriceBook], Answer]) -> Answer:
    book = book_for(question, catalogue).for_one_question()
    with exactly(EXACT):
        check_feasible(question, book)
        return told(price(question, book), question, book)


def check_feasible(question: Question, book: PriceBook) -> None:
    """Raises Infeasible with everything that stands in the way, and what was asked for."""
    usage = question.usage
    blocked = tuple(violated(question.service.violations(usage, book), usage.stated))
    if blocked:
        raise Infeasible(blocked)


def price(question: Question, book: PriceBook) -> Answer:
    """Capacity and line items, in the number system of the usage; feasibility is the caller's to ask."""
    plan = question.service.plan_capacity(question.usage, book)
    items = tuple(question.service.line_items(question.usage, plan, book))
    # A calendar month is no twelfth of a year.
    of_average = items if book.month.is_average else line_items(question.in_month(AVERAGE), book.in_month(AVERAGE))
    return Answer(
        service=question.service.KEY,
        region=question.region,
        as_of=question.as_of,
        month=question.month,
        price_lists=_price_lists(items, book),
        usage=question.usage,
        capacity=plan,
        line_items=items,
        annual_usd=annual(of_average),
    )


def line_items(question: Question, book: PriceBook) -> tuple[LineItem, ...]:
    """What the month of a question is billed for, in the number system of the usage."""
    plan = question.service.plan_capacity(question.usage, book)
    return tuple(question.service.line_items(question.usage, plan, book))


def _price_lists(items: tuple[LineItem, ...], book: PriceBook) -> tuple[PriceList, ...]:
    """The lists that the bill rests on, imported ones by name, shipped ones by table; all where nothing is billed.

    Something may be billed in other Regions as well.
    """
    elsewhere = dict.fromkeys(item.card.region for item in items if item.card.region != book.region)
    books = (book, *(book.elsewhere(region) for region in elsewhere))
    known = tuple(each for one in books for each in (*one.price_lists, *one.superseded))
    imported = {each.id for each in known if each.region}
    named = {item.card.source if item.card.source in imported else item.card.table for item in items}
    used = (each for each in known if (each.id if each.region else each.service) in named)
    return tuple(dict.fromkeys(used)) or book.price_lists


def _with_bill_warnings(answer: Answer, question: Question, book: PriceBook) -> Answer:
    usage = question.usage
    told = question.service.bill_warnings(usage, answer.capacity, book)
    return answer.explained_by(
        warnings=(*question.assumptions, *_unused_inputs(usage), *told, *old_prices(answer)), is_explained=False
    )


def _explained(answer: Answer, question: Question, book: PriceBook, *, has_steps: bool) -> Answer:
    """The answer with what a person should know beside it."""
    usage, asked = question.usage, question.service
    told = _with_bill_warnings(answer, question, book).warnings
    return answer.explained_by(
        warnings=(*told, *asked.warnings(usage, answer.capacity, book)),
        metrics=tuple(asked.metrics(usage, answer.line_items, answer.capacity, book)),
        next_steps=tuple(_next_steps(answer, question, book)) if has_steps else (),
    )


def _next_steps(answer: Answer, question: Question, book: PriceBook) -> Iterator[NextStep]:
    for step in question.service.STEPS:
        if any(getattr(question.usage, field) for field in step.unless):
            continue
        larger = getattr(question.usage, step.field) + step.by
        more = question.with_usage(**{step.field: larger})
        is_out_of_reach = larger > question.usage.reach(step.field)[1]
        if is_out_of_reach or violating((step.violating or question.service.violations)(more.usage, book)):
            continue
        # More may take what is not sold here, such as the first block of reserved capacity.
        with suppress(NotPriced):
            yield NextStep(step.field, Decimal(step.by), _more_usd(step, more, answer, book))


def _more_usd(step: Step, more: Question, answer: Answer, book: PriceBook) -> Number:
    """What a larger usage costs more in the month; only what may change is priced again, where a service knows that."""
    if step.changing is None:
        return effective_monthly(line_items(more, book)) - answer.effective_monthly_usd
    names, lines = step.changing(more.usage, book)
    return effective_monthly(lines) - effective_monthly(each for each in answer.line_items if each.name in names)


def _unused_inputs(usage: Inputs) -> Iterator[AnswerWarning]:
    """Inputs that somebody gave and that have no effect under the choices made: said, never silently ignored."""
    for name, value in usage.typed_values().items():
        declaration = usage.declarations[name]
        usual = declaration.derived.of(usage) if declaration.derived else declaration.default
        if value not in (usual, 0):
            chosen = {chooser: getattr(usage, chooser) for chooser in declaration.only_for}
            for sentence in without_effect(declaration, usage.declarations, chosen):
                yield AnswerWarning("not_used", sentence, name)
            if stated := stated_followers(usage, name):
                labels = " and ".join(in_sentence(usage.declarations[each].label) for each in stated)
                yield AnswerWarning("not_used", f"{declaration.label} has no effect: {labels} are stated.", name)
