"""What all ways in over HTTP share: HEAD is GET without a body, answers may be kept, faulty tables are no secret."""

from collections.abc import Iterator
from typing import NoReturn

import pytest
from django.test import Client, override_settings

from calculator.application import questions
from calculator.core.errors import BrokenTable
from calculator.services import SERVICES
from calculator.web import page_request as web

KEY = next(iter(SERVICES))
FAULT = "prices.csv:7: The price must be a number."
ADDRESSES = [
    "/",
    f"/{KEY}/",
    "/prices/",
    "/api/v1/services",
    "/api/v1/docs",
    f"/api/v1/services/{KEY}/estimate",
    f"/api/v1/services/{KEY}/estimate?region=moon",
    "/cells/help",
    f"/cells/{KEY}/monthly_usd",
    f"/cells/{KEY}/compare.xml",
    "/nothing/at/all",
]


# Each of the two takes its tokens, and says how many are left.
@override_settings(THROTTLE=None)
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_head_has_the_status_and_the_headers_of_get(client: Client, address: str, encoding: str) -> None:
    asked = {"accept-encoding": encoding}
    asked["x-request-id"] = "the-same"
    got, head = client.get(address, headers=asked), client.head(address, headers=asked)
    assert (head.status_code, dict(head.items())) == (got.status_code, dict(got.items()))
    assert (len(head.content), int(head["Content-Length"])) == (0, len(got.content))


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("address", [f"/api/v1/services/{KEY}/estimate", f"/cells/{KEY}/estimate.xml"])
def test_who_has_the_answer_already_is_told_so(client: Client, address: str, encoding: str) -> None:
    first = client.get(address, headers={"accept-encoding": encoding})
    again = client.get(address, headers={"accept-encoding": encoding, "if-none-match": first["ETag"]})
    assert first["Cache-Control"] == "public, max-age=300"
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


@pytest.fixture
def faulty_tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def fail(*_: object) -> NoReturn:
        raise BrokenTable([FAULT])

    for module in (questions, web):
        monkeypatch.setattr(module, "ask", fail)
    yield


@pytest.mark.parametrize(
    "address",
    [
        f"/{KEY}/",
        f"/{KEY}/compare/",
        "/cells/help",
        f"/api/v1/services/{KEY}/estimate",
        f"/cells/{KEY}/monthly_usd?strict=1",
        f"/cells/{KEY}/estimate.xml?strict=1",
    ],
)
def test_faulty_price_tables_are_one_status_and_one_sentence_everywhere(
    client: Client, caplog: pytest.LogCaptureFixture, faulty_tables: None, address: str
) -> None:
    response = client.get(address)
    text = response.content.decode()
    assert response.status_code == 503
    assert "The price tables of this server are faulty." in text
    assert response["Cache-Control"] == "no-store"
    assert FAULT not in text
    assert caplog.text.count(FAULT) == 1
