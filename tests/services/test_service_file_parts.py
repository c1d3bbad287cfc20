"""Parts of a service file, each on the smallest service that has it: shared allowances, hours, features, capacity."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.region_choices import commercial
from calculator.core.answer import LineItem, effective_monthly
from calculator.core.errors import BrokenTable, InvalidInput, NotPriced
from calculator.core.units import PRICING_DATA
from calculator.services.registry import Registry
from calculator.services.service_files.engine import FileService
from calculator.services.service_files.sheet import FileSheet
from tests.questions import TODAY, answered

HEAD = """
key = "small"
name = "A small service"
category = "Storage"
summary = "What the test needs."
"""
STORED = """
[inputs.written_gb]
unit = "GB/month"
label = "Written"
help = "What is written."
default = 3

[inputs.stored_gb]
unit = "GB"
label = "Stored"
help = "What is stored."
default = 8
"""
PRICES = """region,dimension,option,tier_from,unit,usd_per_unit,effective_from,source,confirmed,confirmed_by,note
us-east-1,hour,,0,hour,2,2026-01-01,own_page,,,
us-east-1,inter_region,eu-west-1,0,GB,4,2026-01-01,own_page,,,
us-east-1,storage,,0,GB-month,1,2026-01-01,own_page,,,
us-east-1,write,,0,GB,10,2026-01-01,own_page,,,
"""
LIMITS = """option,limit,value,value_to,unit,effective_from,source,note
,free_data,5,,GB,2026-01-01,own_page,
,gb_an_hour,2,,GB/hour,2026-01-01,own_page,
,gb_a_second,2,,GB/second,2026-01-01,own_page,
"""
SOURCES = """id,title,publisher,url,published,retrieved,licence,confidence,note
own_page,A page,AWS,https://aws.amazon.com/small/,2026-01-01,2026-11-21,none stated,published,
"""
Billed = Callable[..., dict[str, LineItem]]


def charge(name: str, dimension: str, quantity: str, unit: str, more: str = "") -> str:
    return (
        f'[[charges]]\nname = "{name}"\nlabel = "Charge"\ndimension = "{dimension}"\nquantity = "{quantity}"\n'
        f'unit = "{unit}"\n{more}\n'
    )


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], FileService]:
    """A service of which the test writes all but its head."""
    folder = tmp_path / "services" / "small"
    folder.mkdir(parents=True)
    for name in ("sources.csv", "regions.csv"):
        (tmp_path / name).write_bytes((PRICING_DATA / name).read_bytes())
    for name, text in {"prices.csv": PRICES, "limits.csv": LIMITS, "sources.csv": SOURCES}.items():
        (folder / name).write_text(text, encoding="utf-8")

    def service(text: str) -> FileService:
        (folder / "service.toml").write_text(HEAD + text, encoding="utf-8")
        read = Registry(tmp_path)["small"]
        assert isinstance(read, FileService)
        return read

    return service


@pytest.fixture
def billed(written: Callable[[str], FileService], tmp_path: Path) -> Billed:
    """The line items of that service."""

    def bill(text: str, **typed: str) -> dict[str, LineItem]:
        service = written(text)
        usage = service.Usage.read(typed)
        book = Catalogue(tmp_path).book(service.TABLES, "us-east-1", TODAY)
        items = service.line_items(usage, service.plan_capacity(usage, book), book)
        return {item.name: item for item in items}

    return bill


def test_charges_share_an_allowance_in_their_order(billed: Billed) -> None:
    shared = 'allowance = "free_data"'
    text = STORED + charge("write", "write", "written_gb", "GB", shared)
    text += charge("storage", "storage", "stored_gb", "GB-month", shared)
    items = billed(text, include_free_tier="true")
    assert [(each.allowance, each.usd) for each in items.values()] == [(3, 0), (2, 6)]
    assert [each.usd for each in billed(text).values()] == [30, 8]


def test_an_allowance_of_another_measure_is_refused(billed: Billed) -> None:
    text = STORED + charge("write", "write", "written_gb", "GB", 'allowance = "gb_an_hour"')
    with pytest.raises(BrokenTable, match="gb_an_hour is in GB/hour, but billed in GB"):
        billed(text)


@pytest.mark.parametrize(
    ("term", "hours", "monthly_usd"),
    # 30 USD at once: in an average month of 730 hours a twelfth of a year's, or a 36th of three years'.
    [("", 8760, "2.5"), ("term_months = 12", 8760, "2.5"), ("term_months = 36", 26280, "0.8333")],
)
def test_what_is_paid_at_once_is_spread_over_the_hours_of_its_term(
    billed: Billed, term: str, hours: int, monthly_usd: str
) -> None:
    at_once = charge("write", "write", "written_gb", "GB", f'recurrence = "upfront"\n{term}')
    item = billed(STORED + at_once)["write"]
    assert (item.usd, item.term_hours) == (30, hours)
    assert round(effective_monthly([item]), 4) == Decimal(monthly_usd)


def test_hours_are_those_of_the_month_unless_fewer_are_given(billed: Billed) -> None:
    text = '[inputs.hours_per_month]\nkind = "hours"\nlabel = "Hours"\nhelp = "How long."\n'
    text += charge("hour", "hour", "hours_per_month", "hour")
    assert billed(text)["hour"].usd == 2 * 730
    assert billed(text, hours_per_month="100")["hour"].usd == 2 * 100
    with pytest.raises(InvalidInput):
        billed(text, hours_per_month="745")


def test_what_belongs_to_a_feature_has_a_line_only_where_it_is_used(billed: Billed) -> None:
    text = STORED.replace("default = 8\n", 'default = 0\ngroup = "Feature"\n').replace("default = 3", "default = 0")
    text += '[figures.doubled]\nof = "stored_gb * 2"\n'
    text += charge("write", "write", "written_gb", "GB") + charge("storage", "storage", "doubled", "GB-month")
    assert [*billed(text)] == ["write"]
    assert billed(text, stored_gb="4")["storage"].usd == 8


CAPACITY = """
[capacity.units]
unit = "request"
label = "Units"
whole = false
demands = [{name = "written", amount = "written_gb / hours_in_month", limit = "LIMIT"}]
"""


def test_a_demand_is_held_against_a_limit_of_its_measure(billed: Billed) -> None:
    text = STORED + charge("hour", "hour", "units * hours_in_month", "hour")
    capacity = CAPACITY.replace("LIMIT", "gb_an_hour")
    # 1,460 GB in 730 hours are 2 GB an hour: one unit.
    assert billed(text + capacity, written_gb="1460")["hour"].quantity == Decimal(730)
    with pytest.raises(BrokenTable, match="comes to GB per hour, but limit gb_a_second is in GB/second"):
        billed(text + CAPACITY.replace("LIMIT", "gb_a_second"))


@pytest.mark.parametrize(
    ("more", "written_gb", "units"),
    [
        # 2 GB an hour and unit are 1,460 GB a month.
        ("", "1460", "1"),
        ("", "730", "0.5"),
        ('at_least = "stored_gb / 2"', "730", "4"),
        ('at_least = "stored_gb / 2"', "14600", "10"),
    ],
)
def test_capacity_is_what_its_formula_comes_to(
    written: Callable[[str], FileService], tmp_path: Path, more: str, written_gb: str, units: str
) -> None:
    """A workbook has the formula, and an answer the plan."""
    service = written(
        STORED + charge("write", "write", "written_gb", "GB") + CAPACITY.replace("LIMIT", "gb_an_hour") + more
    )
    book = Catalogue(tmp_path).book(service.TABLES, "us-east-1", TODAY)
    sheet = FileSheet(service, service.Usage.read({"written_gb": written_gb}), book)
    figure = sheet.figure("units")
    assert figure is not None
    assert figure.of.value(sheet.names) == sheet.planned("units").count == Decimal(units)


def test_a_source_of_a_service_is_not_that_of_another_table(billed: Billed, tmp_path: Path) -> None:
    central = tmp_path / "sources.csv"
    central.write_text(central.read_text(encoding="utf-8") + SOURCES.splitlines()[1] + "\n", encoding="utf-8")
    with pytest.raises(BrokenTable, match=r"small/sources\.csv:2: own_page is a source of another table"):
        Catalogue(tmp_path).check()


def test_a_choice_of_several_needs_its_values_named(billed: Billed) -> None:
    with pytest.raises(BrokenTable, match=r"inputs.zones.choices: is missing"):
        several = '[inputs.zones]\nkind = "choices"\nlabel = "Zones"\nhelp = "Which."\n'
        billed(STORED + several + charge("write", "write", "written_gb", "GB"))


def test_shares_that_do_not_add_up_are_refused_with_both_sums(billed: Billed) -> None:
    text = STORED + "[[inputs_whole]]\nof = ['written_gb', 'stored_gb']\nequals = 11\n"
    text += charge("write", "write", "written_gb", "GB")
    assert billed(text)["write"].usd == 30
    with pytest.raises(InvalidInput, match="Together written, stored must be 11; they are 12"):
        billed(text, written_gb="4")


def test_a_charge_is_for_its_minimum_at_least(billed: Billed) -> None:
    text = STORED + charge("storage", "storage", "stored_gb", "GB-month", 'minimum = "written_gb * 4"')
    assert billed(text)["storage"].usd == 12
    assert billed(text, written_gb="1")["storage"].usd == 8


SENT = """
[inputs.to_region]
kind = "region"
label = "Sent to"
help = "Where it goes."

