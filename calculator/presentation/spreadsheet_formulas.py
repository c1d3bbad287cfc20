"""Formulas that fetch cells, in the words and with the signs of each spreadsheet program."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

GERMAN = {
    "ENCODEURL": "URLCODIEREN",
    "FILTERXML": "XMLFILTERN",
    "IFERROR": "WENNFEHLER",
    "SUBSTITUTE": "WECHSELN",
    "WEBSERVICE": "WEBDIENST",
}


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in English names with semicolons, and what it is for."""

    purpose: str
    text: str


@dataclass(frozen=True, slots=True)
class Program:
    """A spreadsheet program in one language: its separator of arguments and its names of functions.

    Between quotation marks within a formula it takes a text of at most `longest_text` characters, if that is known.
    """

    name: str
    separator: str
    longest_text: int | None = None
    is_google: bool = False
    reads_xml: bool = False
    names: Mapping[str, str] = field(default_factory=dict)

    def formulas(self, cells: str, field_name: str, item: str) -> tuple[Formula, ...]:
        """The formulas for one service; `cells` is its address, `field_name` an input, `item` a line item."""
        others = google_formulas(cells, field_name) if self.is_google else web_formulas(cells, field_name)
        if self.reads_xml:
            others += xml_formulas(cells, item)
        number = Formula("A number", number_formula(self, f"{cells}/monthly_usd"))
        return (number, *(Formula(each.purpose, self.localized(each.text)) for each in others))

    def localized(self, text: str) -> str:
        """The formula with this program's names and separator; no text within a formula has a semicolon."""
        named = re.sub(r"[A-Z]+(?=\()", lambda match: self.names.get(match[0], match[0]), text)
        return named.replace(";", self.separator)


EXCEL = Program("Excel for Windows, English", ",", 255)
EXCEL_IN_GERMAN = Program("Excel for Windows, German", ";", 255, names={**GERMAN, "NUMBERVALUE": "ZAHLENWERT"})
LIBREOFFICE = Program("LibreOffice Calc, English", ";", 1022, reads_xml=True)
LIBREOFFICE_IN_GERMAN = Program(
    "LibreOffice Calc, German", ";", 1022, reads_xml=True, names={**GERMAN, "NUMBERVALUE": "ZAHLWERT"}
)
GOOGLE_SHEETS = Program("Google Sheets, with commas", ",", is_google=True)
GOOGLE_SHEETS_WITH_SEMICOLONS = Program("Google Sheets, with semicolons", ";", is_google=True)
PROGRAMS = (
    *(EXCEL, EXCEL_IN_GERMAN, LIBREOFFICE, LIBREOFFICE_IN_GERMAN),
    *(GOOGLE_SHEETS, GOOGLE_SHEETS_WITH_SEMICOLONS),
)


def number_formula(program: Program, address: str) -> str:
    """The formula that makes the number at an address a number of the sheet, in whatever country.

    The address must be quoted as addresses are, so that neither `"` nor `;` is in it.
    """
    length = program.longest_text or len(address)
    text = "&".join(f'"{address[start : start + length]}"' for start in range(0, len(address), length))
    formula = f'=IMPORTDATA({text};",";"en_US")' if program.is_google else f'=NUMBERVALUE(WEBSERVICE({text});".")'
    return program.localized(formula)


def web_formulas(cells: str, field_name: str) -> tuple[Formula, ...]:
    """For programs with WEBSERVICE."""
    asked = f'WEBSERVICE("{cells}/monthly_usd?{field_name}="&SUBSTITUTE(A1;",";"."))'
    return (
        Formula("An input from cell A1, a number", f'=NUMBERVALUE({asked};".")'),
        Formula(
            "An input from cell A1, a text",
            f'=NUMBERVALUE(WEBSERVICE("{cells}/monthly_usd?{field_name}="&ENCODEURL(A1));".")',
        ),
        Formula("In B1: the answer as it comes", f"={asked}"),
        Formula("In C1: the number in B1, or else the sentence", '=IFERROR(NUMBERVALUE(B1;".");B1)'),
    )


def xml_formulas(cells: str, item: str) -> tuple[Formula, ...]:
    """Many numbers from one request, where FILTERXML computes an XPath number."""
    return (
        Formula("In B2: a whole estimate at once", f'=WEBSERVICE("{cells}/estimate.xml")'),
        Formula("A total out of B2", '=FILTERXML(B2;"number(//monthly_usd)")'),
        Formula("A line item out of B2", f"=FILTERXML(B2;\"number(//line_item[name='{item}']/usd)\")"),
    )


def google_formulas(cells: str, field_name: str) -> tuple[Formula, ...]:
    """For Google Sheets; en_US makes it read the point as a decimal sign in every country."""
    asked = f'"{cells}/monthly_usd?{field_name}="&SUBSTITUTE(A1;",";".")'
    either = "/result/monthly_usd | /result/error"
    return (
        Formula("An input from cell A1, a number", f'=IMPORTDATA({asked};",";"en_US")'),
        Formula("A number, or else the sentence in one cell", f'=IMPORTXML("{cells}/estimate.xml";"{either}";"en_US")'),
        Formula("All line items as a table", f'=IMPORTDATA("{cells}/estimate.csv";",";"en_US")'),
    )
