"""An estimate as a person builds it: lines from service pages, a change, a link; by script or without any."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WITHOUT_SCRIPTS = {"java_script_enabled": False}
NARROW = {"viewport": {"width": 360, "height": 740}}


def built(page: Page) -> None:
    """Two buckets of 40 TB and a queue, in a new estimate."""
    page.goto("/s3/?storage_gb=40+TB")
    page.get_by_role("link", name="Add to estimate").click()
    page.get_by_label("Name").fill("Photos")
    page.get_by_label("Count").fill("2")
    page.get_by_role("button", name="Add line").click()
    # 51,200 x 0.023 + 30,720 x 0.022
    expect(page.locator("#estimate-total")).to_contain_text("$1,853.44")
    page.get_by_label("Find a service, instance type or workload").fill("sqs")
    page.get_by_role("button", name="Find").click()
    page.locator("#add-line").get_by_role("link", name="Amazon SQS", exact=True).click()
    page.locator("#field-requests").fill("300 million")
    page.locator("#field-requests").press("Enter")
    page.get_by_role("link", name="Add to estimate").click()
    page.get_by_role("button", name="Add line").click()
    expect(page.locator("#estimate-total")).to_contain_text("$1,973.44")


@pytest.mark.parametrize("context_options", [{}, WITHOUT_SCRIPTS, NARROW], ids=["scripts", "no scripts", "narrow"])
def test_lines_are_added_changed_and_shown_to_others(page: Page) -> None:
    built(page)
    page.get_by_role("link", name="Edit Photos").click()
    line = page.locator("form.line-form")
    line.get_by_label("Count").fill("1")
    line.get_by_role("button", name="Save line").click()
    expect(page.locator("form.line-form")).to_have_count(0)
    expect(page.locator("#estimate-total")).to_contain_text("$1,062.08")
    page.locator("#line-e1").get_by_role("link", name="Photos", exact=True).click()
    page.locator("#field-storage_gb").fill("1 TB")
    page.locator("#field-storage_gb").press("Enter")
    page.get_by_role("link", name="Save line").click()
    page.get_by_role("button", name="Save line").click()
    # 1,024 x 0.023 and 300 million x 0.40
    expect(page.locator("#estimate-total")).to_contain_text("$143.55")
    expect(page.locator("#line-e1")).to_contain_text("Photos")
    page.get_by_role("button", name="New link, always the newest").click()
    page.goto(page.locator("#share-1").input_value())
    expect(page.locator("#estimate-total")).to_contain_text("$143.55")
    expect(page.get_by_role("button", name="Save line")).to_have_count(0)


def test_a_line_is_found_and_added_by_the_keyboard_alone(page: Page) -> None:
    built(page)
    box = page.get_by_label("Find a service, instance type or workload")
    box.focus()
    # The arrow waits for the list of what was typed.
    page.keyboard.type("m7g.large")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-finder-found] a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    box.fill("lambda")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("link", name="AWS Lambda", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/lambda/?estimate=*")
    page.get_by_role("link", name="Add to estimate").press("Enter")
    page.get_by_role("button", name="Add line").press("Enter")
    expect(page.locator("#lines")).to_contain_text("AWS Lambda")


@pytest.mark.parametrize(
    "context_options", [{"color_scheme": "light"}, {"color_scheme": "dark"}], ids=["light", "dark"]
)
def test_every_page_of_an_estimate_is_readable_by_everybody(page: Page) -> None:
    built(page)
    here = page.url.partition("?")[0]
    for address in (here, f"{here}versions/", f"{here}versions/1/", f"{here}compare/", f"{here}evidence/"):
        page.goto(f"{address}?edit=line-e1" if address == here else address)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        findings = Axe().run(page).response["violations"]
        assert [each["id"] for each in findings if each["impact"] in ("serious", "critical")] == [], address
    for address in ("/estimates/", "/estimates/new", "/estimates/add?service=s3&storage_gb=1"):
        page.goto(address)
        assert [each["id"] for each in Axe().run(page).response["violations"]] == [], address


@pytest.mark.parametrize("context_options", [NARROW], ids=["narrow"])
def test_no_page_of_an_estimate_scrolls_sideways(page: Page) -> None:
    built(page)
    here = page.url.partition("?")[0]
    rows = (here, f"{here}?edit=line-e1", f"{here}?edit=group-g1")
    for address in (*rows, f"{here}versions/", f"{here}compare/", f"{here}evidence/", "/estimates/", "/estimates/new"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
        for each in page.locator("summary").all():
            if each.is_visible():
                each.click()
                assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
                each.click()


def test_figures_follow_what_is_typed_and_nothing_is_saved_before_it_is_said(page: Page) -> None:
    built(page)
    page.get_by_role("link", name="Edit Photos").click()
    page.locator("form.line-form").get_by_label("Count").fill("1")
    expect(page.locator("#monthly")).to_have_text("$1,062.08")
    expect(page.locator("#estimate-total")).to_contain_text("$1,062.08")
    expect(page.locator("[data-status]")).to_have_text("The total was $1,973.44; not saved yet.")
    page.locator("form.line-form").get_by_label("Count").fill("many")
    expect(page.locator("[data-status]")).to_contain_text("must be a whole number")
    page.keyboard.press("Escape")
    expect(page.locator("#monthly")).to_have_text("$1,973.44")
    expect(page.get_by_role("link", name="Edit Photos")).to_be_focused()


def test_a_draft_outlives_a_closed_page(page: Page) -> None:
    built(page)
    page.get_by_role("link", name="Edit Photos").click()
    page.locator("form.line-form").get_by_label("Note").fill("Of 2025")
    page.goto("/estimates/")
    page.go_back()
    expect(page.locator("#draft")).to_contain_text("You have begun to change “Photos”")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("form.line-form").get_by_label("Note")).to_have_value("Of 2025")
    page.get_by_role("button", name="Save line").click()
    expect(page.locator("#line-e1")).to_contain_text("Of 2025")
    expect(page.locator("#draft")).to_be_hidden()
    page.reload()
    expect(page.locator("#draft")).to_be_hidden()


def test_lines_move_by_keys_and_by_dragging_and_come_back_by_undo(page: Page) -> None:
    built(page)
    order = "[...document.querySelectorAll('#lines tbody tr')].map(row => row.id)"
    page.get_by_role("link", name="Edit Amazon SQS").focus()
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_url("**saved=3**")
    expect(page.get_by_role("link", name="Edit Amazon SQS")).to_be_focused()
    assert page.evaluate(order) == ["group-g1", "line-e2", "line-e1"]
    # Both rows are in sight: a page that scrolls while something is held starts no drag.
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.locator("#line-e1 .grip").drag_to(page.locator("#line-e2"), steps=10)
    page.wait_for_url("**saved=4**")
    assert page.evaluate(order) == ["group-g1", "line-e1", "line-e2"]
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url("**saved=5**")
    assert page.evaluate(order) == ["group-g1", "line-e2", "line-e1"]
