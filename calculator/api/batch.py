"""`POST /api/v1/batch`: a table of usages in, the same table with its answers out, as a stream."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.http import parse_header_parameters
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from calculator.api.renderers import FORMAT
from calculator.api.views import ApiView
from calculator.core.declarations import FlagField, read_field
from calculator.core.errors import FieldError, FileTooLarge, InvalidInput
from calculator.core.strict_json import refuse_each
from calculator.presentation.http_answers import charged, query_fields
from calculator.serving.costs import ROWS_PER_TOKEN

SERVICE, LINE_ITEMS, READ = "service", "line_items", "read"
KINDS = {
    "text/csv": "csv",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/vnd.apache.parquet": "parquet",
}
# Programs made by generators send this; the kind is then told by how the table begins.
AS_IT_IS = "application/octet-stream"
PARQUET = b"PAR1"
FLAG = FlagField(label="Line items", help="Answer with the line items in long form.", default=False)


class TableRenderer(BaseRenderer):
    """What an answer can be written as; the view streams it."""

    charset = None


class CsvTable(TableRenderer):
    """CSV."""

    media_type, format = "text/csv", "csv"


class JsonTable(TableRenderer):
    """JSON lines."""

    media_type, format = "application/x-ndjson", "jsonl"


class ParquetTable(TableRenderer):
    """Parquet."""

    media_type, format = "application/vnd.apache.parquet", "parquet"


class BatchView(ApiView):
    """A table of usages."""

    http_method_names: Sequence[str] = ("post", "options")
    renderer_classes: Sequence[type[BaseRenderer]] = (CsvTable, JsonTable, ParquetTable)

    def post(self, request: Request) -> HttpResponseBase:
        """The table with its answers, in the format that was asked for, or else in that of the table."""
        # pandas and pyarrow are loaded when somebody first brings a table.
        from calculator.application.batches import answered_table, opened_table, read_table
        from calculator.exports.batch_files import MEDIA_TYPES, pieces

        given = query_fields(request.query_params, leaving_out=(FORMAT,))
        refuse_each(
            (name for name in given if name not in (SERVICE, LINE_ITEMS, READ)),
            f"is no parameter; there are {', '.join((SERVICE, LINE_ITEMS, READ))} and {FORMAT}. "
            "Fields are columns of the table.",
        )
        stated, has_items = _kind(request), _flag(given)
        body = _body(request)
        kind = stated or _kind_of(body)
        source = opened_table(lambda: BytesIO(body), kind)
        table = read_table(source, usual=given.get(SERVICE, ""), has_items=has_items, meant=_meant(given))
        refused = charged(request, -(-table.rows // ROWS_PER_TOKEN))
        if refused is not None:
            return refused
        wanted = request.accepted_renderer.format if _is_chosen(request) else kind
        parts = answered_table(table)
        if has_items:
            written = pieces(wanted, ((part.items, ()) for part, _ in parts if part.items is not None))
        else:
            written = pieces(wanted, ((part.table, lines) for part, lines in parts))
        response = StreamingHttpResponse(_noting(written), content_type=MEDIA_TYPES[wanted])
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Accept"
        return response


def _noting(written: Iterator[bytes]) -> Iterator[bytes]:
    """What has something in it: an empty piece would be taken for the end."""
    yield from (piece for piece in written if piece)


def _kind(request: Request) -> str | None:
    """The kind of table that the header states; None where it leaves that to the table."""
    media_type, _ = parse_header_parameters(request.content_type or "")
    if media_type not in (*KINDS, AS_IT_IS):
        told = f"The table must be sent as {', '.join((*KINDS, AS_IT_IS))}."
        raise UnsupportedMediaType(media_type, told)
    return KINDS.get(media_type)


def _kind_of(body: bytes) -> str:
    """The kind of table by how it begins."""
    if body.startswith(PARQUET):
        return "parquet"
    return "jsonl" if body.lstrip().startswith(b"{") else "csv"


def _is_chosen(request: Request) -> bool:
    """Whether somebody asked for a format."""
    return FORMAT in request.query_params or request.META.get("HTTP_ACCEPT", "*/*") != "*/*"


def _meant(given: Mapping[str, str]) -> dict[str, str]:
    """What columns are read as: `size:storage_gb,note:`. Raises InvalidInput."""
    pairs = [each.rpartition(":") for each in given.get(READ, "").split(",") if each.strip()]
    lacking = (column for _, colon, column in pairs if not colon)
    refuse_each(lacking, "is read as what? Write `column:field`, with commas between several.")
    return {name.strip(): field.strip() for name, _, field in pairs}


def _flag(given: Mapping[str, str]) -> bool:
    errors: list[FieldError] = []
    found = bool(read_field(LINE_ITEMS, FLAG, given.get(LINE_ITEMS, "false"), errors))
    if errors:
        raise InvalidInput(errors)
    return found


def _body(request: Request) -> bytes:
    """All that was sent. Raises FileTooLarge."""
    from calculator.application.batches import ADVICE, MOST_BYTES

    body: bytes = request._request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise FileTooLarge(f"The table has more than {MOST_BYTES // 2**20} MB.{ADVICE}")
    return body
