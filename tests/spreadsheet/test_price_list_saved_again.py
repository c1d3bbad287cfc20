"""A price list that LibreOffice opened and saved as CSV again, with the usual settings and with semicolons."""

import subprocess
from pathlib import Path

import pytest

from calculator.offers.csv_head import RESAVED
from calculator.offers.read_offer import read_offer
from tests.offers.small_offers import LADDER, STORAGE_RULE, as_csv, mapping_of, rows_of

pytestmark = [pytest.mark.spreadsheet, pytest.mark.slow]

# Semicolons, quotes where they must be, UTF-8, from the first row on.
WITH_SEMICOLONS = "csv:Text - txt - csv (StarCalc):59,34,76,1"
SECONDS = 180


@pytest.mark.parametrize("form", ["csv", WITH_SEMICOLONS], ids=["commas", "semicolons"])
def test_a_list_that_libreoffice_saved_again_says_what_it_said(tmp_path: Path, form: str) -> None:
    original, folder = tmp_path / "index.csv", tmp_path / "saved"
    original.write_text(as_csv(rows_of(*LADDER)), encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(original)]
    subprocess.run(command, capture_output=True, check=True, timeout=SECONDS)
    saved = folder / "index.csv"
    assert saved.read_bytes() != original.read_bytes()
    mapping = mapping_of(tmp_path, STORAGE_RULE)
    before, after = read_offer(original, mapping), read_offer(saved, mapping)
    assert after.prices == before.prices
    assert (after.header, after.notes) == (before.header, (RESAVED,))
