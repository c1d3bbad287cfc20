"""The indexes that lead to offer files: of all services, of the versions of one, of the regions of one version.

Savings Plans have indexes of the same kind in which maps are lists. Every path is one below the host that the index
came from; nothing in an index can lead elsewhere.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from calculator.core.errors import shown
from calculator.offers.header import moment
from calculator.offers.offer import BadOffer

_PATH = re.compile(r"(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class OfferPaths:
    """Where the lists of one offer are: its versions and the regions of the newest, and those of its Savings Plans."""

    offer_code: str
    versions: str
    regions: str
    plan_versions: str = ""
    plan_regions: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an offer: since when, and the index of its regions."""

    since: datetime
    regions: str


def read_service_index(content: bytes) -> dict[str, OfferPaths]:
    """Every offer by its code. Raises BadOffer."""
    offers = [_offer(entry) for entry in _entries(content, "offers")]
    return {offer.offer_code: offer for offer in offers}


def read_version_index(content: bytes) -> tuple[Version, ...]:
    """Every version of an offer, oldest first. Raises BadOffer."""
    versions = [_version(entry) for entry in _entries(content, "versions")]
    return tuple(sorted(versions, key=lambda version: (version.since, version.regions)))


def read_region_index(content: bytes) -> dict[str, str]:
    """The path of each region's file as JSON, by region. Raises BadOffer."""
    return {
        _code(entry, "regionCode"): _path(entry, "currentVersionUrl" if "currentVersionUrl" in entry else "versionUrl")
        for entry in _entries(content, "regions")
    }


def as_csv(path: str) -> str:
    """The path of the same list as CSV."""
    return str(PurePosixPath(path).with_suffix(".csv"))


def _offer(entry: dict[str, Any]) -> OfferPaths:
    return OfferPaths(
        _code(entry, "offerCode"),
        _path(entry, "versionIndexUrl"),
        _path(entry, "currentRegionIndexUrl"),
        _path(entry, "savingsPlanVersionIndexUrl", optional=True),
        _path(entry, "currentSavingsPlanIndexUrl", optional=True),
    )


def _version(entry: dict[str, Any]) -> Version:
    """A version of a service names its file for all regions, beside which the index of regions stands."""
    is_plan = "publicationDate" in entry
    path = _path(entry, "offerVersionUrl")
    since = moment(str(entry.get("publicationDate" if is_plan else "versionEffectiveBeginDate")))
    return Version(since, path if is_plan else str(PurePosixPath(path).with_name("region_index.json")))


def _entries(content: bytes, name: str) -> list[dict[str, Any]]:
    """The entries of an index, which are a map or a list."""
    try:
        index = json.loads(content)
    except (ValueError, RecursionError):
        raise BadOffer("The index is no valid JSON. Fetch it again.") from None
    entries = index.get(name) if isinstance(index, dict) else None
    listed = [*entries.values()] if isinstance(entries, dict) else entries
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        raise BadOffer(f"The index names no {name}, so it is not the one that was asked for.")
    return listed


def _code(entry: dict[str, Any], name: str) -> str:
    code = entry.get(name)
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise BadOffer(f"The index has an entry whose {name} is {shown(code)!r}.")
    return code


def _path(entry: dict[str, Any], name: str, *, optional: bool = False) -> str:
    path = entry.get(name, "" if optional else None)
    if path == "" and optional:
        return ""
    if not isinstance(path, str) or not _PATH.fullmatch(path):
        raise BadOffer(f"The index leads to {shown(path)!r}, which is no path of AWS's price lists.")
    return path
