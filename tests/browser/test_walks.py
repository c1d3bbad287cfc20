"""Three ways through the pages as a new user goes them, each in as few steps as it takes."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DESKTOP = {"viewport": {"width": 1440, "height": 900}}


class Steps:
    """What a person does: clicks and choices, and fields that are typed into."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        self.fields = 0

    def click(self, target: Locator) -> None:
        self.clicks += 1
        target.click()

    def choose(self, label: str, value: str) -> None:
        self.clicks += 1
        self.page.get_by_label(label, exact=True).select_option(value)

    def type(self, field: str, text: str) -> None:
        self.fields += 1
        self.page.locator(f"#field-{field}").fill(text)

    def search(self, text: str) -> None:
        self.fields += 1
        self.page.locator("#search").fill(text)
        self.page.keyboard.press("Enter")

    def link(self, name: str) -> Locator:
        return self.page.locator("main").get_by_role("link", name=name, exact=True).first


@pytest.fixture
def walk(page: Page) -> Steps:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    return Steps(page)


def copied(walk: Steps) -> dict[str, list[str]]:
    """The inputs in the link that was copied."""
    expect(walk.page.get_by_role("button", name="Copied")).to_be_visible()
    return parse_qs(urlsplit(str(walk.page.evaluate("navigator.clipboard.readText()"))).query)


@pytest.mark.parametrize("context_options", [DESKTOP], ids=["desktop"])
def test_a_stream_and_a_table_before_a_meeting(walk: Steps) -> None:
    page, bar = walk.page, walk.page.locator("#answer")
    walk.click(walk.link("Amazon Kinesis Data Streams"))
    walk.choose("Region", "eu-central-1")
    walk.type("records_per_second", "5,000")
    walk.type("peak_records_per_second", "8,000")
    walk.type("record_kb", "2")
    # 8,000 records a second of 2 KB are 15.6 MiB: a shard takes one.
    expect(bar).to_contain_text("16")
    expect(bar).to_contain_text("write throughput")
    walk.click(page.get_by_role("navigation", name="Main").get_by_role("link", name="Services"))
    walk.click(walk.link("Amazon DynamoDB"))
    expect(page.get_by_label("Region", exact=True)).to_have_value("eu-central-1")
    walk.type("reads_per_second", "500")
    walk.type("peak_reads_per_second", "1,500")
    walk.type("writes_per_second", "100")
    walk.type("peak_writes_per_second", "300")
    # At peaks of three times the average on-demand is the cheaper: before they were stated, provisioned was.
    alternatives = page.locator("#alternatives tbody tr")
    expect(alternatives.first).to_contain_text("On-demand")
    expect(bar).to_be_in_viewport(ratio=1)
    walk.click(page.get_by_role("button", name="Copy link"))
    said = copied(walk)
    assert (said["region"], said["peak_writes_per_second"]) == (["eu-central-1"], ["300"])
    assert (walk.clicks, walk.fields) == (5, 7)


@pytest.mark.parametrize("context_options", [DESKTOP], ids=["desktop"])
def test_purchase_options_defended_and_sent_on(walk: Steps) -> None:
    page = walk.page
    walk.search("m7g.large")
    walk.click(walk.link("m7g.large (2 vCPU, 8 GiB, arm64)"))
    walk.type("instances", "4")
    expect(page.locator("#answer")).to_contain_text("$238.27")
    walk.click(page.get_by_role("link", name="side by side"))
    row = page.locator("#side-by-side tbody tr").filter(has_text="Reserved, 1 year, all upfront").first
    expect(row).to_be_visible()
    walk.click(page.get_by_role("button", name="Copy link"))
    assert copied(walk)["instances"] == ["4"]
    with page.expect_download() as download:
        walk.click(page.locator(".actions.page").get_by_role("link", name="CSV"))
    rows = download.value.path().read_text().splitlines()
    assert len(rows) == 1 + 26
    walk.click(row.get_by_role("link"))
    # What is paid upfront is spread over the term, and the formula asks for that.
    expect(page.locator("#answer")).to_contain_text("effective")
    walk.click(page.locator("#snippets > summary"))
    formula = page.locator("#snippet-excel")
    expect(formula).to_contain_text("/cells/ec2/effective_monthly_usd?")
    walk.click(page.get_by_role("button", name="Copy for Excel", exact=True))
    expect(page.get_by_role("button", name="Copy for Excel", exact=True)).to_have_text("Copied")
    assert (walk.clicks, walk.fields) == (7, 2)


@pytest.mark.parametrize("context_options", [DESKTOP], ids=["desktop"])
def test_a_decision_is_sent_on_and_read_in_another_browser(walk: Steps, chromium: Browser) -> None:
    page = walk.page
    page.goto("/ec2/compare/?instance_type=m7g.large&instances=4&purchase_option=reserved_1y_all_upfront")
    walk.click(page.get_by_role("link", name="Add to estimate"))
    walk.click(page.get_by_role("button", name="Add line"))
    expect(page.locator("#estimate-total")).to_contain_text("$147.00")
    walk.click(page.get_by_role("button", name="New link, always the newest"))
    # The link that changes the estimate stays folded beside the one that is sent on.
    expect(page.get_by_label("Link to change", exact=True)).to_be_hidden()
    walk.click(page.locator("#share").get_by_role("button", name="Copy link"))
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert (walk.clicks, walk.fields) == (4, 0)
    other = chromium.new_context(viewport={"width": 360, "height": 740}).new_page()
    other.goto(str(page.evaluate("navigator.clipboard.readText()")))
    expect(other.locator("#estimate-total")).to_contain_text("$147.00")
    expect(other.get_by_role("button", name="Save")).to_have_count(0)
    assert other.evaluate("document.documentElement.scrollWidth") <= 360
    other.context.close()


@pytest.mark.parametrize("context_options", [DESKTOP], ids=["desktop"])
def test_from_knowing_nothing_to_saying_what_an_rcu_is(walk: Steps) -> None:
    walk.search("RCU")
    meaning = "one strongly consistent read of up to 4 KB a second, bought by the hour"
    expect(walk.page.locator("main").get_by_text(meaning).first).to_be_visible()
    assert (walk.clicks, walk.fields) == (0, 1)
    # And in its place, under the bill that has it.
    walk.page.goto("/dynamodb/?capacity_mode=provisioned")
    expect(walk.page.locator(f'#bill dfn[title*="{meaning}"]').first).to_be_visible()
