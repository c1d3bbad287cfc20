"""Files that are damaged, cut off, packed on purpose to burst, or too large: each refused whole with a sentence."""

import gzip
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from calculator.offers.file_stream import Bounds
from calculator.offers.offer import BadOffer
from calculator.offers.read_offer import read_offer
from tests.offers.small_offers import (
    FORMATS,
    SOUND,
    STORAGE_RULE,
    Row,
    as_csv,
    as_json,
    mapping_of,
    sentences,
)

GZIP_HEADER = 10
# Both formats pass over empty lines at the end.
FILLING = b"\n" * 2**24


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        pytest.param(("PricePerUnit", "PricePerUnjt"), "The heading lacks priceperunit", id="a missing column"),
        pytest.param(("Region Code", "usage Type"), "names 'usage Type' twice", id="a column named twice"),
        pytest.param(('"AmazonEC2","EU', '"AmazonEC2,"EU'), "truncated or damaged", id="a quote that is lost"),
        pytest.param(('"",""\n', '"",""'), "has no end", id="a line break that is lost"),
        pytest.param((',"EU (Ireland)"', ""), "truncated or damaged", id="a cell that is lost"),
        pytest.param(('"",""\n', '"","\n'), "has no end", id="a last quote that is lost"),
        pytest.param(("0.0230000000", "0.0230000000\xff"), "truncated or damaged", id="bytes that are no text"),
    ],
)
def test_a_damaged_csv_file_is_refused(tmp_path: Path, damage: tuple[str, str], said: str) -> None:
    text = as_csv(SOUND[:1])
    assert damage[0] in text
    assert said in sentences(tmp_path, text.replace(*damage, 1).encode("latin-1"))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        pytest.param(('"products"', '"produkts"'), "but no product", id="no products"),
        pytest.param(('"terms"', '"termz"'), "lacks its products or its terms", id="no terms"),
        pytest.param(
            ('"STORAGE": {\n      "sku"', '"STORAGF": {\n      "sku"'), "but no product", id="no such product"
        ),
        pytest.param(('"OnDemand": {', '"OnDemand": 7, "x": {'), "truncated or damaged", id="a term that is none"),
        pytest.param(
            ('"STORAGE.JRTCKXETXF": {', '"x": [], "STORAGE.JRTCKXETXF": {'), "'STORAGE' is not built", id="list"
        ),
        pytest.param(('"unit": "GB-Mo"', '"unit": {}'), "'STORAGE' is not built", id="a map in the place of a text"),
        pytest.param(('"regionCode"', '"Region Code": "", "regionCode"'), "spelled otherwise", id="two spellings"),
        pytest.param(('"attributes"', '"attribute"'), "'products' is not built", id="no attributes"),
        pytest.param(("STORAGE.JRTCKXETXF.1", "STORAGE.JRTCKXETXF.0"), "stands twice", id="two prices of one name"),
        pytest.param(('"beginRange": "0"', '"beginRange": NaN'), "truncated or damaged", id="a number that is none"),
        pytest.param(("GB-Mo", "GB\n-Mo"), "JSON is truncated or damaged", id="a break within a text"),
        pytest.param(('"terms"', '"terms'), "JSON is truncated or damaged", id="a quote that is lost"),
        pytest.param(("eu-west-1", "eu-\xffest-1"), "JSON is truncated or damaged", id="bytes that are no text"),
    ],
)
def test_a_damaged_json_file_is_refused(tmp_path: Path, damage: tuple[str, str], said: str) -> None:
    text = as_json(SOUND)
    assert damage[0] in text
    assert said in sentences(tmp_path, text.replace(*damage, 1).encode("latin-1"))


def test_a_product_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = as_json(SOUND).replace('"products": {', '"products": {"STORAGE": {"sku": "STORAGE", "attributes": {}},')
    assert "SKU STORAGE stands twice" in sentences(tmp_path, text.encode())


def test_something_behind_the_end_of_the_json_is_refused(tmp_path: Path) -> None:
    assert "behind the end of the JSON" in sentences(tmp_path, as_json(SOUND).encode() + b"{}")


