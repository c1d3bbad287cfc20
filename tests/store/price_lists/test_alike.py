"""Files with what databases take differently: judged alike on SQLite and PostgreSQL, on which this module runs too."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from calculator.models import StoredPrice, StoredPriceList
from calculator.offers.offer import BadOffer
from calculator.offers.read_offer import read_offer
from calculator.store.price_lists.importing import Outcome, Terms, import_offer
from tests.offers import rows_ec2
from tests.offers.listed_rows import EC2, MAPPING, US_EAST_1, priced
from tests.offers.small_offers import ABOVE, Row, as_json, rows_of

pytestmark = pytest.mark.django_db

ALSO = {
    "Tenancy": "tenancy",
    "CapacityStatus": "capacitystatus",
    "License Model": "licenseModel",
    "MarketOption": "marketoption",
    "vCPU": "vcpu",
    "Memory": "memory",
}
# PostgreSQL takes no NUL in a text, neither takes half a pair of surrogates, and an index row has an end.
ODD = {"nul": "a\x00b", "half a pair": "a\ud800b", "right to left": "a\N{RIGHT-TO-LEFT OVERRIDE}b", "long": "x" * 9000}
ODD_TEXTS = pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
INSTANCE = {**rows_ec2.INSTANCE, "Instance Type": "zz9.large", "vCPU": "2", "Memory": "8 GiB"}
SOUND = {**rows_ec2.INSTANCE, "SKU": "SOUND", "Instance Type": "m5.large"}


def brought_in(folder: Path, *rows: Row) -> Outcome:
    """A list of EC2 as JSON, whose texts may hold anything."""
    whole = rows_of(*(row for said in rows for row in priced(said, {"PricePerUnit": "0.5"})))
    path = folder / "index.json"
    path.write_text(as_json(whole, {**ABOVE, "OfferCode": EC2}, ALSO), encoding="utf-8")
    [outcome] = import_offer(read_offer(path, MAPPING), str(path), Terms(is_confirmed=True))
    return outcome


def texts_in(value: object) -> Iterator[str]:
    """Every text within maps and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        yield from (text for each in (value.values() if isinstance(value, dict) else value) for text in texts_in(each))


@ODD_TEXTS
@pytest.mark.parametrize("column", ["PriceDescription", "vCPU", "Memory"])
def test_what_only_tells_of_a_price_is_taken_as_far_as_it_can_be_printed(tmp_path: Path, column: str, odd: str) -> None:
    outcome = brought_in(tmp_path, {**INSTANCE, column: odd})
    assert outcome.words == "stored and in use"
    record = StoredPriceList.objects.get()
    assert all(text.isprintable() for text in texts_in([record.report, record.instance_types]))
    assert StoredPrice.objects.count() == 1


@ODD_TEXTS
@pytest.mark.parametrize("column", ["Instance Type", "SKU", "RateCode"])
def test_what_a_price_is_known_by_must_be_plain(tmp_path: Path, column: str, odd: str) -> None:
    outcome = brought_in(tmp_path, SOUND, {**INSTANCE, column: odd})
    assert [group["rows"] for group in outcome.report["mismatched"]] == [1]
    assert list(StoredPrice.objects.values_list("option", flat=True)) == ["m5.large Linux"]


@ODD_TEXTS
@pytest.mark.parametrize("column", ["usageType", "operation", "Product Family"])
def test_rows_without_a_rule_are_told_as_far_as_they_can_be_printed(tmp_path: Path, column: str, odd: str) -> None:
    outcome = brought_in(tmp_path, SOUND, {**INSTANCE, "SKU": "ODD", column: odd})
    [group] = outcome.report["unmapped"]
    assert group["rows"] == 1
    assert group["rule"].isprintable()


@ODD_TEXTS
def test_an_operation_that_is_not_plain_gives_no_price(tmp_path: Path, odd: str) -> None:
    volume = {**US_EAST_1, "Product Family": "Storage", "usageType": "EBS:VolumeUsage.gp2", "Unit": "GB-Mo"}
    outcome = brought_in(tmp_path, SOUND, {**volume, "SKU": "ODD", "operation": odd})
    assert [group["rows"] for group in outcome.report["mismatched"]] == [1]


@ODD_TEXTS
def test_where_a_row_applies_is_told_as_far_as_it_can_be_printed(tmp_path: Path, odd: str) -> None:
    outcome = brought_in(tmp_path, SOUND, {**INSTANCE, "SKU": "ODD", "Region Code": odd})
    assert all(group["rule"].isprintable() for group in outcome.report["ignored"])


def test_a_file_whose_name_is_no_text_is_taken(tmp_path: Path) -> None:
    whole = rows_of(*priced(SOUND, {"PricePerUnit": "0.5"}))
    path = tmp_path / "index.json"
    path.write_text(as_json(whole, {**ABOVE, "OfferCode": EC2}, ALSO), encoding="utf-8")
    import_offer(read_offer(path, MAPPING), "list-\udcff.json", Terms(is_confirmed=True))
    assert StoredPriceList.objects.get().source == "list-\N{REPLACEMENT CHARACTER}.json"


@ODD_TEXTS
@pytest.mark.parametrize("name", ["Version", "OfferCode", "Publication Date"])
def test_a_header_that_is_not_plain_is_refused(tmp_path: Path, name: str, odd: str) -> None:
    path = tmp_path / "index.json"
    path.write_text(as_json(rows_of({}), {**ABOVE, name: odd}), encoding="utf-8")
    with pytest.raises(BadOffer) as refused:
        read_offer(path, MAPPING)
    assert refused.value.detail.isprintable()
