"""A page by keyboard alone: Tab reaches every control in its order, focus is seen, Enter asks, Escape closes."""

import re

import pytest
from playwright.sync_api import Page, expect

from calculator.services import SERVICES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = (
    "/",
    "/services/",
    "/help/",
    "/glossary/",
    "/batch/",
    "/estimates/",
    "/estimates/new",
    "/estimates/add?service=sqs",
    "/prices/?q=m7g.large+eu-central-1",
    "/prices/history/?service=s3&region=us-east-1&dimension=storage&option=STANDARD",
    "/s3/reprice/?against=2024-12-31",
    "/cells/help",
    "/api/v1/docs",
    "/learn/dynamodb/",
    "/ec2/compare/?by=instance_type",
    *(f"/{key}/" for key in SERVICES),
)
# What Tab should reach, in the order of the document. Of a group of radio buttons it reaches one.
CONTROLS = """window.controls = [...document.querySelectorAll(
  "a[href], button, input, select, textarea, summary, [tabindex='0']"
)].filter((each) => !each.disabled && each.type !== "hidden" && each.tabIndex === 0 && each.checkVisibility()
  && !(each.type === "radio" && !each.checked)
  && (!each.matches("summary") || each === each.parentElement.querySelector(":scope > summary")));
window.controls.length"""
FOCUSED = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const at = document.activeElement, style = getComputedStyle(at);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  const box = at.getBoundingClientRect();
  const middle = (start, length) => Math.max(start, 0) + Math.min(length, 12) / 2;
  const top = document.elementFromPoint(middle(box.left, box.width), middle(box.top, box.height));
  const seen = top !== null && (at.contains(top) || top.contains(at)) && top !== document.body;
  return [window.controls.indexOf(at), (outlined || style.boxShadow !== "none") && seen, at.outerHTML.slice(0, 120)];
}"""


@pytest.mark.series(further=4)
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("context_options", [{"reduced_motion": "reduce"}], ids=["still"])
def test_tab_reaches_every_control_in_order_and_shows_where_it_is(page: Page, path: str) -> None:
    page.goto(path, wait_until="networkidle")
    page.evaluate("document.activeElement.blur()")
    count = page.evaluate(CONTROLS)
    reached, unseen = [], []
    for _ in range(count):
        page.keyboard.press("Tab")
        place, is_seen, html = page.evaluate(FOCUSED)
        reached.append(place)
        if not is_seen:
            unseen.append(html)
    assert unseen == []
    assert reached == [*range(count)]


@pytest.mark.parametrize(
    ("menu", "first", "last"), [(-1, "Help", "Command line"), (0, "Analytics", "Support")], ids=["help", "services"]
)
def test_escape_closes_a_menu_and_leads_back_to_its_name(page: Page, menu: int, first: str, last: str) -> None:
    page.goto("/")
    bar = page.get_by_role("navigation", name="Main")
    summary = bar.locator("summary").nth(menu)
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(bar.get_by_role("link", name=first, exact=True)).to_be_focused()
    expect(bar.get_by_role("link", name=last, exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(bar.get_by_role("link", name=last, exact=True)).to_be_hidden()


def test_a_menu_of_the_header_closes_when_one_goes_on(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Main").locator("summary").last.click()
    expect(page.get_by_role("link", name="Command line")).to_be_visible()
    page.locator("h1").click()
    expect(page.get_by_role("link", name="Command line")).to_be_hidden()


@pytest.mark.parametrize(
    ("path", "label", "typed", "address"),
    [
        ("/", "Search services, instance types, prices", "queue", r"/\?q=queue$"),
        ("/services/", "Name, use or term", "cache", r"/services/\?.*q=cache"),
        ("/prices/", "Find prices", "m7g.large", r"/prices/\?q=m7g.large$"),
        ("/sqs/", "API requests", "5 million", r"/sqs/\?.*requests=5"),
        ("/s3/compare/", "Storage, GB", "5 TB", r"/s3/compare/\?.*storage_gb=5"),
    ],
)
@pytest.mark.parametrize("context_options", [{}, {"java_script_enabled": False}], ids=["script", "no script"])
def test_enter_asks(page: Page, path: str, label: str, typed: str, address: str) -> None:
    page.goto(path)
    page.get_by_label(label, exact=True).fill(typed)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(address))
