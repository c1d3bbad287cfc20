"""The page of licenses names every part that is shipped, as the part itself does."""

import re
from importlib.metadata import metadata
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "licenses.md").read_text(encoding="utf-8")
REQUIRED = re.findall(
    r"^([\w-]+)(?:\[[\w,]+\])?==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
)
LISTED = dict(re.findall(r"^\| ([\w-]+) \| ([^|]+) \|$", PAGE.partition("## Packages")[2], re.MULTILINE))
del LISTED["package"]


def named_by(package: str) -> str:
    """All that an installed package says of its license, in any of the three places for it."""
    said = metadata(package)
    fields = [*said.get_all("License-Expression", []), *said.get_all("License", [])]
    return " ".join([*fields, *(each for each in said.get_all("Classifier", []) if each.startswith("License"))])


def test_every_package_is_listed_and_no_other() -> None:
    assert {canonicalize_name(each) for each in LISTED} == set(REQUIRED)


@pytest.mark.parametrize("package", LISTED)
def test_a_license_is_the_one_that_the_package_names(package: str) -> None:
    # An older package may say "BSD" or "ZPL 2.1": the family, and a number where it names one.
    families = re.findall(r"[A-Z]{3,}|0BSD|Apache|Zlib", LISTED[package])
    assert families
    assert all(family in named_by(package) for family in families)


@pytest.mark.parametrize(
    "folder", sorted(path.name for path in (ROOT / "static" / "vendor").iterdir() if path.is_dir())
)
def test_a_vendored_part_is_listed_and_has_its_license_beside_it(folder: str) -> None:
    assert f"`static/vendor/{folder}/`" in PAGE
    assert (ROOT / "static" / "vendor" / folder / "LICENSE.txt").is_file()
