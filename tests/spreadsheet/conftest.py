"""Two offices for the spreadsheet tests, one that writes numbers the English way and one the German way."""

from collections.abc import Iterator

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.spreadsheet.libreoffice import ENGLISH, GERMAN, LibreOffice, LibreOfficeError, running_office


@pytest.fixture(scope="session", params=[ENGLISH, GERMAN], ids=lambda locale: locale.code)
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibreOffice]:
    """One running LibreOffice per locale, for all tests."""
    try:
        with running_office(request.param, tmp_path_factory.mktemp("office")) as running:
            yield running
    except LibreOfficeError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None


@pytest.fixture
def s3_cells(live_server: LiveServer) -> str:
    """The address under which the running application answers S3 cells."""
    return f"{live_server.url}/cells/s3"
