"""Services priced by key: what is sold where, what is said of what is not, commitments, attributes, faults."""

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from calculator.catalogue.catalogue import Catalogue
from calculator.core.answer import LineItem
from calculator.core.declarations import ChoiceField, narrowed
from calculator.core.errors import BrokenTable, CalculatorError, NotPriced
from calculator.core.units import PRICING_DATA
from calculator.management.commands.check_prices import faults_of
from calculator.services.registry import Registry
from tests.questions import CATALOGUE, TODAY, answered, asked
from tests.services.keyed_folder import ATTRIBUTES, EU_WEST_1, SERVICE, SOURCES, US_EAST_1

Billed = Callable[..., dict[str, LineItem]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a service that is priced by key alone."""
    folder = tmp_path / "services" / "small"
    (folder / "prices").mkdir(parents=True)
    for name in ("sources.csv", "regions.csv"):
        shutil.copy(PRICING_DATA / name, tmp_path / name)
    files = {
        "service.toml": SERVICE,
        "sources.csv": SOURCES,
        "size.csv": ATTRIBUTES,
        "prices/us-east-1.csv": US_EAST_1,
        "prices/eu-west-1.csv": EU_WEST_1,
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def billed(folder: Path) -> Billed:
    def bill(region: str = "us-east-1", **typed: str) -> dict[str, LineItem]:
        service = Registry(folder.parents[1])["small"]
        usage = service.Usage.read(typed)
        book = Catalogue(folder.parents[1]).book(service.TABLES, region, TODAY)
        return {item.name: item for item in service.line_items(usage, service.plan_capacity(usage, book), book)}

    return bill


def offered(folder: Path, region: str, **chosen: str) -> dict[str, list[str]]:
    """The choices of each field in a Region, beside what is chosen."""
    catalogue, service = Catalogue(folder.parents[1]), Registry(folder.parents[1])["small"]
    under = {name: each.under(catalogue) for name, each in service.Usage.declarations.items()}
    fields = narrowed(under, catalogue, region, chosen)
    return {name: [c.value for c in each.choices] for name, each in fields.items() if isinstance(each, ChoiceField)}


def test_hours_on_demand_are_those_used_at_the_newest_price(billed: Billed) -> None:
    (item,) = billed(hours="100").values()
    assert (item.usd, item.quantity, item.card.option) == (200, 200, "first s.large")


@pytest.mark.parametrize(
    ("option", "size", "items"),
    [
        # Half of it at once, every hour of the month besides: 2 x 100, and 2 x 730 x 0.5.
        ("reserved_1y_partial_upfront", "s.large", {"node_hours": "730", "node_hours_upfront": "200"}),
        ("reserved_3y_all_upfront", "s.large", {"node_hours_upfront": "5256"}),
    ],
)
def test_a_commitment_bills_fee_and_hours_apart(billed: Billed, option: str, size: str, items: dict[str, str]) -> None:
    found = billed(purchase_option=option, size=size, hours="1")
    assert {name: item.usd for name, item in found.items()} == {name: Decimal(usd) for name, usd in items.items()}
    assert {item.recurrence for item in found.values()} <= {"monthly", "upfront"}


def test_of_a_rate_that_is_not_told_apart_nothing_is_said_but_what_it_comes_to(billed: Billed) -> None:
    (item,) = billed("eu-west-1", purchase_option="reserved_1y_partial_upfront", engine="second").values()
    assert (item.usd, item.recurrence) == (2 * 730 * Decimal("0.5"), "effective")


def test_choices_are_what_is_sold_narrowed_by_those_before_them(folder: Path) -> None:
    us = offered(folder, "us-east-1", engine="first")
    assert us["engine"] == ["first", "second"]
    # By family, then by memory; what is not known comes first.
    assert us["size"] == ["s.small", "s.large", "s.2xlarge"]
    assert offered(folder, "us-east-1", engine="second")["size"] == ["s.large"]
    # What comes later does not narrow what comes before it.
    assert offered(folder, "us-east-1", engine="second", size="s.2xlarge")["engine"] == ["first", "second"]
    assert offered(folder, "eu-west-1", engine="second") == {
        "engine": ["second"],
        "size": ["s.large"],
        "purchase_option": ["on_demand", "reserved_1y_partial_upfront", "reserved_3y_all_upfront"],
    }


def test_a_choice_says_what_it_has(folder: Path) -> None:
    field = Registry(folder.parents[1])["small"].Usage.declarations["size"]
    assert isinstance(field, ChoiceField)
    assert [each.label for each in field.choices] == ["s.small", "s.large (2 GiB)", "s.2xlarge (8 GiB)"]


@pytest.mark.parametrize(
    ("region", "typed", "field", "sentence"),
    [
        (
            "eu-west-1",
            {},
            "engine",
            "Engine First has no price in our data for eu-west-1. With a price there: Second.",
        ),
        (
            "us-east-1",
            {"engine": "second", "size": "s.2xlarge"},
            "size",
            "Size s.2xlarge (8 GiB) has no price in our data with Second for us-east-1. "
            "With a price there: s.large (2 GiB).",
        ),
        (
            "us-east-1",
            {"purchase_option": "reserved_3y_all_upfront", "size": "s.2xlarge"},
            "purchase_option",
            "Reserved, 3 years, all upfront has no price in our data for First s.2xlarge in us-east-1. "
            "It is sold as On-demand.",
        ),
    ],
)
def test_what_is_not_sold_is_named_with_what_is(
    billed: Billed, region: str, typed: dict[str, str], field: str, sentence: str
) -> None:
    with pytest.raises(NotPriced) as refused:
        billed(region, **typed)
    assert [(each.field, each.message) for each in refused.value.errors] == [(field, sentence)]


def test_what_no_source_says_of_a_choice_is_named(billed: Billed, folder: Path) -> None:
    service = Registry(folder.parents[1])["small"]
    usage = service.Usage.read({"size": "s.small"})
    book = Catalogue(folder.parents[1]).book(service.TABLES, "us-east-1", TODAY)
    with pytest.raises(NotPriced, match=r"The memory of s\.small is not in our data"):
        service.plan_capacity(usage, book)


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('keyed = "prices"', 'keyed = "rent"', "charges.1.keyed: there is no keyed table 'rent'; there are prices"),
        ('"node-hour"', '"node"', "charges.1.unit: is node, but prices of prices are per node-hour"),
        ('committed = "nodes"\n', "", "charges.1.committed: is missing"),
        ('"reserved"]', '"rented"]', "keyed.prices.purchase: .*'rented' is no way to buy"),
        ('["engine", "size"]', '["engine", "length"]', "keyed.prices.columns: 'length' is no input"),
        ("* size.memory_gib", "* size.memory", "figures.memory.of: 'size.memory' is no input"),
        ("nodes * size.memory_gib", "nodes + size.memory_gib", "figures.memory.of: .*holds a count against GiB"),
        ('kind = "purchase"', 'kind = "keyed"', "inputs.purchase_option: is the column of no keyed table"),
        ('default = "s.large"\n', "", "inputs.size.default: is missing"),
    ],
)
def test_a_fault_of_the_declaration_is_named(folder: Path, before: str, after: str, fault: str) -> None:
    assert before in SERVICE
    (folder / "service.toml").write_text(SERVICE.replace(before, after), encoding="utf-8")
    with pytest.raises(BrokenTable, match=fault):
        Registry(folder.parents[1])["small"]


@pytest.mark.parametrize(
    ("name", "before", "after", "fault"),
    [
        ("prices/us-east-1.csv", "first,s.small", "first,a.tiny", "small/prices/us-east-1.csv:5: "),
        ("prices/eu-west-1.csv", "second,s", "the second,s", "'the second' must be one word"),
        ("prices/eu-west-1.csv", "own_page", "a_page", "small/prices/eu-west-1.csv:2: source 'a_page'"),
        ("size.csv", "s.small,,", "s.small,little,", "small/size.csv:4: memory_gib 'little' must be a plain number"),
        ("size.csv", "own_page", "a_page", "small/size.csv:2: source 'a_page' is not in sources.csv"),
    ],
)
def test_a_fault_of_a_table_is_named(folder: Path, name: str, before: str, after: str, fault: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert fault in "\n".join(faults_of(Catalogue(folder.parents[1])))


def test_a_table_knows_what_each_region_sells(folder: Path) -> None:
    table = Catalogue(folder.parents[1]).table("small")
    assert [*table.sold("eu-west-1")] == ["second s.large"]
    assert set(table.sold()) == {"first s.2xlarge", "first s.large", "first s.small", "second s.large"}
    assert [*table.sold("us-west-2")] == []


@pytest.mark.parametrize("region", CATALOGUE.regions_of("elasticache_nodes"))
def test_every_region_sells_what_the_form_offers(region: str) -> None:
    """The node types of ElastiCache: of each engine that is offered, every type that is offered has an answer."""
    question = asked("elasticache", {"region": region})
    for engine in ("valkey", "redis", "memcached"):
        fields = narrowed(question.declared, CATALOGUE, region, {"engine": engine})
        node_type = fields["node_type"]
        assert isinstance(node_type, ChoiceField)
        types = [each.value for each in node_type.choices]
        assert len(types) > 20
        for name in types[::15]:
            raw: dict[str, object] = {"engine": engine, "node_type": name, "region": region}
            assert answered("elasticache", raw).effective_monthly_usd > 0


def test_what_a_region_does_not_sell_is_no_zero() -> None:
    with pytest.raises(CalculatorError):
        answered("elasticache", {"engine": "memcached", "node_type": "cache.r6gd.xlarge"})


@pytest.mark.parametrize(
    ("option", "hours", "figures"),
    [
        # 37.23 + 444 / 12 = 74.23 a month each, against 0.156 an hour.
        (
            "reserved_1y_partial_upfront",
            "730",
            {"commitment_usd": "2672.28", "break_even_hours_per_month": "475.8333", "savings_percent": "34.8174"},
        ),
        ("reserved_1y_partial_upfront", "365", {"savings_percent": "-30.3653", "break_even_months": "15.6438"}),
        ("reserved_3y_all_upfront", "730", {"commitment_usd": "5550", "break_even_months": "16.2452"}),
        ("on_demand", "730", {}),
    ],
)
def test_when_a_commitment_pays_is_told(option: str, hours: str, figures: dict[str, str]) -> None:
    fields: dict[str, object] = {"engine": "redis", "node_type": "cache.m5.large", "shards": 3, "replicas_per_shard": 0}
    answer = answered("elasticache", {**fields, "purchase_option": option, "hours_per_month": hours})
    told = {each.name: each.value for each in answer.metrics}
    assert {name: round(told[name], 4) for name in figures} == {name: Decimal(text) for name, text in figures.items()}
    assert ("commitment_usd" in told) is bool(figures)
    assert told["memory_gib"] == Decimal("6.38")
    unused = [each.message for each in answer.warnings if each.code == "unused_hours"]
    assert unused == (["The commitment bills all 730 hours, 365 of them unused."] if hours == "365" else [])
