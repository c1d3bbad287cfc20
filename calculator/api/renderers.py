"""How an answer is written: JSON or CSV, chosen by `format` or by the Accept header."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.exports.csv_file import DIALECT, csv_text
from calculator.presentation.answer_documents import Document
from calculator.presentation.tables import Table

FORMAT = "format"
# The parameters that say how an answer is written.
WRITING = (FORMAT, DIALECT)
# Our documents hold no cycles.
_json = json.JSONEncoder(check_circular=False).encode


class JsonRenderer(BaseRenderer):
    """JSON in ASCII, so that no client can misread it."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Document, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """The document as it is."""
        return _json(data).encode("ascii")


class WrittenJsonRenderer(JsonRenderer):
    """JSON that arrives here already written, because it is the same for everybody."""

    def render(self, data: bytes, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:  # type: ignore[override]
        """The document as it is."""
        return data


class CsvRenderer(BaseRenderer):
    """CSV of the documents that are tables: the view says how."""

    media_type = "text/csv"
    format = "csv"

    def render(
        self,
        data: Document,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """The table that the view makes of the document."""
        view = (renderer_context or {})["view"]
        table: Callable[[Document], Table] = view.table
        return csv_text(table(data), view.dialect).encode("utf-8")


class HtmlRenderer(BaseRenderer):
    """Pages, which arrive here already written."""

    media_type = "text/html"
    format = "html"

    def render(self, data: str, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """The page."""
        return data.encode("utf-8")


class Negotiation(BaseContentNegotiation):
    """`format` wins over Accept; Accept is read with its weights."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """The renderer and its media type. Raises NotAcceptable, saying what there is, and InvalidInput."""
        offered = list(renderers)
        given = request.query_params.getlist(FORMAT)
        if len(given) > 1:
            raise InvalidInput(
                [FieldError(FORMAT, f"{FORMAT} is given more than once; give it once.", shown(given[0]))]
            )
        wanted = given[0] if given else None
        if wanted is not None:
            named = [renderer for renderer in offered if renderer.format == wanted]
            if not named:
                raise NotAcceptable(f"There is no format {shown(wanted)!r} here; {_offer(offered)}.")
            return named[0], named[0].media_type
        # What most clients send needs no weighing.
        if request.META.get("HTTP_ACCEPT", "*/*") == "*/*":
            return offered[0], offered[0].media_type
        by_type = {renderer.media_type: renderer for renderer in offered}
        chosen = request.get_preferred_type(list(by_type))
        if chosen is None:
            raise NotAcceptable(f"None of the types in the Accept header is offered; {_offer(offered)}.")
        return by_type[chosen], chosen


def _offer(renderers: Sequence[BaseRenderer]) -> str:
    return "choose " + " or ".join(f"{renderer.media_type} (format={renderer.format})" for renderer in renderers)
