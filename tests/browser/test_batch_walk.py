"""A file on the page of tables, in a browser: chosen, priced with its progress, charted, narrow and dark."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROWS = "team,service,region,storage_gb,size_gb\nshop,s3,us-east-1,5 TB,\nshop,ebs,eu-west-1,,100\nops,s3,,5 Tb,\n"


@pytest.fixture
def usages(tmp_path: Path) -> Path:
    path = tmp_path / "usages.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_a_file_is_priced_without_leaving_the_page(page: Page, usages: Path) -> None:
    page.goto("/batch/", wait_until="networkidle")
    page.get_by_label("Column to group totals by").fill("team")
    page.get_by_label("File of usages").set_input_files(usages)
    page.get_by_role("button", name="Price", exact=True).press("Enter")
    expect(page.get_by_role("status").first).to_have_text("3 of 3 rows priced")
    expect(page.get_by_role("heading", name="1 error")).to_be_visible()
    expect(page.locator(".answer .total")).to_contain_text("$126.56")
    expect(page.locator(".plot .main-svg").first).to_be_visible()
    findings = Axe().run(page).response["violations"]
    assert [each["id"] for each in findings if each["impact"] in ("serious", "critical")] == []


def test_columns_of_other_names_are_said_by_hand_and_saved_as_an_estimate(
    page: Page, usages: Path, complaints: Complaints
) -> None:
    usages.write_text("svc,size,team\ns3,5 TB,shop\ns3,1 TB,ops\n", encoding="utf-8")
    page.goto("/batch/", wait_until="networkidle")
    page.get_by_label("File of usages").set_input_files(usages)
    page.get_by_role("button", name="Price", exact=True).click()
    expect(page.get_by_role("heading", name="This file cannot be priced")).to_be_visible()
    complaints.told.clear()
    page.get_by_label("Read svc as").fill("service")
    page.get_by_label("Read size as").fill("storage_gb")
    findings = Axe().run(page).response["violations"]
    assert [each["id"] for each in findings if each["impact"] in ("serious", "critical")] == []
    page.get_by_role("button", name="Price with these columns").click()
    # 6,144 GB x $0.023
    expect(page.locator(".answer .total")).to_contain_text("$141.31")
    page.get_by_role("button", name="Save as estimate").click()
    page.wait_for_url("**/estimates/*/")
    expect(page.get_by_role("heading", name="usages", level=1)).to_be_visible()
    expect(page.locator(".answer .total")).to_contain_text("$141.31")


@pytest.mark.parametrize("context_options", [{"color_scheme": "dark", "viewport": {"width": 360, "height": 740}}])
def test_nothing_is_wider_than_a_phone(page: Page, usages: Path) -> None:
    page.goto("/batch/", wait_until="networkidle")
    page.get_by_label("File of usages").set_input_files(usages)
    page.get_by_role("button", name="Price", exact=True).click()
    expect(page.get_by_role("heading", name="How the columns were read")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("context_options", [{"java_script_enabled": False}])
def test_without_scripts_the_answer_is_a_page(page: Page, usages: Path) -> None:
    page.goto("/batch/")
    page.get_by_label("File of usages").set_input_files(usages)
    page.get_by_role("button", name="Price", exact=True).click()
    expect(page.locator(".answer .total")).to_contain_text("$126.56")
