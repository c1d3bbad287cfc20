"""Several searches at once: what they want to know of one thing is asked for in one go.

A formula takes hardly longer for thousands of values than for one.
"""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Mapping
from typing import TypeAlias, TypeVar

import numpy as np

from calculator.analysis.narrowing import Values

Asked = TypeVar("Asked")
Found = TypeVar("Found")
Wanted: TypeAlias = Mapping[Asked, Values]
# Yields the values at which it wants to know each thing, is sent what they come to, and returns what it has found.
Search: TypeAlias = Generator[Wanted[Asked], Wanted[Asked], Found]


def answered(search: Search[Asked, Found], known: Callable[[Wanted[Asked]], Wanted[Asked]]) -> Found:
    """What a search finds; `known` tells what it wants to know."""
    try:
        wanted = next(search)
        while True:
            wanted = search.send(known(wanted))
    except StopIteration as ended:
        found: Found = ended.value
        return found


def together(searches: Iterable[Search[Asked, Found]]) -> Search[Asked, tuple[Found, ...]]:
    """What each of several searches finds, in their order; in each round they ask for each thing once."""
    found: dict[int, Found] = {}
    running = dict(enumerate(searches))
    told: Mapping[int, Wanted[Asked]] = {}
    while True:
        wanted: dict[int, Wanted[Asked]] = {}
        for place, search in [*running.items()]:
            try:
                wanted[place] = search.send(told[place]) if place in told else next(search)
            except StopIteration as ended:
                found[place] = ended.value
                del running[place]
        if not running:
            return tuple(found[place] for place in sorted(found))
        known = yield _joined(wanted)
        told = _shared_out(wanted, known)


def _joined(wanted: Mapping[int, Wanted[Asked]]) -> Wanted[Asked]:
    """All values at which each thing is asked for, search by search."""
    parts: defaultdict[Asked, list[Values]] = defaultdict(list)
    for each in wanted.values():
        for asked, values in each.items():
            parts[asked].append(values)
    return {asked: np.concatenate(values) for asked, values in parts.items()}


def _shared_out(wanted: Mapping[int, Wanted[Asked]], known: Wanted[Asked]) -> Mapping[int, Wanted[Asked]]:
    """What each search has asked for."""
    told: dict[int, dict[Asked, Values]] = {}
    begins: defaultdict[Asked, int] = defaultdict(int)
    for place, each in wanted.items():
        told[place] = {}
        for asked, values in each.items():
            begin = begins[asked]
            begins[asked] += len(values)
            told[place][asked] = known[asked][begin : begins[asked]]
    return told
