"""What is refused before a view is asked: in the format of the surface that was asked."""

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from calculator.api.errors import instance_of, problem_response
from calculator.cells.answers import writing_of
from calculator.cells.parameters import is_strict, query_of
from calculator.cells.views import refused as refused_cell
from calculator.core.errors import CalculatorError, FieldError
from calculator.presentation.http_answers import STATUS_OF, UnreadableRequest, problem, public_errors

NOT_OUR_NAME = "The server does not answer to this name; whoever runs it can add it to CALCULATOR_ALLOWED_HOSTS."
UNREADABLE = "The address holds more fields than anything here takes, or is not well formed."


def refused(request: HttpRequest, error: CalculatorError) -> HttpResponse:
    """The refusal, which nobody may keep."""
    if request.path.startswith(reverse("api:index")):
        return problem_response(problem(error, instance_of(request)))
    cells = reverse("cells")
    if request.path.startswith(cells):
        value = request.path.removeprefix(cells).partition("/")[2]
        return refused_cell(error, writing_of(value), _is_strict(request))
    status = int(STATUS_OF[type(error)])
    response = render(request, f"{status}.html", {"errors": public_errors(error)}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's answer to what it cannot read, such as a host that is not ours."""
    is_host = isinstance(exception, DisallowedHost)
    field, told = ("host", NOT_OUR_NAME) if is_host else ("request", UNREADABLE)
    return refused(request, UnreadableRequest([FieldError(field, told)]))


def _is_strict(request: HttpRequest) -> bool:
    try:
        return is_strict(query_of(request))
    except CalculatorError:
        return False
