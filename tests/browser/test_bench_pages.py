"""The measures of pages run in the browser. No figure is held against an aim here."""

import pytest
from playwright.sync_api import Browser

from bench import pages
from bench.scale import Scale
from calculator.services import SERVICES

pytestmark = pytest.mark.browser

TINY = Scale(load_seconds=1, rounds=1, workloads=1, calls=1, loads=1, changes=2, starts=1, price_list_rows=0, imports=0)


def test_first_loads_are_weighed(chromium: Browser, server: str) -> None:
    result = pages.measure_loads(chromium, server, TINY)
    assert len(result.rows) == 4 * len(SERVICES)
    assert all(len(row.cells) == len(result.headings) for row in result.rows)


def test_changes_are_timed_in_parts(chromium: Browser, server: str) -> None:
    result = pages.measure_changes(chromium, server, TINY)
    assert len(result.rows) == 4 * len(SERVICES)
    assert all(float(cell) >= 0 for row in result.rows for cell in row.cells[1:])
