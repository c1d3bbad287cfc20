"""The words that every way in understands by itself; a field of a service by such a name could never be stated."""

import pytest
from django.urls import get_resolver

from calculator.api.renderers import FORMAT
from calculator.application.questions import AGAINST, EXPLAIN, SPAN_FIELDS, common
from calculator.application.table_rows import PAGE_FIELDS
from calculator.cells.parameters import PRECISION, REFRESH, STRICT
from calculator.services import SERVICES
from calculator.services.service import Service

OPTIONS_OF_THE_COMMAND = ("service", "compare_by", "json", "csv", "help")
OPTIONS_OF_EVERY_COMMAND = ("version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color")


@pytest.mark.parametrize("service", SERVICES.values(), ids=list(SERVICES))
def test_no_field_has_a_name_that_means_something_else(service: Service) -> None:
    reserved = {*common(), *SPAN_FIELDS, *PAGE_FIELDS, AGAINST, EXPLAIN, "by", FORMAT, PRECISION, STRICT, REFRESH}
    assert reserved >= {
        *("by", "over", "scale", "start", "stop", "points", "format", "precision", "strict", "r"),
        *("region", "as_of", "month", "page", "page_size"),
    }
    reserved |= {*OPTIONS_OF_THE_COMMAND, *OPTIONS_OF_EVERY_COMMAND}
    assert reserved & set(service.Usage.declarations) == set()


# The first words of addresses that are there, and of those that are to come.
ADDRESSES = (
    *("answer", "api", "batch", "cells", "compare", "estimates", "glossary", "healthz", "help", "import", "learn"),
    *("metrics", "new", "prices", "s", "services", "static"),
)


def test_no_service_has_the_name_of_an_address() -> None:
    """A page of a service stands under its key."""
    assert set(ADDRESSES) & SERVICES.keys() == set()
    patterns = (str(each.pattern).removeprefix("^") for each in get_resolver().url_patterns)
    taken = {each.split("/")[0] for each in patterns} - {"", "<slug:key>"}
    assert taken <= set(ADDRESSES)
