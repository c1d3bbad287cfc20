"""What a LibreOffice user sees in a cell: numbers, texts, error sentences and XML, in two locales.

S3 Standard in us-east-1 costs 0.023 USD per GB-month, so 1000 GB are 23 USD and 2000 GB are 46 USD.
"""

import time
from collections.abc import Iterator

import pytest
from django.core.signals import request_started

from calculator.presentation.spreadsheet_formulas import PROGRAMS
from tests.spreadsheet.libreoffice import ENGLISH, GERMAN, LibreOffice

pytestmark = [pytest.mark.spreadsheet, pytest.mark.slow]

MONTHLY = "monthly_usd?storage_gb=1000"
NEGATIVE = "monthly_usd?storage_gb=-1"
ESTIMATE = "estimate.xml?storage_gb=1000"
COMPARISON = "compare.xml?by=storage_class&storage_gb=1000"
BLOCKED = "compare.xml?retrieval_speed=expedited&retrieval_gb=1"
STORAGE_CLASSES = 8

NO_VALUE = 519  # LibreOffice's number for #VALUE!
LONGEST_ERROR_SENTENCE = 200
LONGEST_TEXT_IN_A_FORMULA = 1022

GUIDES = {ENGLISH: "LibreOffice Calc, English", GERMAN: "LibreOffice Calc, German"}


@pytest.fixture
def methods() -> Iterator[list[str]]:
    """The methods of the requests that the application receives."""
    seen: list[str] = []

    def note(environ: dict[str, str], **named: object) -> None:
        seen.append(environ["REQUEST_METHOD"])

    request_started.connect(note)
    yield seen
    request_started.disconnect(note)


def webservice(cells: str, path: str) -> str:
    """The call that fetches a cell; a formula once it has its equals sign."""
    return f'WEBSERVICE("{cells}/{path}")'


def test_the_office_writes_and_complains_in_its_own_language(office: LibreOffice) -> None:
    """The other tests mean nothing in a locale that was not taken up."""
    assert office.cell("=3/2").text == f"1{office.locale.decimal_sign}5"
    missing = f"is the language pack of LibreOffice for {office.locale.language} installed?"
    assert office.cell('="text"*1').text == office.locale.value_error, missing


# Numbers


def test_a_cell_receives_the_number_as_bare_text(office: LibreOffice, s3_cells: str) -> None:
    cell = office.cell("=" + webservice(s3_cells, MONTHLY))
    assert (cell.text, cell.number, cell.error) == ("23.00", None, 0)


def test_numbervalue_reads_the_number_in_every_locale(office: LibreOffice, s3_cells: str) -> None:
    assert office.cell(f'=NUMBERVALUE({webservice(s3_cells, MONTHLY)};".")').number == 23
    assert office.cell(f'=12*NUMBERVALUE({webservice(s3_cells, MONTHLY)};".")').number == 276


def test_numbervalue_reads_many_decimals_in_every_locale(office: LibreOffice, s3_cells: str) -> None:
    exact = webservice(s3_cells, "monthly_usd?storage_gb=0.5&precision=4")
    assert office.cell(f'=NUMBERVALUE({exact};".")').number == 0.0115


def test_a_line_item_is_a_number_of_its_own(office: LibreOffice, s3_cells: str) -> None:
    storage = webservice(s3_cells, "line_items.storage.usd?storage_gb=1000")
    assert office.cell(f'=NUMBERVALUE({storage};".")').number == 23


def test_a_text_value_arrives_as_text(office: LibreOffice, s3_cells: str) -> None:
    cell = office.cell("=" + webservice(s3_cells, "usage.storage_class?storage_class=STANDARD_IA"))
    assert (cell.text, cell.number, cell.error) == ("STANDARD_IA", None, 0)


# Inputs from other cells


def test_the_answer_follows_the_input_cell(office: LibreOffice, s3_cells: str) -> None:
    formula = f'=WEBSERVICE("{s3_cells}/monthly_usd?storage_gb="&A1)'
    first, second = office.steps({"A1": 1000, "B1": formula}, {"A1": 2000})
    assert (first["B1"].text, second["B1"].text) == ("23.00", "46.00")


