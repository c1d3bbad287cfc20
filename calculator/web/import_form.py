"""The form of a new estimate: its fields and labels, what was typed into them, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest

from calculator.application.imports import BEFORE
from calculator.application.questions import catalogue
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.interchange.asked import PARAMETERS, REGION, TAGS, TITLE, USAGE
from calculator.web.page_request import refuse_unread

Context = dict[str, Any]
FILE, BLUEPRINT = "file", "blueprint"
# What the form calls the fields beside those of an estimate of our own.
_ASKED = {"file_region": REGION, "tags": TAGS, "parameters": PARAMETERS, "title": TITLE, "usage": USAGE}
LABELS: Mapping[str, str] = {
    "title": "Title",
    FILE: "File (Excel, JSON or CSV of an estimate; a Terraform plan; a CloudFormation template; an export of the AWS "
    "Pricing Calculator), with a usage file or not",
    "file_region": "Region, where the file does not say it, as no template does",
    "tags": "Tags to keep, such as team,env",
    BEFORE: "An earlier file of the same kind, to compare",
    "parameters": "Parameters of a template, one NAME=VALUE a line",
    "usage": "How much resources are used, as YAML",
}
# Those that an estimate of our own has no use for.
_BESIDE = ("file_region", "tags", "parameters", "usage")
# Those that the form shows when it is asked to.
_FOLDED = ("tags", BEFORE, "parameters", "usage")


def refuse_unread_of_import(request: HttpRequest) -> None:
    """Raises InvalidInput for what was sent and is no field of the form, and for a field that was sent twice."""
    # A browser sends a file that nobody chose as an empty text.
    unchosen = [name for name in (FILE, BEFORE) if not request.POST.get(name)]
    refuse_unread(request.POST, *_ASKED, BLUEPRINT, *unchosen)
    unknown = [name for name in request.FILES if name not in (FILE, BEFORE)]
    if unknown:
        message = f"Files are sent as {FILE} and {BEFORE}."
        raise InvalidInput(FieldError(shown(name), message) for name in unknown)


def refuse_beside(posted: Mapping[str, Any]) -> None:
    """Raises InvalidInput for what is stated beside a file and has no use, because there is no plan or template."""
    idle = [name for name in _BESIDE if str(posted.get(name, "")).strip()]
    if idle:
        message = "This is read with a plan, a template or an export alone; leave it empty, or send such a file."
        raise InvalidInput(FieldError(_ASKED[name], message) for name in idle)


def import_problems(errors: Iterable[FieldError], posted: Mapping[str, Any]) -> Context:
    """What is wrong, each with the field of the form that it is about, and whether the file is at fault."""
    fields = {asked: field for field, asked in _ASKED.items()}
    told = [(fields.get(each.field, each.field), each.message) for each in errors]
    return {
        "problems": [{"id": name, "label": LABELS.get(name), "field": name, "message": text} for name, text in told],
        "is_file_wrong": any(name not in (*_ASKED, *posted) for name, _ in told),
        "is_folded_wrong": any(name in _FOLDED for name, _ in told),
    }


def typed_of_import(posted: Mapping[str, Any]) -> dict[str, str]:
    """What the form states beside the file."""
    return {name: str(posted.get(field, "")) for field, name in _ASKED.items()}


def import_fields(posted: Mapping[str, Any]) -> Context:
    """The fields of the form as they were typed, and the Regions to choose from."""
    return {**typed_of_import(posted), "labels": LABELS, "regions": catalogue().regions}
