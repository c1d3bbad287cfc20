"""What services declare to be committed to: each price stands in their table under its unit, and faults are named."""

from itertools import product
from pathlib import Path

import pytest

from calculator.analysis.commitments.committable import Committable, committables
from calculator.catalogue.committed_layout import read_committed
from calculator.core.declarations import ChoiceField
from calculator.core.errors import BrokenTable
from tests.questions import CATALOGUE, TODAY

METERED = [each for things in committables().values() for each in things if each.metered]


@pytest.mark.parametrize("what", METERED, ids=lambda what: f"{what.service} {what.thing}")
def test_every_price_is_by_the_hour_of_the_unit_and_found_for_some_input(what: Committable) -> None:
    book = CATALOGUE.book((what.table,), "us-east-1", TODAY)
    choices = [
        [each.value for each in field.choices] for field in what.fields.values() if isinstance(field, ChoiceField)
    ]
    keys = [dict(zip(what.columns, values, strict=True)) for values in product(*choices)]
    found = [(way, book.cards[row].unit) for key in keys for way, row in what.rows(key) if row in book.cards]
    assert {way for way, _ in found} == {*what.ways}
    assert {unit for way, unit in found if not way.endswith("_fee")} == {f"{what.thing}-hour"}
    assert {unit for way, unit in found if way.endswith("_fee")} <= {what.thing}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[reads", "committed.toml"),
        (
            '[reads]\nthing = "RCU"\n[reads.prices]\non_demand = "a"\nreserved_9y = "b"',
            "'reserved_9y' is no way to buy",
        ),
        (
            '[reads]\nthing = "RCU"\n[reads.prices]\non_demand = "a"',
            "reads.prices: Value error, needs a price of on_demand and one of a commitment",
        ),
        (
            '[reads]\nthing = "RCU"\nprice = 3\n[reads.prices]\non_demand = "a"',
            "committed.toml: reads.price: Extra inputs",
        ),
    ],
)
def test_a_file_that_is_wrong_says_where(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "committed.toml").write_text(text)
    with pytest.raises(BrokenTable, match=r"committed\.toml") as error:
        read_committed(tmp_path)
    assert sentence in str(error.value)


def test_a_folder_without_the_file_sells_nothing_of_the_kind(tmp_path: Path) -> None:
    assert read_committed(tmp_path) == {}
