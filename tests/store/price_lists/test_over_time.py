"""Which list speaks on which day: shipped, imported, switched off, chosen."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from calculator.application.questions import answer, ask, catalogue
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.history import price_history
from calculator.core.answer import Answer
from calculator.core.errors import UnknownName
from calculator.core.units import PRICING_DATA
from calculator.estimator import answer_to
from calculator.offers.offer import Covered, MappedPrice
from calculator.store.price_lists import activation, active_catalogue
from calculator.store.price_lists.active_catalogue import Newest
from tests.questions import CATALOGUE
from tests.store.price_lists.offers import leaving_out, offer

NOT_SHIPPED = "mx-central-1"
TODAY = date(2026, 11, 21)
Bringer = Callable[..., object]
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
SHIPPED_S3 = CATALOGUE.table("s3").in_force("us-east-1", TODAY)
IN_OCTOBER, IN_NOVEMBER = "AmazonS3-us-east-1-20261001120000", "AmazonS3-us-east-1-20261101120000"


def storage(as_of: str) -> Decimal:
    """What 1,000 GB in S3 Standard in us-east-1 cost on a day; 23 by the shipped prices since 2024-09-25."""
    return Decimal(answer(ask("s3", {"storage_gb": 1000, "as_of": as_of})).effective_monthly_usd)


@pytest.mark.parametrize(
    ("as_of", "usd"),
    [
        ("2026-09-30", 23),
        ("2026-10-01", 46),
        ("2026-10-31", 46),
        ("2026-11-01", 69),
        ("2026-11-21", 69),
    ],
)
def test_a_list_speaks_from_its_publication_until_that_of_the_next(as_of: str, usd: int, brought_in: Bringer) -> None:
    # The newer one is imported first: only the days of publication count.
    brought_in(offer(published=NOVEMBER, times=3), offer(published=OCTOBER, times=2))
    assert storage(as_of) == usd


def test_of_two_lists_of_one_day_the_later_version_speaks(brought_in: Bringer) -> None:
    brought_in(offer(times=3, version="20261101180000"), offer(times=2, version="20261101060000"))
    assert storage("2026-11-21") == 69


def test_the_day_of_publication_counts_and_not_the_version(brought_in: Bringer) -> None:
    brought_in(offer(published=NOVEMBER, times=3, version="1"), offer(published=OCTOBER, times=2, version="2"))
    assert [storage(day) for day in ("2026-10-31", "2026-11-01")] == [46, 69]


def in_force_from(day: date, dimension: str = "storage") -> Callable[[MappedPrice], MappedPrice]:
    """A change that puts the prices of a dimension off until a day."""
    return lambda price: replace(price, effective_from=day) if price.dimension == dimension else price


# What a fee, a rate or a tier is in force from does not differ from service to service; each has its own table.
MAIN_PRICES = [
    ("s3", "storage", {"storage_gb": 1000}),
    ("ebs", "storage", {"volume_type": "gp3", "size_gb": 100}),
    ("ec2", "on_demand", {"instance_type": "m5.large"}),
    ("dynamodb", "write_request", {"capacity_mode": "on_demand", "peak_writes_per_second": 100}),
    ("kinesis", "shard_hour", {"capacity_mode": "provisioned", "records_per_second": 1000}),
]
MID_NOVEMBER = date(2026, 11, 15)


@pytest.mark.parametrize(
    ("table", "dimension", "fields"), MAIN_PRICES, ids=lambda case: case if isinstance(case, str) else ""
)
@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
def test_an_answer_never_rests_on_a_price_that_is_in_force_only_later(
    table: str, dimension: str, fields: dict[str, object], region: str, brought_in: Bringer
) -> None:
    def bill(as_of: str) -> Answer:
        return answer(ask(table, {**fields, "region": region, "as_of": as_of}))

    before = bill("2026-11-10")
    brought_in(offer(table, region, published=NOVEMBER, times=2, change=in_force_from(MID_NOVEMBER, dimension)))
    until_then, from_then = bill("2026-11-14"), bill("2026-11-15")
    shown = [item for item in until_then.line_items if item.card.dimension == dimension]
    assert shown
    assert all(item.card.effective_from <= until_then.as_of for item in until_then.line_items)
    assert {item.card.dimension: item.card.tiers for item in shown} == {
        item.card.dimension: item.card.tiers for item in before.line_items if item.card.dimension == dimension
    }
    [doubled] = [item for item in from_then.line_items if item.card.dimension == dimension]
    assert doubled.card.tiers[0].usd_per_unit == 2 * shown[0].card.tiers[0].usd_per_unit


def test_until_a_price_is_in_force_the_list_before_it_answers_and_is_named(brought_in: Bringer) -> None:
    brought_in(
        offer(published=OCTOBER, times=2), offer(published=NOVEMBER, times=3, change=in_force_from(MID_NOVEMBER))
    )
    assert [storage(day) for day in ("2026-10-31", "2026-11-01", "2026-11-14", "2026-11-15")] == [46, 46, 46, 69]
    answered = answer(ask("s3", {"storage_gb": 1000, "as_of": "2026-11-14"}))
    assert answered.line_items[0].card.source == IN_OCTOBER
    assert IN_OCTOBER in {each.id for each in answered.price_lists}
    history = price_history(catalogue(), "s3", "us-east-1", "storage", "STANDARD", TODAY)
    assert [each.since for each in history][-2:] == [OCTOBER, MID_NOVEMBER]


def test_a_price_that_is_new_has_none_before_it_is_in_force(brought_in: Bringer) -> None:
    def only(price: MappedPrice) -> MappedPrice | None:
        return replace(price, option="NEW", effective_from=MID_NOVEMBER) if price.option == "GLACIER" else None

    brought_in(replace(offer(change=only), covers=frozenset({Covered("s3", "storage", "NEW")})))
    cards = catalogue().table("s3")
    assert ("storage", "NEW") not in cards.in_force("us-east-1", date(2026, 11, 14))
    assert ("storage", "NEW") in cards.in_force("us-east-1", MID_NOVEMBER)


def test_a_price_of_several_tiers_is_in_force_once_all_of_them_are(brought_in: Bringer) -> None:
    later = lambda price: replace(price, effective_from=MID_NOVEMBER) if price.tier_from > 100_000 else price  # noqa: E731
    brought_in(offer(times=2, change=later))
    assert [storage(day) for day in ("2026-11-14", "2026-11-15")] == [23, 46]


def test_a_shipped_price_that_was_seen_on_the_day_of_the_list_gives_way_to_it(brought_in: Bringer) -> None:
    [shipped] = [card for key, card in SHIPPED_S3.items() if key == ("storage", "STANDARD")]
    day = shipped.last_seen(TODAY)
    brought_in(offer(published=day - timedelta(days=1), times=2))
    assert [storage(f"{each}") for each in (day - timedelta(days=1), day)] == [46, 23]
    brought_in(offer(published=day, times=3))
    assert storage(f"{day}") == 69


def test_switching_the_newest_off_brings_back_the_one_before(brought_in: Bringer) -> None:
    brought_in(offer(published=OCTOBER, times=2), offer(published=NOVEMBER, times=3))
    activation.deactivate([IN_NOVEMBER])
    assert storage("2026-11-21") == 46


def test_a_shipped_price_that_is_newer_than_the_list_speaks_from_its_own_day_on(brought_in: Bringer) -> None:
    # The shipped prices of S3 in us-east-1 are of 2024-09-25 and again of 2025-10-22.
    brought_in(offer(published=date(2025, 1, 1), times=2))
    assert [storage(day) for day in ("2024-12-31", "2025-01-01", "2025-10-21", "2025-10-22")] == [23, 46, 46, 23]


def test_a_list_can_be_chosen_whatever_the_day_in_use_or_not(brought_in: Bringer) -> None:
    brought_in(offer(published=date(2024, 12, 1), times=3), offer(published=date(2025, 1, 1), times=2))
    activation.deactivate(["AmazonS3-us-east-1-20241201120000", "AmazonS3-us-east-1-20250101120000"])
    question = ask("s3", {"storage_gb": 1000})
    chosen = catalogue().under("AmazonS3-us-east-1-20250101120000")
    assert (answer_to(question, chosen).monthly_usd, answer_to(question, catalogue()).monthly_usd) == (46, 23)


def test_a_list_that_is_chosen_must_be_there(db: None) -> None:
    with pytest.raises(UnknownName, match="no imported price list 'AmazonS3-mars'"):
        catalogue().under("AmazonS3-mars")


@pytest.mark.series(quick=1)
@pytest.mark.parametrize("table", ["s3", "ebs", "ec2", "data_transfer"])
@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
def test_a_list_with_the_shipped_prices_changes_no_price(table: str, region: str, brought_in: Bringer) -> None:
    before = catalogue().table(table).in_force(region, TODAY)
    brought_in(offer(table, region))
    after = catalogue().table(table).in_force(region, TODAY)
    assert {key: (card.unit, card.tiers) for key, card in after.items()} == {
        key: (card.unit, card.tiers) for key, card in before.items()
    }
    assert {card.source for card in after.values()} == {catalogue().imported.lists[0].identity.id}


@pytest.mark.slow
def test_the_many_prices_of_instances_are_looked_for_one_by_one(brought_in: Bringer) -> None:
    brought_in(offer("ec2", "us-east-1", times=2))
    cards = catalogue().table("ec2").in_force("us-east-1", TODAY)
    assert cards["on_demand", "m5.large Linux"].tiers[0].usd_per_unit == Decimal("0.192")
    assert ("on_demand", "m5.nonsense Linux") not in cards
    assert len(cards) == sum(1 for _ in cards)


def without_ebs_in(region: str, folder: Path) -> Catalogue:
    """The shipped tables, of which EBS knows no price in a region."""
    for path in PRICING_DATA.iterdir():
        if path.name == "services":
            shutil.copytree(path, folder / path.name)
        else:
            (folder / path.name).symlink_to(path)
    table = folder / "services/ebs/prices.csv"
    kept = [line for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith(region)]
    table.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return Catalogue(folder)


def test_a_region_that_is_shipped_with_no_price_is_priced_by_its_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, brought_in: Bringer
) -> None:
    monkeypatch.setattr(active_catalogue, "NEWEST", Newest(without_ebs_in(NOT_SHIPPED, tmp_path)))
    assert NOT_SHIPPED not in catalogue().regions_of("ebs")
    brought_in(offer("ebs", change=lambda price: replace(price, region=NOT_SHIPPED)))
    assert NOT_SHIPPED in catalogue().regions_of("ebs")
    assert answer(ask("ebs", {"region": NOT_SHIPPED})).monthly_usd == answer(ask("ebs", {})).monthly_usd


@pytest.mark.slow
def test_the_history_of_an_instance_has_the_days_of_its_own_price(brought_in: Bringer) -> None:
    brought_in(offer("ec2", "us-east-1", published=NOVEMBER, times=2))
    history = price_history(catalogue(), "ec2", "us-east-1", "on_demand", "m5.large Linux", TODAY)
    assert [(each.since, each.card and each.card.tiers[0].usd_per_unit) for each in history] == [
        (date(2026, 9, 24), Decimal("0.096")),
        (NOVEMBER, Decimal("0.192")),
    ]


def test_an_answer_of_several_regions_names_the_lists_of_all_of_them(brought_in: Bringer) -> None:
    brought_in(offer("dynamodb", "us-east-1", "eu-west-1", "eu-central-1"))
    answered = answer(ask("dynamodb", {"replica_regions": "eu-west-1"}))
    listed = {each.region for each in answered.price_lists if each.region}
    assert listed == {"us-east-1", "eu-west-1"} == {item.card.region for item in answered.line_items}


def test_the_history_of_a_price_has_every_list_that_spoke_for_it(brought_in: Bringer) -> None:
    brought_in(
        offer(published=OCTOBER, times=2),
        offer(published=NOVEMBER, change=leaving_out("put_request", "STANDARD")),
    )
    stretches = price_history(catalogue(), "s3", "us-east-1", "put_request", "STANDARD", TODAY)
    assert [
        (str(each.since), each.card and str(each.card.tiers[0].usd_per_unit), each.card and each.card.source)
        for each in stretches
    ] == [
        ("2024-09-25", "0.005", "s3scrape_202409"),
        ("2025-10-22", "0.005", "awsprice_meter"),
        ("2026-10-01", "0.01", IN_OCTOBER),
        ("2026-11-01", None, None),
    ]
