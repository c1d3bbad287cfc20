"""An answer about commitments as lines of text, for a terminal."""

from collections.abc import Iterator

from calculator.presentation import commitment_shapes as shapes
from calculator.presentation.figures import money, percent_words
from calculator.presentation.mix_words import held_words, names_of

MOST_MIXES = 8


def commitments_lines(found: shapes.Commitments) -> Iterator[str]:
    """What runs, the mixes from the cheapest on, and what has no price."""
    for fleet in found["fleets"]:
        yield f"{fleet['name']}: {fleet['average_running']} running on average, {fleet['most_running']} at most"
        yield from (f"  {note}" for note in fleet["notes"])
    for number, mix in enumerate(found["mixes"][:MOST_MIXES], start=1):
        yield ""
        yield f"{number}. {names_of(mix['names'])}"
        upfront = "upfront not known" if mix["upfront_usd"] is None else f"{money(mix['upfront_usd'])} upfront"
        yield (
            f"   {money(mix['effective_monthly_usd'])}/month effective, {upfront}, "
            f"worst regret {money(mix['worst_regret_usd'])}"
        )
        for held in mix["commitments"]:
            yield f"   {held_words(held)}, {percent_words(held['utilization_percent'])} used"
    rest = len(found["mixes"]) - MOST_MIXES
    if rest > 0:
        yield f"\n{rest} more mixes are in --json and --csv."
    yield ""
    yield from (each["message"] for each in found["unpriced"])
    yield from found["notes"]
