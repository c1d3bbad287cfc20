"""The page about coverage is what the tables have."""

import re
from datetime import date
from pathlib import Path

import pytest

from calculator.presentation.coverage import coverage_text
from calculator.services import SERVICES
from calculator.services.comparisons.layout import CATEGORY as COMPARISONS
from tests.questions import CATALOGUE

PAGE = Path(__file__).parents[1] / "docs/coverage.md"


def test_every_service_has_its_table() -> None:
    text = PAGE.read_text(encoding="utf-8")
    own = [each.NAME for each in SERVICES.values() if each.CATEGORY != COMPARISONS]
    assert [name for name in own if f"## {name}" not in text] == []


@pytest.mark.slow
def test_the_page_was_made_from_the_tables_as_they_are() -> None:
    text = PAGE.read_text(encoding="utf-8")
    made = re.search(r"as of (\d{4}-\d\d-\d\d)", text)
    assert made is not None
    assert coverage_text(CATALOGUE, date.fromisoformat(made[1])) == text, "run `manage.py coverage`"
