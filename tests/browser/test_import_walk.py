"""A plan and a template on the page of a new estimate, as a person brings them."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints
from tests.interchange.exports import RDS, csv_export, line
from tests.interchange.plans import change, plan

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NARROW = {"viewport": {"width": 360, "height": 740}}
TEMPLATE = """
Parameters: {Size: {Type: Number}}
Resources: {Disk: {Type: AWS::EC2::Volume, Properties: {Size: !Ref Size, VolumeType: gp3}}}
"""


@pytest.mark.parametrize(
    "context_options", [{}, {"java_script_enabled": False}, NARROW], ids=["scripts", "no scripts", "narrow"]
)
def test_a_plan_is_accounted_for_and_becomes_an_estimate(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    gateway = change("aws_nat_gateway.main", {"connectivity_type": "public"})
    file.write_text(plan(gateway, change("aws_made_up.x", {}), change("aws_eip.a", {})), encoding="utf-8")
    page.goto("/estimates/new")
    page.set_input_files("#file", str(file))
    page.get_by_role("button", name="Create").click()
    # 730 hours at $0.045 with 500 GB at $0.045, and an address for 730 hours at $0.005.
    expect(page.get_by_role("heading", level=1)).to_have_text("Terraform plan: $59.00 a month")
    expect(page.get_by_text("This type of resource is not known here")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") in (True, None)
    page.get_by_role("link", name="Open the estimate").click()
    expect(page.locator("#estimate-total")).to_contain_text("$59.00")


@pytest.mark.parametrize("context_options", [{}, {"java_script_enabled": False}], ids=["scripts", "no scripts"])
def test_what_needs_usage_is_stated_in_one_click(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    gateway = change("aws_nat_gateway.main", {"connectivity_type": "public"})
    file.write_text(plan(change("aws_eip.a", {}), gateway), encoding="utf-8")
    page.goto("/estimates/new")
    page.set_input_files("#file", str(file))
    page.get_by_role("button", name="Create").click()
    page.get_by_role("link", name="State it: Data processed of aws_nat_gateway.main").click()
    expect(page.locator("#u-processed_gb")).to_be_focused()
    expect(page.locator("#u-processed_gb")).to_be_in_viewport()
    page.keyboard.type("100")
    page.keyboard.press("Enter")
    # 730 hours and 100 GB of the gateway at $0.045, and an address for 730 hours at $0.005.
    expect(page.locator("#estimate-total")).to_contain_text("$41.00")


def test_a_template_asks_for_its_region_and_keeps_what_was_typed(
    page: Page, complaints: Complaints, tmp_path: Path
) -> None:
    file = tmp_path / "template.yaml"
    file.write_text(TEMPLATE, encoding="utf-8")
    page.goto("/estimates/new")
    page.get_by_text("For a plan, a template or an export").click()
    page.get_by_label("Parameters of a template").fill("Size=100")
    page.set_input_files("#file", str(file))
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_text("does not say in which Region")).to_be_visible()
    assert "422" in complaints.told.pop()
    expect(page.get_by_label("Parameters of a template")).to_have_value("Size=100")
    page.get_by_label("Region, where the file does not say it, as no template does").select_option("eu-west-1")
    page.set_input_files("#file", str(file))
    page.get_by_role("button", name="Create").click()
    # 100 GB at $0.088.
    expect(page.get_by_role("heading", level=1)).to_have_text("CloudFormation template: $8.80 a month")
    found = Axe().run(page)
    assert [each["id"] for each in found.response["violations"]] == []


DROP = """(files) => {
  const carried = new DataTransfer();
  for (const [name, text] of Object.entries(files)) carried.items.add(new File([text], name));
  document.body.dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: carried}));
}"""


@pytest.mark.parametrize("start", ["/", "/estimates/new"])
def test_a_plan_and_its_usage_are_dropped_on_a_page(page: Page, start: str) -> None:
    gateway = change("aws_nat_gateway.main", {"connectivity_type": "public"})
    usage = "resource_usage:\n  aws_nat_gateway.main: {monthly_data_processed_gb: 100}\n"
    page.goto(start)
    expect(page.locator("[data-takes-files]")).to_be_visible()
    page.evaluate(DROP, {"plan.json": plan(gateway), "usage.yml": usage})
    # 730 hours and 100 GB at $0.045.
    expect(page.get_by_role("heading", level=1)).to_have_text("Terraform plan: $37.35 a month")


def test_an_export_of_the_official_calculator_has_both_figures(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "My Estimate.csv"
    file.write_text(csv_export(line("Shop", "Amazon RDS for PostgreSQL", "280", RDS)), encoding="utf-8")
    page.goto("/estimates/new")
    page.set_input_files("#file", str(file))
    page.get_by_role("button", name="Create").click()
    row = page.get_by_role("row", name="line 1: Amazon RDS for PostgreSQL")
    expect(row).to_contain_text("$280.00")
    expect(row).to_contain_text("-$1.86")
    found = Axe().run(page)
    assert [each["id"] for each in found.response["violations"]] == []
