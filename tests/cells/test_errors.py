"""What a cell shows when there is no answer: one sentence, never a number, never a server error."""

from typing import NoReturn

import pytest
from django.test import Client

from calculator.application import questions
from calculator.core.errors import BrokenTable

LONGEST = 200

REFUSED = [
    ("s3/monthly_usd?storage_gb=-1", "invalid_input", "storage_gb", 422),
    ("s3/monthly_usd?storage_gb=", "invalid_input", "storage_gb", 422),
    ("s3/monthly_usd?storage_gb=1500,5", "invalid_input", "storage_gb", 422),
    ("s3/monthly_usd?storage_gb=1,500", "invalid_input", "storage_gb", 422),
    ("s3/monthly_usd?storage_gb=1.500,5", "invalid_input", "storage_gb", 422),
    ("s3/monthly_usd?storage_gb=NaN", "invalid_input", "storage_gb", 422),
    ("s3/monthly_usd?storage_gb=Infinity", "invalid_input", "storage_gb", 422),
    ("s3/monthly_usd?storage_gb=1e999999", "invalid_input", "storage_gb", 422),
    ("s3/monthly_usd?storage_gb=5 Tb", "invalid_input", "storage_gb", 422),
    ("s3/monthly_usd?storage_gb=1&storage_gb=2", "invalid_input", "storage_gb", 422),
    ("s3/monthly_usd?storage_class=GOLD", "invalid_input", "storage_class", 422),
    ("s3/monthly_usd?frequent_percent=50", "invalid_input", "frequent_percent", 422),
    ("s3/monthly_usd?storage=1", "invalid_input", "storage", 422),
    ("s3/monthly_usd?by=storage_class", "invalid_input", "by", 422),
    ("s3/monthly_usd?region=atlantis-1", "invalid_input", "region", 422),
    ("s3/monthly_usd?as_of=1999-01-01", "invalid_input", "as_of", 422),
    ("s3/monthly_usd?as_of=tomorrow", "invalid_input", "as_of", 422),
    ("s3/monthly_usd?precision=13", "invalid_input", "precision", 422),
    ("s3/monthly_usd?precision=-1", "invalid_input", "precision", 422),
    ("s3/monthly_usd?precision=", "invalid_input", "precision", 422),
    ("s3/monthly_usd?precision=2&precision=3", "invalid_input", "precision", 422),
    (
        "s3/monthly_usd?storage_class=DEEP_ARCHIVE&retrieval_speed=expedited&retrieval_gb=1",
        "infeasible",
        "retrieval_speed",
        422,
    ),
    ("s3/monthly_usd?region=eu-south-1&storage_class=EXPRESS_ONEZONE", "no_price", "region", 404),
    ("s3/monthly_usd?storage_gb=0&region=eu-south-1&storage_class=EXPRESS_ONEZONE", "no_price", "region", 404),
    ("s3/binding", "no_value", "value", 404),
    ("kinesis/shards?capacity_mode=on_demand_standard", "no_value", "value", 404),
    ("dynamodb/rcu", "no_value", "value", 404),
    ("s3/rcu", "unknown_name", "value", 404),
    ("s3/nonsense", "unknown_name", "value", 404),
    ("s3/line_items.storage", "unknown_name", "value", 404),
    ("s3/", "unknown_name", "value", 404),
    ("s3", "unknown_name", "value", 404),
    ("s4/monthly_usd", "unknown_name", "service", 404),
    ("S3/monthly_usd", "unknown_name", "service", 404),
    ("/monthly_usd", "unknown_name", "service", 404),
    ("help/", "unknown_name", "service", 404),
]


@pytest.mark.parametrize(("path", "code", "field", "status"), REFUSED)
def test_an_error_is_one_line_with_code_field_and_sentence(
    client: Client, path: str, code: str, field: str, status: int
) -> None:
    response = client.get(f"/cells/{path}")
    line = response.content.decode()
    assert response.status_code == 200
    assert line.startswith(f"ERROR {code} {field}: ")
    assert line.isprintable()
    assert len(line) <= LONGEST
    assert response["X-Cell-Error"] == code
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("kinesis/shards?capacity_mode=on_demand_standard", "no shards; it is there in Provisioned."),
        ("kinesis/read_throughput", "it is there in On-demand Standard and On-demand Advantage."),
        ("dynamodb/rru?capacity_mode=provisioned", "no rru; it is there in On-demand."),
        ("dynamodb/wcu?item_size_kb=401", "An item has at most 400 KB"),
    ],
)
def test_a_headline_of_another_choice_is_named_with_it(client: Client, path: str, sentence: str) -> None:
    assert sentence in client.get(f"/cells/{path}").content.decode()


