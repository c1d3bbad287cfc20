"""Which field a sweep varies, from where to where, over how many points."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, Context, Decimal

from calculator.core.declarations import QuantityField
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.core.records import record
from calculator.estimator import Question

FEWEST_POINTS, MOST_POINTS = 2, 1000
DEFAULT_POINTS = 101
LINEAR, LOG = SCALES = ("linear", "log")
# Enough digits that a point can be typed back into the form and mean the same.
_STEP = Context(prec=12)
# Where nothing is known of a field but that it is an amount: a chart up to here shows whether it matters.
FIRST_GUESS = Decimal(1000)
LOG_REACH = 100


@record
class Span:
    """A field, its ends in the field's unit, and the points between them."""

    over: str
    start: Decimal
    stop: Decimal
    points: int = DEFAULT_POINTS
    scale: str = LINEAR

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The points, rising, in decimals of at most 12 digits; the ends are exact."""
        last = self.points - 1
        if self.scale == LOG:
            # A float has digits enough for a step, and a power of it takes no time.
            low, growth = float(self.start), float(self.stop / self.start)
            inner = [Decimal(low * growth ** (i / last)) for i in range(1, last)]
        else:
            inner = [self.start + (self.stop - self.start) * (Decimal(i) / last) for i in range(1, last)]
        steps = (min(max(_STEP.plus(value), self.start), self.stop) for value in inner)
        return (self.start, *steps, self.stop)


def values_of(question: Question, span: Span) -> tuple[Decimal, ...]:
    """The points of a span as the field accepts them: whole numbers, each once, where it counts things."""
    declaration = question.usage.declarations[span.over]
    if not (isinstance(declaration, QuantityField) and declaration.is_whole):
        return span.values
    return tuple(dict.fromkeys(value.to_integral_value() for value in span.values))


def check_span(question: Question, span: Span) -> None:
    """Raises InvalidInput unless the span rises, in a number of points and on a scale that can be drawn."""
    errors = []
    if not FEWEST_POINTS <= span.points <= MOST_POINTS:
        message = f"The number of points must be from {FEWEST_POINTS} to {MOST_POINTS}."
        errors.append(FieldError("points", message, str(span.points)))
    if span.scale not in SCALES:
        errors.append(FieldError("scale", "The scale must be linear or log.", shown(span.scale)))
    if span.start >= span.stop:
        errors.append(FieldError("stop", "The sweep must stop above where it starts.", str(span.stop)))
    if span.scale == LOG and span.start <= 0:
        errors.append(FieldError("start", "A log scale must start above 0.", str(span.start)))
    for end in (span.start, span.stop):
        errors += question.usage.with_values(**{span.over: end}).contradictions()
    if errors:
        raise InvalidInput(errors)


def span_around(question: Question, over: str, scale: str, points: int, changes: Iterable[float]) -> Span:
    """From a field's low end to beyond its present value and the first of the places where the order changes.

    Of a field of which nothing is asked, all that its break-even points are searched in: places near 0 mean nothing.
    Raises InvalidInput for a field that is no amount.
    """
    declaration = question.usage.declarations.get(over)
    if not isinstance(declaration, QuantityField):
        raise InvalidInput(
            [FieldError("over", f"{shown(over)} is not an amount, so it cannot be varied.", shown(over))]
        )
    present = Decimal(getattr(question.usage, over))
    least, most = question.usage.reach(over)
    shown_from, searched = _searched(question, over)
    if not present and searched:
        stop, least = min(searched, most), max(shown_from, least)
        start = max(nice(stop / LOG_REACH), least) if scale == LOG else least
        return Span(over, start, stop, points, scale)
    first = min((Decimal(repr(at)) for at in changes), default=Decimal(0))
    center = min(max(present, first) or declaration.default or FIRST_GUESS, most)
    if scale == LOG:
        low = max(nice(center / LOG_REACH), least, Decimal(int(declaration.is_whole)))
        return Span(over, low, min(nice(center * LOG_REACH), most), points, scale)
    return Span(over, least, min(nice(center * 2), most), points, scale)


def _searched(question: Question, over: str) -> tuple[Decimal, Decimal]:
    """From where the break-even points of a field are worth a chart, and as far as they are searched.

    0 where they are not searched, or where that follows another field.
    """
    searches = [each for each in question.service.CROSSOVERS if each.over == over and not each.per]
    furthest = max(searches, key=lambda each: each.high, default=None)
    return (Decimal(furthest.shown_from), Decimal(furthest.high)) if furthest else (Decimal(0), Decimal(0))


def nice(number: Decimal) -> Decimal:
    """The next 1, 2 or 5 times a power of ten."""
    power = Decimal(1).scaleb(number.adjusted())
    leading = (number / power).to_integral_value(ROUND_CEILING)
    return power * next(step for step in (1, 2, 5, 10) if step >= leading)
