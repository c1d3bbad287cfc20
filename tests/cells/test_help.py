"""The help page for cells: every value with a real answer, formulas that ask this server."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.test import Client

from calculator.presentation.spreadsheet_formulas import PROGRAMS, Program
from calculator.services import SERVICES
from tests.lanes import SERVICES_ASKED, some_of

# Of HTML: about what a page of a workload has.
MOST_BYTES = 110_000
CELLS = "http://testserver/cells/s3"
BY_NAME = {program.name: program for program in PROGRAMS}
ENGLISH_ONLY = re.compile(r"\b(WEBSERVICE|NUMBERVALUE|FILTERXML|IFERROR|SUBSTITUTE|ENCODEURL)\(")


class Links(HTMLParser):
    """Where the links of a page lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if tag == "a" and name == "href"]


def formulas(program: Program) -> dict[str, str]:
    return {each.purpose: each.text for each in program.formulas(CELLS, "storage_gb", "storage")}


@pytest.mark.parametrize("address", ["/cells/", "/cells/help", "/cells/help?service=s3"])
def test_the_help_names_every_service_and_its_totals(client: Client, address: str) -> None:
    page = unescape(client.get(address).content.decode())
    assert [service.NAME for service in SERVICES.values() if service.NAME not in page] == []
    assert "line_items.storage.usd" in page
    assert f'=NUMBERVALUE(WEBSERVICE("{CELLS}/monthly_usd");".")' in page


@pytest.mark.parametrize("key", SERVICES)
def test_every_cell_that_the_help_links_to_is_answered(client: Client, key: str) -> None:
    page = client.get(f"/cells/help?service={key}").text
    links = [link for link in Links(page).found if link.startswith(f"/cells/{key}/")]
    assert len(links) > 8
    assert [link for link in links if "X-Cell-Error" in client.get(link)] == []


def test_the_help_of_every_service_is_one_choice_away_and_small(client: Client) -> None:
    chosen = re.findall(r'<option value="(\w+)"', client.get("/cells/help").text)
    assert chosen == [*SERVICES]
    sizes = {key: len(client.get(f"/cells/help?service={key}").content) for key in some_of(chosen, SERVICES_ASKED)}
    assert max(sizes.values()) < MOST_BYTES


def test_the_help_of_a_service_that_there_is_not_is_refused(client: Client) -> None:
    response = client.get("/cells/help?service=s4")
    assert response.status_code == 404
    assert "s3" in response.text


def test_excel_in_english_separates_with_commas() -> None:
    said = formulas(BY_NAME["Excel for Windows, English"])
    assert said["A number"] == f'=NUMBERVALUE(WEBSERVICE("{CELLS}/monthly_usd"),".")'
    assert said["An input from cell A1, a number"] == (
        f'=NUMBERVALUE(WEBSERVICE("{CELLS}/monthly_usd?storage_gb="&SUBSTITUTE(A1,",",".")),".")'
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Excel for Windows, German", f'=ZAHLENWERT(WEBDIENST("{CELLS}/monthly_usd");".")'),
        ("LibreOffice Calc, German", f'=ZAHLWERT(WEBDIENST("{CELLS}/monthly_usd");".")'),
    ],
)
def test_german_programs_have_their_own_names(name: str, expected: str) -> None:
    said = formulas(BY_NAME[name])
    assert said["A number"] == expected
    assert [text for text in said.values() if ENGLISH_ONLY.search(text)] == []


def test_google_sheets_reads_the_point_in_every_country() -> None:
    said = formulas(BY_NAME["Google Sheets, with semicolons"])
    assert said["A number"] == f'=IMPORTDATA("{CELLS}/monthly_usd";",";"en_US")'
    assert all('"en_US")' in text for text in said.values())
