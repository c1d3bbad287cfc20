"""Which sweep a page asks for: the field, its span and scale, with the chart, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from calculator.analysis.compare import Comparison, compare
from calculator.analysis.span import SCALES, span_around
from calculator.analysis.sweep import sweep
from calculator.application.questions import catalogue
from calculator.core.declarations import MOST_LISTED, QuantityField
from calculator.core.display import exact_text
from calculator.core.errors import FieldError, Infeasible, InvalidInput, NotPriced
from calculator.core.followed import stated_followers
from calculator.estimator import Question, choices_of
from calculator.presentation.charts.chart import (
    Chart,
)
from calculator.presentation.charts.fields_to_vary import fields_to_vary
from calculator.presentation.charts.sweep_chart import sweep_chart
from calculator.services.service import amounts, sweep_over

# About a point for each pixel, so that a step of cost stands where it is; a line keeps only those that it needs.
POINTS = 961
# What the page calls the ends of a chart.
ENDS = ("From", "To")


@dataclass(frozen=True, slots=True)
class SweepChoice:
    """What can be chosen of a sweep chart, and the chart, or why there is none; `is_wrong` where that was chosen."""

    over: str
    scale: str
    fields: tuple[tuple[str, str], ...]
    chart: Chart | None
    errors: tuple[str, ...]
    start: str = ""
    stop: str = ""
    usual_start: str = ""
    usual_stop: str = ""
    is_wrong: bool = False


def sweep_choice(question: Question, comparison: Comparison, asked: Mapping[str, str]) -> SweepChoice | None:
    """The cost over one field for every choice compared, as the page asks; None without any amount."""
    if not amounts(question.service):
        return None
    over = asked.get("over", "") or _usual(question)
    scale = asked.get("scale", "") or SCALES[0]
    typed = asked.get("start", ""), asked.get("stop", "")
    fields = tuple(fields_to_vary(question, over))
    usual = ("", "")
    try:
        changes = (each.at for each in comparison.crossovers if each.over == over)
        around = span_around(question, over, scale, POINTS, changes)
        usual = exact_text(around.start), exact_text(around.stop)
        usual_ends = (around.start, around.stop)
        start, stop = (_end(question, over, *each) for each in zip(ENDS, typed, usual_ends, strict=True))
        drawn = _drawable(comparison)
        swept = sweep(question, replace(around, start=start, stop=stop), drawn.by, catalogue())
        chart = sweep_chart(swept, drawn)
    except (Infeasible, InvalidInput, NotPriced) as error:
        told = tuple(each.message for each in error.errors)
        is_wrong = isinstance(error, InvalidInput) and any(asked.values())
        return SweepChoice(over, scale, fields, None, told, *typed, *usual, is_wrong)
    return SweepChoice(over, scale, fields, chart, (), *typed, *usual)


def _drawable(comparison: Comparison) -> Comparison:
    """The comparison; the current selection alone of more choices than a sweep takes, such as hundreds of types."""
    if len(choices_of(comparison.question, comparison.by)) <= MOST_LISTED:
        return comparison
    return compare(comparison.question, None, catalogue())


def _usual(question: Question) -> str:
    """What is varied unless something else is chosen; where all that follows it is stated, the first of that."""
    over = sweep_over(question.service)
    return next(iter(stated_followers(question.usage, over)), over)


def _end(question: Question, over: str, label: str, typed: str, usual: Decimal) -> Decimal:
    """An end of the chart as it was typed, or the usual one. Raises InvalidInput."""
    declared = question.usage.declarations[over]
    if not typed.strip() or not isinstance(declared, QuantityField):
        return usual
    try:
        return declared.read(typed)
    except ValueError as error:
        raise InvalidInput([FieldError("start", f"{label} {error}", typed)]) from None
