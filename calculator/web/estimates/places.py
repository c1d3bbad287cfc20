"""Where a line may be put: an estimate that this browser has opened, or one of its groups."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from calculator.models import EstimateVersion

# Between the id of an estimate and that of a group in the value of a choice; no id of an estimate has it.
OF_GROUP = "."
UNTITLED = "Without a title"


@dataclass(frozen=True, slots=True)
class Places:
    """An estimate with its groups, each as value and words; one whose only group needs no choice has none."""

    estimate: str
    title: str
    groups: tuple[tuple[str, str], ...]


def places_of(version: EstimateVersion) -> Places:
    """The places of the newest version of an estimate."""
    estimate = str(version.estimate_id)
    groups = tuple(_named(json.loads(version.document)["groups"]))
    choices = tuple((f"{estimate}{OF_GROUP}{key}", words) for key, words in groups) if len(groups) > 1 else ()
    return Places(estimate, version.title or UNTITLED, choices)


def _named(groups: list[Mapping[str, Any]], above: str = "") -> Iterator[tuple[str, str]]:
    """Every group by its id, with the names of those that it is in."""
    for each in groups:
        words = f"{above}{each.get('name') or 'Group'}"
        yield str(each["id"]), words
        yield from _named(each.get("groups", []), f"{words} › ")