def test_json_values_that_are_no_text_are_read_as_what_they_say(tmp_path: Path) -> None:
    path = tmp_path / "index"
    text = (
        as_json(SOUND).replace('"beginRange": "0"', '"beginRange": 0').replace('"operation": ""', '"operation": null')
    )
    path.write_text(text.replace('"description": "$0.023 per GB, the first 50 TB"', '"description": null'))
    offer = read_offer(path, mapping_of(tmp_path, STORAGE_RULE))
    assert [str(price.tier_from) for price in offer.prices] == ["0", "51200", "512000"]


def test_a_quote_that_is_lost_and_another_in_the_midst_of_a_cell_make_no_whole_row(tmp_path: Path) -> None:
    *head, row = as_csv(SOUND[:1]).replace('"', "").splitlines()
    odd = row.replace("the first 50 TB", 'the "first').replace("$0.023 per GB,", "$0.023 per GB") + '"x'
    assert "has no end" in sentences(tmp_path, "\n".join([*head, odd, ""]).encode())


@pytest.mark.parametrize("left", range(1, 260, 7))
def test_a_csv_file_that_is_cut_off_within_its_last_row_is_refused(tmp_path: Path, left: int) -> None:
    whole = as_csv(SOUND).encode()
    assert len(whole.splitlines()[-1]) > 260
    assert "Fetch it again" in sentences(tmp_path, whole[:-left])


def test_a_csv_file_that_is_cut_off_between_two_tiers_is_refused(tmp_path: Path) -> None:
    lines = as_csv(SOUND).splitlines(keepends=True)
    assert "nothing says what more costs" in sentences(tmp_path, "".join(lines[:-1]).encode())


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_json_file_that_is_cut_off_anywhere_is_refused(tmp_path: Path, share: float) -> None:
    whole = as_json(SOUND).encode()
    assert "Fetch it again" in sentences(tmp_path, whole[: int(len(whole) * share)])


@FORMATS
@pytest.mark.parametrize("left", [1, 4, 8, 9, 100])
def test_a_packed_file_that_is_cut_off_is_refused(
    tmp_path: Path, write: Callable[[Sequence[Row]], str], left: int
) -> None:
    packed = gzip.compress(write(SOUND).encode())
    assert "it is truncated" in sentences(tmp_path, packed[:-left])


@FORMATS
def test_a_flipped_bit_in_packed_data_never_changes_a_price(
    tmp_path: Path, write: Callable[[Sequence[Row]], str]
) -> None:
    path, packed = tmp_path / "index", gzip.compress(write(SOUND).encode(), mtime=0)
    mapping = mapping_of(tmp_path, STORAGE_RULE)
    path.write_bytes(packed)
    sound = read_offer(path, mapping)
    read = []
    for position in range(GZIP_HEADER, len(packed)):
        path.write_bytes(packed[:position] + bytes([packed[position] ^ 16]) + packed[position + 1 :])
        with suppress(BadOffer):
            read.append(read_offer(path, mapping))
    # A bit behind the end of the data, in the last byte of it, means nothing.
    assert len(read) <= 1
    assert {*read} <= {sound}


@FORMATS
def test_a_file_that_unpacks_to_far_more_than_it_is_is_refused(
    tmp_path: Path, write: Callable[[Sequence[Row]], str]
) -> None:
    bomb = gzip.compress(write(SOUND).encode() + FILLING)
    assert "unpacks to more than 4 times its size" in sentences(tmp_path, bomb, bounds=Bounds(expansion=4))


@FORMATS
def test_files_beyond_the_bounds_are_refused(tmp_path: Path, write: Callable[[Sequence[Row]], str]) -> None:
    content = write(SOUND).encode()
    small = Bounds(file_bytes=2**10, content_bytes=2**10)
    assert "The file is larger than 0 MiB" in sentences(tmp_path, content, bounds=small)
    assert "The content is larger than 0 MiB" in sentences(tmp_path, gzip.compress(content), bounds=small)


@pytest.mark.slow
def test_a_bomb_is_given_up_long_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_bytes(gzip.compress(as_csv(SOUND).encode() + FILLING * 16))
    read: list[int] = []
    with pytest.raises(BadOffer, match="unpacks to more than 200 times its size"):
        read_offer(path, mapping_of(tmp_path, STORAGE_RULE), progress=read.append)