[inputs.sent_gb]
unit = "GB/month"
label = "Sent"
help = "What goes there."
default = 3
"""


def test_what_goes_to_another_region_is_billed_by_it_and_what_stays_is_not(billed: Billed) -> None:
    text = SENT + charge("sent", "inter_region", "sent_gb", "GB", 'option = "{to_region}"')
    assert billed(text, to_region="eu-west-1")["sent"].usd == 3 * 4
    assert [*billed(text, to_region="us-east-1"), *billed(text)] == []
    with pytest.raises(NotPriced):
        billed(text, to_region="sa-east-1")


@pytest.mark.parametrize("to_region", ["us-east-1", "same"])
def test_what_would_go_to_another_region_but_goes_nowhere_is_told(to_region: str) -> None:
    told = answered("data_transfer", {"inter_region_gb": 5, "to_region": to_region}).warnings
    assert [(each.code, each.field) for each in told if each.code == "same_region"] == [("same_region", "to_region")]
    sent = answered("data_transfer", {"inter_region_gb": 5, "to_region": "us-west-2"}).warnings
    assert [each for each in sent if each.code == "same_region"] == []


FOR_EACH = """
[lists.place]
north = "the north"
south = "the south"

[inputs."{place}_percent"]
each = "place"
unit = "%"
label = "In {place.label}"
help = "Of what is written."
default = {north = 100}

