"""How the cells of a table are read: numbers, texts with units, choices, blanks, and what is wrong with the others."""

from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from calculator.batch.cells import Amounts, read_amounts, typed_cells
from calculator.core.declarations import Declaration, QuantityField
from calculator.core.errors import InvalidInput
from calculator.services import SERVICES
from tests.batch.rows import priced

STORAGE = SERVICES["s3"].Usage.declarations["storage_gb"]
INSTANCES = SERVICES["ec2"].Usage.declarations["instances"]
UPFRONT_PERCENT = SERVICES["ec2"].Usage.declarations["upfront_percent"]


def _read(column: pa.Array, field: Declaration) -> Amounts:
    assert isinstance(field, QuantityField)
    return read_amounts(column, typed_cells(column), field)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5), ("5.", 5), (".5", 0.5), ("+5", 5), ("1e3", 1000), ("1.5E3", 1500), (" 7 ", 7), ("1 000", 1000),
        ("5 TB", 5120), ("2.5k GB", None), ("5 Tb", None), ("-1", None), ("nan", None), ("inf", None), ("1e400", None),
        ("1e-70", None), ("0x10", None), ("1,500", None), ("", 0), ("  ", 0), ("10000000000000000", None),
        ("0.1234567890123456789", 0.12345678901234568), ("9" * 61, None),
    ],
)  # fmt: skip
def test_a_text_is_read_as_a_single_answer_reads_it(text: str, number: float | None) -> None:
    read = _read(pa.array([text, "1"]), STORAGE)
    assert ([bad.rows.tolist() for bad in read.bad] == [[0]]) is (number is None)
    assert read.values[0] == (number or 0)
    assert bool(read.typed[0]) is bool(text.strip())
    if number is None:
        with pytest.raises(ValueError) as told:
            STORAGE.read(text)
        assert read.bad[0].message == f"Storage {told.value}"


@pytest.mark.parametrize(
    ("column", "bad"),
    [
        (pa.array([1, 2, 0]), [2]),
        (pa.array([1.0, 2.5, None]), [1]),
        (pa.array([1.0, float("nan"), float("inf")]), [1, 2]),
        (pa.array([True, None]), [0]),
        (pa.array([date(2026, 1, 1)]), [0]),
        (pa.array([["1"], []], pa.list_(pa.string())), [1]),
        (pa.array(["1", "1000000.0000000000001", "1.0000000000000000001", "2.0"]), [1, 2]),
        (pa.array(["1000000", "1000001"]), [1]),
    ],
)
def test_whole_numbers_of_any_type_of_column(column: pa.Array, bad: list[int]) -> None:
    read = _read(column, INSTANCES)
    assert sorted(np.concatenate([each.rows for each in read.bad]).tolist()) == bad


def test_a_number_that_a_float_cannot_tell_from_a_bound_is_read_in_full() -> None:
    texts = ["99", "99.0000000000000000001", "98.9999999999999999999", "50", "49.99999999999999999999"]
    read = _read(pa.array(texts), UPFRONT_PERCENT)
    assert sorted(each.value for each in read.bad) == ["49.99999999999999999999", "99.0000000000000000001"]


def test_every_bad_cell_is_named_and_good_rows_are_answered() -> None:
    frame = pd.DataFrame(
        {
            "storage_gb": ["1024", "5 Tb", "-20", "1000", "1000"],
            "region": ["us-east-1", "us-east1", "", "us-east-1", "us-east-1"],
            "storage_class": ["standard", "STANDARD", "GLACIER", "STANDARDIA", ""],
            "count": ["", "1.5", "2", "2", "3"],
            "team": ["checkout", "=1+1", "", "search", "search"],
        }
    )
    answer = priced(frame, "s3")
    errors = list(answer.errors[["row", "column", "value"]].itertuples(index=False, name=None))
    assert errors == [
        (2, "storage_gb", "5 Tb"), (2, "region", "us-east1"), (2, "count", "1.5"),
        (3, "storage_gb", "-20"), (4, "storage_class", "STANDARDIA"),
    ]  # fmt: skip
    assert answer.errors["error"][0] == "Storage ends in 'Tb', which means bits; write TB for bytes."
    # 1,024 GB x $0.023; 3 x 1,000 GB x $0.023
    assert answer.frame["monthly_usd"].dropna().tolist() == pytest.approx([23.552, 69.0])
    assert answer.frame["error_code"].isna().tolist() == [True, False, False, False, True]
    assert answer.frame["team"].tolist() == frame["team"].tolist()


