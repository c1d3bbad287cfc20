"""What someone may have meant by a name that does not exist: the one place of every 'did you mean'."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches

# Whoever typed more did not mean a name.
LONGEST_NAME = 100


def nearest_names(
    typed: str, known: Collection[str], most: int = 1, *, labels: Mapping[str, str] | None = None, alike: float = 0.6
) -> list[str]:
    """At most so many of the known names: those whose label holds the text, shortest first, else those spelled alike.

    `labels` are what people call a name, in any case of letters; `alike` is how alike a name must be spelled, up to 1.
    """
    text = typed[:LONGEST_NAME].strip()
    folded = text.casefold()
    called = [name for name, label in (labels or {}).items() if folded and folded in label.casefold()]
    if called:
        return sorted(called, key=len)[:most]
    by_folded = {name.casefold(): name for name in known}
    return [by_folded[each] for each in get_close_matches(folded, by_folded, n=most, cutoff=alike)]


def did_you_mean(names: Collection[str]) -> str:
    """The question as a sentence; nothing where no name comes near."""
    return f"Did you mean {' or '.join(names)}?" if names else ""
