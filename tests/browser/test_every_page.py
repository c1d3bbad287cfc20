"""What holds for every page: nothing from elsewhere, no policy broken, readable by everybody, at every width.

The `page` fixture fails a test when the browser broke the Content-Security-Policy, logged an error or asked
another site, so that opening a page is already a test of these.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from calculator.analysis.commitments.committable import committables
from calculator.services import SERVICES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HISTORY = "/prices/history/?service=s3&region=us-east-1&dimension=storage&option=STANDARD"
PRICES = (
    "/prices/",
    "/prices/?q=m7g.large+eu-central-1",
    HISTORY,
    "/prices/history/?service=s3&dimension=storage",
    "/s3/reprice/?against=2024-12-31",
)
HELP = ("/cells/help", "/cells/help?service=dynamodb", "/api/v1/docs", "/api/v1/docs?service=kinesis")
PAGES = (
    "/",
    "/?q=queue",
    "/batch/",
    "/glossary/",
    "/help/",
    "/services/",
    "/services/?q=cache&sizes=1",
    *PRICES,
    *HELP,
    *(f"/{key}/{view}" for key in SERVICES for view in ("", "compare/")),
    *(f"/learn/{key}/" for key in SERVICES),
    "/ec2/types/?type=m7g.xlarge&side=m7g.xlarge,t4g.xlarge",
    "/ec2/commitments/?load=week&busy=60&otherwise=20",
    "/ec2/commitments/exchange/?quantity=10&months_left=16",
    *(f"/{key}/commitments/" for key in committables()),
    *(f"/{key}/types/" for key in SERVICES if SERVICES[key].TYPE_TABLE),
)
THEMES = [{"color_scheme": "light"}, {"color_scheme": "dark"}]
SERIOUS = ("serious", "critical")
LARGEST_FIRST_LOAD = 600_000
LARGEST_HTML = 200_000
LARGEST_SERVICE_HTML = 150_000
LARGEST_SHIFT = 0.1
ALL_TYPES = "/ec2/compare/?by=instance_type"
NOTE_SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.series(further=2)
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


@pytest.mark.series(further=2)
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("context_options", [{"viewport": {"width": 360, "height": 740}}], ids=["narrow"])
def test_a_narrow_screen_never_scrolls_sideways(page: Page, path: str) -> None:
    page.goto(path, wait_until="networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.series(further=2)
@pytest.mark.parametrize("path", PAGES)
def test_the_first_load_is_small(page: Page, path: str) -> None:
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(path, wait_until="networkidle")
    assert 0 < sum(sizes) <= LARGEST_FIRST_LOAD


@pytest.mark.series(further=2)
@pytest.mark.parametrize("path", [*PAGES, ALL_TYPES])
@pytest.mark.parametrize("context_options", [{"viewport": {"width": 360, "height": 740}}], ids=["narrow"])
def test_a_page_is_small_and_stays_where_it_was_painted(page: Page, path: str) -> None:
    page.add_init_script(NOTE_SHIFTS)
    response = page.goto(path, wait_until="networkidle")
    assert response is not None
    is_of_service = path.strip("/").split("/")[0] in SERVICES and path != ALL_TYPES
    assert len(response.body()) <= (LARGEST_SERVICE_HTML if is_of_service else LARGEST_HTML)
    assert page.evaluate("window.shifted") <= LARGEST_SHIFT


@pytest.mark.parametrize("path", ["/ec2/", HISTORY])
def test_lines_carry_their_names_and_only_the_selection_a_color(page: Page, path: str) -> None:
    page.goto(path, wait_until="networkidle")
    names = [" ".join(name.split()) for name in page.locator(".plot .annotation").all_text_contents()]
    legend = page.locator(".legend li")
    labels = ["".join(label.split()).rstrip("↑") for label in legend.all_text_contents()]
    assert set(labels) <= {"".join(name.split()).rstrip("↑") for name in names}
    expect(page.locator(".legend")).to_be_hidden()
    colors = page.locator(".plot .scatterlayer .js-line").evaluate_all(
        "lines => [...new Set(lines.map((line) => getComputedStyle(line).stroke))]"
    )
    assert len(colors) <= 2


def test_an_empty_amount_shows_what_it_follows(page: Page) -> None:
    page.goto("/dynamodb/")
    peak = page.locator("#field-peak_reads_per_second")
    expect(peak).to_have_attribute("placeholder", "100")
    page.locator("#field-reads_per_second").fill("2,500")
    expect(peak).to_have_attribute("placeholder", "2,500")


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