@pytest.mark.parametrize(
    ("usual", "errors", "answered_rows"),
    [("", [(2, "s4"), (3, ""), (4, "Glue")], [1]), ("sqs", [(2, "s4"), (4, "Glue")], [1, 3])],
)
def test_a_service_that_there_is_none_of_is_named_in_its_row(
    usual: str, errors: list[tuple[int, str]], answered_rows: list[int]
) -> None:
    answer = priced(pd.DataFrame({"service": ["s3", "s4", "", "Glue"], "requests": ["", "", "", ""]}), usual)
    of_services = answer.errors[answer.errors["column"] == "service"]
    assert [*zip(of_services["row"], of_services["value"], strict=True)] == errors
    assert [row for row, code in enumerate(answer.frame["error_code"], start=1) if pd.isna(code)] == answered_rows


def test_tables_with_numbers_days_and_flags_need_no_text() -> None:
    frame = pd.DataFrame(
        {
            "service": ["dynamodb", "dynamodb"],
            "storage_gb": [100, 200],
            "pitr": [True, False],
            "as_of": pd.to_datetime(["2026-11-01", "2026-11-02"]),
            "month": [31, 28],
            "replica_regions": [["eu-west-1"], None],
        }
    )
    texts = frame.assign(
        pitr=["true", "false"], as_of=["2026-11-01", "2026-11-02"], replica_regions=["eu-west-1", ""]
    ).astype("str")
    found, same = priced(frame), priced(texts)
    assert found.errors.empty
    assert found.frame["monthly_usd"].tolist() == same.frame["monthly_usd"].tolist()


def test_a_field_of_another_service_is_never_left_out_silently() -> None:
    frame = pd.DataFrame({"service": ["s3", "ebs"], "iops": ["4000", "4000"], "storage_gb": ["1", ""]})
    answer = priced(frame)
    assert answer.errors[["row", "column"]].to_numpy().tolist() == [[1, "iops"]]
    assert answer.frame["error_code"].tolist()[0] == "invalid_input"


def test_what_an_earlier_batch_answered_is_answered_anew() -> None:
    first = priced(pd.DataFrame({"storage_gb": ["1000"], "note": ["kept"]}), "s3").frame
    again = priced(first.astype("str"), "s3").frame
    assert list(again.columns) == list(first.columns)
    assert again["monthly_usd"].tolist() == first["monthly_usd"].tolist()


@pytest.mark.parametrize(
    ("columns", "usual", "field", "words"),
    [
        (["storage_gb"], "", "service", "No column is called service"),
        (["servise", "storage_gb"], "", "service", "Rename 'servise'"),
        (["service", "region", "region"], "", "region", "stands twice"),
        (["service", *map(str, range(2000))], "", "columns", "has 2,001 columns; at most 2,000 are read"),
    ],
)
def test_a_heading_that_makes_no_sense_is_refused(columns: list[str], usual: str, field: str, words: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        priced(pd.DataFrame([["s3"] * len(columns)], columns=columns), usual)
    assert refused.value.errors[0].field == field
    assert words in refused.value.errors[0].message


def test_a_table_without_rows_has_the_columns_of_one_with_rows() -> None:
    answer = priced(pd.DataFrame({"storage_gb": pd.Series([], dtype="str")}), "s3", has_items=True)
    assert [*answer.frame.columns][:2] == ["storage_gb", "monthly_usd"]
    assert answer.frame.empty
    assert answer.items is not None and answer.items.empty
