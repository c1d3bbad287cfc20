"""What holds for every page: nothing from elsewhere, no policy broken, readable by everybody, at every width.

The `page` fixture fails a test when the browser broke the Content-Security-Policy, logged an error or asked
another site, so that opening a page is already a test of these.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from calculator.services import SERVICES

pytestmark = pytest.mark.browser
HISTORY = "/prices/history/?service=s3&region=us-east-1&dimension=storage&option=STANDARD"
PRICES = ("/prices/", HISTORY, "/s3/reprice/?against=2024-12-31")
PAGES = ("/", *PRICES, *(f"/{key}/{view}" for key in SERVICES for view in ("", "compare/")))
THEMES = [{"color_scheme": "light"}, {"color_scheme": "dark"}]
SERIOUS = ("serious", "critical")
LARGEST_FIRST_LOAD = 600_000


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("context_options", THEMES, ids=["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, path: str) -> None:
    page.goto(path, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    findings = Axe().run(page).response["violations"]
    serious = [
        (each["id"], [node["html"][:200] for node in each["nodes"][:3]])
        for each in findings
        if each["impact"] in SERIOUS
    ]
    assert serious == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("context_options", [{"viewport": {"width": 360, "height": 740}}], ids=["narrow"])
def test_a_narrow_screen_never_scrolls_sideways(page: Page, path: str) -> None:
    page.goto(path, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("path", PAGES)
def test_the_first_load_is_small(page: Page, path: str) -> None:
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(path, wait_until="networkidle")
    assert 0 < sum(sizes) <= LARGEST_FIRST_LOAD


def test_the_chosen_theme_is_kept(page: Page) -> None:
    page.goto("/")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.get_by_role("button", name="Dark theme").click()
    dark = page.evaluate(background)
    assert dark != light
    page.goto("/prices/")
    assert page.evaluate(background) == dark
    expect(page.get_by_role("button", name="Light theme")).to_have_text("Light")


def test_a_chart_follows_the_theme(page: Page) -> None:
    page.goto("/s3/")
    label = page.locator("#plot-sweep .xtick text").first
    light = label.evaluate("(text) => getComputedStyle(text).fill")
    page.get_by_role("button", name="Dark theme").click()
    expect(label).not_to_have_css("fill", light)
