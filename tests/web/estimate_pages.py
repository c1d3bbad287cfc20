"""Estimates on their pages, for tests: one made, changed, read."""

import json
from html import unescape
from typing import Any

from django.test import Client

PHOTOS = {"service": "s3", "storage_gb": "40 TB", "region": "us-east-1"}


def made(client: Client, **more: str) -> str:
    """A new estimate with one bucket; its address."""
    answer = client.post("/estimates/add", {**PHOTOS, "name": "Photos", "count": "2", "into": "", **more})
    assert answer.status_code == 303
    return str(answer["Location"])


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def change(client: Client, here: str, action: str, form: dict[str, str], version: int = 1) -> Any:
    return client.post(here, {"action": action, "version": str(version), **form})


def document(client: Client, here: str) -> Any:
    return json.loads(client.get(f"{here}estimate.json").content)