[[inputs_whole]]
of = ["{place}_percent"]
equals = 100

[[charges]]
each = "place"
name = "write_{place}"
label = "Written in {place.label}"
dimension = "write"
quantity = "written_gb * {place}_percent / 100"
unit = "GB"
"""


def test_a_part_stands_once_for_each_value_of_a_list(billed: Billed) -> None:
    items = billed(STORED + FOR_EACH, north_percent="75", south_percent="25", written_gb="8")
    assert [(each.name, each.label, each.usd) for each in items.values()] == [
        ("write_north", "Written in the north", 60),
        ("write_south", "Written in the south", 20),
    ]
    # A share that is 0 unless somebody states it has a line only where it is stated.
    assert [(each.name, each.usd) for each in billed(STORED + FOR_EACH).values()] == [("write_north", 30)]
    with pytest.raises(InvalidInput, match="Together in the north, in the south must be 100; they are 125"):
        billed(STORED + FOR_EACH, south_percent="25")


def test_a_list_that_is_not_there_is_named(billed: Billed) -> None:
    with pytest.raises(BrokenTable, match="charges: each: there is no list 'plase'; there are place"):
        billed(STORED + FOR_EACH.replace('each = "place"\nname', 'each = "plase"\nname'))


def test_a_global_price_is_that_of_every_region_but_govcloud(billed: Billed, tmp_path: Path) -> None:
    prices = tmp_path / "services" / "small" / "prices.csv"
    prices.write_text(PRICES.splitlines()[0] + "\nglobal,hour,,0,hour,2,2026-01-01,own_page,,,\n", encoding="utf-8")
    table = Catalogue(tmp_path).table("small")
    assert set(table.regions) == set(commercial(Catalogue(tmp_path).regions))
    (card,) = table.in_force("sa-east-1", TODAY).values()
    assert (card.region, card.tiers[0].usd_per_unit) == ("sa-east-1", Decimal(2))
