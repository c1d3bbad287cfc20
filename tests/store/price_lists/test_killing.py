"""An import that is killed at any moment leaves the prices in use as they were, or wholly new ones."""

import json
import sys
from pathlib import Path

import pytest

from tests.store.price_lists.databases import own_database, run

TRIALS = 100


@pytest.mark.slow
@pytest.mark.database
def test_a_hundred_killed_imports_leave_nothing_half_done_and_each_can_be_run_again(tmp_path: Path) -> None:
    with own_database(tmp_path) as environment:
        command = [sys.executable, "-m", "tests.store.price_lists.killing", str(tmp_path), str(TRIALS)]
        ran = run(command, {**environment, "DJANGO_SETTINGS_MODULE": "calculator.settings"})
    fell = json.loads(ran.stdout.splitlines()[-1])
    assert fell["unchanged"] + fell["whole"] == TRIALS
    # The kills fell before the end and after it, or they would have proved nothing.
    assert min(fell["unchanged"], fell["whole"]) >= TRIALS // 20
    assert fell["prices"] == 4
