"""Fields of several values: what is read, and the sentence for what is not."""

from decimal import Decimal

import pytest

from calculator.core.choices import Choice
from calculator.core.declarations import ChoiceField, QuantityField
from calculator.core.errors import InvalidInput
from calculator.core.input_fields import choices, quantities, quantity
from calculator.core.inputs import Inputs
from calculator.core.lists import ListField
from tests.questions import numbers

COLORS = ListField(
    label="Colors",
    help="Which.",
    each=ChoiceField(label="Color", help="One.", choices=(Choice("red", "Red"), Choice("blue", "Blue"))),
    is_unique=True,
)
LOADS = ListField(
    label="Loads",
    help="Three of them.",
    each=QuantityField(label="Load", help="Percent.", unit="%", at_most=Decimal(100)),
    length=3,
)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("", ()),
        ("  ", ()),
        ([], ()),
        ("red", ("red",)),
        ("red, blue", ("red", "blue")),
        ("BLUE;red", ("blue", "red")),
        ("red blue", ("red", "blue")),
        ("red,blue,", ("red", "blue")),
        (["red", "blue"], ("red", "blue")),
        (("blue",), ("blue",)),
    ],
)
def test_choices_are_read_from_text_and_lists(raw: object, read: tuple[str, ...]) -> None:
    assert COLORS.read(raw) == read


@pytest.mark.parametrize("raw", ["10, 20.5, 100", "10 20.5 100", "10 %, 20.5 %, 100 %", ["10", "20.5", "100"]])
def test_amounts_are_read_each_as_the_field_alone_would(raw: object) -> None:
    assert LOADS.read(raw) == (Decimal(10), Decimal("20.5"), Decimal(100))


@pytest.mark.parametrize(
    ("field", "raw", "sentence"),
    [
        (
            COLORS,
            "red, blu",
            "has 'blu' in place 2, which is not one of the choices; did you mean blue? Choose one of red, blue.",
        ),
        (COLORS, "red,,blue", "has '' in place 2, which is not one of the choices; choose one of red, blue."),
        (COLORS, "red, RED", "names red more than once; give it once."),
        (COLORS, 5, "is not a list; separate its values by commas."),
        (COLORS, {"red": 1}, "is not a list; separate its values by commas."),
        (COLORS, [["red"]], "has \"['red']\" in place 1, which is not one of the choices; choose one of red, blue."),
        (LOADS, "1,2", "has 2 values; give 3 of them, or none."),
        (LOADS, "1,2,101", "has '101' in place 3, which is too large; the most is 100%."),
        (LOADS, ["1", True, "3"], "has 'true' in place 2, which is not a number; give a number in %."),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(field: ListField, raw: object, sentence: str) -> None:
    with pytest.raises(ValueError) as refused:
        field.read(raw)
    assert str(refused.value) == sentence


class Party(Inputs):
    """A party at which the most guests are never fewer than the usual ones."""

    guests: Decimal = quantity("guests", "Guests", "Usually.", default=10)
    most_guests: Decimal = quantity("guests", "Most guests", "At once.", default=20, not_below="guests")
    hours: tuple[Decimal, ...] = quantities("%", "Hours", "How full.", length=2, at_most=100)
    colors: tuple[str, ...] = choices("Colors", "Of the lights.", (Choice("red", "Red"),))


def test_several_values_are_none_unless_given() -> None:
    usage = Party.read({})
    assert (usage.hours, usage.colors) == ((), ())


def test_amounts_of_a_list_become_floats_with_the_others() -> None:
    usage = Party.read({"hours": "10, 20", "colors": "red"}).as_arrays()
    assert [repr(hour) for hour in usage.hours] == ["10.0", "20.0"]
    assert usage.colors == ("red",)


def test_a_peak_below_its_average_is_refused_at_the_peak() -> None:
    with pytest.raises(InvalidInput) as refused:
        Party.read({"guests": 30, "most_guests": 25})
    assert [(each.field, each.message, each.value) for each in refused.value.errors] == [
        ("most_guests", "Most guests must not be below the guests, 30 guests.", "25")
    ]


@pytest.mark.parametrize(
    ("typed", "field", "reach"),
    [
        ({"guests": 5}, "most_guests", numbers("5", "1e15")),
        ({"most_guests": 50}, "guests", numbers("0", "50")),
        ({}, "guests", numbers("0", "1e15")),
    ],
)
def test_an_amount_reaches_as_far_as_the_others_let_it(
    typed: dict[str, object], field: str, reach: tuple[Decimal, ...]
) -> None:
    assert Party.read(typed).reach(field) == reach
