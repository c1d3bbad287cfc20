"""What a workload violates, as data: a field, what it comes to, what there may be at most, and where that is so.

Rules hold for one workload and for a column of them alike: `when` is a truth value, or an array with one for each.
"""

from collections.abc import Callable, Iterable, Iterator

from calculator.core.arithmetic import Number, Truth, is_exact
from calculator.core.bounds import Bound
from calculator.core.errors import FieldError
from calculator.core.records import record

# Shares of floats add up to their whole but for the noise of binary fractions.
NOISE = 1e-9


@record
class Violation:
    """A limit that a choice has, or a rule across fields, and where it is violated.

    `say` puts the sentence together, of the bound where there is one, for whoever is told: most violations are only
    asked whether they hold. `value` is what was stated, where that is not the value of the field.
    """

    field: str
    say: Callable[..., str]
    when: Truth = True
    value: str = ""
    bound: Bound | None = None

    @property
    def message(self) -> str:
        """What is violated, and by how much. Asked of one workload alone."""
        return self.say() if self.bound is None else self.say(self.bound)


def violated(rules: Iterable[Violation], stated: Callable[[str], str]) -> Iterator[FieldError]:
    """What one workload violates; `stated` gives the value of a field as text."""
    for rule in rules:
        if rule.when:
            yield FieldError(rule.field, rule.message, rule.value or stated(rule.field), rule.bound)


def violating(rules: Iterable[Violation]) -> Truth:
    """Whether any of the rules is violated: one truth value, or an array with one for each workload of a column."""
    found: Truth = False
    for rule in rules:
        found = found | rule.when
    return found


def differs(found: Number, whole: Number) -> Truth:
    """Whether shares come to something else than their whole; floats are forgiven their noise."""
    unlike: Truth = found != whole if is_exact(found) else abs(found - whole) > NOISE * abs(whole)
    return unlike
