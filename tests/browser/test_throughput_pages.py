"""A person sizes a table and a stream, and learns when the other way of buying is cheaper."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_table_shows_its_units_its_partitions_and_the_break_even(page: Page) -> None:
    page.goto("/dynamodb/")
    # 100 reads x half a unit x 2,628,000 s x 0.125 / 10^6 + 25 writes x 2,628,000 s x 0.625 / 10^6 + 25 GB x 0.25
    expect(page.locator("#monthly")).to_have_attribute("data-monthly-usd", "63.7375")
    expect(page.locator("#capacity")).to_contain_text("131,400,000 requests")
    expect(page.locator("#answer")).to_contain_text("3 partitions")
    expect(page.locator("#bill")).to_contain_text("when more than 28.9% of it is used on average")
    expect(page.locator("#bill")).to_contain_text("Standard-IA costs less above 29.1%")


def test_the_chart_of_a_table_is_over_peak_and_says_where_the_modes_change_places(page: Page) -> None:
    page.goto("/dynamodb/")
    sweep = page.locator("#results")
    expect(sweep).to_contain_text("Cost over peak ÷ average")
    expect(sweep).to_contain_text(re.compile(r"Provisioned up to 2\.4\d*, and from there on, as far as 5, On-demand"))


def test_the_chart_of_a_table_over_utilization_says_where_the_modes_change_places(page: Page) -> None:
    page.goto("/dynamodb/?over=target_utilization_percent")
    sweep = page.locator("#results")
    expect(sweep).to_contain_text("Cost over target utilization")
    expect(sweep).to_contain_text(
        re.compile(r"On-demand up to 29\.07%, and from there on, as far as 100%, Provisioned")
    )


def test_provisioned_capacity_follows_the_load_of_each_hour_and_names_the_throttled_ones(page: Page) -> None:
    page.goto("/dynamodb/?capacity_mode=provisioned&reads_per_second=0&peak_writes_per_second=70&storage_gb=0")
    written = page.get_by_role("row", name="Write capacity units")
    expect(written).to_contain_text("100")
    expect(written).to_contain_text("limited by write units")
    page.locator("details").filter(has=page.locator("#field-hourly_load_percent")).locator("summary").click()
    hours = ", ".join(["50"] * 12 + ["100"] * 12)
    page.locator("#field-hourly_load_percent").fill(hours)
    # 12 hours of 50 WCU and 12 of 100 come to 1,800 a day, x 730 / 24.
    expect(page.locator("#bill tr").filter(has_text="54,750").first).to_contain_text("WCU-hour")
    page.locator("#field-maximum_wcu").fill("60")
    expect(page.locator("#bill")).to_contain_text("Writes would be throttled in 12 of 24 hours: 12:00, 13:00")


def test_replicas_are_named_in_one_box_and_billed_where_they_are(page: Page) -> None:
    page.goto("/dynamodb/")
    page.get_by_text("Indexes and replicas").click()
    page.get_by_label("Replica Regions").fill("eu-west-1, ap-northeast-1")
    expect(page.locator("#results")).to_contain_text("Writes in eu-west-1")
    expect(page.locator("#results")).to_contain_text("Storage in ap-northeast-1")
    expect(page.locator("#bill")).to_contain_text("Not in this estimate: data transfer between the Regions")
    expect(page).to_have_url(re.compile(r"replica_regions=eu-west-1%2C%20ap-northeast-1"))
    page.reload()
    expect(page.get_by_label("Replica Regions")).to_have_value("eu-west-1, ap-northeast-1")


def test_a_stream_names_its_shards_and_what_binds(page: Page) -> None:
    page.goto("/kinesis/")
    page.get_by_label("Peak rate").fill("3750")
    # 3,750 records of 1 KB are 3.66 MiB/s of 4, and 3,750 of 4,000 records.
    expect(page.locator("#answer div").filter(has_text="Limited by")).to_contain_text("write records")
    binding = page.locator("#capacity tr.this")
    expect(binding).to_contain_text("3,750 records/second")
    expect(binding).to_contain_text("of 4,000 records/second")
    break_even = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="On-demand Standard"))
    expect(break_even.filter(has_text="of peak rate")).to_contain_text("Provisioned")


@pytest.mark.parametrize(
    ("address", "field", "typed", "sentence"),
    [
        ("/dynamodb/", "item_size_kb", "0", "the least is 1 B"),
        ("/dynamodb/", "strong_read_percent", "101", "the most is 100"),
        ("/dynamodb/", "peak_reads_per_second", "5", "must not be below the reads, 100 requests/second"),
        ("/dynamodb/", "replica_regions", "us-east-1", "us-east-1 is where the table itself is"),
        ("/dynamodb/", "replica_regions", "eu-wst-1", "Did you mean eu-west-1"),
        ("/dynamodb/", "hourly_load_percent", "10, 20", "has 2 values; give 24 of them, or none"),
        ("/kinesis/", "retention_hours", "23", "the least is 24 hours"),
        ("/kinesis/", "retention_hours", "8761", "the most is 8760 hours"),
        ("/kinesis/", "peak_records_per_second", "10", "must not be below the average rate, 1000 records/second"),
    ],
)
def test_a_wrong_input_is_marked_with_what_would_be_right(
    page: Page, address: str, field: str, typed: str, sentence: str
) -> None:
    page.goto(address)
    box = page.locator(f"#field-{field}")
    if not box.is_visible():
        page.locator("details").filter(has=box).locator("summary").click()
    box.fill(typed)
    expect(page.locator(f"#note-{field}")).to_contain_text(sentence)
    expect(page.locator("#answer")).to_contain_text("or the last valid input")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/dynamodb/?item_size_kb=401", "An item has at most 400 KB"),
        ("/kinesis/?fan_out_consumers=21", "20"),
    ],
)
def test_what_no_table_or_stream_carries_names_the_limit(page: Page, address: str, sentence: str) -> None:
    page.goto(address)
    expect(page.locator("#answer")).to_contain_text("No answer")
    expect(page.locator("#bill")).to_contain_text(sentence)
