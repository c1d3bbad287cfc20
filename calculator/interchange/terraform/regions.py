"""The Region of a resource: its own, that of an ARN or a zone, or that of its provider. Never a guess."""

import re
from collections.abc import Mapping
from typing import Any

_REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-[0-9]+")
_ARN = re.compile(r"arn:[a-z-]+:[a-z0-9-]+:(?P<region>[a-z0-9-]*):")
# An attribute of this name is the resource's own Region since version 6 of AWS's provider.
OWN = "region"
ZONES = ("availability_zone", "availability_zones")


def region_stated(values: Mapping[str, Any]) -> str:
    """The Region that the values of a resource state; empty where they do not."""
    own = values.get(OWN)
    if isinstance(own, str) and _REGION.fullmatch(own):
        return own
    for name in ("arn", "id"):
        found = _ARN.match(str(values.get(name) or ""))
        if found and found["region"]:
            return found["region"]
    for name in ZONES:
        zones = values.get(name)
        first = zones[0] if isinstance(zones, list) and zones else zones
        found = _REGION.match(first) if isinstance(first, str) else None
        if found:
            return found[0]
    return ""
