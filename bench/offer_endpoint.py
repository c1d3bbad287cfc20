"""A folder that answers as AWS's price list endpoint does: the indexes, and the offer files they lead to.

    write_endpoint(folder, [Published("AmazonS3", date(2026, 11, 1), ("eu-west-1",))])

The folder holds `offers/v1.0/aws/...` and `savingsPlan/v1.0/aws/...`; several publications of an offer are its
versions. A file is there as CSV and, but for Savings Plans, as JSON.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from bench.offer_files import DISCLAIMER, FORMAT, published_on, version_of, write_offer
from bench.offer_lines import AS_SHIPPED, Changes
from bench.offer_rows import SAVINGS_PLANS

OFFERS, PLANS = "offers/v1.0/aws", "savingsPlan/v1.0/aws"
PLAN_PATH = f"{PLANS}/AWSComputeSavingsPlan"


@dataclass(frozen=True, slots=True)
class Published:
    """One version of an offer: the day of its publication, its regions, and how it differs from our prices."""

    offer_code: str
    day: date
    regions: tuple[str, ...]
    changes: Changes = AS_SHIPPED

    @property
    def path(self) -> str:
        """Where the offer's versions stand."""
        return PLAN_PATH if self.offer_code == SAVINGS_PLANS else f"{OFFERS}/{self.offer_code}"

    def file(self, region: str, ending: str) -> str:
        """Where the file of a region stands."""
        return f"{self.path}/{version_of(self.day)}/{region}/index.{ending}"


def write_endpoint(root: Path, publications: Iterable[Published]) -> None:
    """Every file of some publications, with the indexes of service, versions and regions."""
    by_path: dict[str, list[Published]] = {}
    for published in sorted(publications, key=lambda each: each.day):
        by_path.setdefault(published.path, []).append(published)
    for path, versions in by_path.items():
        for version in versions:
            _write_version(root, version)
        _write(root / path / "current/region_index.json", _region_index(versions[-1]))
        if path == PLAN_PATH:
            _write(root / path / "current/index.json", _plan_versions(versions))
        else:
            _write(root / path / "index.json", _version_index(versions))
    newest = max(versions[-1].day for versions in by_path.values())
    _write(root / OFFERS / "index.json", _service_index(newest, [versions[-1] for versions in by_path.values()]))


def _write_version(root: Path, published: Published) -> None:
    endings = ("csv",) if published.offer_code == SAVINGS_PLANS else ("csv", "json")
    for region in published.regions:
        for ending in endings:
            write_offer(
                root / published.file(region, ending),
                published.offer_code,
                [region],
                published.day,
                published.changes,
            )
    folder = f"{published.path}/{version_of(published.day)}"
    _write(root / folder / "region_index.json", _region_index(published))


def _region_index(published: Published) -> Mapping[str, object]:
    files = {region: f"/{published.file(region, 'json')}" for region in published.regions}
    stated = _stated(published.day)
    if published.offer_code == SAVINGS_PLANS:
        return {**stated, "regions": [{"regionCode": region, "versionUrl": url} for region, url in files.items()]}
    regions = {region: {"regionCode": region, "currentVersionUrl": url} for region, url in files.items()}
    return {**stated, "regions": regions}


def _version_index(versions: list[Published]) -> Mapping[str, object]:
    newest = versions[-1]
    ends = {version.day: published_on(following.day) for version, following in pairwise(versions)}
    return {
        **_stated(newest.day),
        "offerCode": newest.offer_code,
        "currentVersion": version_of(newest.day),
        "versions": {
            version_of(version.day): {
                "versionEffectiveBeginDate": published_on(version.day),
                "versionEffectiveEndDate": ends.get(version.day, ""),
                "offerVersionUrl": f"/{version.path}/{version_of(version.day)}/index.json",
            }
            for version in versions
        },
    }


def _plan_versions(versions: list[Published]) -> Mapping[str, object]:
    entries = [
        {
            "publicationDate": published_on(version.day),
            "offerVersionUrl": f"/{version.path}/{version_of(version.day)}/region_index.json",
        }
        for version in versions
    ]
    return {**_stated(versions[-1].day), "versions": entries}


def _service_index(day: date, newest: list[Published]) -> Mapping[str, object]:
    plans = {
        "savingsPlanVersionIndexUrl": f"/{PLAN_PATH}/current/index.json",
        "currentSavingsPlanIndexUrl": f"/{PLAN_PATH}/current/region_index.json",
    }
    has_plans = any(each.offer_code == SAVINGS_PLANS for each in newest)
    services = [each for each in newest if each.offer_code != SAVINGS_PLANS]
    return {
        **_stated(day),
        "offers": {
            each.offer_code: {
                "offerCode": each.offer_code,
                "versionIndexUrl": f"/{each.path}/index.json",
                "currentVersionUrl": f"/{each.path}/current/index.json",
                "currentRegionIndexUrl": f"/{each.path}/current/region_index.json",
                **(plans if has_plans and each.offer_code == "AmazonEC2" else {}),
            }
            for each in services
        },
    }


def _stated(day: date) -> dict[str, str]:
    return {"formatVersion": FORMAT, "disclaimer": DISCLAIMER, "publicationDate": published_on(day)}


def _write(path: Path, content: Mapping[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")
