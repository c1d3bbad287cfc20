"""The page that leads to every other way of asking: spreadsheets, REST API, files, the command line."""

from functools import cache

from django.core.management import get_commands, load_command_class
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from calculator.web.page_request import unread
from calculator.web.pages import page

OUR_APP = "calculator"


@page
def help_page(request: HttpRequest) -> HttpResponse:
    """Where each way is described, and the commands with what they say of themselves."""
    context = {"nav": "help", "commands": commands(), "ignored": unread(request.GET)}
    return render(request, "calculator/help.html", context)


@cache
def commands() -> tuple[tuple[str, str], ...]:
    """The calculator's own commands by name, each with its sentence."""
    own = sorted(name for name, app in get_commands().items() if app == OUR_APP)
    return tuple((name, load_command_class(OUR_APP, name).help) for name in own)
