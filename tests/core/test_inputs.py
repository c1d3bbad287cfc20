"""One declaration of inputs: reading, bounds, defaults, errors all at once, and the two number systems."""

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import pytest

from calculator.core.choices import Choice
from calculator.core.declarations import ChoiceField, Derived, FlagField, QuantityField
from calculator.core.errors import FieldError, InvalidInput
from calculator.core.input_fields import choice, flag, quantity
from calculator.core.inputs import MOST_ERRORS, Inputs, unknown_field


class Usage(Inputs):
    """A workload of a service that does not exist."""

    color: str = choice("Color", "Which one.", (Choice("RED", "Red"), Choice("DARK_BLUE", "Blue")), default="RED")
    size_gb: Decimal = quantity("GB", "Size", "How much.", default=10, at_least="0.5", at_most=2048)
    reads: Decimal = quantity("requests/month", "Reads", "How often.", only_for={"color": ("RED",)})
    copies: Decimal = quantity("", "Copies", "How many.", derived=Derived("the reads", lambda usage: usage.reads))
    is_free: bool = flag("Free", "Whether it is.")

    def contradictions(self) -> Iterator[FieldError]:
        """A rule across fields."""
        if self.reads > self.size_gb:
            yield FieldError("reads", "Reads cannot exceed the size.", f"{self.reads:f}")


def errors_of(raw: dict[str, object]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as refused:
        Usage.read(raw)
    return [(error.field, error.message) for error in refused.value.errors]


def test_what_is_not_given_has_its_default() -> None:
    assert Usage.read({}).values() == {
        "color": "RED", "size_gb": 10, "reads": 0, "copies": 0, "is_free": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        ("size_gb", "1 TB", Decimal(1024)),
        ("size_gb", 5, Decimal(5)),
        ("size_gb", 0.7, Decimal("0.7")),
        ("size_gb", Decimal("2.50"), Decimal("2.5")),
        ("size_gb", "0.5", Decimal("0.5")),
        ("size_gb", "2 TB", Decimal(2048)),
        ("color", "dark_blue", "DARK_BLUE"),
        ("color", " RED ", "RED"),
        ("is_free", True, True),
        ("is_free", "Yes", True),
        ("is_free", "on", True),
        ("is_free", 1, True),
        ("is_free", "off", False),
        ("is_free", "0", False),
    ],
)
def test_values_are_read_from_text_and_json(field: str, raw: object, value: object) -> None:
    assert getattr(Usage.read({field: raw}), field) == value


