"""What to commit to for an estimate that is kept, over REST: by its key, or by a link that shows it."""

from collections.abc import Sequence

from django.http import HttpResponseBase
from rest_framework.request import Request

from calculator.api.bodies import body_fields
from calculator.api.estimates import refuse_parameters
from calculator.api.kept_estimates import KeptView, opened
from calculator.application.estimate_commitments import fleets_of_estimate
from calculator.models import EstimateVersion
from calculator.presentation.estimate_commitment_documents import (
    estimate_commitments_document,
    estimate_commitments_table,
)
from calculator.presentation.http_answers import TOKENS_PER_FLEET, charged
from calculator.store import estimates as store


class CommittingView(KeptView):
    """The mixes for a version of an estimate."""

    http_method_names: Sequence[str] = ("post", "options")
    table = staticmethod(estimate_commitments_table)

    def mixes(self, request: Request, version: EstimateVersion) -> HttpResponseBase:
        """The question as the body, without fleets: those are the lines. Raises InvalidInput."""
        question = body_fields(request)
        asked = fleets_of_estimate(store.document_of(version))
        refused = charged(request, TOKENS_PER_FLEET * max(len(asked.found.fleets) - 1, 0))
        if refused is not None:
            return refused
        return self.finish(estimate_commitments_document(asked.mixes(question)), version)


class EstimateCommitmentsView(CommittingView):
    """Of the newest version, by its key."""

    def post(self, request: Request, estimate: str) -> HttpResponseBase:
        """The mixes."""
        refuse_parameters(request)
        return self.mixes(request, store.newest(opened(request, estimate)))


class SharedCommitmentsView(CommittingView):
    """Of what a link shows."""

    def post(self, request: Request, token: str) -> HttpResponseBase:
        """The mixes."""
        refuse_parameters(request)
        return self.mixes(request, store.shared(token))
