"""`POST /api/v1/commitments`: what runs in, mixes of commitments out; its `/exchange`. Nothing is computed here."""

from collections.abc import Sequence

from django.http import HttpResponseBase
from rest_framework.request import Request

from calculator.api.bodies import body_fields
from calculator.api.estimates import refuse_parameters
from calculator.api.views import ApiView
from calculator.application.commitments import ask_commitments, ask_exchange
from calculator.presentation.commitment_documents import commitments_document, commitments_table
from calculator.presentation.exchange_documents import exchange_document
from calculator.presentation.http_answers import TOKENS_PER_FLEET, charged

# Fifty fleets with every hour of a year, each hour in nine characters.
LARGEST_QUESTION = 4 * 1024 * 1024
DEEPEST_QUESTION = 5


class CommitmentsView(ApiView):
    """The mixes of least cost and of least worst regret."""

    http_method_names: Sequence[str] = ("post", "options")
    table = staticmethod(commitments_table)

    def post(self, request: Request) -> HttpResponseBase:
        """The question as the body. Raises InvalidInput with every wrong field."""
        refuse_parameters(request)
        question = body_fields(request, LARGEST_QUESTION, DEEPEST_QUESTION)
        fleets = question.get("fleets")
        refused = charged(request, TOKENS_PER_FLEET * max(len(fleets) - 1, 0) if isinstance(fleets, list) else 0)
        if refused is not None:
            return refused
        return self.reply(request, commitments_document(ask_commitments(question)))


class ExchangeView(ApiView):
    """What convertible reservations are exchanged for."""

    http_method_names: Sequence[str] = ("post", "options")

    def post(self, request: Request) -> HttpResponseBase:
        """The question as the body. Raises InvalidInput with every wrong field."""
        refuse_parameters(request)
        question = body_fields(request, LARGEST_QUESTION, DEEPEST_QUESTION)
        return self.reply(request, exchange_document(ask_exchange(question)))
