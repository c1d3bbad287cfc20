"""Which tests run in which lane; `make test`, `make test-rest` and `make test-long` set CALCULATOR_TEST_LANE.

quick   the daily loop: all that is not marked `slow` or `long`; of many cases of one test a sample of 2, or as many
        as its mark `series` says, and a fifth of the random examples, so that the loop does not grow with the services
rest    what CI runs besides: 1 further case of each series, or as many as its mark says, and 3 of each `slow` test
long    everything there is; so is a run without a lane

A series is sampled by a seed that is printed; CALCULATOR_TEST_SEED repeats one. Each run of CI takes another, so that
every case runs in time; all of them at once run in `make test-long`.
"""

import os
import random
from collections import defaultdict
from collections.abc import Sequence

import pytest
from hypothesis import settings

LANE, SEED = "CALCULATOR_TEST_LANE", "CALCULATOR_TEST_SEED"
# As many cases of one test the daily loop runs, unless its mark says another number, and CI besides.
SAMPLE, FURTHER = 2, 1
# The daily loop draws one of so many random examples.
SHARE = 5
QUICK, REST, LONG = LANES = ("quick", "rest", "long")


def lane() -> str:
    """The lane that was asked for. Raises UsageError for one that does not exist."""
    asked = os.environ.get(LANE, LONG)
    if asked not in LANES:
        raise pytest.UsageError(f"{LANE} knows only {', '.join(LANES)}; it is {asked!r}.")
    return asked


def for_some(examples: int) -> settings:
    """The same random examples on every run, so that a red build stays red until it is mended; fewer if quick."""
    most = max(examples // SHARE, 1) if lane() == QUICK else examples
    return settings(max_examples=most, deadline=None, derandomize=True)


def choose_seed() -> str:
    """The seed of this run; it stands in the environment, so that all processes of a run sample alike."""
    return os.environ.setdefault(SEED, str(random.SystemRandom().randrange(10**6)))


def kept(items: list[pytest.Item]) -> list[pytest.Item]:
    """The tests of the lane, in their order."""
    asked = lane()
    if asked == LONG:
        return items
    usual = [item for item in items if not item.get_closest_marker("long")]
    slow = {item.nodeid for item in usual if item.get_closest_marker("slow")}
    first, further = _sampled(usual)
    wanted = first - slow if asked == QUICK else further | (first & slow)
    return [item for item in usual if item.nodeid in wanted]


def some_of(names: Sequence[str], most: int) -> list[str]:
    """So many of the names, drawn by the seed of the run; all of them where everything runs."""
    if lane() == LONG:
        return [*names]
    return random.Random(f"{choose_seed()} {most}").sample(sorted(names), min(most, len(names)))


def _sampled(items: list[pytest.Item]) -> tuple[set[str], set[str]]:
    """The cases of each test that the daily loop takes, and those that CI takes besides."""
    series: dict[str, list[str]] = defaultdict(list)
    most: dict[str, tuple[int, int]] = {}
    for item in items:
        name, mark = item.nodeid.split("[")[0], item.get_closest_marker("series")
        said = mark.kwargs if mark is not None else {}
        series[name].append(item.nodeid)
        most[name] = said.get("quick", SAMPLE), said.get("further", FURTHER)
    first: set[str] = set()
    further: set[str] = set()
    for name, cases in series.items():
        # Sorted, and a generator for each series: the sample depends on nothing but the seed and the names.
        shuffled = random.Random(f"{choose_seed()} {name}").sample(sorted(cases), len(cases))
        quick, besides = most[name]
        first |= {*shuffled[:quick]}
        further |= {*shuffled[quick : quick + besides]}
    return first, further
