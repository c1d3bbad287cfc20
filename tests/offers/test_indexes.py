"""The indexes that lead to price lists, of services and of Savings Plans."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from calculator.offers.indexes import (
    OfferPaths,
    Version,
    as_csv,
    read_region_index,
    read_service_index,
    read_version_index,
)
from calculator.offers.offer import BadOffer

EC2 = "/offers/v1.0/aws/AmazonEC2"
PLANS = "/savingsPlan/v1.0/aws/AWSComputeSavingsPlan"
OFFER = {
    "offerCode": "AmazonEC2",
    "versionIndexUrl": f"{EC2}/index.json",
    "currentVersionUrl": f"{EC2}/current/index.json",
    "currentRegionIndexUrl": f"{EC2}/current/region_index.json",
    "savingsPlanVersionIndexUrl": f"{PLANS}/current/index.json",
    "currentSavingsPlanIndexUrl": f"{PLANS}/current/region_index.json",
}
READERS = pytest.mark.parametrize("read", [read_service_index, read_version_index, read_region_index])


def content(**index: object) -> bytes:
    return json.dumps({"formatVersion": "v1.0", **index}).encode()


def test_the_service_index_leads_to_versions_regions_and_savings_plans() -> None:
    without_plans = {name: text for name, text in OFFER.items() if "avingsPlan" not in name}
    index = content(offers={"AmazonEC2": OFFER, "AmazonS3": {**without_plans, "offerCode": "AmazonS3"}})
    assert read_service_index(index) == {
        "AmazonEC2": OfferPaths(
            "AmazonEC2",
            f"{EC2}/index.json",
            f"{EC2}/current/region_index.json",
            f"{PLANS}/current/index.json",
            f"{PLANS}/current/region_index.json",
        ),
        "AmazonS3": OfferPaths("AmazonS3", f"{EC2}/index.json", f"{EC2}/current/region_index.json"),
    }


def test_the_versions_of_a_service_lead_to_their_regions_oldest_first() -> None:
    versions = {
        "20261101120000": {
            "versionEffectiveBeginDate": "2026-11-01T12:00:00Z",
            "versionEffectiveEndDate": "",
            "offerVersionUrl": f"{EC2}/20261101120000/index.json",
        },
        "20260901120000": {
            "versionEffectiveBeginDate": "2026-09-01T12:00:00Z",
            "versionEffectiveEndDate": "2026-11-01T12:00:00Z",
            "offerVersionUrl": f"{EC2}/20260901120000/index.json",
        },
    }
    assert read_version_index(content(versions=versions)) == (
        Version(datetime(2026, 9, 1, 12, tzinfo=UTC), f"{EC2}/20260901120000/region_index.json"),
        Version(datetime(2026, 11, 1, 12, tzinfo=UTC), f"{EC2}/20261101120000/region_index.json"),
    )


def test_the_versions_of_savings_plans_lead_to_their_regions_as_they_say() -> None:
    path = f"{PLANS}/20261101120000/region_index.json"
    versions = [{"publicationDate": "2026-11-01T12:00:00Z", "offerVersionUrl": path}]
    assert read_version_index(content(versions=versions)) == (Version(datetime(2026, 11, 1, 12, tzinfo=UTC), path),)


@pytest.mark.parametrize(
    "regions",
    [
        pytest.param(
            {"eu-west-1": {"regionCode": "eu-west-1", "currentVersionUrl": f"{EC2}/1/eu-west-1/index.json"}},
            id="of a service",
        ),
        pytest.param([{"regionCode": "eu-west-1", "versionUrl": f"{EC2}/1/eu-west-1/index.json"}], id="of plans"),
    ],
)
def test_the_region_index_leads_to_files(regions: object) -> None:
    assert read_region_index(content(regions=regions)) == {"eu-west-1": f"{EC2}/1/eu-west-1/index.json"}


def test_the_csv_file_stands_beside_the_json_file() -> None:
    assert as_csv(f"{EC2}/1/eu-west-1/index.json") == f"{EC2}/1/eu-west-1/index.csv"


@READERS
@pytest.mark.parametrize("text", [b"", b"<html>", b"[" * 100_000, b"\xff\xfe"], ids=["nothing", "html", "deep", "odd"])
def test_what_is_no_json_is_refused(read: Callable[[bytes], object], text: bytes) -> None:
    with pytest.raises(BadOffer, match="no valid JSON"):
        read(text)


@READERS
@pytest.mark.parametrize("text", [b"{}", b"[]", b"7", b'{"offers": 7, "versions": [7], "regions": {"a": "b"}}'])
def test_another_file_is_refused(read: Callable[[bytes], object], text: bytes) -> None:
    with pytest.raises(BadOffer, match="so it is not the one that was asked for"):
        read(text)


@pytest.mark.parametrize(
    "path",
    [
        "https://example.com/offers/index.json",
        "//example.com/index.json",
        "/offers/../secret",
        "/offers/index.json?x=1",
        "/offers/%2e%2e/index.json",
        "\\\\host\\index.json",
        "index.json",
        f"{EC2}/index.json ",
        f"{EC2}/index.json\n",
        "",
        None,
        7,
    ],
)
def test_an_index_that_leads_elsewhere_is_refused(path: object) -> None:
    index = content(regions=[{"regionCode": "eu-west-1", "versionUrl": path}])
    with pytest.raises(BadOffer, match="which is no path of AWS's price lists"):
        read_region_index(index)


@pytest.mark.parametrize("code", ["", "eu west", "../x", "eu-west-1!", "eu-west-1\n", None, 7])
def test_a_region_that_is_no_code_is_refused(code: object) -> None:
    with pytest.raises(BadOffer, match="an entry whose regionCode is"):
        read_region_index(content(regions=[{"regionCode": code, "versionUrl": f"{EC2}/index.json"}]))


def test_a_version_without_a_moment_is_refused() -> None:
    versions = [{"publicationDate": "some day", "offerVersionUrl": f"{PLANS}/region_index.json"}]
    with pytest.raises(BadOffer, match="'some day' is no moment"):
        read_version_index(content(versions=versions))
