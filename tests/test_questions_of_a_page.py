"""What a page works out is bounded in counts: of a long list few choices are billed, and curves share their rounds."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from calculator import estimator
from calculator.analysis.curves import PricedQuestion
from calculator.services.service_files.engine import FileService

# Within each way to count, by page: so many at most.
BILLS, CURVES, LINES = "exact bills", "bills of arrays", "lines of a file worked out"
MOST = {
    "/s3/": {BILLS: 8, CURVES: 60, LINES: 0},
    "/compute/": {BILLS: 7, CURVES: 65, LINES: 45},
    "/queue_or_stream/": {BILLS: 7, CURVES: 35, LINES: 35},
    "/codebuild/": {BILLS: 30, CURVES: 65, LINES: 100},
    # Of 552 types and of 160, the first of each kind are billed.
    "/emr/": {BILLS: 32, CURVES: 2, LINES: 45},
    "/opensearch/compare/?by=node_type": {BILLS: 65, CURVES: 0, LINES: 80},
}


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each thing has been worked out."""
    counts: Counter[str] = Counter()

    def noting(what: str, of: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*args: Any, **more: Any) -> Any:
            counts[what] += 1
            return of(*args, **more)

        return noted

    monkeypatch.setattr(estimator, "price", noting(BILLS, estimator.price))
    monkeypatch.setattr(PricedQuestion, "costs", noting(CURVES, PricedQuestion.costs))
    monkeypatch.setattr(FileService, "lines_of", noting(LINES, FileService.lines_of))
    return counts


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("page", MOST)
def test_a_page_works_out_no_more_than_it_shows(client: Client, counted: Counter[str], page: str) -> None:
    assert client.get(page).status_code == 200
    assert {what: counted[what] for what in MOST[page] if counted[what] > MOST[page][what]} == {}
    assert counted[BILLS] > 0
