"""What a person finds on a page at any width, without a script, after a mistake, and on the way back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from calculator.services import SERVICES
from tests.browser.conftest import Complaints

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NO_SCRIPT = {"java_script_enabled": False}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}}
LAST_VALID = "for the last valid input"
SIDE_BY_SIDE = "#side-by-side"
CUT_OFF = """(fields) => fields
  .filter((each) => each.offsetWidth && each.scrollWidth > each.clientWidth + 1)
  .map((each) => `${each.name}: ${each.value || each.placeholder}`)"""
# What is written in a list has no width of its own: it is measured beside it, in the same letters.
CUT_OFF_CHOICES = """(fields) => fields.filter((each) => {
  const beside = each.ownerDocument.createElement("span");
  beside.textContent = each.selectedOptions[0].textContent;
  beside.style.cssText = "position: absolute; white-space: nowrap";
  beside.style.font = getComputedStyle(each).font;
  each.after(beside);
  const needed = beside.offsetWidth;
  beside.remove();
  return each.offsetWidth && needed > each.clientWidth - parseFloat(getComputedStyle(each).paddingLeft);
}).map((each) => `${each.name}: ${each.selectedOptions[0].textContent}`)"""
# A line for each word and each part between slashes, and no word broken.
BROKEN_UNITS = """(units) => units
  .filter((each) => each.offsetHeight > 22 * each.textContent.split(/[/ ]/).length)
  .map((each) => each.textContent)"""


def is_cut_off(table: Locator) -> bool:
    """Whether a part of a table is out of sight until it is scrolled to."""
    return bool(table.evaluate("(table) => table.scrollWidth > table.closest('.scroll').clientWidth"))


def shade(table: Locator) -> str:
    """What the box around a table paints at its edges."""
    return str(table.evaluate("(table) => getComputedStyle(table.closest('.scroll')).backgroundImage"))


@pytest.mark.parametrize("context_options", [DESKTOP], ids=["desktop"])
def test_every_fact_of_every_storage_class_is_in_sight(page: Page) -> None:
    page.goto("/s3/compare/")
    table = page.locator(SIDE_BY_SIDE)
    assert not is_cut_off(table)
    expect(table.locator("tbody tr")).to_have_count(8)
    expect(table.locator("tr[aria-current] th")).to_contain_text("S3 Standard")
    for fact in SERVICES["s3"].FACTS:
        expect(table.get_by_role("columnheader", name=fact.label, exact=True)).to_be_visible()
    columns = table.locator("thead tr > *").count()
    assert columns > len(SERVICES["s3"].FACTS)
    for row in table.locator("tbody tr").all():
        expect(row.locator("> *")).to_have_count(columns)


@pytest.mark.parametrize("context_options", [PHONE], ids=["phone"])
@pytest.mark.parametrize("key", SERVICES)
def test_a_table_that_is_cut_off_shows_it_and_keeps_its_names_in_sight(page: Page, key: str) -> None:
    page.goto(f"/{key}/compare/")
    table = page.locator(SIDE_BY_SIDE)
    assert is_cut_off(table)
    assert "linear-gradient" in shade(table)
    name = table.locator("tbody th").first
    before = name.bounding_box()
    table.evaluate("(table) => { table.closest('.scroll').scrollLeft = 200; }")
    after = name.bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] == pytest.approx(before["x"], abs=1)


@pytest.mark.parametrize("key", SERVICES)
def test_no_row_side_by_side_is_tall_and_empty(page: Page, key: str) -> None:
    page.goto(f"/{key}/compare/")
    heights = page.locator(f"{SIDE_BY_SIDE} tbody tr").evaluate_all("(rows) => rows.map((row) => row.offsetHeight)")
    assert max(heights) <= 80


@pytest.mark.parametrize("context_options", [PHONE], ids=["phone"])
@pytest.mark.parametrize("key", SERVICES)
def test_on_a_phone_the_bill_comes_before_the_examples(page: Page, key: str) -> None:
    page.goto(f"/{key}/")
    headings = ["#inputs-heading", "#h-bill", "#examples-heading"]
    tops = [page.locator(each).evaluate("(heading) => heading.getBoundingClientRect().top") for each in headings]
    assert tops == sorted(tops)
    expect(page.locator("#answer")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("context_options", [NO_SCRIPT], ids=["no script"])
@pytest.mark.parametrize("path", ["/s3/", "/s3/compare/", "/ec2/compare/?by=instance_type"])
def test_without_javascript_a_table_stands_where_the_chart_would(page: Page, path: str) -> None:
    page.goto(path)
    for plot in page.locator(".plot").all():
        expect(plot).to_be_hidden()
        expect(plot.locator("xpath=..").locator("noscript table")).to_be_visible()
    expect(page.locator("details.chart-table").first).to_be_hidden()
    expect(page.locator(".copy:visible, [data-copy-link]:visible, [data-print]:visible")).to_have_count(0)


@pytest.mark.parametrize("context_options", [NO_SCRIPT], ids=["no script"])
def test_without_javascript_vary_has_a_button_of_its_own(page: Page) -> None:
    page.goto("/s3/?storage_gb=5+TB")
    page.get_by_label("Vary").select_option("storage_gb")
    page.locator(".chart-choices").get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Cost over storage")).to_be_visible()
    expect(page.get_by_label("Storage", exact=True)).to_have_value("5 TB")


def test_with_javascript_no_second_table_is_seen(page: Page) -> None:
    page.goto("/s3/?storage_gb=1000")
    page.get_by_label("Storage", exact=True).fill("5 TB")
    expect(page.locator("[data-monthly-usd]")).to_have_attribute("data-monthly-usd", "117.76")
    expect(page.locator("#what-if .scroll table:visible")).to_have_count(0)


def test_everything_that_shows_the_last_valid_input_says_so(page: Page) -> None:
    page.goto("/s3/")
    label = "(panels) => panels.map((panel) => getComputedStyle(panel.querySelector('h2'), '::after').content)"
    panels = page.locator("#results > .panel:not(#terms)")
    assert not any(LAST_VALID in content for content in panels.evaluate_all(label))
    page.get_by_label("Storage", exact=True).fill("abc")
    expect(page.locator("#staleness")).to_contain_text("last valid input")
    assert all(LAST_VALID in content for content in panels.evaluate_all(label))
    page.get_by_label("Storage", exact=True).fill("7")
    expect(page.locator("#staleness")).to_be_empty()
    assert not any(LAST_VALID in content for content in panels.evaluate_all(label))


def test_a_wrong_input_is_no_step_of_the_history(page: Page) -> None:
    page.goto("/s3/?storage_gb=5+TB")
    storage = page.get_by_label("Storage", exact=True)
    storage.fill("abc")
    expect(storage).to_have_attribute("aria-invalid", "true")
    assert page.url.endswith("/s3/?storage_gb=5+TB")
    storage.fill("7 TB")
    expect(page).to_have_url(re.compile("storage_gb=7%20TB$"))
    page.go_back()
    expect(storage).to_have_value("5 TB")
    expect(page.locator("[data-monthly-usd]")).to_have_attribute("data-monthly-usd", "117.76")


def test_a_page_without_an_answer_is_replaced_by_the_first_one(page: Page, complaints: Complaints) -> None:
    page.goto("/s3/?storage_gb=5+TB")
    page.goto("/s3/?storage_gb=abc")
    assert "422" in complaints.told.pop()
    page.get_by_label("Storage", exact=True).fill("7 TB")
    expect(page.locator("[data-monthly-usd]")).to_have_count(1)
    page.go_back()
    expect(page.get_by_label("Storage", exact=True)).to_have_value("5 TB")


def test_the_services_in_the_navigation_keep_the_region_as_it_changes(page: Page) -> None:
    page.goto("/s3/")
    page.get_by_label("Storage", exact=True).fill("5 TB")
    page.get_by_label("Region", exact=True).select_option("eu-central-1")
    expect(page).to_have_url(re.compile("region=eu-central-1"))
    expect(page.locator("#in-force")).to_contain_text("eu-central-1")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Services").click()
    page.get_by_role("link", name="Amazon DynamoDB", exact=True).click()
    expect(page.get_by_label("Region", exact=True)).to_have_value("eu-central-1")
    page.go_back()
    page.go_back()
    expect(page.get_by_label("Storage", exact=True)).to_have_value("5 TB")


@pytest.mark.parametrize("context_options", [{"color_scheme": "dark"}], ids=["dark"])
def test_the_theme_button_says_what_it_does(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Light theme").click()
    expect(page.get_by_role("button", name="Dark theme")).to_have_text("Dark")


@pytest.mark.parametrize("key", SERVICES)
def test_a_log_axis_has_no_bare_digits(page: Page, key: str) -> None:
    page.goto(f"/{key}/?scale=log")
    ticks = page.locator("#plot-sweep .ytick text")
    expect(ticks.first).to_be_visible()
    assert all(label.startswith("$") for label in ticks.all_text_contents())


def test_every_bar_states_its_amount(page: Page) -> None:
    page.goto("/s3/compare/")
    amounts = page.locator("#plot-bars .annotation-text")
    expect(amounts).to_have_count(8)
    expect(amounts.first).to_have_text(page.locator(f"{SIDE_BY_SIDE} td.strong").first.text_content() or "")


def test_an_instance_type_is_found_with_the_keyboard(page: Page) -> None:
    page.goto("/ec2/")
    field = page.get_by_label("Instance type", exact=True)
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("m7g.lar")
    expect(page.locator("#note-instance_type")).to_contain_text("did you mean m7g.large")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert page.locator("#list-instance_type option[value='m7g.large']").count() == 1
    page.keyboard.type("ge")
    expect(page).to_have_url(re.compile("instance_type=m7g.large$"))
    expect(page.locator("#note-instance_type")).to_be_empty()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Find a type that fits")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(
        re.compile(r"/ec2/compare/\?instance_type=m7g.large&vcpus=2&memory_gib=8&by=instance_type$")
    )
    expect(page.get_by_label("vCPU needed")).to_be_visible()


def test_the_fields_that_find_a_type_open_when_types_are_ranked(page: Page) -> None:
    page.goto("/ec2/compare/")
    expect(page.get_by_label("vCPU needed")).to_be_hidden()
    page.get_by_label("Compare by").select_option("instance_type")
    expect(page.get_by_label("vCPU needed")).to_be_visible()
    page.get_by_label("vCPU needed").fill("8")
    page.get_by_label("Memory needed").fill("64")
    expect(page).to_have_url(re.compile("vcpus=8&memory_gib=64&by=instance_type$"))
    expect(page.locator(f"{SIDE_BY_SIDE} tbody tr").first).to_contain_text("GiB")


@pytest.mark.series(further=2)
@pytest.mark.parametrize("context_options", [DESKTOP, {"viewport": {"width": 1024, "height": 900}}, PHONE])
@pytest.mark.parametrize("key", SERVICES)
def test_no_amount_no_choice_and_no_unit_of_the_form_is_cut_off(page: Page, key: str) -> None:
    page.goto(f"/{key}/")
    page.evaluate("document.querySelectorAll('form details').forEach((each) => { each.open = true; })")
    assert page.locator("#workload input, #what-if input").evaluate_all(CUT_OFF) == []
    assert page.locator("#workload select").evaluate_all(CUT_OFF_CHOICES) == []
    assert page.locator(".with-unit > span:visible").evaluate_all(BROKEN_UNITS) == []
    assert page.locator("#bill").evaluate("(bill) => bill.scrollWidth <= bill.clientWidth")


def test_a_volume_of_which_no_iops_are_asked_is_drawn_as_far_as_volumes_go(page: Page) -> None:
    page.goto("/ebs/")
    expect(page.locator("#field-start")).to_have_attribute("placeholder", "3000")
    expect(page.locator("#field-stop")).to_have_attribute("placeholder", "80000")
    expect(page.locator("#what-if")).to_contain_text("The current input, 0 IOPS, is outside of the chart")


def shown(page: Page, column: int) -> list[str]:
    return page.locator(f"{SIDE_BY_SIDE} tbody tr > :nth-child({column})").all_inner_texts()


def test_a_table_of_types_is_put_in_another_order_by_its_headings(page: Page) -> None:
    page.goto("/ec2/compare/?by=instance_type&vcpus=4&memory_gib=16")
    vcpus = [each.strip() for each in page.locator(f"{SIDE_BY_SIDE} thead tr > *").all_inner_texts()].index("vCPU") + 1
    heading = page.get_by_role("button", name="vCPU", exact=True)
    heading.focus()
    page.keyboard.press("Enter")
    rising = [int(each) for each in shown(page, vcpus)]
    assert rising == sorted(rising)
    heading.click()
    assert [int(each) for each in shown(page, vcpus)] == sorted(rising, reverse=True)
    assert page.locator(f"{SIDE_BY_SIDE} th[aria-sort]").inner_text().strip().startswith("vCPU")
    assert "by vCPU, highest first" in page.get_by_role("heading", level=2).all_inner_texts()[1]


def test_what_leaves_fewer_types_stands_before_the_other_inputs(page: Page) -> None:
    page.goto("/ec2/compare/?by=instance_type")
    labels = page.locator("#workload > .filters label").all_inner_texts()
    assert labels[:2] == ["vCPU needed", "Memory needed, GiB"]
    assert not page.locator("#more").evaluate("more => more.open")


def test_the_menu_of_services_has_those_opened_last_and_keeps_the_region(page: Page) -> None:
    for key in ("s3", "ec2"):
        page.goto(f"/{key}/")
    page.get_by_label("Region", exact=True).select_option("eu-central-1")
    expect(page).to_have_url(re.compile("region=eu-central-1"))
    menu = page.locator("[data-services-menu]")
    menu.get_by_label("Recent services and categories").press("Enter")
    expect(menu.get_by_role("list", name="Recent").get_by_role("link")).to_have_text(["Amazon EC2", "Amazon S3"])
    menu.get_by_role("link", name="Databases").click()
    expect(page).to_have_url(re.compile("region=eu-central-1&category=Databases"))
    expect(page.get_by_role("link", name="Amazon DynamoDB", exact=True)).to_be_visible()


@pytest.mark.parametrize("context_options", [{"java_script_enabled": False}], ids=["no scripts"])
def test_without_scripts_the_menu_of_services_has_the_categories(page: Page) -> None:
    page.goto("/s3/?region=eu-central-1")
    page.get_by_label("Recent services and categories").click()
    page.locator("[data-services-menu]").get_by_role("link", name="Databases").click()
    expect(page).to_have_url(re.compile("region=eu-central-1&category=Databases"))