def test_a_fraction_in_the_input_cell_travels_with_a_point(office: LibreOffice, s3_cells: str) -> None:
    formula = f'=WEBSERVICE("{s3_cells}/monthly_usd?storage_gb="&SUBSTITUTE(A1;",";"."))'
    (sheet,) = office.steps({"A1": 1500.5, "B1": formula})
    assert sheet["B1"].text == "34.51"


def test_a_decimal_comma_is_refused_not_misread(office: LibreOffice, s3_cells: str) -> None:
    """Without SUBSTITUTE a German sheet sends 1500,5. Taken for thousands it would cost ten times as much."""
    formula = f'=WEBSERVICE("{s3_cells}/monthly_usd?storage_gb="&A1)'
    (sheet,) = office.steps({"A1": 1500.5, "B1": formula})
    expected = {".": "34.51", ",": "ERROR invalid_input storage_gb: "}[office.locale.decimal_sign]
    assert sheet["B1"].text.startswith(expected)


def test_a_refresh_parameter_changes_nothing_but_asks_again(office: LibreOffice, s3_cells: str) -> None:
    formula = f'=WEBSERVICE("{s3_cells}/{MONTHLY}&r="&A1)'
    first, second = office.steps({"A1": 1, "B1": formula}, {"A1": 2})
    assert (first["B1"].text, second["B1"].text) == ("23.00", "23.00")


# Errors


def test_an_error_is_a_sentence_in_the_cell(office: LibreOffice, s3_cells: str) -> None:
    cell = office.cell("=" + webservice(s3_cells, NEGATIVE))
    assert cell.text.startswith("ERROR invalid_input storage_gb: ")
    assert len(cell.text) <= LONGEST_ERROR_SENTENCE
    assert len(cell.text.splitlines()) == 1
    assert cell.error == 0


def test_an_error_never_becomes_a_number(office: LibreOffice, s3_cells: str) -> None:
    cell = office.cell(f'=NUMBERVALUE({webservice(s3_cells, NEGATIVE)};".")')
    assert (cell.text, cell.error) == (office.locale.value_error, NO_VALUE)


def test_one_formula_shows_the_number_or_the_sentence(office: LibreOffice, s3_cells: str) -> None:
    formula = '=IFERROR(NUMBERVALUE(B{row};".");B{row})'
    (sheet,) = office.steps(
        {
            "B1": "=" + webservice(s3_cells, MONTHLY),
            "B2": "=" + webservice(s3_cells, NEGATIVE),
            "C1": formula.format(row=1),
            "C2": formula.format(row=2),
        }
    )
    assert sheet["C1"].number == 23
    assert sheet["C2"].text == sheet["B2"].text


def test_strict_turns_an_error_into_the_offices_own(office: LibreOffice, s3_cells: str) -> None:
    cell = office.cell("=" + webservice(s3_cells, NEGATIVE + "&strict=1"))
    assert (cell.text, cell.error) == (office.locale.value_error, NO_VALUE)


# XML


def test_filterxml_reads_the_total(office: LibreOffice, s3_cells: str) -> None:
    """A node arrives as text with a point; XPath's number() makes it a number in every locale."""
    as_number = office.cell(f'=FILTERXML({webservice(s3_cells, ESTIMATE)};"number(//monthly_usd)")')
    as_text = office.cell(f'=NUMBERVALUE(FILTERXML({webservice(s3_cells, ESTIMATE)};"//monthly_usd");".")')
    assert (as_number.number, as_text.number) == (23, 23)


def test_filterxml_finds_a_line_item_by_name(office: LibreOffice, s3_cells: str) -> None:
    path = "number(//*[name='storage']/usd)"
    assert office.cell(f'=FILTERXML({webservice(s3_cells, ESTIMATE)};"{path}")').number == 23


def test_filterxml_reads_the_comparison(office: LibreOffice, s3_cells: str) -> None:
    comparison = webservice(s3_cells, COMPARISON)
    standard = "number(//*[choice='STANDARD']/monthly_usd)"
    assert office.cell(f'=FILTERXML({comparison};"count(//*[choice])")').number == STORAGE_CLASSES
    assert office.cell(f'=FILTERXML({comparison};"{standard}")').number == 23


def test_an_error_in_xml_has_code_and_sentence(office: LibreOffice, s3_cells: str) -> None:
    refused = webservice(s3_cells, "estimate.xml?storage_gb=-1")
    assert office.cell(f'=FILTERXML({refused};"string(//error/@code)")').text == "invalid_input"
    assert "storage_gb" in office.cell(f'=FILTERXML({refused};"//error")').text


