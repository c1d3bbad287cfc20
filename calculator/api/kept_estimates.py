"""Estimates that are kept, over REST: made, read, replaced with a condition, compared, shown by links.

Whoever made an estimate has its key, sent as `Authorization: Bearer KEY`.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpResponse, HttpResponseBase
from rest_framework.request import Request

from calculator.api.bodies import body_fields
from calculator.api.errors import instance_of, problem_response
from calculator.api.estimates import DEEPEST_DOCUMENT, LARGEST_DOCUMENT, refuse_parameters
from calculator.api.renderers import WRITING
from calculator.api.views import ApiView
from calculator.core.errors import FieldError, InvalidInput, UnknownName, shown
from calculator.core.strict_json import refuse_each
from calculator.estimates.document import Document as EstimateFile
from calculator.estimates.read_document import read_document
from calculator.models import EstimateVersion, StoredEstimate
from calculator.presentation import kept_estimate_shapes as shapes
from calculator.presentation.error_documents import wrong_field_document
from calculator.presentation.estimate_documents import estimate_table
from calculator.presentation.http_answers import query_fields
from calculator.presentation.import_documents import import_table
from calculator.presentation.kept_estimates import (
    difference_of,
    difference_table,
    keep,
    keep_next,
    kept_answer,
    kept_import,
    share_document,
    version_document,
    version_row,
)
from calculator.store import estimates as store

BEARER = re.compile(r"Bearer +(\S+) *", re.IGNORECASE)
_TAG = re.compile(r'(?:W/)?"(\d{1,9})"')
LONGEST_KEY = 255


class KeptView(ApiView):
    """What is private to whoever has a key, and changes: nobody else may keep it."""

    def finish(self, document: object, version: EstimateVersion | None = None, status: int = 200) -> HttpResponseBase:
        """The document, with the version as its tag, never to be kept by others."""
        renderer = self.request.accepted_renderer
        response = HttpResponse(
            renderer.render(document, "", {"view": self}), content_type=renderer.media_type, status=status
        )
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Vary"] = "Accept, Authorization"
        if version is not None:
            response.headers["ETag"] = f'"{version.number}"'
        return response


def document_from(request: Request) -> EstimateFile:
    """The document that was sent. Raises InvalidInput."""
    return read_document(body_fields(request, LARGEST_DOCUMENT, DEEPEST_DOCUMENT))


def opened(request: Request, estimate: str) -> StoredEstimate:
    """The estimate that the key of the request opens. Raises UnknownName."""
    match = BEARER.fullmatch(request.headers.get("Authorization", ""))
    if match is None:
        message = "Send the key of the estimate, as it was answered when it was made: `Authorization: Bearer KEY`."
        raise UnknownName([FieldError("Authorization", message)])
    return store.find(estimate, match[1])


class EstimatesView(KeptView):
    """Making an estimate."""

    http_method_names = ("post", "options")

    def post(self, request: Request) -> HttpResponseBase:
        """Keep the document as the first version; sent again with the same Idempotency-Key it is not kept twice."""
        refuse_parameters(request)
        made_by = request.headers.get("Idempotency-Key", "")
        if len(made_by) > LONGEST_KEY:
            message = f"An Idempotency-Key has at most {LONGEST_KEY} characters."
            raise InvalidInput([FieldError("Idempotency-Key", message, shown(made_by))])
        version, is_new = keep(document_from(request), made_by)
        estimate = version.estimate
        links = _links(estimate.id)
        document: shapes.NewEstimate = {
            "id": estimate.id,
            "key": estimate.key,
            **version_document(version),
            "links": links,
        }
        response = self.finish(document, version, HTTPStatus.CREATED if is_new else HTTPStatus.OK)
        response.headers["Location"] = links["self"]
        return response


def _newest(name: str, version: EstimateVersion) -> shapes.KeptEstimate:
    """What is told of an estimate and its newest version."""
    return {"id": name, **version_document(version), "links": _links(name)}


def _links(name: str) -> dict[str, str]:
    here = f"/api/v1/estimates/{name}"
    return {
        "self": here,
        **{each: f"{here}/{each}" for each in ("answer", "commitments", "versions", "difference", "shares")},
        "page": f"/estimates/{name}/",
    }


class KeptEstimateView(KeptView):
    """One estimate."""

    http_method_names = ("get", "head", "put", "options")

    def get(self, request: Request, estimate: str) -> HttpResponseBase:
        """The newest version."""
        refuse_parameters(request)
        version = store.newest(opened(request, estimate))
        return self.finish(_newest(estimate, version), version)

    def put(self, request: Request, estimate: str) -> HttpResponseBase:
        """The next version, if nobody saved one since the one that `If-Match` names."""
        refuse_parameters(request)
        found = opened(request, estimate)
        condition = _TAG.fullmatch(request.headers.get("If-Match", ""))
        if condition is None:
            return self._refused(
                request,
                HTTPStatus.PRECONDITION_REQUIRED,
                "Send If-Match with the ETag of the version that you changed, so that no change of others is lost.",
            )
        try:
            version = keep_next(found, int(condition[1]), document_from(request))
        except store.VersionConflict as conflict:
            return self._refused(request, HTTPStatus.PRECONDITION_FAILED, conflict.detail)
        return self.finish(_newest(estimate, version), version)

    def _refused(self, request: Request, status: HTTPStatus, detail: str) -> HttpResponse:
        sent = request.headers.get("If-Match", "")
        return problem_response(
            {
                "type": "about:blank",
                "title": status.phrase,
                "status": int(status),
                "detail": detail,
                "instance": instance_of(request),
                "errors": [wrong_field_document(FieldError("If-Match", detail, shown(sent)))],
            }
        )


class VersionsView(KeptView):
    """The versions of an estimate, the newest first."""

    def get(self, request: Request, estimate: str) -> HttpResponseBase:
        """Without their documents."""
        refuse_parameters(request)
        rows = [version_row(each) for each in store.versions(opened(request, estimate))]
        document: shapes.EstimateVersions = {"count": len(rows), "versions": rows}
        return self.finish(document)


class VersionView(KeptView):
    """One version as it was saved."""

    table = staticmethod(estimate_table)

    def get(self, request: Request, estimate: str, number: str) -> HttpResponseBase:
        """Its document and its answer of then; CSV has the answer."""
        refuse_parameters(request)
        version = store.version(opened(request, estimate), int(number))
        answer = kept_answer(version)
        if request.accepted_renderer.format == "csv":
            return self.finish(answer, version)
        document: shapes.SavedVersion = {"id": estimate, **version_document(version), "answer": answer}
        return self.finish(document, version)


class KeptAnswerView(KeptView):
    """What an estimate costs, as it was answered when its newest version was saved."""

    table = staticmethod(estimate_table)

    def get(self, request: Request, estimate: str) -> HttpResponseBase:
        """The answer of the newest version."""
        refuse_parameters(request)
        version = store.newest(opened(request, estimate))
        return self.finish(kept_answer(version), version)


class KeptImportView(KeptView):
    """What became of everything in the file that an estimate was made from."""

    table = staticmethod(import_table)

    def get(self, request: Request, estimate: str) -> HttpResponseBase:
        """The account with the first version; CSV has a row for each resource. Raises UnknownName."""
        refuse_parameters(request)
        return self.finish(kept_import(opened(request, estimate)))


class DifferenceView(KeptView):
    """How two versions of an estimate differ."""

    table = staticmethod(difference_table)

    def get(self, request: Request, estimate: str) -> HttpResponseBase:
        """`from` and `to` are numbers of versions; without them the newest against the one before."""
        fields = query_fields(request.query_params, leaving_out=WRITING)
        refuse_each((name for name in fields if name not in ("from", "to")), "is no parameter; there are from and to.")
        found = opened(request, estimate)
        last = store.newest(found).number
        before = store.version(found, _number(fields, "from", max(last - 1, 1)))
        after = store.version(found, _number(fields, "to", last))
        document = difference_of(store.document_of(before), store.document_of(after))
        told: shapes.EstimateDifference = {"from": before.number, "to": after.number, **document}
        return self.finish(told)


def _number(fields: Mapping[str, str], name: str, default: int) -> int:
    text = fields.get(name, str(default))
    if not re.fullmatch(r"\d{1,9}", text):
        raise InvalidInput([FieldError(name, f"{name} is the number of a version.", shown(text))])
    return int(text)


class SharesView(KeptView):
    """Links that show an estimate to whoever has them."""

    http_method_names = ("get", "post", "head", "options")

    def get(self, request: Request, estimate: str) -> HttpResponseBase:
        """Those that are not revoked, the newest first."""
        refuse_parameters(request)
        rows = [share_document(each) for each in store.shares(opened(request, estimate))]
        document: shapes.EstimateShares = {"count": len(rows), "shares": rows}
        return self.finish(document)

    def post(self, request: Request, estimate: str) -> HttpResponseBase:
        """A new one: of the newest version, or with `version` of one alone."""
        refuse_parameters(request)
        found = opened(request, estimate)
        fields = body_fields(request)
        refuse_each((name for name in fields if name != "version"), "is no member; there is `version`.")
        number = None if fields.get("version") is None else _number({"version": str(fields["version"])}, "version", 1)
        return self.finish(share_document(store.share(found, number)), status=HTTPStatus.CREATED)


class ShareView(KeptView):
    """One link."""

    http_method_names = ("delete", "options")

    def delete(self, request: Request, estimate: str, token: str) -> HttpResponseBase:
        """It shows nothing from now on."""
        refuse_parameters(request)
        store.revoke(opened(request, estimate), token)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)


class SharedView(KeptView):
    """What a link shows."""

    table = staticmethod(estimate_table)

    def get(self, request: Request, token: str) -> HttpResponseBase:
        """The document and the answer; CSV has the answer."""
        refuse_parameters(request)
        version = store.shared(token)
        answer = kept_answer(version)
        document: shapes.SharedEstimate = {**version_document(version), "answer": answer}
        return self.finish(answer if request.accepted_renderer.format == "csv" else document, version)
