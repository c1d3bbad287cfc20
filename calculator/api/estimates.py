"""Estimates of many services over REST. Nothing is computed here."""

from django.http import HttpResponseBase
from rest_framework.request import Request

from calculator.api.bodies import FORM, body_fields, body_text, merged, sent_form
from calculator.api.renderers import WRITING
from calculator.api.views import ApiView
from calculator.application.estimates import ask_estimate
from calculator.application.imports import BEFORE, ask_import
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.core.inputs import MOST_ERRORS
from calculator.interchange.asked import FILES, MOST_OVER_HTTP, read_asked
from calculator.interchange.file_text import sent_text
from calculator.presentation.estimate_documents import estimate_document, estimate_table
from calculator.presentation.http_answers import query_fields
from calculator.presentation.import_documents import import_document, import_table

# An estimate of 1,000 entries takes about half of it.
LARGEST_DOCUMENT = 1024 * 1024
FILE = "file"
# Groups in groups, with the lists and the usage of an entry in the innermost.
DEEPEST_DOCUMENT = 24


class EstimateAnswerView(ApiView):
    """What a document costs, without keeping it."""

    http_method_names = ("post", "options")
    table = staticmethod(estimate_table)

    def post(self, request: Request) -> HttpResponseBase:
        """The document as the body. Raises InvalidInput with the JSON pointer of each fault."""
        refuse_parameters(request)
        document = body_fields(request, LARGEST_DOCUMENT, DEEPEST_DOCUMENT)
        return self.reply(request, estimate_document(ask_estimate(document)))


class EstimateImportView(ApiView):
    """What a plan, template or export costs, with the account of everything in it; nothing is kept."""

    http_method_names = ("post", "options")
    table = staticmethod(import_table)

    def post(self, request: Request) -> HttpResponseBase:
        """The file as the body, or several as a form; what else there is to say in the query string or as form fields.

        Raises InvalidInput.
        """
        query = query_fields(request.query_params, leaving_out=WRITING)
        instead = "use `manage.py estimate_file`, which reads 64 MB"
        form = sent_form(request, LARGEST_DOCUMENT, instead)
        if form is None:
            asked = read_asked(query, MOST_OVER_HTTP)
            text = body_text(request, (*FILES, FORM), LARGEST_DOCUMENT, instead)
            return self.reply(request, import_document(ask_import([text], asked)))
        files, fields = form
        texts, before = _texts(files)
        asked = read_asked(merged(query, query_fields(fields)), MOST_OVER_HTTP)
        return self.reply(request, import_document(ask_import(texts, asked, before)))


def _texts(files: dict[str, list[bytes]]) -> tuple[list[str], str]:
    """The texts of a form: its files, and the one before them. Raises InvalidInput."""
    unknown = [name for name in files if name not in (FILE, BEFORE)]
    if unknown or not files.get(FILE) or len(files.get(BEFORE, [])) > 1:
        message = f"Send one file or more as `{FILE}`, and at most one earlier file as `{BEFORE}`."
        raise InvalidInput([FieldError(shown(unknown[0]) if unknown else FILE, message)])
    earlier = [sent_text(each, BEFORE) for each in files.get(BEFORE, [])]
    return [sent_text(each) for each in files[FILE]], "".join(earlier)


def refuse_parameters(request: Request) -> None:
    """Everything stands in the document. Raises InvalidInput."""
    given = list(query_fields(request.query_params, leaving_out=WRITING))
    if given:
        raise InvalidInput(
            FieldError(shown(name), f"{shown(name)} has no meaning here: the document says everything.")
            for name in given[:MOST_ERRORS]
        )
