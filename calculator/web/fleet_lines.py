"""Further fleets of the page of commitments, one a line: `instance_type=m7g.large running=4`."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from calculator.analysis.commitments.asked import MOST_FLEETS
from calculator.analysis.commitments.committable import committable
from calculator.core.errors import CalculatorError, FieldError, InvalidInput, shown

FURTHER = "further"
RUNS, NAME, SERVICE, THING = "running", "name", "service", "thing"
_PAIR = re.compile(r"(?:^|\s)([a-z_]+)=")


def further_fleets(text: str, first: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fleets of some lines; what one does not say is as of the first. Raises InvalidInput with every wrong line."""
    errors: list[FieldError] = []
    found: list[dict[str, Any]] = []
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) >= MOST_FLEETS:
        raise InvalidInput([FieldError(FURTHER, f"There are {len(lines):,} lines; give at most {MOST_FLEETS - 1}.")])
    for number, line in lines:
        try:
            stated = dict(_fleet(line))
            found.append({**_as_of(first, stated), **stated})
        except (ValueError, CalculatorError) as error:
            told = error.detail if isinstance(error, CalculatorError) else str(error)
            errors.append(FieldError(FURTHER, f"Line {number}: {told}", shown(line)))
    if errors:
        raise InvalidInput(errors)
    return found


def _fleet(line: str) -> Iterator[tuple[str, Any]]:
    """What a line says, how many run as a list where it has commas. Raises ValueError with what would be right."""
    stated = pairs_of(line, f"{RUNS}=4 instance_type=m5.large")
    if RUNS not in stated:
        raise ValueError(f"Say how many run, as {RUNS}=4, or by the hour as {RUNS}=4,4,6.")
    for name, value in stated.items():
        yield name, value.split(",") if name == RUNS and "," in value else value


def pairs_of(line: str, example: str) -> dict[str, str]:
    """Each name with what stands behind it, up to the next. Raises ValueError with what would be right."""
    starts = [*_PAIR.finditer(line)]
    if not starts or starts[0].start() > 0:
        raise ValueError(f"{shown(line)!r} begins with no name=value; write {example}.")
    names = [each[1] for each in starts]
    again = next((name for name in names if names.count(name) > 1), "")
    if again:
        raise ValueError(f"{again} is given more than once.")
    ends = [each.start() for each in starts[1:]]
    return {each[1]: line[each.end() : end].strip() for each, end in zip(starts, [*ends, len(line)], strict=True)}


def _as_of(first: Mapping[str, Any], stated: Mapping[str, Any]) -> dict[str, Any]:
    """What the first fleet says that a line may mean too. Raises UnknownName for a service without commitments."""
    is_same = stated.get(SERVICE, first[SERVICE]) == first[SERVICE]
    thing = stated.get(THING, first[THING] if is_same else "")
    what = committable(str(stated.get(SERVICE, first[SERVICE])), str(thing))
    shared = (*what.columns, "region") if is_same else ("region",)
    own = {SERVICE: what.service, THING: what.thing}
    return own | {name: first[name] for name in shared if name in first}
