"""Addresses under `/cells/`."""

from django.urls import path, re_path

from calculator.cells.views import cell, help_page

urlpatterns = [
    path("", help_page, name="cells"),
    path("help", help_page, name="cells_help"),
    # Whatever is asked for, a cell is answered: even a line break may be in the name of a value.
    re_path(r"^(?P<key>[^/]*)/(?P<value>[\s\S]*)\Z", cell, name="cell"),
    path("<str:key>", cell),
]
