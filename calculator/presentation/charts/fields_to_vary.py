"""Which inputs a chart can vary: every amount that can change alone, and whatever is asked for."""

from collections.abc import Iterator, Mapping

import numpy as np

from calculator.analysis.span import DEFAULT_POINTS, SCALES, span_around
from calculator.core.inputs import Inputs
from calculator.estimator import Question
from calculator.services.service import amounts

ENDS = 2


def fields_to_vary(question: Question, over: str) -> Iterator[tuple[str, str]]:
    """The names and labels, so that the list says what the address says."""
    declarations = question.usage.declarations
    if over not in declarations:
        yield over, over
    alone = _can_vary_alone(question)
    for name, declared in declarations.items():
        if name == over or name in alone:
            yield name, declared.label


def _can_vary_alone(question: Question) -> set[str]:
    """The amounts of which neither end contradicts the others, as shares that must sum to a whole do."""
    usage = question.usage
    if type(usage).rules is Inputs.rules:
        # The bounds that every service has are those of the span.
        return {*amounts(question.service)}
    following = {
        name for name, each in usage.declarations.items() if each.derived and name not in usage.model_fields_set
    }
    ends = {name: _ends(question, name) for name in amounts(question.service)}
    stated = {name: pair for name, pair in ends.items() if name not in following}
    alone = {name for name in following & ends.keys() if not _is_wrong(usage, {name: np.array(ends[name])}).any()}
    # One column of workloads: two for each field, at its ends, while all others stay as they are.
    columns = {name: np.full(ENDS * len(stated), float(getattr(usage, name))) for name in stated}
    for place, (name, pair) in enumerate(stated.items()):
        columns[name][ENDS * place : ENDS * (place + 1)] = pair
    wrong: list[bool] = np.any(_is_wrong(usage, columns).reshape(-1, ENDS), axis=1).tolist()
    return alone | {name for name, is_wrong in zip(stated, wrong, strict=True) if not is_wrong}


def _ends(question: Question, name: str) -> tuple[float, float]:
    span = span_around(question, name, SCALES[0], DEFAULT_POINTS, ())
    return float(span.start), float(span.stop)


def _is_wrong(usage: Inputs, columns: Mapping[str, np.ndarray]) -> np.ndarray:
    """Which of the workloads violate a rule."""
    wrong = np.zeros(len(next(iter(columns.values()), ())), dtype=bool)
    for violation in usage.as_arrays().with_values(**columns).rules():
        wrong |= np.asarray(violation.when, dtype=bool)
    return wrong
