"""What a page was asked: the typed fields, the question they make, or what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from django.http import QueryDict

from calculator.analysis.compare import Alternative, Comparison, compare
from calculator.application.questions import MOST_ANSWERED, ask, catalogue, common
from calculator.core.errors import FieldError, InvalidInput, NotPriced, shown
from calculator.core.inputs import MOST_ERRORS
from calculator.estimator import Question
from calculator.presentation.form import WorkloadForm, workload_form
from calculator.presentation.form_state import meant, opened
from calculator.presentation.http_answers import fields_of_several, query_fields
from calculator.services.service import Service, comparable
from calculator.web.compared_by import BY, not_compared_by

CSRF = "csrfmiddlewaretoken"


@dataclass(frozen=True)
class PageRequest:
    """A page's query string, read. Without a comparison, `errors` says why."""

    service: Service
    typed: Mapping[str, str]
    own_fields: Mapping[str, str]
    by: str | None
    question: Question | None
    comparison: Comparison | None
    errors: tuple[FieldError, ...]
    ignored: tuple[str, ...] = ()

    @cached_property
    def form(self) -> WorkloadForm:
        """The form as it was filled in."""
        return workload_form(self.service, self.typed, self.errors, self.question.usage if self.question else None)

    @cached_property
    def state(self) -> dict[str, str]:
        """What the query string needs to say, and nothing more."""
        own = {name: text for name, text in self.own_fields.items() if text}
        return {**self.form.state, **own}

    @property
    def present(self) -> Alternative | None:
        """The alternative that the form states."""
        return self.comparison.present if self.comparison else None

    @property
    def best(self) -> Alternative | None:
        """The cheapest alternative that is feasible."""
        return self.comparison.best if self.comparison else None


def read_page(
    service: Service,
    query: QueryDict,
    own: Mapping[str, str],
    *,
    is_compared: bool = True,
    most: int = MOST_ANSWERED,
) -> PageRequest:
    """The query string of a page; `own` are the page's own fields with their defaults.

    A page without a field `by` compares the choices that a service has, if it has any, unless it compares nothing.
    Of a long list `most` of each kind are answered.
    """
    several = fields_of_several(service)
    given = {name: ",".join(query.getlist(name)) if name in several else str(query[name]) for name in query}
    ignored = tuple(shown(name) for name in given if name not in own and not _is_known(service, name))
    known = {name: text for name, text in given.items() if name not in own and _is_known(service, name)}
    typed = opened(service, known)
    own_fields = {name: given[name] for name, default in own.items() if given.get(name, "") not in ("", default)}
    by = own_fields.get("by") or own.get("by") or next(iter(service.COMPARE_BY), None)
    question, errors = _read_question(service, query, typed)
    if BY in own and by not in comparable(service):
        question, errors = None, (not_compared_by(service, by or ""), *errors)
    comparison: Comparison | None = None
    if question is not None and is_compared:
        try:
            comparison = compare(question, by, catalogue(), most=most)
        except (InvalidInput, NotPriced) as error:
            errors = error.errors
    return PageRequest(service, typed, own_fields, by, question, comparison, errors, ignored)


def _is_known(service: Service, name: str) -> bool:
    return name in service.Usage.declarations or name in common()


def _read_question(
    service: Service, query: QueryDict, typed: Mapping[str, str]
) -> tuple[Question | None, tuple[FieldError, ...]]:
    errors: tuple[FieldError, ...] = ()
    question: Question | None = None
    try:
        query_fields(query, several=fields_of_several(service))
    except InvalidInput as error:
        errors += error.errors
    try:
        question = ask(service.KEY, meant(service, typed))
    except InvalidInput as error:
        errors += error.errors
    return (None if errors else question), errors


def unread(query: QueryDict, *known: str) -> tuple[str, ...]:
    """What of an address a page does not read, said and never silently ignored: other names, and all but the last
    value of a name that is given more than once.
    """
    twice = ((name, value) for name in query if name in known for value in query.getlist(name)[:-1])
    return (
        *(shown(name) for name in query if name not in known),
        *(shown(f"{name}={value}") for name, value in twice),
    )


def refuse_unread(posted: QueryDict, *known: str) -> None:
    """Raises InvalidInput for what a form sends and nobody reads, and for a field that it sends twice."""
    query_fields(posted)
    unknown = [shown(name) for name in posted if name not in (*known, CSRF)]
    if unknown:
        message = "{} has no meaning here; leave it out."
        raise InvalidInput(FieldError(name, message.format(name)) for name in unknown[:MOST_ERRORS])


def with_state(path: str, state: Mapping[str, Any]) -> str:
    """A path with the state as its query string."""
    return f"{path}?{urlencode(state, quote_via=quote)}" if state else path
