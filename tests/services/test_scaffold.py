"""The folder that a service begins with: what it holds, and which keys it cannot have."""

import re
from pathlib import Path

import pytest

from calculator.core.errors import BrokenTable
from calculator.services import SERVICES
from calculator.services.service_files.read import read_service
from calculator.services.service_files.scaffold import left_to_fill_in, new_folder


def test_a_folder_that_is_only_begun_is_no_service(tmp_path: Path) -> None:
    folder = new_folder("small_queue", tmp_path, SERVICES)
    assert sorted(path.name for path in folder.iterdir()) == ["examples.yaml", "prices.csv", "service.toml"]
    with pytest.raises(BrokenTable, match="category: Input should be"):
        read_service(folder, lambda _: [])


def test_every_line_is_named_until_it_is_filled_in(tmp_path: Path) -> None:
    folder = new_folder("small_queue", tmp_path, SERVICES)
    left = left_to_fill_in(folder)
    assert "small_queue/prices.csv:2: fill_in is still to be filled in: " in " ".join(left)
    for path in folder.iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("fill_in", "known"), encoding="utf-8")
    assert (len(left), left_to_fill_in(folder)) == (25, [])


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("Small Queue", "'Small Queue' is no key: small letters, digits and _, a letter first"),
        ("../queue", "is no key"),
        ("prices", "prices is an address of the calculator; take another key."),
        ("s3", "There is a service s3 already"),
    ],
)
def test_a_key_that_cannot_be_had_is_refused(key: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        new_folder(key, tmp_path, SERVICES)
    assert list(tmp_path.iterdir()) == []
