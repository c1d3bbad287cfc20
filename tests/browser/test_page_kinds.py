"""One page of each kind: nothing that axe finds, that sticks out or moves, that is hidden, dead or lost on paper."""

import re
from io import BytesIO
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.conftest import Complaints
from tests.browser.page_kinds import KINDS, REFUSED, every_kind
from tests.browser.test_every_page import LARGEST_SHIFT, NOTE_SHIFTS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (360, 1024, 1440)
LOOKS = {
    f"{scheme} {width}": {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    for scheme, width in product(("light", "dark"), WIDTHS)
}
STILL = {"reduced_motion": "reduce", "viewport": {"width": 360, "height": 700}}
NO_SCRIPT = {"java_script_enabled": False}
# What is read from beginning to end has as many sheets as it takes, a list as many as what it lists.
DOCUMENTS = ("/learn/", "/glossary/", "/api/v1/docs", "/services/", "/?q=")
MOST_SHEETS = {"/ec2/commitments/": 3}
USUAL_SHEETS = 2
# Each control takes the focus, from the last to the first: what comes into view then comes in at the top and the left,
# where the bar and the names of rows stay. Nine places of it are asked what is on top there.
HIDDEN_FOCUS = """() => {
  const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((each) => each.tabIndex === 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true }));
  const places = [0.1, 0.5, 0.9];
  const isSeen = (control) => {
    control.focus();
    const { left, top, width, height } = control.getBoundingClientRect();
    return places.some((across) => places.some((down) => {
      const found = document.elementFromPoint(left + width * across, top + height * down);
      return [control, ...(control.labels ?? [])].some((each) => each.contains(found));
    }));
  };
  return controls.reverse().filter((each) => !isSeen(each)).map((each) => each.outerHTML.slice(0, 120));
}"""
# Without a script only what belongs to a form does anything.
DEAD_BUTTONS = "(buttons) => buttons.filter((each) => each.form === null).map((each) => each.outerHTML.slice(0, 120))"


def findings(page: Page, address: str) -> list[tuple[str, str]]:
    """What axe finds, each with the first place, whether the page is wider than the screen, and whether it moved."""
    page.goto(address, wait_until="networkidle")
    shifted = page.evaluate("window.shifted")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = [(each["id"], each["nodes"][0]["html"][:200]) for each in Axe().run(page).response["violations"]]
    is_wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    moved = [("moved after it was painted", f"{shifted:.3f}")] if shifted > LARGEST_SHIFT else []
    return [*found, *moved, *([("wider than the screen", address)] if is_wider else [])]


@pytest.mark.parametrize("context_options", [*LOOKS.values()], ids=[*LOOKS])
def test_no_kind_of_page_has_a_fault_that_can_be_measured(page: Page, complaints: Complaints) -> None:
    addresses = every_kind(page)
    page.add_init_script(NOTE_SHIFTS)
    found = {address: findings(page, address) for address in addresses}
    assert complaints.told == []
    found |= {address: findings(page, address) for address in REFUSED}
    # The browser logs each of them, and nothing else.
    assert all("status of 4" in each for each in complaints.told)
    complaints.told.clear()
    assert {address: each for address, each in found.items() if each} == {}


@pytest.mark.parametrize("context_options", [STILL], ids=["phone"])
def test_nothing_that_has_the_focus_is_hidden_by_what_stays_in_place(page: Page) -> None:
    hidden = {}
    for address in every_kind(page):
        page.goto(address, wait_until="networkidle")
        hidden[address] = page.evaluate(HIDDEN_FOCUS)
    assert {address: each for address, each in hidden.items() if each} == {}


@pytest.mark.parametrize("context_options", [NO_SCRIPT], ids=["no script"])
def test_without_a_script_no_button_is_dead(page: Page) -> None:
    dead = {}
    for address in every_kind(page):
        page.goto(address)
        dead[address] = page.locator("button:visible").evaluate_all(DEAD_BUTTONS)
    assert {address: each for address, each in dead.items() if each} == {}


def sheets(page: Page, address: str) -> int:
    """On how many sheets of A4 a page is printed."""
    page.goto(address, wait_until="networkidle")
    return len(PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages)


@pytest.mark.parametrize("context_options", [{"color_scheme": "dark"}], ids=["dark"])
def test_a_page_is_printed_on_one_or_two_sheets(page: Page) -> None:
    answers = [address for address in every_kind(page) if not any(each in address for each in DOCUMENTS)]
    printed = {address: sheets(page, address) for address in answers}
    too_many = {address: count for address, count in printed.items() if count > MOST_SHEETS.get(address, USUAL_SHEETS)}
    assert too_many == {}


@pytest.mark.parametrize("address", KINDS)
def test_what_is_printed_says_when_and_from_where(page: Page, server: str, address: str) -> None:
    page.goto(address, wait_until="networkidle")
    page.emulate_media(media="print")
    lines = page.locator("p.print-only:visible").all_text_contents()
    assert len(lines) == 1
    assert re.fullmatch(
        rf"Printed on \d{{4}}-\d\d-\d\d from {re.escape(server)}/\S*?(, prices of \d{{4}}-\d\d-\d\d)?", lines[0]
    )
