"""A comparison opened in a German LibreOffice: its numbers are numbers, its words are words."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.spreadsheet.libreoffice import GERMAN, write_profile

pytestmark = [pytest.mark.spreadsheet, pytest.mark.slow]

# What the dialog for opening a text file offers there: semicolon, quotation mark, UTF-8, from line 1, German.
AS_OPENED = "CSV:59,34,76,1,,1031"
SECONDS = 60
OFFICE, TABLE, TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text"))


def opened(path: Path) -> list[list[str | float]]:
    """The cells of a file as the office reads them: text, or a number."""
    write_profile(GERMAN, path.parent)
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(path.parent / 'profile').as_uri()}", "--headless"),
            *(f"--infilter={AS_OPENED}", "--convert-to", "fods", "--outdir", str(path.parent), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    sheet = ElementTree.parse(path.with_suffix(".fods"))
    return [
        [content for cell in row.iter(f"{TABLE}table-cell") for content in contents(cell)]
        for row in sheet.iter(f"{TABLE}table-row")
    ]


def contents(cell: ElementTree.Element) -> list[str | float]:
    """What a cell holds; cells that are alike are written once with their count."""
    number = cell.get(f"{OFFICE}value")
    text = "".join(cell.itertext()).strip()
    return [text if number is None else float(number)] * int(cell.get(f"{TABLE}number-columns-repeated", "1"))


def test_a_comparison_opens_with_its_numbers(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    path.write_bytes(client.get("/cells/s3/compare.csv?by=region&dialect=decimal_comma").content)
    heading, *rows = opened(path)
    # The mark that says UTF-8 is no part of the first heading.
    assert heading[:5] == ["service", "region", "as_of", "rank", "choice"]
    by_region = {row[4]: dict(zip(heading, row, strict=False)) for row in rows if len(row) > 4}
    # 1,000 GB in S3 Standard at $0.0405, and (40.5 - 23) / 23 = 76.09%.
    assert by_region["sa-east-1"]["monthly_usd"] == 40.5
    assert by_region["sa-east-1"]["delta_percent"] == 76.09
    assert by_region["sa-east-1"]["label"] == "sa-east-1 · South America (Sao Paulo)"
