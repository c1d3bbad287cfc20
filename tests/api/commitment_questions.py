"""How tests ask about commitments over REST."""

import json
from typing import Any

from django.test import Client

ADDRESS = "/api/v1/commitments"
EC2 = {"service": "ec2", "instance_type": "m7g.xlarge"}
DAY = "2026-11-21"


def post(client: Client, question: Any, query: str = "", status: int = 200) -> Any:
    answer = client.post(f"{ADDRESS}{query}", json.dumps(question), content_type="application/json")
    assert answer.status_code == status, answer.content[:500]
    return answer


def asked(client: Client, *fleets: dict[str, Any], **more: Any) -> Any:
    return post(client, {"as_of": DAY, "fleets": [*fleets], **more}).json()


def named(found: Any, name: str) -> Any:
    return next(mix for mix in found["mixes"] if name in mix["names"])
