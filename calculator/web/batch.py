"""The page of tables: a file is dropped, priced in the one answer, and forgotten."""

import json
from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from calculator.core.errors import BadFile, CalculatorError, FileTooLarge
from calculator.presentation.http_answers import STATUS_OF, charged, public_errors
from calculator.serving.costs import ROWS_PER_TOKEN
from calculator.web.estimates.access import estimate_page, from_own_page
from calculator.web.estimates.making import made
from calculator.web.page_request import refuse_unread, unread

if TYPE_CHECKING:
    from calculator.application.batches import Source, Table

PROGRESS = "application/x-ndjson"
DOWNLOADS = {"csv": "csv", "parquet": "parquet", "items": "csv", "errors": "csv"}
USUAL_GROUP = "group"
# Before the name of a column: what it is read as.
READ = "read:"
ESTIMATE_ROWS = 1000


def batch(request: HttpRequest) -> HttpResponseBase:
    """The form; with a file its answer, as a page, as a download, or with its progress on the way."""
    if request.method not in ("GET", "HEAD", "POST"):
        response = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        response.headers["Allow"] = "GET, HEAD, POST"
        return response
    if request.method != "POST":
        context = {"nav": "batch", "typed": {"group_by": USUAL_GROUP}, "ignored": unread(request.GET)}
        return render(request, "batch/batch.html", context)
    try:
        source, name = source_sent(request)
    except CalculatorError as error:
        return refused_page(request, error)
    try:
        table = table_of(request, source)
    except CalculatorError as error:
        return refused_page(request, error, source)
    refused = charged(request, -(-table.rows // ROWS_PER_TOKEN))
    if refused is not None:
        return refused
    wanted = str(request.POST.get("as", ""))
    if wanted in DOWNLOADS:
        return _download(table, name, wanted)
    context = {"nav": "batch", "typed": request.POST.dict()}
    if request.headers.get("Accept") == PROGRESS:
        lines = StreamingHttpResponse(_told(request, table, name, context), content_type=PROGRESS)
        lines.headers["Cache-Control"] = "no-store"
        return lines
    for told in _answered(request, table, name):
        context |= told
    response = render(request, "batch/batch.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@estimate_page("POST", protect=from_own_page)
def as_estimate(request: HttpRequest) -> HttpResponseBase:
    """The file as an estimate of this browser: an entry for each row."""
    source = None
    try:
        source, name = source_sent(request)
        table = table_of(request, source)
        refused = charged(request, -(-table.rows // ROWS_PER_TOKEN))
        if refused is not None:
            return refused
        from calculator.application.batch_estimates import estimate_of

        return made(request, estimate_of(table, Path(name).stem))
    except CalculatorError as error:
        return refused_page(request, error, source)


def source_sent(request: HttpRequest) -> tuple["Source", str]:
    """The file that was sent, and its name. Raises BadFile."""
    # pandas and pyarrow are loaded when somebody first brings a table.
    from calculator.application.batches import ADVICE, MOST_BYTES, kind_of_name, opened_table

    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.name:
        raise BadFile("Choose a file first: CSV, JSON lines or Parquet.")
    if (file.size or 0) > MOST_BYTES:
        raise FileTooLarge(f"The file has more than {MOST_BYTES // 2**20} MB.{ADVICE}")
    content = file.read()
    return opened_table(lambda: BytesIO(content), kind_of_name(file.name)), Path(file.name).name


def table_of(request: HttpRequest, source: "Source") -> "Table":
    """The table of a file, by what the form says of it. Raises BadFile, InvalidInput, UnknownName."""
    from calculator.application.batches import read_table

    refuse_unread(request.POST, "file", "service", "group_by", "as", *filter(_is_of_column, request.POST))
    return read_table(
        source,
        usual=str(request.POST.get("service", "")).strip(),
        has_items=str(request.POST.get("as", "")) == "items",
        group_by=str(request.POST.get("group_by", "")).strip(),
        meant=_meant(request, source),
    )


def _is_of_column(name: str) -> bool:
    return name.startswith(READ)


def _meant(request: HttpRequest, source: "Source") -> dict[str, str]:
    """What the form says that columns are; what it says of those of another file is left out."""
    typed = {name: str(request.POST[READ + name]).strip() for name in source.names if READ + name in request.POST}
    return {name: meant for name, meant in typed.items() if meant != name}


def refused_page(request: HttpRequest, error: CalculatorError, source: "Source | None" = None) -> HttpResponse:
    """The page of a file that cannot be priced, with its columns where it has any."""
    status = int(STATUS_OF.get(type(error), HTTPStatus.UNPROCESSABLE_ENTITY))
    context = {"nav": "batch", "problems": public_errors(error), "typed": request.POST.dict()}
    if source is not None:
        from calculator.presentation.batches.page import columns_to_read

        with suppress(CalculatorError):
            context |= columns_to_read(source, str(request.POST.get("service", "")), _meant(request, source))
    if request.headers.get("Accept") == PROGRESS:
        html = render_to_string("batch/_answer.html", context, request)
        return HttpResponse(json.dumps({"html": html}) + "\n", content_type=PROGRESS, status=status)
    return render(request, "batch/batch.html", context, status=status)


def _download(table: "Table", name: str, wanted: str) -> HttpResponseBase:
    from calculator.application.batches import answered_table
    from calculator.exports.batch_files import MEDIA_TYPES, errors_table, pieces

    kind = DOWNLOADS[wanted]
    parts = answered_table(table)
    tables: Iterator[Any]
    if wanted == "items":
        tables = ((part.items, ()) for part, _ in parts if part.items is not None)
    elif wanted == "errors":
        tables = ((errors_table(part.errors), ()) for part, _ in parts)
    else:
        tables = ((part.table, lines) for part, lines in parts)
    response = StreamingHttpResponse((piece for piece in pieces(kind, tables) if piece), content_type=MEDIA_TYPES[kind])
    plain = "".join(each if each.isascii() and (each.isalnum() or each in "-_") else "-" for each in Path(name).stem)
    suffix = {"items": ".items", "errors": ".errors"}.get(wanted, "")
    response.headers["Content-Disposition"] = f'attachment; filename="{plain}.priced{suffix}.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _told(request: HttpRequest, table: "Table", name: str, context: dict[str, Any]) -> Iterator[bytes]:
    """How far it is, line by line, and last what the page shows."""
    for told in _answered(request, table, name):
        if "done" in told:
            yield json.dumps(told).encode() + b"\n"
        else:
            html = render_to_string("batch/_answer.html", {**context, **told}, request)
            yield json.dumps({"html": html}).encode() + b"\n"


def _answered(request: HttpRequest, table: "Table", name: str) -> Iterator[dict[str, Any]]:
    """Rows that are done, and last all that there is to show."""
    from calculator.presentation.batches.page import answered_rows

    for told in answered_rows(table):
        is_last = "done" not in told
        yield {**told, "file": name, "as_one_account": _as_one_account(request, table)} if is_last else told


def _as_one_account(request: HttpRequest, table: "Table") -> Any:
    """What the rows of an estimate's file come to as one account pays them; None where it is no such file."""
    from calculator.application.estimates import answered, read_estimate_file

    file = request.FILES.get("file")
    is_flat = {"group", "service", "count"} <= {*table.source.names} and table.source.kind == "csv"
    is_flat = is_flat and not table.plan.titles
    if not is_flat or table.rows > ESTIMATE_ROWS or not isinstance(file, UploadedFile):
        return None
    try:
        file.seek(0)
        return answered(read_estimate_file(file.read().decode("utf-8-sig"))).money()
    except (CalculatorError, UnicodeDecodeError):
        return None
