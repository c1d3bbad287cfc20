"""Services that cost nothing and services that have ended: named, answered with zero, and said with the source."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from calculator.catalogue.catalogue import Catalogue
from calculator.core.errors import BrokenTable, InvalidInput
from calculator.core.units import PRICING_DATA
from calculator.services.service_files.read import read_service
from tests.questions import answered

QLDB = PRICING_DATA / "services" / "qldb"


@pytest.mark.parametrize(
    ("key", "usage", "code", "said"),
    [
        ("organizations", {"member_accounts": 40}, "free", "AWS Organizations costs nothing itself."),
        ("aws_batch", {}, "free", "Amazon EC2 and AWS Fargate bill what jobs run on."),
        ("qldb", {"ledgers": 3}, "ended", "Amazon QLDB ended on 2025-07-31: nothing is billed any more."),
        ("pinpoint", {}, "ended", "Amazon Pinpoint ended on 2026-10-30"),
    ],
)
def test_nothing_is_billed_and_the_answer_says_why(key: str, usage: dict[str, object], code: str, said: str) -> None:
    answer = answered(key, usage)
    assert answer.monthly_usd == Decimal(0)
    assert [said in notice.message for notice in answer.warnings if notice.code == code] == [True]
    (item,) = answer.line_items
    assert item.card.source


def test_what_had_not_ended_yet_has_no_price() -> None:
    with pytest.raises(InvalidInput, match="first known is of 2025-07-31"):
        answered("qldb", {"as_of": "2025-07-30"})


def test_what_stacks_do_besides_is_billed() -> None:
    assert answered("cloudformation", {"stacks": 9, "handler_operations": 1000}).monthly_usd == Decimal("0.9")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("on = 2025-07-31\n", "", "ended.on: is missing."),
        ('label = "Ledgers"\n', "", "ended.label: is missing."),
        ("in its place.", "in its place", "ended.says: String should match"),
        ("[ended]", "[ended]\ncolor = 1", "ended.color: is no key of a service file."),
    ],
)
def test_what_is_wrong_with_it_is_said(tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = tmp_path / "qldb"
    shutil.copytree(QLDB, folder)
    path = folder / "service.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenTable) as raised:
        read_service(folder, Catalogue().limits_of)
    assert said in str(raised.value)


def test_the_day_of_the_end_is_that_of_its_price() -> None:
    for key in ("qldb", "pinpoint"):
        service, _ = read_service(PRICING_DATA / "services" / key, Catalogue().limits_of)
        (card,) = answered(key, {}).line_items
        assert service.ended is not None
        assert card.card.effective_from == service.ended.on
