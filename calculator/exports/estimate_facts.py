"""What every export tells of an estimate beside its figures: assumptions, warnings, price lists and their sources."""

from collections.abc import Iterator, Mapping

from calculator.catalogue.publications import Source
from calculator.core.answer import PriceList
from calculator.estimates.answers import EstimateAnswer
from calculator.estimates.document import Group

# As many entries are named beside a sentence.
MOST_NAMES, LONGEST_NAME = 5, 40


def group_path(groups: tuple[Group, ...]) -> str:
    """The names of the groups around an entry, the outermost first."""
    return " / ".join(group.name or group.id for group in groups)


def lists_of(answer: EstimateAnswer) -> list[PriceList]:
    """Every price list once."""
    answers = [each.answer for each in answer.entries if each.answer is not None]
    return [*dict.fromkeys(listed for each in answers for listed in each.price_lists)]


def sources_of(answer: EstimateAnswer, sources: Mapping[str, Source]) -> list[Source]:
    """The publications that the prices were read in, each once."""
    lines = [line for each in answer.entries for line in each.lines]
    named = dict.fromkeys(name for line in lines for name in (line.item.card.source, line.item.card.confirmed_by))
    return [sources[name] for name in named if name in sources]


def warnings_of(answer: EstimateAnswer) -> dict[str, list[str]]:
    """Each warning once, with the names of the entries that it is about."""
    found: dict[str, list[str]] = {}
    for each in answer.entries:
        for warning in each.answer.warnings if each.answer is not None else ():
            found.setdefault(warning.message, []).append(each.entry.name or each.entry.id)
    return found


def assumptions_of(answer: EstimateAnswer) -> Iterator[str]:
    """What the figures take for granted, and what to know of them; each sentence once, with its entries."""
    found: dict[str, list[str]] = {}
    for each in answer.entries:
        for line in each.lines:
            if line.item.assumption and line.pooled.quantity:
                names = found.setdefault(f"{line.item.label}: {line.item.assumption}", [])
                names.append(each.entry.name or each.entry.id)
    for each in answer.missing:
        if each.error is not None:
            for fault in each.error.errors:
                found.setdefault(fault.message, []).append(each.entry.name or each.entry.id)
    for message, names in [*found.items(), *warnings_of(answer).items()]:
        yield f"{message} ({_some(names)})"


def _some(names: list[str]) -> str:
    few = [shortened(each, LONGEST_NAME) for each in dict.fromkeys(names)]
    more = f" and {len(few) - MOST_NAMES} more" if len(few) > MOST_NAMES else ""
    return ", ".join(few[:MOST_NAMES]) + more


def shortened(text: str, most: int) -> str:
    """A text of so many characters at most."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
