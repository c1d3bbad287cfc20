"""The words that every way in understands by itself; a field of a service by such a name could never be stated."""

import pytest

from calculator.adapters.api.renderers import FORMAT
from calculator.adapters.asking import AGAINST, SPAN_FIELDS, common
from calculator.adapters.listings import PAGE_FIELDS
from calculator.adapters.spreadsheet.parameters import PRECISION, REFRESH, STRICT
from calculator.services import SERVICES
from calculator.services.service import Service

OPTIONS_OF_THE_COMMAND = ("service", "compare_by", "json", "csv", "help")
OPTIONS_OF_EVERY_COMMAND = ("version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color")


@pytest.mark.parametrize("service", SERVICES.values(), ids=list(SERVICES))
def test_no_field_has_a_name_that_means_something_else(service: Service) -> None:
    reserved = {*common(), *SPAN_FIELDS, *PAGE_FIELDS, AGAINST, "by", FORMAT, PRECISION, STRICT, REFRESH}
    assert reserved >= {
        *("by", "over", "scale", "start", "stop", "points", "format", "precision", "strict", "r"),
        *("region", "as_of", "page", "page_size"),
    }
    reserved |= {*OPTIONS_OF_THE_COMMAND, *OPTIONS_OF_EVERY_COMMAND}
    assert reserved & set(service.Usage.declarations) == set()
