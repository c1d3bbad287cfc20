"""Price rows that are not made before they are looked at: the same as if they were."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import pytest

from calculator.application.price_rows import PriceRows, rows_of
from calculator.application.table_rows import prices_in_force
from calculator.core.tiers import RateCard, Tier
from tests.questions import CATALOGUE, TODAY

Key = tuple[str, str]


def card(region: str, dimension: str, option: str, *starts: int) -> RateCard:
    ends = [*(Decimal(start) for start in starts[1:]), None]
    tiers = tuple(Tier(Decimal(start), end, Decimal(1)) for start, end in zip(starts, ends, strict=True))
    return RateCard("shop", region, dimension, option, "thing", date(2026, 1, 1), "seen", tiers)


class Counted(Mapping[Key, RateCard]):
    """Cards of a large table, which notes those that are made."""

    def __init__(self, region: str, keys: list[Key]) -> None:
        self.region, self.keys_, self.made = region, keys, list[Key]()

    def __getitem__(self, key: Key) -> RateCard:
        self.made.append(key)
        return card(self.region, *key, 0)

    def __iter__(self) -> Iterator[Key]:
        return iter(self.keys_)

    def __len__(self) -> int:
        return len(self.keys_)


SMALL = {(name, ""): card("here", name, "", *starts) for name, starts in {"a": (0, 10, 20), "b": (0,)}.items()}
LARGE = [("hour", f"type{number}") for number in range(1000)]


def names(rows: object) -> list[tuple[str, str, int]]:
    return [(each.dimension, each.option, int(tier.start)) for each, tier in rows]  # type: ignore[attr-defined]


ALL = [("a", "", 0), ("a", "", 10), ("a", "", 20), ("b", "", 0), *((*key, 0) for key in LARGE)]


@pytest.mark.parametrize(
    ("start", "stop"), [(0, 0), (0, 3), (2, 6), (3, 4), (4, 1004), (1000, 1004), (1003, 2000), (0, 2000), (1500, 1600)]
)
def test_a_page_makes_the_cards_of_its_rows_and_no_others(start: int, stop: int) -> None:
    large = Counted("here", LARGE)
    rows = PriceRows([rows_of(SMALL, None, None, is_large=False), [], rows_of(large, None, None, is_large=True)])
    assert len(rows) == len(ALL)
    assert large.made == []
    assert names(rows[start:stop]) == ALL[start:stop]
    assert len(large.made) <= 2 * (stop - start)


def test_rows_one_by_one_are_those_of_all_pages() -> None:
    rows = PriceRows(
        [rows_of(SMALL, None, None, is_large=False), rows_of(Counted("there", LARGE), None, None, is_large=True)]
    )
    assert names(rows) == ALL == names([rows[place] for place in range(len(rows))])
    assert rows.regions == {"here", "there"}
    assert names(rows.of_cards) == [("a", "", 0), ("b", "", 0), *((*key, 0) for key in LARGE)]


@pytest.mark.parametrize(
    ("dimension", "option", "large", "small"),
    [
        ("hour", None, 1000, 0),
        (None, "type7", 1, 0),
        ("hour", "type7", 1, 0),
        ("a", None, 0, 3),
        ("hour", "", 0, 0),
        (None, "", 0, 4),
        (None, None, 1000, 4),
    ],
)
def test_names_choose_rows(dimension: str | None, option: str | None, large: int, small: int) -> None:
    assert len(rows_of(Counted("here", LARGE), dimension, option, is_large=True)) == large
    assert len(rows_of(SMALL, dimension, option, is_large=False)) == small


@pytest.mark.parametrize("day", [TODAY, date(2025, 9, 1), date(2024, 3, 1)])
@pytest.mark.parametrize("region", ["us-east-1", "eu-central-2"])
def test_the_rows_of_ec2_are_its_prices_in_force(region: str, day: date) -> None:
    cards = CATALOGUE.table("ec2").in_force(region, day)
    rows = prices_in_force({"service": "ec2", "region": region, "as_of": day.isoformat()})
    listed = {(each.dimension, each.option): tier.usd_per_unit for each, tier in rows}
    assert len(rows) == len(listed) == len(cards)
    assert {key: cards[key].tiers[0].usd_per_unit for key in cards} == listed
    assert all(each.effective_from <= day for each, _ in rows)
    assert all(len(each.tiers) == 1 for each, _ in rows)
