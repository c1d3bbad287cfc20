"""A person who looks for a type: states a need, sorts, ticks some, sees them side by side, goes on to one."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 360, "height": 740}}


def first_types(page: Page, count: int) -> list[str]:
    return page.locator("#types tbody th a").all_inner_texts()[:count]


def test_a_need_is_stated_and_some_that_fit_are_compared(page: Page) -> None:
    page.goto("/ec2/types/")
    page.get_by_label("vCPU, min", exact=True).fill("4")
    page.get_by_label("Memory, min, GiB", exact=True).fill("16")
    page.get_by_role("button", name="Filter").click()
    expect(page).to_have_url(re.compile(r"vcpus=4&memory_gib=16"))
    assert first_types(page, 2) == ["t4g.xlarge", "t3a.xlarge"]
    page.get_by_label("Tick t4g.xlarge").check()
    page.get_by_label("Tick m6g.xlarge").check()
    page.get_by_role("button", name="Compare ticked").click()
    expect(page.locator("#side thead th.num")).to_have_text(["t4g.xlarge", "m6g.xlarge"])
    # 0.1344 x 730 and 0.154 x 730.
    on_demand = page.locator("#side tr", has=page.get_by_role("rowheader", name="On-demand", exact=True))
    expect(on_demand.locator("td")).to_have_text(["$98.11", "$112.42"])
    expect(on_demand.locator("b")).to_have_text("$98.11")
    page.get_by_role("link", name="Memory").click()
    expect(page.get_by_role("columnheader", name="Memory")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("#side thead th.num")).to_have_count(2)
    page.get_by_role("link", name="Memory").click()
    expect(page.get_by_role("columnheader", name="Memory")).to_have_attribute("aria-sort", "descending")
    page.locator("#types tbody th a").first.click()
    expect(page).to_have_url(re.compile(r"/ec2/\?instance_type=u"))


def test_ticks_stay_from_page_to_page(page: Page) -> None:
    page.goto("/ec2/types/?vcpus=4")
    page.locator("#types tbody input").first.check()
    page.get_by_role("button", name="Compare ticked").click()
    ticked = page.locator("#side thead th.num").all_inner_texts()
    page.get_by_role("link", name="next").click()
    page.locator("#types tbody input").first.check()
    page.get_by_role("button", name="Compare ticked").click()
    expect(page.locator("#side thead th.num")).to_have_count(2)
    assert page.locator("#side thead th.num").first.inner_text() in ticked


@pytest.mark.slow
def test_the_keyboard_alone_filters_sorts_and_ticks(page: Page) -> None:
    page.goto("/ec2/types/?type=m7g.xlarge")
    page.locator("#field-name").focus()
    page.keyboard.type("m7")
    page.keyboard.press("Enter")
    expect(page.locator("#types tbody tr.this th")).to_contain_text("m7g.xlarge")
    page.get_by_label("Tick m7g.xlarge").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "m7g.xlarge"
    page.get_by_role("link", name="an hour").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="an hour")).to_have_attribute("aria-sort", "ascending")


@pytest.mark.slow
@pytest.mark.parametrize("context_options", [PHONE], ids=["phone"])
def test_a_phone_shows_the_type_and_what_it_costs(page: Page) -> None:
    page.goto("/ec2/types/?type=m7g.xlarge&side=m7g.xlarge,t4g.xlarge")
    row = page.locator("#types tbody tr").first
    for cell in (row.locator("th"), row.locator("td").first):
        box = cell.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_service_page_leads_to_the_table_with_what_is_selected(page: Page) -> None:
    page.goto("/ec2/?instance_type=m7g.xlarge&region=eu-west-1")
    page.get_by_role("link", name="all in a table").click()
    expect(page).to_have_url(re.compile(r"/ec2/types/\?type=m7g.xlarge&region=eu-west-1"))
    expect(page.locator("#field-vcpus")).to_have_value("4")
