"""The questions of the REST API: estimate, compare, sweep, reprice. Nothing is computed here."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from calculator.api.bodies import body_fields, merged
from calculator.api.errors import answer_error
from calculator.api.renderers import WRITING, CsvRenderer, JsonRenderer, Negotiation
from calculator.application.questions import ask_answer, ask_comparison, ask_repricing, ask_sweep
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.exports.csv_file import DIALECT, USUAL, read_dialect
from calculator.presentation.analysis_documents import comparison_document, sweep_document
from calculator.presentation.answer_documents import Document, answer_document
from calculator.presentation.http_answers import fields_of_several, kept, query_fields
from calculator.presentation.repricing_documents import repricing_document, repricing_table
from calculator.presentation.tables import answer_table, comparison_table, sweep_table
from calculator.services import service


class ApiView(APIView):
    """What every endpoint shares: open to all, one negotiation, one shape of errors, conditional answers."""

    http_method_names: Sequence[str] = ("get", "head", "options")
    parser_classes = ()
    permission_classes = ()
    renderer_classes: Sequence[type[BaseRenderer]] = (JsonRenderer, CsvRenderer)
    content_negotiation_class = Negotiation

    # How CSV is written.
    dialect = USUAL

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Negotiate the format, and read how CSV is to be written. Raises InvalidInput."""
        super().initial(request, *args, **kwargs)
        given = request.query_params.getlist(DIALECT)
        if not given:
            return
        if len(given) > 1 or request.accepted_renderer.format != CsvRenderer.format:
            message = f"{DIALECT} is for CSV, and given once; ask for format=csv."
            raise InvalidInput([FieldError(DIALECT, message, shown(given[0]))])
        self.dialect = read_dialect(given[0])

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], HttpResponse | None]:
        """Errors are written in one place."""
        return answer_error

    @property
    def default_response_headers(self) -> dict[str, str]:
        """Which methods there are; what varies is said where it varies."""
        return {"Allow": ", ".join(self.allowed_methods)}

    def perform_authentication(self, request: Request) -> None:
        """There is nobody to authenticate."""

    def options(self, request: Request, *args: object, **kwargs: object) -> HttpResponse:  # type: ignore[override]
        """Which methods there are; costs nothing."""
        return HttpResponse(status=204)

    def reply(self, request: Request, document: object) -> HttpResponseBase:
        """The document in the format that was negotiated, or 304 when the client has it already."""
        renderer = request.accepted_renderer
        charset = f"; charset={renderer.charset}" if renderer.charset else ""
        response = HttpResponse(
            renderer.render(document, request.accepted_media_type, {"view": self}),
            content_type=f"{renderer.media_type}{charset}",
            headers={"Vary": "Accept"},
        )
        return kept(request, response)


class QuestionView(ApiView, ABC):
    """A question about one service; its fields come from the query string and, in a POST, from the body too."""

    http_method_names = ("get", "post", "head", "options")

    def get(self, request: Request, service: str) -> HttpResponseBase:
        """The fields as query parameters."""
        return self.reply(request, self.document(service, _query(request, service)))

    def post(self, request: Request, service: str) -> HttpResponseBase:
        """The fields as a JSON object."""
        fields = merged(_query(request, service), body_fields(request))
        return self.reply(request, self.document(service, fields))

    @abstractmethod
    def document(self, service: str, fields: Mapping[str, object]) -> Document:
        """The answer as the contract has it."""


def _query(request: Request, key: str) -> dict[str, str]:
    return query_fields(request.query_params, leaving_out=WRITING, several=fields_of_several(service(key)))


class EstimateView(QuestionView):
    """One answer."""

    table = staticmethod(answer_table)

    def document(self, service: str, fields: Mapping[str, object]) -> Document:
        """What it costs."""
        return answer_document(ask_answer(service, fields))


class ComparisonView(QuestionView):
    """The same workload under every choice of a field."""

    table = staticmethod(comparison_table)

    def document(self, service: str, fields: Mapping[str, object]) -> Document:
        """What each choice costs."""
        return comparison_document(ask_comparison(service, fields))


class RepricingView(QuestionView):
    """One workload under two sets of prices."""

    table = staticmethod(repricing_table)

    def document(self, service: str, fields: Mapping[str, object]) -> Document:
        """What it costs, what it would cost, and the difference line by line."""
        before, after = ask_repricing(service, fields)
        return repricing_document(answer_document(before), answer_document(after))


class SweepView(QuestionView):
    """The cost while one field varies."""

    table = staticmethod(sweep_table)

    def document(self, service: str, fields: Mapping[str, object]) -> Document:
        """What it costs at each point."""
        return sweep_document(ask_sweep(service, fields))
