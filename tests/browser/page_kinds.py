"""One page of each kind, and what is opened on the way to those of an estimate."""

from collections.abc import Iterator

from playwright.sync_api import Page

KINDS = (
    *("/", "/?q=queue", "/services/", "/batch/", "/glossary/", "/help/", "/cells/help", "/api/v1/docs"),
    *("/dynamodb/", "/s3/", "/ec2/", "/dynamodb/compare/", "/ec2/types/?side=m7g.xlarge,t4g.xlarge&type=m7g.xlarge"),
    *("/s3/compare/?by=region", "/ec2/compare/?by=instance_type", "/disaster_recovery/", "/queue_or_stream/"),
    *("/ec2/commitments/", "/ec2/commitments/exchange/", "/prices/?q=m7g.large+eu-central-1", "/prices/history/"),
    "/s3/reprice/?against=2024-12-31",
    *("/learn/dynamodb/", "/estimates/", "/estimates/new", "/estimates/add?service=s3&storage_gb=100"),
)
REFUSED = ("/nothing/", "/dynamodb/?reads_per_second=abc", "/ec2/types/?vcpus=x")
OF_AN_ESTIMATE = ("", "?edit={line}", "compare/", "versions/", "versions/1/", "evidence/", "commitments/")


def pages_of_an_estimate(page: Page) -> Iterator[str]:
    """An estimate made from the first blueprint, with a link that shows it."""
    page.goto("/estimates/new")
    page.get_by_role("button", name="Start from").first.click()
    page.wait_for_url("**/estimates/*/")
    address = page.url
    line = page.locator("[data-edit^=line-]").first.get_attribute("data-edit")
    yield from (address + view.format(line=line) for view in OF_AN_ESTIMATE)
    page.goto(address)
    page.get_by_role("button", name="New link, always the newest").click()
    shared = page.get_by_label("Link to read").input_value()
    yield from (shared, f"{shared}/commitments/")


def every_kind(page: Page) -> list[str]:
    """The address of a page of each kind that answers; the estimate comes first, so that the others know of it."""
    return [*pages_of_an_estimate(page), *KINDS]
