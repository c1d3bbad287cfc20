"""The page of a version as it was saved: to be read, with a way to the newest."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_an_old_version_offers_no_change_and_leads_to_the_newest(client: Client) -> None:
    here = client.post("/estimates/add", {"service": "s3", "storage_gb": "100", "into": ""})["Location"]
    old = client.get(f"{here}versions/1/").content.decode()
    assert "Edit" not in old
    assert "read-only" in old
    assert f'href="{here}">newest version' in old
