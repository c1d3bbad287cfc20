"""A person sizes a volume and chooses how to buy an instance."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_volume_names_what_binds_and_what_is_not_possible(page: Page) -> None:
    page.goto("/ebs/")
    page.get_by_label("Volume type").select_option("gp2")
    page.get_by_label("IOPS", exact=True).fill("16k")
    answer = page.locator("#answer")
    expect(answer).to_contain_text("5,334 GiB")
    expect(answer.locator("div").filter(has_text="Limited by")).to_contain_text("IOPS")
    expect(page.locator("#monthly")).to_have_attribute("data-monthly-usd", "533.4")
    expect(page.locator("#results")).to_contain_text("standard would need 16,000 IOPS")


def test_a_volume_that_no_type_carries_says_which_limit_and_offers_another(page: Page) -> None:
    page.goto("/ebs/?volume_type=gp2&iops=17000")
    expect(page.locator("#answer")).to_contain_text("No answer in General Purpose SSD gp2")
    expect(page.locator("#bill")).to_contain_text("gp2 would need 17,000 IOPS, 1,000 IOPS more")
    expect(page.locator("#bill")).to_contain_text("The cheapest that can carry this workload")


def test_a_volume_that_asks_more_than_its_instance_carries_is_warned_of(page: Page) -> None:
    page.goto("/ebs/?iops=16000&attached_instance_type=m5.large")
    expect(page.locator("#bill")).to_contain_text("m5.large carries")


def test_a_purchase_option_is_chosen_and_its_parts_are_told_apart(page: Page) -> None:
    page.goto("/ec2/?instance_type=m5.large")
    expect(page.locator("#monthly")).to_have_attribute("data-monthly-usd", "70.08")
    page.get_by_label("Purchase option").select_option("reserved_3y_all_upfront")
    expect(page.locator("#monthly")).to_have_attribute("data-monthly-usd", "0")
    answer = page.locator("#answer")
    expect(answer.locator("div").filter(has_text="Upfront")).to_contain_text("$949.00")
    expect(answer.locator(".total")).to_have_text(re.compile(r"\$26\.36\s+/month\s+effective"))
    expect(page.locator("#details")).to_contain_text("274.595 hours/month")
    expect(page).to_have_url(re.compile("purchase_option=reserved_3y_all_upfront$"))


@pytest.mark.parametrize(
    ("address", "field", "typed", "sentence"),
    [
        ("/ec2/", "hours_per_month", "800", "the most is 744"),
        ("/ec2/", "instance_type", "m5.larg", "did you mean m5.large"),
        ("/ebs/", "volumes", "0", "the least is 1"),
        ("/ebs/", "iops", "300k", "the most is 256000"),
    ],
)
def test_a_wrong_input_is_marked_with_what_would_be_right(
    page: Page, address: str, field: str, typed: str, sentence: str
) -> None:
    page.goto(address)
    page.locator(f"#field-{field}").fill(typed)
    expect(page.locator(f"#note-{field}")).to_contain_text(sentence)
    expect(page.locator("#answer")).to_contain_text("or the last valid input")
