"""What helps a person at work: the answer in sight, a mark that waits, a suggestion, a link to share, a print."""

import re

import pytest
from playwright.sync_api import Page, expect

from calculator.services import SERVICES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# Without motion a scroll has ended when the key that caused it is back.
DESKTOP = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}
PHONE = {"viewport": {"width": 360, "height": 740}, "reduced_motion": "reduce"}
MOST_PRINTED = 2
LARGEST_SHIFT = 0.1
SHEET = re.compile(rb"/Type\s*/Page\b")

SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifted += each.value;
}).observe({ type: "layout-shift", buffered: true });
"""
IS_COVERED = """() => {
  if (document.activeElement === document.body) return false;
  const focused = document.activeElement.getBoundingClientRect();
  const bar = document.getElementById("answer").getBoundingClientRect();
  return focused.bottom > bar.top && focused.top < bar.bottom && focused.right > bar.left && focused.left < bar.right;
}"""

# The facts on the one line of the bar, and whether a part of one is out of sight.
FACTS_IN_SIGHT = """
list => [...list.children].filter(each => getComputedStyle(each).display !== "none")
  .filter(each => each.getBoundingClientRect().top < list.getBoundingClientRect().bottom - 1)
  .map(each => [each.textContent, each.getBoundingClientRect().right > list.getBoundingClientRect().right + 1
    || [...each.children].some(part => part.scrollWidth > part.clientWidth)])
