"""One page of each kind, with all that is folded away open: axe finds nothing of any impact, and nothing sticks out."""

from collections.abc import Iterator
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Complaints

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KINDS = (
    *("/", "/?q=queue", "/services/", "/batch/", "/glossary/", "/help/", "/cells/help", "/api/v1/docs"),
    *("/dynamodb/", "/s3/", "/ec2/", "/dynamodb/compare/", "/ec2/types/?side=m7g.xlarge,t4g.xlarge&type=m7g.xlarge"),
    *(
        "/ec2/commitments/",
        "/ec2/commitments/exchange/",
        "/prices/?q=m7g.large+eu-central-1",
        "/prices/history/",
        "/s3/reprice/?against=2024-12-31",
    ),
    *("/learn/dynamodb/", "/estimates/", "/estimates/new", "/estimates/add?service=s3&storage_gb=100"),
)
REFUSED = ("/nothing/", "/dynamodb/?reads_per_second=abc", "/ec2/types/?vcpus=x")
OF_AN_ESTIMATE = ("", "?edit={line}", "compare/", "versions/", "versions/1/", "evidence/", "commitments/")
LOOKS = {
    f"{scheme} {width}": {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    for scheme, width in product(("light", "dark"), (360, 1440))
}


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


def findings(page: Page, address: str) -> list[tuple[str, str]]:
    """What axe finds, each with the first place, and whether the page is wider than the screen."""
    page.goto(address, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = [(each["id"], each["nodes"][0]["html"][:200]) for each in Axe().run(page).response["violations"]]
    is_wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, *([("wider than the screen", address)] if is_wider else [])]


@pytest.mark.parametrize("context_options", [*LOOKS.values()], ids=[*LOOKS])
def test_no_kind_of_page_has_a_fault_that_axe_knows(page: Page, complaints: Complaints) -> None:
    addresses = [*KINDS, *pages_of_an_estimate(page)]
    found = {address: findings(page, address) for address in addresses}
    assert complaints.told == []
    found |= {address: findings(page, address) for address in REFUSED}
    # The browser logs each of them, and nothing else.
    assert all("status of 4" in each for each in complaints.told)
    complaints.told.clear()
    assert {address: each for address, each in found.items() if each} == {}
