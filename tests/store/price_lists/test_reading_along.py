"""Who asks while price lists are switched sees the prices before or the prices after, never some of each."""

import json
import sys
from pathlib import Path

import pytest

from tests.store.price_lists.databases import own_database, run

ACTIVATIONS = 200


@pytest.mark.slow
@pytest.mark.database
def test_eight_readers_of_two_hundred_activations_never_see_a_mixed_answer(tmp_path: Path) -> None:
    with own_database(tmp_path) as environment:
        command = [sys.executable, "-m", "tests.store.price_lists.reading_along", str(ACTIVATIONS)]
        ran = run(command, {**environment, "DJANGO_SETTINGS_MODULE": "calculator.settings"})
    told = json.loads(ran.stdout.splitlines()[-1])
    assert [process["faults"] for process in told] == [[], []]
    # Each process saw both states many times, or it would have proved nothing.
    assert all(len(process["seen"]) == 2 for process in told)
    assert min(count for process in told for count in process["seen"].values()) >= 20
