"""One status for one fault, on every page and every other surface."""

import pytest
from django.test import Client

# A workload that no configuration carries, and one without a price.
TOO_MUCH = "vcpus=1999"
UNSOLD = "region=ap-southeast-6"
AGAINST = "against=2026-01-01"
SPAN = "start=1&stop=2"

FAULTS: dict[tuple[str, int], list[str]] = {
    ("an unknown service", 404): [
        "/nope/", "/nope/compare/", "/nope/reprice/",
        "/api/v1/services/nope", "/api/v1/services/nope/estimate", "/api/v1/services/nope/compare",
        "/api/v1/services/nope/sweep", "/api/v1/services/nope/reprice", "/api/v1/docs/nope",
        "/api/v1/schema?services=nope",
        "/cells/nope/monthly_usd?strict=1", "/cells/nope/compare.csv?strict=1", "/cells/help?service=nope",
    ],
    ("a filter for a service that is not there", 422): [
        "/prices/?service=nope", "/prices/history/?service=nope&dimension=storage",
        "/api/v1/prices?service=nope", "/api/v1/limits?service=nope",
        "/api/v1/prices/history?service=nope&dimension=storage",
    ],
    ("an unknown field", 422): [
        "/api/v1/?nope=1", "/api/v1/services?nope=1", "/api/v1/services/s3?nope=1", "/api/v1/schema?nope=1",
        "/api/v1/docs?nope=1", "/api/v1/prices?nope=1", "/api/v1/limits?nope=1", "/api/v1/price-lists?nope=1",
        "/api/v1/sources?nope=1", "/api/v1/prices/history?service=s3&dimension=storage&nope=1",
        "/api/v1/services/s3/estimate?nope=1", "/api/v1/services/s3/compare?nope=1",
        f"/api/v1/services/s3/sweep?{SPAN}&nope=1", f"/api/v1/services/s3/reprice?{AGAINST}&nope=1",
        "/cells/s3/monthly_usd?strict=1&nope=1", "/cells/s3/estimate.xml?strict=1&nope=1",
        "/cells/s3/compare.csv?strict=1&nope=1",
    ],
    ("an unknown field of a page, which is ignored with a note", 200): [
        "/?nope=1", "/s3/?nope=1", "/s3/compare/?nope=1", "/s3/reprice/?nope=1", "/prices/?nope=1",
        "/prices/history/?nope=1", "/glossary/?nope=1",
    ],
    ("a bad value", 422): [
        "/s3/?storage_gb=x", "/s3/compare/?storage_gb=x", "/s3/reprice/?storage_gb=x", "/s3/compare/?by=nope",
        "/s3/?over=nope", "/s3/?scale=nope", "/s3/?start=x", "/s3/reprice/?against=nope", "/prices/?as_of=x",
        "/api/v1/services/s3/estimate?storage_gb=x", "/api/v1/services/s3/compare?storage_gb=x",
        "/api/v1/services/s3/compare?by=nope", f"/api/v1/services/s3/sweep?{SPAN}&storage_gb=x",
        "/api/v1/services/s3/sweep?over=nope&start=1&stop=2", f"/api/v1/services/s3/sweep?{SPAN}&scale=nope",
        "/api/v1/services/s3/sweep?start=x&stop=2", "/api/v1/services/s3/reprice?against=nope",
        "/api/v1/services/s3/estimate?explain=maybe", "/api/v1/prices?as_of=x",
        "/cells/s3/monthly_usd?strict=1&storage_gb=x", "/cells/s3/monthly_usd?strict=1&precision=99",
        "/cells/s3/compare.csv?strict=1&by=nope", "/cells/s3/estimate.csv?strict=1&dialect=nope",
    ],
    ("an unknown Region", 422): [
        "/s3/?region=moon", "/s3/compare/?region=moon", "/s3/reprice/?region=moon", "/prices/?region=moon",
        "/prices/history/?region=moon", "/prices/history/?service=s3&dimension=storage&region=moon",
        "/api/v1/services/s3/estimate?region=moon", "/api/v1/services/s3/compare?region=moon",
        f"/api/v1/services/s3/sweep?{SPAN}&region=moon", f"/api/v1/services/s3/reprice?{AGAINST}&region=moon",
        "/api/v1/prices?region=moon", "/api/v1/prices/history?service=s3&dimension=storage&region=moon",
        "/cells/s3/monthly_usd?strict=1&region=moon",
    ],
    ("a page that is not there", 422): [
        *(f"/prices/?page={page}" for page in ("0", "-1", "99999", "x")),
        *(f"/api/v1/prices?page={page}" for page in ("0", "-1", "99999", "x")),
        "/prices/?page_size=0", "/api/v1/prices?page_size=0",
    ],
    ("a parameter given twice", 422): [
        "/s3/?storage_gb=1&storage_gb=2", "/s3/compare/?by=region&by=region", "/s3/reprice/?region=a&region=b",
        "/prices/?page=1&page=2", "/prices/history/?service=s3&service=ebs",
        "/api/v1/services/s3/estimate?storage_gb=1&storage_gb=2", "/api/v1/prices?page=1&page=2",
        "/cells/s3/monthly_usd?strict=1&storage_gb=1&storage_gb=2",
    ],
    ("no price", 404): [
        f"/ec2/reprice/?{UNSOLD}&{AGAINST}", "/prices/history/?service=s3&dimension=nope",
        f"/api/v1/services/ec2/estimate?{UNSOLD}", f"/api/v1/services/ec2/reprice?{UNSOLD}&{AGAINST}",
        "/api/v1/prices/history?service=s3&dimension=nope", f"/cells/ec2/monthly_usd?strict=1&{UNSOLD}",
    ],
    ("a choice that cannot carry the workload", 422): [
        f"/ec2/reprice/?{TOO_MUCH}&{AGAINST}", f"/api/v1/services/ec2/estimate?{TOO_MUCH}",
        f"/api/v1/services/ec2/reprice?{TOO_MUCH}&{AGAINST}", f"/cells/ec2/monthly_usd?strict=1&{TOO_MUCH}",
    ],
    ("a choice without an answer among others that are ranked", 200): [
        f"/ec2/?{UNSOLD}", f"/ec2/compare/?{UNSOLD}", f"/api/v1/services/ec2/compare?{UNSOLD}",
        f"/ec2/?{TOO_MUCH}", f"/ec2/compare/?{TOO_MUCH}", f"/api/v1/services/ec2/compare?{TOO_MUCH}",
        f"/cells/ec2/compare.csv?strict=1&{TOO_MUCH}",
    ],
    ("a version that does not exist", 404): [
        "/api/", "/api/v0/", "/api/v2/", "/api/v2/services", "/api/v2/services/s3/estimate", "/api/v1/nope",
    ],
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault[0])
def test_a_fault_has_one_status(client: Client, fault: tuple[str, int]) -> None:
    _, status = fault
    statuses = {address: client.get(address).status_code for address in FAULTS[fault]}
    assert {address: seen for address, seen in statuses.items() if seen != status} == {}


@pytest.mark.parametrize("address", FAULTS["a version that does not exist", 404])
@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_another_version_of_the_api_is_refused_in_its_format(client: Client, address: str, method: str) -> None:
    refused = getattr(client, method)(address)
    assert (refused.status_code, refused["Content-Type"]) == (404, "application/problem+json")
    assert "/api/v1/ has services, blueprints, prices" in refused.json()["detail"]
