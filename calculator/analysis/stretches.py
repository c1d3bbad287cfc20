"""A sweep in words: which choice is the cheapest, from where to where."""

from calculator.analysis.sweep import Sweep
from calculator.core.display import counted

NOTHING = "nothing is feasible"
SHOWN_DIGITS = 4


def cheapest_in_words(swept: Sweep) -> str:
    """One sentence for the whole span."""
    unit = swept.question.usage.declarations[swept.span.over].unit
    labels = {each.choice: each.label for each in swept.series}
    start, stop = counted(swept.span.start, unit), counted(swept.span.stop, unit)
    if not swept.crossovers:
        feasible = [each for each in swept.series if each.usd[0] == each.usd[0]]
        cheapest = min(feasible, key=lambda each: float(each.usd[0]), default=None)
        words = f"{cheapest.label} is the cheapest" if cheapest else NOTHING.capitalize()
        return f"{words} from {start} to {stop}."
    changes = [counted(change.at, unit, SHOWN_DIGITS) for change in swept.crossovers]
    choices = [swept.crossovers[0].cheapest_below, *(change.cheapest_above for change in swept.crossovers)]
    names = [labels[choice] if choice else NOTHING for choice in choices]
    parts = [f"{names[0]} up to {changes[0]}"]
    parts += [f"{name} up to {end}" for name, end in zip(names[1:-1], changes[1:], strict=True)]
    return f"The cheapest from {start}: {', then '.join(parts)}, and from there on, as far as {stop}, {names[-1]}."
