"""What is kept of keyed tables has a bound, and what is forgotten is read again the same."""

from datetime import date

import pytest

from calculator.catalogue import shipped
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.keyed_memory import Memory

DAY = date(2026, 11, 21)


def weigh(value: object) -> int:
    return int(str(value))


def test_the_longest_unused_is_forgotten_first() -> None:
    memory = Memory(100)
    for value in (40, 50):
        memory.get(value, lambda value=value: value, weigh)  # type: ignore[misc]
    assert memory.get(40, lambda: 41, weigh) == 40
    memory.get(30, lambda: 30, weigh)
    assert (memory.has(40), memory.has(50), memory.has(30), memory.weight) == (True, False, True, 70)


def test_what_alone_is_too_heavy_is_still_handed_out() -> None:
    memory = Memory(10)
    assert memory.get("large", lambda: 400, weigh) == 400


def test_nothing_is_a_value_too() -> None:
    memory, made = Memory(10), list[int]()
    for _ in range(2):
        assert memory.get("none", lambda: made.append(1), lambda _: 1) is None
    assert len(made) == 1


def test_prices_are_the_same_however_little_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a process were asked for all of ElastiCache in every Region, with room for one Region's prices."""
    most = 2_000_000
    generous = Catalogue()
    monkeypatch.setattr(shipped, "MOST_BYTES", most)
    frugal = Catalogue()
    table, other = (each.table("elasticache_nodes") for each in (frugal, generous))
    for region in ("us-east-1", "eu-west-1", "ap-south-1", "us-east-1"):
        cards = table.in_force(region, DAY)
        assert {key: cards[key] for key in [*cards][::7]} == {
            key: card for key in [*cards][::7] if (card := other.in_force(region, DAY).get(key))
        }
        assert frugal._shipped._memory.weight <= most
