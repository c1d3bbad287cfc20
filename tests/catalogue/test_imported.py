"""Which of several imported lists speaks: by the day of publication, then by version, in whatever order they come."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from calculator.catalogue.glance import Glance
from calculator.catalogue.imported import Coverage, Imported, ImportedList
from calculator.catalogue.overlay import OverlaidTable
from calculator.catalogue.rate_table import RateTable
from calculator.core.answer import PriceList
from calculator.core.tiers import RateCard, Tier
from tests.questions import CATALOGUE

TABLE, REGION, KEY = "shop", "us-east-1", ("storage", "")
OLDER, DAY, NEWER = date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)


def card(usd: int, day: date, source: str) -> RateCard:
    return RateCard(TABLE, REGION, *KEY, "GB-month", day, source, (Tier(Decimal(0), None, Decimal(usd)),))


def listed(version: str, published: date, usd: int) -> ImportedList:
    identity = PriceList(f"Shop-{version}", "Shop", published, "sha256:0", region=REGION, active=True)
    return ImportedList(
        identity,
        next(iter(CATALOGUE.sources.values())),
        "Shop",
        version,
        Coverage([(TABLE, *KEY)]),
        (TABLE,),
        lambda _: {KEY: card(usd, OLDER, identity.id)},
        is_whole=True,
        has=lambda table, dimension: (table, dimension) == (TABLE, KEY[0]),
        instance_types=dict,
    )


def price(shipped: RateCard, *lists: ImportedList, as_of: date = NEWER) -> int:
    own = RateTable(PriceList("builtin-shop", TABLE, OLDER, "sha256:1"), {REGION: [shipped]})
    cards = OverlaidTable(TABLE, own, Imported(lists)).in_force(REGION, as_of)
    return int(cards[KEY].tiers[0].usd_per_unit)


SHIPPED = card(1, OLDER, "shipped")


@pytest.mark.parametrize("order", [*permutations(range(3))])
def test_of_two_lists_of_one_day_the_later_version_speaks(order: tuple[int, ...]) -> None:
    lists = [listed("20260301", OLDER, 2), listed("20260302a", DAY, 3), listed("20260302b", DAY, 4)]
    assert price(SHIPPED, *(lists[place] for place in order)) == 4


@pytest.mark.parametrize("order", [*permutations(range(2))])
def test_a_later_publication_speaks_whatever_its_version_is_called(order: tuple[int, ...]) -> None:
    lists = [listed("9", OLDER, 2), listed("1", DAY, 3)]
    assert price(SHIPPED, *(lists[place] for place in order)) == 3


@pytest.mark.parametrize(("as_of", "usd"), [(OLDER, 1), (DAY, 2), (NEWER, 2)])
def test_a_list_speaks_from_the_day_of_its_publication(as_of: date, usd: int) -> None:
    assert price(SHIPPED, listed("1", DAY, 2), as_of=as_of) == usd


@pytest.mark.parametrize(("seen", "usd"), [(OLDER, 2), (DAY, 2), (NEWER, 1)])
def test_of_a_shipped_price_and_a_list_of_one_day_the_list_speaks(seen: date, usd: int) -> None:
    assert price(card(1, seen, "shipped"), listed("1", DAY, 2)) == usd


@pytest.mark.parametrize(
    ("service", "active", "regions", "newest"),
    [
        ("shop", True, ["us-east-1"], NEWER),
        # Tables of a service may have names that begin with its own.
        ("shop_cards", True, [], OLDER),
        ("sho", True, [], OLDER),
        ("shop", False, [], OLDER),
    ],
)
def test_a_glance_counts_the_lists_in_use_of_its_service(
    service: str, active: bool, regions: list[str], newest: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_service = listed("20260303", NEWER, 2)
    of_service = replace(of_service, identity=replace(of_service.identity, active=active))
    catalogue = CATALOGUE.overlaid(Imported((of_service,)))
    monkeypatch.setattr(catalogue._shipped, "glance", lambda service: Glance(frozenset(), OLDER))
    assert catalogue.glance(service) == Glance(frozenset(regions), newest)


@pytest.mark.parametrize(
    ("is_whole", "offer", "speaking"),
    [
        # A whole list that is chosen stands for all of its offer; rows, and lists of another offer, stand beside them.
        (True, "Shop", ["Shop-1"]),
        (False, "Shop", ["Shop-1", "Shop-2"]),
        (True, "Market", ["Shop-1", "Shop-2"]),
    ],
)
def test_a_list_that_is_chosen_speaks_first(is_whole: bool, offer: str, speaking: list[str]) -> None:
    chosen = replace(listed("1", OLDER, 2), is_whole=is_whole)
    imported = Imported((chosen, replace(listed("2", DAY, 3), offer_code=offer)), chosen=chosen)
    assert [each.identity.id for each in imported.speaking(TABLE, REGION, NEWER)] == speaking
