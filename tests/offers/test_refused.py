"""Files that are refused whole, each with a sentence: not a price list, not one for us, or with rows that cannot be."""

from collections.abc import Callable, Sequence
from errno import EACCES
from pathlib import Path
from unittest.mock import Mock

import pytest

from calculator.offers.offer import BadOffer
from calculator.offers.read_offer import read_offer
from tests.offers.small_offers import (
    ABOVE,
    FORMATS,
    SOUND,
    STORAGE_RULE,
    Row,
    as_csv,
    mapping_of,
    rows_of,
    sentences,
)

SUM_OF_TWO = {"dimension": "storage = a + b", "unit": "GB-month = GB-month + GB", "factor": "1 + 1/8760"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "is empty", id="an empty file"),
        pytest.param(b"\n\n\n", "no heading of columns", id="empty lines"),
        pytest.param(b"<html><body>Not found</body></html>\n", "no heading of columns", id="a web page"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "no heading of columns", id="a picture"),
        pytest.param(b"a,b\n" * 99, "no heading of columns", id="two columns all the way"),
        pytest.param(b"a,b,c\n1,2,3\n", "does not say its format", id="another CSV file"),
        pytest.param(b'{"a": 1}', "does not say its format", id="another JSON file"),
        pytest.param(b"{}", "does not say its format", id="an empty JSON object"),
        pytest.param(b"{]", "JSON is truncated or damaged", id="no JSON at all"),
        pytest.param(b'{"products": [], "terms": {}}', "Savings Plans as JSON", id="Savings Plans as JSON"),
        pytest.param(b"x" * 2**20, "no heading of columns", id="a line without end"),
    ],
)
def test_what_is_no_price_list_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in sentences(tmp_path, content)


@FORMATS
def test_a_list_without_prices_is_refused(tmp_path: Path, write: Callable[[Sequence[Row]], str]) -> None:
    assert "The file has no prices" in sentences(tmp_path, write([]).encode())


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "index"
    path.write_text(as_csv(SOUND), encoding="utf-8")
    mapping = mapping_of(tmp_path, STORAGE_RULE)
    monkeypatch.setattr(Path, "open", Mock(side_effect=PermissionError(EACCES, "Permission denied")))
    with pytest.raises(BadOffer, match="cannot be read: Permission denied"):
        read_offer(path, mapping)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, STORAGE_RULE)
    with pytest.raises(BadOffer, match="is no file"):
        read_offer(tmp_path, mapping)
    with pytest.raises(BadOffer, match="is no file"):
        read_offer(tmp_path / "missing.csv", mapping)


@FORMATS
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({"FormatVersion": "v0.9"}, "is of format v0.9; only v1.0", id="an older format"),
        pytest.param({"FormatVersion": "aws_v1"}, "is of format aws_v1", id="a format of somebody else's"),
        pytest.param({"OfferCode": ""}, "does not say which offer", id="no offer code"),
        pytest.param({"OfferCode": "Amazon EC2"}, "does not say which offer", id="an offer code that is none"),
        pytest.param({"OfferCode": "AmazonECR"}, "uses no price of AmazonECR", id="an offer without rules"),
        pytest.param({"Version": ""}, "does not say its version", id="no version"),
        pytest.param({"Publication Date": "yesterday"}, "'yesterday' is no moment", id="no date"),
        pytest.param({"Publication Date": "2026-11-01"}, "'2026-11-01' is no moment", id="a date without a time"),
        pytest.param({"Publication Date": "0001-01-01T00:00:00+14:00"}, "is no moment", id="before all time"),
        pytest.param({"Publication Date": "9999-12-31T23:59:59-14:00"}, "is no moment", id="after all time"),
    ],
)
def test_a_header_that_is_not_whole_is_refused(
    tmp_path: Path, write: Callable[[Sequence[Row], Row], str], changed: Row, said: str
) -> None:
    assert said in sentences(tmp_path, write(SOUND, {**ABOVE, **changed}).encode())


