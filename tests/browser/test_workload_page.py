"""A person at the form: live answers, wrong input, sharing, going back, opening a number."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Complaints

pytestmark = pytest.mark.browser
NO_SCRIPT = {"java_script_enabled": False}
# What the API takes for granted: of this bucket nothing is read.
BUCKET = "/s3/?storage_gb=1000"
STEPS_OF_STORAGE = "tr:has(#item-storage) + tr.steps"


def answer(page: Page) -> str:
    """The exact amount behind the headline."""
    return page.locator("[data-monthly-usd]").get_attribute("data-monthly-usd") or ""


def expect_answer(page: Page, exact: str) -> None:
    expect(page.locator("[data-monthly-usd]")).to_have_attribute("data-monthly-usd", exact)


def test_the_first_load_shows_an_answer_and_a_drawn_chart(page: Page) -> None:
    page.goto("/s3/")
    expect_answer(page, "23.33")
    expect(page.locator("#plot-sweep .scatterlayer .js-line")).to_have_count(6)
    expect(page.locator("#plot-sweep .scatterlayer .point")).to_have_count(6)


def test_the_answer_follows_typing_without_a_reload(page: Page) -> None:
    page.goto(BUCKET)
    page.evaluate("window.stillTheSamePage = true")
    page.get_by_label("Storage", exact=True).fill("5 TB")
    expect_answer(page, "117.76")
    assert page.evaluate("window.stillTheSamePage")
    expect(page).to_have_title("$117.76/month · Amazon S3, us-east-1")
    expect(page.get_by_label("Storage", exact=True)).to_have_value("5 TB")
    expect(page).to_have_url(re.compile(r"/s3/\?storage_gb=5%20TB$"))
    expect(page.locator("#announcement")).to_have_text("$117.76 a month.")


@pytest.mark.slow
def test_a_choice_changes_the_marks_of_other_fields(page: Page) -> None:
    page.goto(BUCKET)
    page.get_by_label("Storage class", exact=True).select_option("DEEP_ARCHIVE")
    expect(page.locator("#note-retrieval_speed")).to_be_empty()
    expect(page.locator("#note-upload_gb")).to_have_text(
        "Data uploaded has no effect where Storage class is S3 Glacier Deep Archive."
    )


@pytest.mark.slow
def test_a_wrong_input_keeps_the_last_good_answer(page: Page) -> None:
    page.goto("/s3/?storage_gb=5+TB")
    storage = page.get_by_label("Storage", exact=True)
    storage.fill("5 TX")
    expect(storage).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#note-storage_gb")).to_contain_text("no unit of storage")
    expect(page.locator("#staleness")).to_contain_text("last valid input")
    expect(storage).to_have_value("5 TX")
    assert answer(page) == "117.76"
    storage.fill("6 TB")
    expect_answer(page, "141.312")
    expect(storage).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("#staleness")).to_be_empty()


@pytest.mark.slow
def test_a_wrong_address_is_mended_in_the_form(page: Page, complaints: Complaints) -> None:
    page.goto("/s3/?storage_gb=abc&data_out_gb=-1")
    expect(page.get_by_label("Data out to the internet")).to_be_visible()
    assert page.locator("[data-monthly-usd]").count() == 0
    assert "422" in complaints.told.pop()
    page.get_by_label("Storage", exact=True).fill("abcd")
    expect(page.locator("#note-storage_gb")).to_contain_text("not a number")
    page.get_by_label("Storage", exact=True).fill("1 TB")
    page.get_by_label("Data out to the internet").fill("0")
    expect_answer(page, "23.552")


@pytest.mark.slow
def test_an_address_gives_another_person_the_same_answer(page: Page, chromium: Browser) -> None:
    page.goto(BUCKET)
    page.get_by_label("Storage", exact=True).fill("2.5 TB")
    page.get_by_label("Region", exact=True).select_option("eu-central-1")
    expect(page).to_have_url(re.compile("region=eu-central-1.*storage_gb=2.5%20TB"))
    elsewhere = chromium.new_context().new_page()
    elsewhere.goto(page.url)
    assert answer(elsewhere) == answer(page)
    expect(elsewhere.get_by_label("Storage", exact=True)).to_have_value("2.5 TB")
    elsewhere.context.close()


@pytest.mark.slow
def test_the_back_button_undoes_one_field_at_a_time(page: Page) -> None:
    page.goto(BUCKET)
    page.get_by_label("Storage", exact=True).press("End")
    page.keyboard.press("0")
    expect_answer(page, "230")
    page.keyboard.press("0")
    expect(page).to_have_url(re.compile("storage_gb=100000$"))
    page.get_by_label("Storage class", exact=True).select_option("GLACIER_IR")
    expect(page).to_have_url(re.compile("storage_class=GLACIER_IR"))
    page.go_back()
    expect(page.get_by_label("Storage class", exact=True)).to_have_value("STANDARD")
    expect(page.get_by_label("Storage", exact=True)).to_have_value("100000")
    page.go_back()
    expect(page.get_by_label("Storage", exact=True)).to_have_value("1000")
    expect_answer(page, "23")


@pytest.mark.slow
def test_a_number_opens_down_to_its_price_row(page: Page) -> None:
    page.goto("/s3/?storage_gb=90+TB")
    page.locator("#item-storage > summary").click()
    line = page.locator(STEPS_OF_STORAGE)
    expect(line).to_contain_text("storage gb = 92,160")
    expect(line.locator(".work > li").filter(has_text="per GB-month")).to_have_count(2)
    line.get_by_role("link", name="storage, STANDARD, us-east-1").click()
    expect(page.get_by_text("3 price rows in force")).to_be_visible()
    expect(page.get_by_role("cell", name="51,200")).to_be_visible()


@pytest.mark.slow
def test_an_opened_line_stays_open_while_the_answer_changes(page: Page) -> None:
    page.goto(BUCKET)
    page.locator("#item-storage > summary").click()
    page.get_by_label("Storage", exact=True).fill("5 TB")
    expect_answer(page, "117.76")
    expect(page.locator(STEPS_OF_STORAGE)).to_be_visible()


@pytest.mark.slow
def test_the_chart_follows_the_field_that_is_varied(page: Page) -> None:
    page.goto(BUCKET)
    page.get_by_label("Vary").focus()
    page.get_by_label("Vary").select_option("storage_gb")
    expect(page.locator("#sweep-heading")).to_have_text("Cost over storage")
    expect(page.locator("#plot-sweep .g-xtitle")).to_have_text("Storage, GB")
    expect(page.get_by_label("Vary")).to_be_focused()


@pytest.mark.slow
def test_a_formula_can_be_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/s3/?storage_gb=5+TB")
    page.get_by_role("link", name="Spreadsheet", exact=True).click()
    page.get_by_role("button", name="Copy for Excel").click()
    expect(page.get_by_role("button", name="Copy for Excel")).to_have_text("Copied")
    assert "storage_gb=5%20TB" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.slow
def test_a_server_that_does_not_answer_is_told(page: Page, complaints: Complaints) -> None:
    page.goto(BUCKET)
    page.context.set_offline(True)
    page.get_by_label("Storage", exact=True).fill("7")
    expect(page.locator("#staleness")).to_contain_text("The server did not answer")
    assert answer(page) == "23"
    complaints.told.clear()


@pytest.mark.slow
def test_comparing_takes_the_workload_along(page: Page) -> None:
    page.goto(BUCKET)
    page.get_by_label("Storage", exact=True).fill("5 TB")
    expect_answer(page, "117.76")
    page.get_by_role("link", name="side by side, all 8").click()
    expect(page.get_by_role("heading", name="Amazon S3, side by side")).to_be_visible()
    expect(page.get_by_label("Storage, GB", exact=True)).to_have_value("5 TB")
    rows = page.locator("#side-by-side tbody tr")
    expect(rows).to_have_count(8)
    expect(rows.and_(page.locator("[aria-current]"))).to_contain_text("$117.76")
    expect(page.locator("#plot-bars .barlayer .trace").first).to_be_visible()
    page.get_by_label("Data retrieved").fill("500 TB")
    expect(rows.first).to_contain_text("S3 Standard")


@pytest.mark.slow
@pytest.mark.parametrize("context_options", [NO_SCRIPT])
def test_without_javascript_the_button_answers(page: Page) -> None:
    page.goto(BUCKET)
    page.get_by_label("Storage", exact=True).fill("5 TB")
    page.get_by_role("button", name="Calculate").click()
    expect_answer(page, "117.76")
    expect(page.get_by_label("Storage", exact=True)).to_have_value("5 TB")


@pytest.mark.slow
@pytest.mark.parametrize("context_options", [NO_SCRIPT])
def test_without_javascript_a_wrong_input_is_marked(page: Page, complaints: Complaints) -> None:
    page.goto(BUCKET)
    page.get_by_label("Storage", exact=True).fill("5 TX")
    page.get_by_role("button", name="Calculate").click()
    expect(page.get_by_label("Storage", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("No answer yet")).to_be_visible()
    complaints.told.clear()


@pytest.mark.slow
def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto(BUCKET)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_role("link", name="Services")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_role("link", name="Storage", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="How it is billed and sized")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Storage class", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("2000")
    expect_answer(page, "46")
    page.locator("#item-storage > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(STEPS_OF_STORAGE)).to_be_visible()
