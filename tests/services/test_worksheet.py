"""What formulas see of a usage, and the steps that a charge prints."""

from decimal import Decimal

import pytest

from calculator.core.answer import LineItem
from calculator.core.pools import Allowance
from calculator.services import SERVICES
from calculator.services.figures import figure, words_of
from calculator.services.worksheet import Worksheet, number_text
from tests.questions import CATALOGUE, TODAY

FIGURES = {
    "months": figure("effective_months * 2", "Twice the months", "month"),
    "stored": figure("storage_gb + found_gb", unit="GB"),
    "unused": figure("storage_gb * months"),
}


def sheet(**fields: str) -> Worksheet:
    usage = SERVICES["s3"].Usage.read({"storage_class": "STANDARD_IA", "storage_gb": "1000", **fields})
    book = CATALOGUE.book(("s3", "data_transfer"), "us-east-1", TODAY, limits_of="s3")
    return Worksheet(usage, book, FIGURES, options=("STANDARD_IA",)).knowing({"found_gb": Decimal(24)})


def steps(item: LineItem) -> list[tuple[str, str, str]]:
    return [(each.label, each.formula, each.numbers) for each in item.workings()]


def test_a_charge_prints_the_figures_behind_it_and_what_is_free_and_how_often() -> None:
    lines = sheet().charge(
        "storage",
        "Storage",
        "stored",
        "GB-month",
        times="hours_in_month / 2",
        free=Allowance("storage", Decimal(4)),
        option="STANDARD_IA",
    )
    (item,) = lines
    assert item.quantity == (1024 - 4) * 365
    assert item.formula == "stored × hours_in_month ÷ 2"
    assert steps(item) == [
        ("stored", "storage_gb + found_gb", "1,000 + 24"),
        ("Quantity", "(stored − free, at least 0) × hours_in_month ÷ 2", "(1,024 − 4, at least 0) × 730 ÷ 2"),
    ]


def test_a_limit_is_the_row_of_the_first_option_that_has_one() -> None:
    assert sheet().value("limit.minimum_billable_object") == 128
    assert sheet().value('convert(limit.maximum_copy_size, "GB", "MB")') == 5 * 1024


def test_what_is_free_by_region_has_a_name_for_each_and_what_is_free_by_account_has_one() -> None:
    """Allowances of one name are shared: a Region's own must not be used up by another Region."""
    of_account, of_region = (sheet().allowance("maximum_copy_size", in_region=each) for each in (False, True))
    assert (of_account.name, of_region.name) == ("s3.maximum_copy_size", "s3.maximum_copy_size us-east-1")
    assert of_account.amount == of_region.amount == 5


@pytest.mark.parametrize(
    ("name", "called"), [("stored", "kept in all"), ("size_gb", "size of each"), ("limit.free_gb", "free gb")]
)
def test_a_name_is_called_as_its_input_or_its_figure_is(name: str, called: str) -> None:
    inputs, figures = {"size_gb": figure("1", "Size of each")}, {"stored": figure("2", "Kept in all")}
    assert words_of(inputs, figures, name) == called


def test_what_is_not_used_has_no_line_where_it_is_left_out() -> None:
    assert list(sheet().charge_if_used("storage", "Storage", "storage_gb - 1000", "GB-month")) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("126139.60546875"), "126,139.60546875"),
        (Decimal(1) / 3, "0.33333333333333333333"),
        ((Decimal(20), Decimal("0.5")), "20 + 0.5"),
        (True, "true"),
        ("fifo", "fifo"),
    ],
)
def test_a_number_stands_in_a_formula_with_every_digit_that_ends(value: object, text: str) -> None:
    assert number_text(value) == text
