"""Which tests run in which lane; `make test`, `make test-rest` and `make test-long` set CALCULATOR_TEST_LANE.

quick   the daily loop: all that is not marked `slow` or `long`; of many cases of one test a sample of 2, or as many
        as its mark `series` says, and a fifth of the random examples, so that the loop does not grow with the services
rest    what CI runs besides: 1 further case of each series and of each `slow` test, or as many as its mark says
long    everything there is; so is a run without a lane

A series is sampled by a seed that is printed; CALCULATOR_TEST_SEED repeats one. In CI each commit has another, so that
every case runs in time; all of them at once run in `make test-long`.
"""

import os
import random
from collections.abc import Collection, Mapping, Sequence

import pytest
from hypothesis import settings

LANE, SEED = "CALCULATOR_TEST_LANE", "CALCULATOR_TEST_SEED"
# As many cases of one test the daily loop runs, unless its mark says another number, and CI besides.
SAMPLE, FURTHER = 2, 1
# The daily loop draws one of so many random examples.
SHARE = 5
# Of what one test asks of every service, so many services are asked unless everything runs.
SERVICES_ASKED = 8
QUICK, REST, LONG = LANES = ("quick", "rest", "long")
DRAWN = pytest.StashKey[dict[str, frozenset[str]]]()


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


def draw(metafunc: pytest.Metafunc) -> None:
    """Leave of the cases of a test those of the lane, before pytest makes anything of the others.

    There are ten times as many cases as run in a day. pytest has no public way to take back a case.
    """
    calls, test = metafunc._calls, metafunc.definition
    if lane() == LONG or not calls:
        return
    on_all = {mark.name for mark in test.iter_markers()}
    marks = {call.id: on_all | {mark.name for mark in call.marks} for call in calls}
    wanted = drawn(test.nodeid, marks, test.get_closest_marker("series"))
    metafunc.config.stash.setdefault(DRAWN, {})[test.nodeid] = wanted
    # A test without any case would be one without parameters.
    calls[:] = [call for call in calls if call.id in wanted] or calls[:1]


def is_kept(item: pytest.Item) -> bool:
    """Whether a test that was collected is one of the lane."""
    if lane() == LONG:
        return True
    name, _, case = item.nodeid.partition("[")
    wanted = item.config.stash.get(DRAWN, {}).get(name)
    if wanted is None:
        wanted = drawn(name, {case: {mark.name for mark in item.iter_markers()}}, item.get_closest_marker("series"))
    return case.removesuffix("]") in wanted


def drawn(name: str, marks: Mapping[str, Collection[str]], series: pytest.Mark | None) -> frozenset[str]:
    """The cases of a test that the lane takes, of their names and marks."""
    said = series.kwargs if series is not None else {}
    quick, further = said.get("quick", SAMPLE), said.get("further", FURTHER)
    usual = [case for case, its in marks.items() if "long" not in its]
    # Sorted, and a generator for each series: the sample depends on nothing but the seed and the names.
    shuffled = random.Random(f"{choose_seed()} {name}").sample(sorted(usual), len(usual))
    slow = [case for case in shuffled if "slow" in marks[case]]
    daily = [case for case in shuffled if "slow" not in marks[case]]
    if lane() == QUICK:
        return frozenset(daily[:quick])
    return frozenset([*daily[quick : quick + further], *slow[:further]])


def some_of(names: Sequence[str], most: int) -> list[str]:
    """So many of the names, drawn by the seed of the run; all of them where everything runs."""
    if lane() == LONG:
        return [*names]
    return random.Random(f"{choose_seed()} {most}").sample(sorted(names), min(most, len(names)))
