"""Reading pages in tests: which there are, their text, and the answer in it."""

import re

from django.test import Client

from calculator.analysis.commitments.committable import committables
from calculator.services import SERVICES

KEYS = tuple(SERVICES)
PAGES = (
    *("/", "/services/", "/prices/", "/help/"),
    *(f"/{key}/{view}" for key in KEYS for view in ("", "compare/")),
    *(f"/learn/{key}/" for key in KEYS),
    *(f"/{key}/commitments/" for key in KEYS if key in committables()),
    *(f"/{key}/types/" for key in KEYS if SERVICES[key].TYPE_TABLE),
)
HEADLINE = re.compile(r'data-monthly-usd="([^"]+)"')


def body(client: Client, path: str, status: int = 200, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == status
    return str(response.text)


def headline(text: str) -> str:
    found = HEADLINE.search(text)
    assert found is not None
    return found[1]
