"""Addresses under `/cells/`."""

from django.urls import path, re_path

from calculator.cells.views import cell, estimate_cell, help_page

urlpatterns = [
    path("", help_page, name="cells"),
    path("help", help_page, name="cells_help"),
    re_path(r"^estimates/(?P<token>[^/]*)/(?P<value>[\s\S]*)\Z", estimate_cell, name="estimate-cell"),
    # Whatever is asked for, a cell is answered: even a line break may be in the name of a value.
    re_path(r"^(?P<key>[^/]*)/(?P<value>[\s\S]*)\Z", cell, name="cell"),
    path("<str:key>", cell),
]
