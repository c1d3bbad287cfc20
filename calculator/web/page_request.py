"""What a page was asked: the typed fields, the question they make, or what is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from django.http import QueryDict

from calculator.adapters.asking import ask, catalogue
from calculator.adapters.derive.form import WorkloadForm, meant, workload_form
from calculator.adapters.http import query_fields
from calculator.analysis.compare import Alternative, Comparison, compare
from calculator.core.errors import FieldError, InvalidInput, NotPriced
from calculator.estimator import Question
from calculator.services.service import Service


@dataclass(frozen=True)
class Asked:
    """A page's query string, read. Without a comparison, `errors` says why."""

    service: Service
    typed: Mapping[str, str]
    own_fields: Mapping[str, str]
    by: str
    question: Question | None
    comparison: Comparison | None
    errors: tuple[FieldError, ...]

    @cached_property
    def form(self) -> WorkloadForm:
        """The form as it was filled in."""
        return workload_form(self.service, self.typed, self.errors)

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


def read_page(service: Service, query: QueryDict, own: Mapping[str, str]) -> Asked:
    """The query string of a page; `own` are the page's own fields with their defaults."""
    given = {name: str(text) for name, text in query.items()}
    typed = {name: text for name, text in given.items() if name not in own}
    own_fields = {name: given[name] for name, default in own.items() if given.get(name, "") not in ("", default)}
    by = own_fields.get("by", service.COMPARE_BY[0])
    question, errors = _read_question(service, query, typed)
    comparison: Comparison | None = None
    if question is not None:
        try:
            comparison = compare(question, by, catalogue())
        except (InvalidInput, NotPriced) as error:
            errors = error.errors
    return Asked(service, typed, own_fields, by, question, comparison, errors)


def _read_question(
    service: Service, query: QueryDict, typed: Mapping[str, str]
) -> tuple[Question | None, tuple[FieldError, ...]]:
    errors: tuple[FieldError, ...] = ()
    question: Question | None = None
    try:
        query_fields(query)
    except InvalidInput as error:
        errors += error.errors
    try:
        question = ask(service.KEY, meant(service, typed))
    except InvalidInput as error:
        errors += error.errors
    return (None if errors else question), errors


def with_state(path: str, state: Mapping[str, Any]) -> str:
    """A path with the state as its query string."""
    return f"{path}?{urlencode(state, quote_via=quote)}" if state else path