"""


@pytest.mark.parametrize("context_options", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", ["/dynamodb/", "/s3/compare/"])
def test_the_answer_stays_in_sight(page: Page, path: str) -> None:
    page.goto(path)
    for share in (0, 0.3, 0.7, 1):
        page.evaluate("(share) => scrollTo(0, share * document.documentElement.scrollHeight)", share)
        expect(page.locator("#answer")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("context_options", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_answer_covers_nothing_that_has_the_focus(page: Page) -> None:
    page.goto("/dynamodb/")
    page.locator("#item-reads > summary").click()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(60):
            page.keyboard.press(key)
            assert not page.evaluate(IS_COVERED), page.evaluate("document.activeElement.outerHTML")


@pytest.mark.parametrize("context_options", [PHONE], ids=["phone"])
@pytest.mark.parametrize("key", SERVICES)
def test_nothing_jumps_on_a_phone(page: Page, key: str) -> None:
    page.add_init_script(SHIFTS)
    page.goto(f"/{key}/", wait_until="networkidle")
    assert page.evaluate("window.shifted") <= LARGEST_SHIFT


@pytest.mark.parametrize("width", [360, 768, 1024, 1440])
def test_no_fact_of_the_answer_in_sight_is_cut(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/dynamodb/?capacity_mode=provisioned&reads_per_second=4000&writes_per_second=100&storage_gb=9999")
    facts = page.locator("#answer dl").evaluate(FACTS_IN_SIGHT)
    assert len(facts) >= (1 if width == 360 else 3)
    assert [text for text, is_cut in facts if is_cut] == []


def test_a_link_is_copied_that_gives_the_same_answer(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/s3/?storage_gb=1000")
    page.get_by_label("Storage", exact=True).fill("5 TB")
    expect(page).to_have_url(re.compile("storage_gb=5%20TB$"))
    button = page.locator("[data-copy-link]")
    button.click()
    expect(button).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_what_was_meant_is_one_click_away(page: Page) -> None:
    page.goto("/ec2/")
    page.get_by_label("Instance type", exact=True).fill("m5.larg")
    page.locator("#note-instance_type").get_by_role("button", name="m5.large", exact=True).click()
    expect(page.get_by_label("Instance type", exact=True)).to_have_value("m5.large")
    expect(page.get_by_label("Instance type", exact=True)).to_be_focused()
    expect(page.locator("#note-instance_type")).to_be_empty()


def test_the_mark_of_a_wrong_input_waits_while_it_is_typed(page: Page) -> None:
    page.goto("/s3/")
    storage, note = page.get_by_label("Storage", exact=True), page.locator("#note-storage_gb")
    with page.expect_response(re.compile("5%20TX")):
        storage.fill("5 TX")
    expect(note).to_contain_text("no unit of storage")
    # The animation that keeps the mark back for a second, or until the field is left.
    assert note.evaluate("(note) => note.getAnimations().map((each) => each.animationName)") == ["wait"]
    expect(note).to_be_visible()
    page.get_by_label("Average object size").focus()
    assert note.evaluate("(note) => note.getAnimations().length") == 0
    expect(note).to_be_visible()


def test_a_long_list_is_fetched_when_its_field_is_entered(page: Page) -> None:
    page.goto("/ec2/", wait_until="networkidle")
    options = page.locator("#list-instance_type option")
    expect(options).to_have_count(0)
    page.get_by_label("Instance type", exact=True).focus()
    expect(page.locator("#list-instance_type option[value='m7g.large']")).to_be_attached()
    assert options.count() > 1000


def test_a_link_to_a_folded_input_opens_it(page: Page) -> None:
    page.goto("/dynamodb/")
    free_tier = page.locator("#field-include_free_tier")
    expect(free_tier).to_be_hidden()
    page.get_by_role("link", name="no free tier").click()
    expect(free_tier).to_be_focused()


def test_the_key_of_the_search_finds_a_service(page: Page) -> None:
    page.goto("/s3/")
    page.keyboard.press("/")
    page.keyboard.type("queue")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="Amazon SQS", exact=True).first.click()
    expect(page.get_by_role("heading", name="Amazon SQS")).to_be_visible()


@pytest.mark.series(quick=2)
@pytest.mark.parametrize("key", SERVICES)
def test_a_print_is_two_sheets_that_say_when_and_whence(page: Page, key: str) -> None:
    page.goto(f"/{key}/", wait_until="networkidle")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(SHEET.findall(page.pdf(prefer_css_page_size=True))) <= MOST_PRINTED
    printed = page.get_by_text(re.compile(r"^Printed on \d{4}-\d\d-\d\d from http"))
    expect(printed).to_be_visible()
    expect(printed).to_contain_text(f"/{key}/")
    # What stands beside a chart on the screen never lies over it on paper.
    below = page.locator("#what-if .panel-head + div > div:last-child").bounding_box()
    chart = page.locator("#plot-sweep").bounding_box()
    assert below is not None
    assert chart is not None
    assert below["y"] >= chart["y"] + chart["height"] - 1


@pytest.mark.parametrize("context_options", [{"color_scheme": "dark"}])
def test_a_chart_is_printed_in_the_colors_of_paper(page: Page) -> None:
    def text_color() -> str:
        return str(page.locator("#plot-sweep .xtick text").first.evaluate("(each) => getComputedStyle(each).fill"))

    page.goto("/s3/", wait_until="networkidle")
    expect(page.locator("#plot-sweep .xtick").first).to_be_visible()
    dark = text_color()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function("color => getComputedStyle(document.querySelector('.xtick text')).fill !== color", arg=dark)
    red, *_ = (int(each) for each in re.findall(r"\d+", text_color()))
    assert red < 100
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_function("color => getComputedStyle(document.querySelector('.xtick text')).fill === color", arg=dark)
    assert page.evaluate("document.documentElement.dataset.theme") is None


def test_a_print_has_the_bill_and_nothing_to_click(page: Page) -> None:
    page.goto("/dynamodb/")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(SHEET.findall(page.pdf(prefer_css_page_size=True))) <= MOST_PRINTED
    text = page.locator("body").inner_text()
    # The inputs, the bill with its steps, the alternatives, where it comes from and where it stands.
    for words in ("Amazon DynamoDB", "Item size", "Bill", "131.4", "= $16.43", "$63.74", "Provisioned", page.url):
        assert words in text
    expect(page.locator("button:visible, .button:visible")).to_have_count(0)
    for words in ("Calculate", "Copy link", "Start from an example", "Menu"):
        assert words not in text


def test_what_is_typed_before_the_page_works_is_asked_too(page: Page) -> None:
    # As fast as a person on a slow line: the field is there before the programs are.
    typed = "document.getElementById('field-instances').value = '4'"
    is_read = "document.readyState === 'interactive'"
    page.add_init_script(f"document.addEventListener('readystatechange', () => {{ if ({is_read}) {typed}; }})")
    page.goto("/ec2/?instance_type=m7g.large")
    expect(page.locator("#answer")).to_contain_text("$238.27")