@pytest.mark.parametrize("strict", ["strict=1", "strict=true", "strict=1&strict=1"])
@pytest.mark.parametrize(("path", "code", "field", "status"), REFUSED)
def test_strict_gives_the_real_status_with_the_same_line(
    client: Client, path: str, code: str, field: str, status: int, strict: str
) -> None:
    joint = {True: "&", False: "?"}["?" in path]
    for method in (client.get, client.head):
        response = method(f"/cells/{path}{joint}{strict}")
        assert response.status_code == status
        assert response["X-Cell-Error"] == code
    assert client.options(f"/cells/{path}{joint}{strict}").status_code == 204


@pytest.mark.parametrize(("strict", "status"), [("0", 200), ("false", 200), ("perhaps", 200), ("", 200)])
def test_only_a_yes_is_strict(client: Client, strict: str, status: int) -> None:
    assert client.get(f"/cells/s3/monthly_usd?storage_gb=-1&strict={strict}").status_code == status


def test_a_strict_that_is_neither_yes_nor_no_is_refused(client: Client) -> None:
    response = client.get("/cells/s3/monthly_usd?strict=perhaps")
    assert response.content.decode().startswith("ERROR invalid_input strict: ")


def test_a_good_answer_is_the_same_when_strict(client: Client) -> None:
    response = client.get("/cells/s3/monthly_usd?strict=1")
    assert (response.status_code, response.content) == (200, b"23.00")


def test_every_wrong_field_is_named_while_there_is_room(client: Client) -> None:
    line = client.get("/cells/s3/monthly_usd?storage_gb=-1&as_of=x").content.decode()
    assert "storage_gb: Storage is too small" in line
    assert "as_of: The date must be" in line


def test_a_long_sentence_ends_in_an_ellipsis(client: Client) -> None:
    line = client.get("/cells/s3/monthly_usd?nonsense=1").content.decode()
    assert len(line) == LONGEST
    assert line.endswith("…")


def test_faulty_price_tables_are_said_in_the_cell_and_explained_in_the_log(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*asked: object) -> NoReturn:
        raise BrokenTable(["s3.csv:7: The price must be a number."])

    monkeypatch.setattr(questions, "ask", broken)
    response = client.get("/cells/s3/monthly_usd")
    assert response.content == b"ERROR broken_table prices: The price tables of this server are faulty."
    assert client.get("/cells/s3/monthly_usd?strict=1").status_code == 503
    assert "s3.csv:7" in caplog.text


@pytest.mark.parametrize(
    "query",
    [
        "storage_gb=%00",
        "%00=%00",
        "storage_gb=%ff%fe",
        "storage_gb=" + "9" * 1_000_000,
        "storage_class=" + "x" * 1_000_000,
        "region=" + "x" * 1_000_000,
        "as_of=" + "1" * 1_000_000,
        "precision=" + "1" * 10_000,
        "strict=" + "1" * 10_000,
        "x" * 1_000_000 + "=1",
        "&".join(f"field{number}=1" for number in range(400)),
        "&".join(f"field{number}=1" for number in range(2000)),
        "storage_gb=1" + "&storage_gb=1" * 400,
        "%",
        "=&=&;;",
        "storage_gb=%0A1%0D",
        "storage_gb=%F0%9F%92%B8",
        "as_of=0000-00-00",
        "as_of=9999-12-31",
        "as_of=2026-W01-1",
        "precision=%C2%B2",
        "storage_gb=%D9%A1",
        "include_free_tier=%00",
        "storage_gb[]=1",
        "storage_gb='; DROP TABLE prices; --",
        "storage_gb=<script>",
    ],
    ids=lambda query: query[:24],
)
@pytest.mark.parametrize("value", ["monthly_usd", "estimate.xml", "estimate.csv", "compare.xml", "compare.csv"])
def test_no_query_breaks_a_cell(client: Client, value: str, query: str) -> None:
    response = client.generic("GET", f"/cells/s3/{value}", QUERY_STRING=query)
    assert response.status_code == 200
    assert len(response.content) < 32_767


@pytest.mark.parametrize(
    "path",
    [
        "s3/%00",
        "%00/monthly_usd",
        "s3/%ff",
        "s3/line_items%2Fstorage%2Fusd",
        "s3%2Fmonthly_usd/x",
        "s3/monthly_usd/",
        "s3/monthly_usd%0A",
        "s3/a%0Ab",
        "s3/" + "a." * 10_000,
        "s3/" + "line_items." * 5_000,
        "s3/" + "a" * 100_000,
        "s3/../../etc/passwd",
        "s3/line_items.storage.__class__",
        "s3/usage.model_fields",
        "s3/capacity.objects.count.real",
        "s3/{{7*7}}",
        "s3/%3Cscript%3E.xml",
        "x" * 100_000 + "/monthly_usd",
        "//",
        "///monthly_usd",
        "s3//monthly_usd",
        "s3/estimate.XML",
        "s3/estimate.xml.",
        "help.xml",
    ],
    ids=lambda path: path[:24],
)
def test_no_path_breaks_a_cell(client: Client, path: str) -> None:
    response = client.get(f"/cells/{path}")
    assert response.status_code == 200
    assert response.content.decode().startswith("ERROR unknown_name ")
    assert len(response.content.decode()) <= LONGEST