@pytest.mark.parametrize(
    ("field", "raw", "message"),
    [
        ("size_gb", "-1", "Size is too small; the least is 0.5 GB."),
        ("size_gb", "0.4999", "Size is too small; the least is 0.5 GB."),
        ("size_gb", "2.1 TB", "Size is too large; the most is 2048 GB."),
        ("size_gb", True, "Size is not a number; give a number in GB."),
        ("size_gb", None, "Size is not a number; give a number in GB."),
        ("size_gb", ["5"], "Size is not a number; give a number in GB."),
        ("size_gb", {"a": 1}, "Size is not a number; give a number in GB."),
        ("size_gb", float("nan"), "Size is not a finite number; give a number in GB."),
        ("size_gb", float("inf"), "Size is not a finite number; give a number in GB."),
        ("size_gb", Decimal("NaN"), "Size is not a finite number; give a number in GB."),
        ("size_gb", "", "Size is empty; give a number in GB, such as 1000 or 5 TB."),
        ("size_gb", "{message} %s", "Size is not a number; give a number in GB, such as 1000 or 5 TB."),
        ("color", "", "Color is not one of the choices; choose one of RED, DARK_BLUE (Blue)."),
        ("color", 5, "Color is not one of the choices; choose one of RED, DARK_BLUE (Blue)."),
        ("color", "green", "Color is not one of the choices; choose one of RED, DARK_BLUE (Blue)."),
        (
            "color",
            "darkblue",
            "Color is not one of the choices; did you mean DARK_BLUE (Blue)? Choose one of RED, DARK_BLUE (Blue).",
        ),
        ("is_free", "perhaps", "Free is neither true nor false; write true or false."),
        ("is_free", None, "Free is neither true nor false; write true or false."),
        ("sizegb", "5", "There is no field 'sizegb'. Did you mean size_gb?"),
        ("zzz", "5", "There is no field 'zzz'. The fields are color, size_gb, reads, copies, is_free."),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_what_would_be_right(field: str, raw: object, message: str) -> None:
    assert errors_of({field: raw}) == [(field, message)]


def test_all_errors_come_at_once() -> None:
    fields = [field for field, _ in errors_of({"color": "x", "size_gb": "x", "is_free": "x", "unknown": "x"})]
    assert sorted(fields) == ["color", "is_free", "size_gb", "unknown"]


def test_fields_that_contradict_one_another_are_named() -> None:
    assert errors_of({"reads": 11}) == [("reads", "Reads cannot exceed the size.")]


def test_a_megabyte_of_text_is_refused_in_one_short_line() -> None:
    with pytest.raises(InvalidInput) as refused:
        Usage.read({"size_gb": "x" * 2**20, "y" * 2**20: "\x00\n<b>" * 2**18})
    for error in refused.value.errors:
        assert max(len(error.field), len(error.value)) <= 80
        assert len(error.message) < 200
        assert error.value.isprintable()


def test_many_unknown_fields_are_not_all_repeated() -> None:
    assert len(errors_of({f"field_{i}": "x" for i in range(1000)})) == MOST_ERRORS


def test_a_derived_default_follows_its_fields_until_somebody_types_it() -> None:
    usage = Usage.read({"reads": 7})
    assert [usage.copies, usage.with_values(reads=Decimal(8)).copies] == [7, 8]
    assert Usage.read({"reads": 7, "copies": 3}).with_values(reads=Decimal(8)).copies == 3


def test_only_typed_fields_count_as_typed() -> None:
    assert Usage.read({"reads": "7"}).typed_values() == {"reads": 7}


def test_a_service_need_not_have_rules_across_fields() -> None:
    class Plain(Inputs):
        """A workload without contradictions."""

        size_gb: Decimal = quantity("GB", "Size", "How much.")

    assert Plain.read({"size_gb": 5}).values() == {"size_gb": 5}


@pytest.mark.parametrize(("raw", "count"), [("2", 2), ("2.0", 2), ("2k", 2000)])
def test_a_count_is_a_whole_number(raw: str, count: int) -> None:
    whole = QuantityField(label="Volumes", help="How many.", is_whole=True)
    assert whole.read(raw) == count
    with pytest.raises(ValueError, match="is not a whole number; give a count without decimals"):
        whole.read("2.5")


def test_a_usage_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        setattr(Usage.read({}), "size_gb", Decimal(5))  # noqa: B010


def test_the_same_usage_in_the_float_system_follows_the_arrays() -> None:
    swept = Usage.read({"size_gb": "1 TB"}).as_arrays(reads=np.array([1.0, 2.0])).values()
    assert (swept["size_gb"], np.asarray(swept["copies"]).tolist(), swept["color"]) == (1024.0, [1.0, 2.0], "RED")
    assert isinstance(swept["size_gb"], float)


def test_declarations_keep_their_order_and_kind() -> None:
    kinds = {name: declaration.kind for name, declaration in Usage.declarations.items()}
    assert kinds == {
        "color": "choice", "size_gb": "quantity", "reads": "quantity", "copies": "quantity", "is_free": "flag",
    }  # fmt: skip


def test_a_declaration_carries_what_every_way_in_needs() -> None:
    reads, color, free = (Usage.declarations[name] for name in ("reads", "color", "is_free"))
    assert isinstance(reads, QuantityField)
    assert [reads.unit, reads.at_least, reads.only_for] == ["requests/month", 0, {"color": ("RED",)}]
    assert isinstance(color, ChoiceField)
    assert (color.label_of("DARK_BLUE"), color.label_of("GREEN")) == ("Blue", "GREEN")
    assert isinstance(free, FlagField)


def test_the_sentence_for_an_unknown_field_stays_short() -> None:
    sentence = unknown_field("z" * 10**6, {"size_gb": 1})
    assert sentence == f"There is no field '{'z' * 79}…'. The fields are size_gb."
    many = unknown_field("z", {f"field_{number}": 1 for number in range(60)})
    assert many.endswith("field_38, field_39 and 20 more.")


class Rates(Inputs):
    """An average and the peak that is not below it."""

    average: Decimal = quantity("GB", "Average", "Over the month.", default=5)
    peak: Decimal = quantity("GB", "Peak", "In the busiest second.", default=5, not_below="average")
    kept: Decimal = quantity(
        "GB", "Kept", "In copies.", at_most=100, derived=Derived("three times", lambda usage: 3 * usage.peak)
    )


@pytest.mark.parametrize(("peak", "is_read"), [("5", True), ("5.1", True), ("4.9", False)])
def test_a_peak_may_be_the_average_and_not_below_it(peak: str, is_read: bool) -> None:
    if_wrong = [] if is_read else [("peak", "Peak must not be below the average, 5 GB.")]
    assert contradicted({"peak": peak}) == if_wrong


@pytest.mark.parametrize(
    ("raw", "is_read"), [({"peak": "33"}, True), ({"peak": "34"}, False), ({"peak": "34", "kept": "100"}, True)]
)
def test_what_follows_another_field_stays_within_its_own_bounds(raw: dict[str, object], is_read: bool) -> None:
    assert contradicted(raw) == ([] if is_read else [("kept", "Kept is too large; the most is 100 GB.")])


def test_columns_are_held_to_the_bounds_of_what_follows_them() -> None:
    columns = Rates.read({}).as_arrays(peak=np.array([33.0, 34.0]))
    [rule] = [each for each in columns.rules() if each.field == "kept"]
    assert (list(np.asarray(rule.when)), rule.bound and rule.bound.at_most) == ([False, True], 100.0)
    assert rule.bound and isinstance(rule.bound.at_most, float)


def contradicted(raw: dict[str, object]) -> list[tuple[str, str]]:
    """The rules that a workload breaks."""
    try:
        Rates.read(raw)
    except InvalidInput as refused:
        return [(error.field, error.message) for error in refused.errors]
    return []