@FORMATS
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param([{"Currency": "CNY"}], "is in 'CNY'; only prices in USD", id="yuan"),
        pytest.param([{"Currency": ""}], "is in ''; only prices in USD", id="no currency"),
        pytest.param([{"PricePerUnit": "NaN"}], "is 'NaN', which is no price", id="not a number"),
        pytest.param([{"PricePerUnit": "-0.01"}], "is '-0.01', which is no price", id="a negative price"),
        pytest.param([{"PricePerUnit": "0,023"}], "is '0,023', which is no price", id="a decimal comma"),
        pytest.param([{"PricePerUnit": "Infinity"}], "is 'Infinity', which is no price", id="an endless price"),
        pytest.param([{"PricePerUnit": ""}], "is '', which is no price", id="no price"),
        pytest.param([{"PricePerUnit": "0.0x3"}], "is '0.0x3', which is no price", id="a flipped digit"),
        pytest.param([{"StartingRange": "O"}], "amounts from 'O'", id="a beginning that is no number"),
        pytest.param([{"EndingRange": "Imf"}], "amounts to 'Imf'", id="an end that is no number"),
        pytest.param([{"EffectiveDate": "2026-13-01"}], "in force from '2026-13-01", id="a date that is none"),
        pytest.param(
            [{"EffectiveDate": "2026-11-01x"}], "in force from '2026-11-01x", id="a date with something behind"
        ),
        pytest.param(
            [{"EffectiveDate": "2026-11-01T00:00:00Zx"}], "in force from '2026-11-01T00:00:00Zx", id="a moment and more"
        ),
        pytest.param([{"PricePerUnit": "0.023 USD"}], "is '0.023 USD', which is no price", id="a price and more"),
        pytest.param([{"PricePerUnit": "9" * 21}], "which is no price", id="a price of far too many digits"),
        pytest.param([{"PricePerUnit": f"0.{'0' * 30}1"}], "which is no price", id="a price of far too many decimals"),
        pytest.param([{"EndingRange": "9" * 21}], "no number", id="an amount of far too many digits"),
        pytest.param([{}, {}], "has two prices from 0 GB-month on", id="two prices for one tier"),
        pytest.param([{"SKU": "A"}, {"SKU": "B"}], "has two prices from 0", id="two products for one price"),
        pytest.param([{"StartingRange": "1"}], "begins at 1 GB-month, not at 0", id="no beginning"),
        pytest.param([{"EndingRange": "9"}], "ends at 9 GB-month; nothing says what more costs", id="no end"),
        pytest.param(
            [{"EndingRange": "9"}, {"StartingRange": "10"}], "has no tier from 9 to 10", id="a gap between tiers"
        ),
        pytest.param(
            [{"EndingRange": "9"}, {"StartingRange": "8"}], "tiers that overlap at 8", id="tiers that overlap"
        ),
        pytest.param([{}, {"StartingRange": "8"}], "tiers that overlap at 8", id="a tier above one without end"),
        pytest.param([{"usageType": "EU-Other"}], "None of the 1 rows", id="nothing that we use"),
    ],
)
def test_a_file_with_a_row_that_cannot_be_is_refused(
    tmp_path: Path, write: Callable[[Sequence[Row]], str], changes: list[Row], said: str
) -> None:
    assert said in sentences(tmp_path, write(rows_of(*changes)).encode())


def test_a_row_that_cannot_be_is_refused_even_where_no_rule_takes_it(tmp_path: Path) -> None:
    rows = rows_of({}, {"usageType": "EU-Other", "Currency": "CNY"})
    assert "price of STORAGE.JRTCKXETXF.1 is in 'CNY'" in sentences(tmp_path, as_csv(rows).encode())


def test_every_fault_of_the_tiers_is_named_up_to_a_number(tmp_path: Path) -> None:
    path = tmp_path / "index"
    each = ({"SKU": f"S{n}", "Instance Type": f"t{n}.large", "StartingRange": "1"} for n in range(25))
    path.write_text(as_csv(rows_of(*each)), encoding="utf-8")
    mapping = mapping_of(tmp_path, {**STORAGE_RULE, "option": "{instanceType}"})
    with pytest.raises(BadOffer) as refused:
        read_offer(path, mapping)
    assert len(refused.value.errors) == 21
    assert refused.value.errors[-1].message == "There are 5 more faults of this kind."


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"EndingRange": "5", "PricePerUnit": "0.1"}, {"StartingRange": "5"}], "has 2 tiers behind the free one"),
        ([{"EndingRange": "5", "PricePerUnit": "0"}, {"StartingRange": "9"}], "has no tier from 5 to 9"),
        ([{"EndingRange": "5", "PricePerUnit": "0.1"}], "ends at 5"),
    ],
    ids=["two paid tiers", "a gap behind what is free", "no end"],
)
def test_a_price_behind_a_free_allowance_is_one_and_whole(tmp_path: Path, rows: list[Row], said: str) -> None:
    path = tmp_path / "index"
    path.write_text(as_csv(rows_of(*rows)), encoding="utf-8")
    with pytest.raises(BadOffer, match=said):
        read_offer(path, mapping_of(tmp_path, {**STORAGE_RULE, "tiers": "paid"}))


def test_a_tier_that_is_missing_among_those_that_rules_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_text(as_csv(rows_of({}, {"operation": "Third"})), encoding="utf-8")
    rules = (
        {**STORAGE_RULE, "tiers": "0", "attributes": "operation="},
        {**STORAGE_RULE, "tiers": "100", "rule": "second", "operation": "Second"},
        {**STORAGE_RULE, "tiers": "200", "rule": "third", "operation": "Third"},
    )
    with pytest.raises(BadOffer, match="storage STANDARD in eu-west-1 lacks the tier from 100 GB-month"):
        read_offer(path, mapping_of(tmp_path, *rules))


def test_two_rules_that_price_one_card_in_two_units_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "index"
    rows = rows_of({"EndingRange": "9"}, {"SKU": "B", "operation": "Other", "StartingRange": "9"})
    path.write_text(as_csv(rows), encoding="utf-8")
    rules = (
        {**STORAGE_RULE, "attributes": "operation="},
        {**STORAGE_RULE, "rule": "b", "operation": "Other", "unit": "GB"},
    )
    with pytest.raises(BadOffer, match="is in two units, GB-month and GB"):
        read_offer(path, mapping_of(tmp_path, *rules))


def test_a_term_with_two_hourly_rows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_text(as_csv(rows_of({}, {})), encoding="utf-8")
    rule = {**STORAGE_RULE, **SUM_OF_TWO, "file_unit": "GB-Mo + Quantity"}
    with pytest.raises(BadOffer, match=r"STORAGE.JRTCKXETXF.0 and STORAGE.JRTCKXETXF.1 are two prices of one term"):
        read_offer(path, mapping_of(tmp_path, rule))


def test_a_rate_code_that_stands_twice_is_refused(tmp_path: Path) -> None:
    rows = [*SOUND, {**SOUND[0], "SKU": "OTHER", "usageType": "EU-Other"}]
    assert "Prices 1 and 4 of the file bear the same rate code" in sentences(tmp_path, as_csv(rows).encode())
