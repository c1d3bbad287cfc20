"""CSV for programs and for the spreadsheets of either decimal sign: the same cells, written in two ways."""

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from calculator.core.errors import InvalidInput
from calculator.exports.csv_file import DIALECTS, Dialect, csv_text, read_dialect
from calculator.presentation.tables import Table

POINT, COMMA = DIALECTS["decimal_point"], DIALECTS["decimal_comma"]
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"

# A cell, as it is written with a point, and as it is written with a comma.
CELLS: list[tuple[object, str, str]] = [
    ("23.552", "23.552", "23,552"),
    ("-0.5", "-0.5", "-0,5"),
    ("1024", "1024", "1024"),
    (1, "1", "1"),
    (None, "", ""),
    (True, "true", "true"),
    ("us-east-1 · US East (N. Virginia)", "us-east-1 · US East (N. Virginia)", "us-east-1 · US East (N. Virginia)"),
    ("51200 at 0.023", "51200 at 0.023", "51200 at 0.023"),
    ("2026-11-29", "2026-11-29", "2026-11-29"),
    ("a; b", "a; b", '"a; b"'),
    ("a, b", '"a, b"', "a, b"),
    ('say "so"', '"say ""so"""', '"say ""so"""'),
    # What a spreadsheet would run stands behind an apostrophe; a negative number is none of that.
    ("=1+1", "'=1+1", "'=1+1"),
    ("@SUM(A1)", "'@SUM(A1)", "'@SUM(A1)"),
    ("-1.5.2", "'-1.5.2", "'-1.5.2"),
    ("-17.5", "-17.5", "-17,5"),
    ("+1", "'+1", "'+1"),
    ("\t=1", "'\t=1", "'\t=1"),
    # Digits of other scripts are text.
    ("²", "²", "²"),
]


@pytest.mark.parametrize(("value", "point", "comma"), CELLS, ids=[str(row[0]) for row in CELLS])
def test_a_cell_is_written_in_the_way_of_its_dialect(value: object, point: str, comma: str) -> None:
    table = Table(("heading", "other"), ((value, "x"),))
    assert csv_text(table, POINT) == f"heading,other\r\n{point},x\r\n"
    assert csv_text(table, COMMA) == f"{MARK}heading;other\r\n{comma};x\r\n"


@pytest.mark.parametrize("name", ["german", "", "comma", ";"])
def test_a_dialect_that_is_not_there_is_refused_with_those_that_are(name: str) -> None:
    with pytest.raises(InvalidInput, match="decimal_comma"):
        read_dialect(name)


# --- Every way to CSV -------------------------------------------------------------------------------------

SERVICES = "/api/v1/services"
ADDRESSES = [
    f"{SERVICES}?format=csv",
    f"{SERVICES}/s3/estimate?format=csv&storage_gb=0.5",
    f"{SERVICES}/ec2/compare?format=csv",
    f"{SERVICES}/dynamodb/compare?format=csv&by=region",
    f"{SERVICES}/kinesis/sweep?format=csv&start=1&stop=9&points=3&by=capacity_mode",
    f"{SERVICES}/s3/reprice?format=csv&against=2025-11-30",
    "/api/v1/prices?format=csv&service=s3&region=us-east-1",
    "/api/v1/prices/history?format=csv&service=s3&dimension=storage&option=STANDARD",
    "/api/v1/limits?format=csv&service=ebs",
    "/api/v1/price-lists?format=csv",
    "/api/v1/sources?format=csv",
    "/cells/s3/estimate.csv?storage_gb=0.5",
    "/cells/ebs/compare.csv?precision=2",
    "/cells/kinesis/compare.csv?by=region",
]


def rows_of(text: str, dialect: Dialect) -> list[list[str]]:
    return list(csv.reader(StringIO(text.removeprefix(dialect.mark), newline=""), delimiter=dialect.separator))


def with_point(text: str) -> str:
    """A number of the other habit as a program writes it; anything else as it is."""
    return text.replace(",", ".") if text.replace(",", "").removeprefix("-").isdigit() else text


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_csv_says_the_same_in_both_dialects(client: Client, address: str) -> None:
    usual, comma = (client.get(address), client.get(f"{address}{'&' if '?' in address else '?'}dialect=decimal_comma"))
    assert (usual.status_code, comma.status_code) == (200, 200)
    assert comma["Content-Type"] == usual["Content-Type"]
    assert comma.content.decode().startswith(MARK)
    rows = rows_of(usual.content.decode(), POINT)
    assert [[with_point(cell) for cell in row] for row in rows_of(comma.content.decode(), COMMA)] == rows
    named = client.get(f"{address}{'&' if '?' in address else '?'}dialect=decimal_point")
    assert named.content == usual.content


def test_the_accept_header_will_do(client: Client) -> None:
    response = client.get(f"{SERVICES}/s3/estimate?dialect=decimal_comma", headers={"accept": "text/csv"})
    assert response.content.decode().startswith(f"{MARK}service;region")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{SERVICES}/s3/estimate?dialect=decimal_comma", 422),
        (f"{SERVICES}/s3/estimate?format=csv&dialect=german", 422),
        (f"{SERVICES}/s3/estimate?format=csv&dialect=", 422),
        (f"{SERVICES}/s3/estimate?format=csv&dialect=decimal_comma&dialect=decimal_comma", 422),
        ("/api/v1/schema?dialect=decimal_comma", 422),
        ("/cells/s3/monthly_usd?strict=1&dialect=decimal_comma", 422),
        ("/cells/s3/estimate.xml?strict=1&dialect=decimal_comma", 422),
        ("/cells/s3/estimate.csv?strict=1&dialect=german", 422),
    ],
)
def test_a_dialect_where_it_means_nothing_is_refused_by_name(client: Client, address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert "dialect" in response.content.decode().lower()


def test_the_command_line_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("estimate", "s3", "--storage-gb", "0.5", "--csv", "decimal_comma")
    comma = capsys.readouterr().out
    call_command("estimate", "s3", "--storage-gb", "0.5", "--csv")
    point = capsys.readouterr().out
    assert (";0,0115;" in comma, ",0.0115," in point) == (True, True)
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("estimate", "s3", "--csv", "german")