def test_money_that_is_not_there_is_an_error_and_never_zero(office: LibreOffice, s3_cells: str) -> None:
    answer = webservice(s3_cells, BLOCKED)
    archive = "//alternative[choice='DEEP_ARCHIVE']"
    assert office.cell(f'=FILTERXML({answer};"string({archive}/feasible)")').text == "false"
    missing = office.cell(f'=FILTERXML({answer};"number({archive}/monthly_usd)")')
    assert missing.number is None
    assert missing.error != 0


# What the help page says of this program


def test_the_formulas_of_the_help_page_work_as_typed(office: LibreOffice, s3_cells: str) -> None:
    program = next(each for each in PROGRAMS if each.name == GUIDES[office.locale])
    typed = {each.purpose: {"local": each.text} for each in program.formulas(s3_cells, "storage_gb", "storage")}
    (sheet,) = office.steps(
        {
            "A1": 1000,
            "B1": typed["In B1: the answer as it comes"],
            "B2": typed["In B2: a whole estimate at once"],
            "C1": typed["In C1: the number in B1, or else the sentence"],
            "D1": typed["A number"],
            "D2": typed["An input from cell A1, a number"],
            "D3": typed["An input from cell A1, a text"],
            "D4": typed["A total out of B2"],
            "D5": typed["A line item out of B2"],
        }
    )
    numbers = {address: cell.number for address, cell in sheet.items() if address not in ("B1", "B2")}
    assert numbers == dict.fromkeys(("C1", "D1", "D2", "D3", "D4", "D5"), 23)


def test_a_suffixed_input_travels_encoded(office: LibreOffice, s3_cells: str) -> None:
    formula = f'=NUMBERVALUE(WEBSERVICE("{s3_cells}/monthly_usd?storage_gb="&ENCODEURL(A1));".")'
    (sheet,) = office.steps({"A1": "5 TB", "B1": formula})
    assert sheet["B1"].number == 117.76


def test_a_new_address_costs_three_requests_and_is_asked_once_a_workbook(
    office: LibreOffice, s3_cells: str, methods: list[str]
) -> None:
    formula = "=" + webservice(s3_cells, f"{MONTHLY}&r={time.monotonic_ns()}")
    office.steps({"A1": formula, "A2": formula}, {"A3": formula})
    assert methods == ["OPTIONS", "HEAD", "GET"]


def test_another_workbook_asks_again_without_options(office: LibreOffice, s3_cells: str, methods: list[str]) -> None:
    formula = "=" + webservice(s3_cells, f"{MONTHLY}&r={time.monotonic_ns()}")
    office.cell(formula)
    office.cell(formula)
    assert methods == ["OPTIONS", "HEAD", "GET", "HEAD", "GET"]


def test_a_new_refresh_value_asks_again(office: LibreOffice, s3_cells: str, methods: list[str]) -> None:
    formula = f'=WEBSERVICE("{s3_cells}/{MONTHLY}&r={time.monotonic_ns()}-"&A1)'
    office.steps({"A1": 1, "B1": formula}, {"A1": 2})
    assert methods == ["OPTIONS", "HEAD", "GET"] * 2


def test_value_misreads_a_point_where_the_comma_is_the_decimal_sign(office: LibreOffice) -> None:
    """Why the help page insists on NUMBERVALUE."""
    read = {".": (0.023, 23), ",": (23, 23000)}[office.locale.decimal_sign]
    assert office.cell('=VALUE("0.023")').number == read[0]
    assert office.cell('=VALUE("23.000")').number == read[1]


def test_a_text_within_a_formula_has_a_longest_length(office: LibreOffice) -> None:
    fits, too_long = ("x" * length for length in (LONGEST_TEXT_IN_A_FORMULA, LONGEST_TEXT_IN_A_FORMULA + 1))
    assert office.cell(f'=LEN("{fits}")').number == LONGEST_TEXT_IN_A_FORMULA
    assert office.cell(f'=LEN("{too_long}")').error != 0
    assert office.cell(f'=LEN("{fits}"&"{fits}")').number == 2 * LONGEST_TEXT_IN_A_FORMULA
