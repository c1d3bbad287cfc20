"""What every way in does: turn raw values into a question, ask it, and hand back the answer.

The clock and the price tables of the process enter here; nothing below reads either.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils import timezone

from calculator.analysis.compare import Comparison, cheapest_feasible, compare
from calculator.analysis.span import DEFAULT_POINTS, FEWEST_POINTS, MOST_POINTS, SCALES, Span
from calculator.analysis.sweep import Sweep, sweep
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.common_fields import common_fields
from calculator.core.answer import Answer
from calculator.core.declarations import Declaration, FlagField, QuantityField, calendar_date, read_field
from calculator.core.errors import FieldError, Infeasible, InvalidInput, NotPriced, shown
from calculator.core.inputs import unknown_field
from calculator.core.nearest_names import did_you_mean, nearest_names
from calculator.estimator import Question, answer_to, bill, choices_of, declared_under, read_question, unexplained
from calculator.services import service
from calculator.services.service import Service, amounts, comparable, sweep_over
from calculator.store.price_lists import active_catalogue

AGAINST, EXPLAIN = "against", "explain"
# Of each kind of choices of a long list: those that are possible, have no price, do not fit.
MOST_ANSWERED = 50
SPAN_FIELDS = ("over", "start", "stop", "points", "scale")
POINTS = QuantityField(
    label="The number of points",
    help="How many points.",
    default=Decimal(DEFAULT_POINTS),
    at_least=Decimal(FEWEST_POINTS),
    at_most=Decimal(MOST_POINTS),
    is_whole=True,
)


EXPLANATION = FlagField(
    label="Explain",
    help="false (or 0) leaves out details, next steps, crossovers and warnings that do not concern money.",
    default=True,
)


def catalogue() -> Catalogue:
    """The prices in use; one and the same from the start of a request or a command to its end."""
    return active_catalogue.catalogue()


def today() -> date:
    """The day for which prices are looked up unless `as_of` is given."""
    return timezone.now().date()


def common() -> Mapping[str, Declaration]:
    """The fields that a question about any service has, as of today."""
    return common_fields(catalogue(), today())


def declared(asked: Service) -> Mapping[str, Declaration]:
    """The fields of a service, with the choices that some price in force can answer."""
    return declared_under(asked.KEY, catalogue())


def ask(key: str, raw: Mapping[str, object]) -> Question:
    """A question about a service. Raises UnknownName, InvalidInput."""
    return read_question(key, raw, catalogue(), today())


def answer(question: Question) -> Answer:
    """The answer; an infeasible one names the cheapest choice that is feasible. Raises Infeasible, NotPriced."""
    return _or_the_cheapest(answer_to, question)


def answer_briefly(question: Question) -> Answer:
    """Capacity and costs of the answer alone. Raises as `answer` does."""
    return _or_the_cheapest(bill, question)


def ask_answer(key: str, raw: Mapping[str, object]) -> Answer:
    """The answer to a workload; `explain` says how much of it. Raises as `ask` and `answer` do."""
    is_explained, fields = _explanation(raw)
    return _or_the_cheapest(answer_to if is_explained else unexplained, ask(key, fields))


def _explanation(raw: Mapping[str, object]) -> tuple[bool, dict[str, object]]:
    """Whether more than the bill is asked for, and the other fields. Raises InvalidInput."""
    fields, errors = dict(raw), list[FieldError]()
    is_explained = read_field(EXPLAIN, EXPLANATION, fields.pop(EXPLAIN, True), errors)
    if errors:
        raise InvalidInput(errors)
    return bool(is_explained), fields


def _or_the_cheapest(asked: Callable[[Question, Catalogue], Answer], question: Question) -> Answer:
    try:
        return asked(question, catalogue())
    except Infeasible as error:
        raise cheapest_feasible(question, error, catalogue()) from None


def ask_comparison(key: str, raw: Mapping[str, object]) -> Comparison:
    """The workload under every choice of `by`, the first field that the service is compared by unless given."""
    is_explained, fields = _explanation(raw)
    by = str(fields.pop("by", comparable(service(key))[0]))
    return compare(ask(key, fields), by, catalogue(), is_explained=is_explained, most=MOST_ANSWERED)


def ask_sweep(key: str, raw: Mapping[str, object]) -> Sweep:
    """The workload while one field varies: `over`, `start`, `stop`, `points`, `scale` and, if wanted, `by`."""
    is_explained, given = _explanation(raw)
    question = ask(key, {name: value for name, value in given.items() if name not in (*SPAN_FIELDS, "by")})
    by = raw.get("by")
    choices_of(question, None if by is None else str(by))
    span = read_span(question, raw)
    return sweep(question, span, None if by is None else str(by), catalogue(), is_explained=is_explained)


def ask_repricing(key: str, raw: Mapping[str, object]) -> tuple[Answer, Answer]:
    """The answer as it is asked for, and the same workload `against` another day or another price list."""
    question = ask(key, {name: value for name, value in raw.items() if name != AGAINST})
    other, prices = read_against(question, raw.get(AGAINST, ""))
    before = answer(question)
    try:
        return before, answer_to(other, prices)
    except (InvalidInput, NotPriced, Infeasible) as error:
        # It is the other side that has no answer.
        against = shown(raw[AGAINST])
        raise type(error)(
            replace(each, field=AGAINST, message=f"Against {against}: {each.message}") for each in error.errors
        ) from None


def read_against(question: Question, raw: object) -> tuple[Question, Catalogue]:
    """What a workload is priced against: a day, or an imported price list by its name. Raises InvalidInput."""
    typed = raw.strip() if isinstance(raw, str) else ""
    try:
        day = calendar_date(typed)
    except ValueError:
        return question, _under(question, typed)
    if day > today():
        raise InvalidInput([FieldError(AGAINST, f"No prices are known for a date to come, {day}.", shown(typed))])
    return replace(question, as_of=day), catalogue()


def _under(question: Question, name: str) -> Catalogue:
    """The prices under one imported list, in use or not. Raises InvalidInput."""
    known = catalogue()
    each = next((each for each in known.imported.lists if each.identity.id == name), None)
    if each is None:
        raise InvalidInput([FieldError(AGAINST, _no_such_list(name, known), shown(name))])
    if each.region != question.region or not each.covers.tables & set(question.service.TABLES):
        message = f"{name} has no price of {question.service.NAME} in {question.region}."
        raise InvalidInput([FieldError(AGAINST, message, shown(name))])
    return known.under(name)


def _no_such_list(name: str, known: Catalogue) -> str:
    """What to give in the place of a name that is no imported list."""
    how = "Give a day as YYYY-MM-DD, or the name of an imported price list."
    if any(name == each.id for each in known.price_lists()):
        return f"{name} stands for the shipped prices, which are asked for by a day. {how}"
    near = nearest_names(name, [each.identity.id for each in known.imported.lists])
    return f"There is no imported price list of this name. {did_you_mean(near)}" if near else how


def read_span(question: Question, raw: Mapping[str, object]) -> Span:
    """The span of a sweep from raw values. Raises InvalidInput with every wrong one."""
    over = str(raw.get("over", sweep_over(question.service)))
    declaration = question.usage.declarations.get(over)
    if not amounts(question.service):
        message = f"{question.service.NAME} has no amount that could be varied."
        raise InvalidInput([FieldError("over", message, shown(over))])
    if declaration is None:
        raise InvalidInput([FieldError("over", unknown_field(over, question.usage.declarations), shown(over))])
    if not isinstance(declaration, QuantityField):
        raise InvalidInput([FieldError("over", f"{declaration.label} is not an amount, so it cannot be varied.", over)])
    errors: list[FieldError] = []
    start, stop = (_read_end(name, raw, declaration, errors) for name in ("start", "stop"))
    points = read_field("points", POINTS, raw.get("points", DEFAULT_POINTS), errors)
    if errors:
        raise InvalidInput(errors)
    return Span(over, start, stop, int(points), str(raw.get("scale", SCALES[0])))


def _read_end(name: str, raw: Mapping[str, object], declaration: QuantityField, errors: list[FieldError]) -> Decimal:
    if name not in raw:
        errors.append(FieldError(name, f"The {name} of the sweep is missing; give it in {declaration.unit}."))
        return declaration.at_least
    return Decimal(read_field(name, declaration, raw[name], errors))
