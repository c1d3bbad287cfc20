"""What became of an import: how many rows were read, mapped and ignored, and which prices are new, changed or gone."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from calculator.core.display import amount
from calculator.offers.offer import Counted, MappedOffer
from calculator.store.price_lists.changes import INFINITE, Change, Changes, words

Report: TypeAlias = dict[str, Any]
# A report is read by people; a file of instance prices can change every one of them.
MOST_KEPT = 200
MOST_SHOWN = 12
GROUPS = ("mapped", "ignored", "unmapped", "ambiguous", "mismatched")
# Rows that a rule speaks of and that gave no price all the same.
DOUBTS = ("ambiguous", "mismatched")
GROUP_WORDS = {
    "mapped": "taken, by {rules} rules",
    "ignored": "left out on purpose, by these rules",
    "unmapped": "of which no rule speaks",
    "ambiguous": "not taken, because more than one rule speaks of them",
    "mismatched": "not taken, because they are not as their rule expects",
}


def report_of(offer: MappedOffer, prices: int, found: Changes, moved_allowances: list[str]) -> Report:
    """The report of one region's list, as it is kept with the list."""
    return {
        "rows_read": offer.rows_read,
        "notes": list(offer.notes),
        "prices": prices,
        **{name: [_group(each) for each in getattr(offer, name)] for name in GROUPS},
        "new": len(found.new),
        "unchanged": found.unchanged,
        "changed": len(found.changed),
        "gone": len(found.gone),
        "moved_allowances": moved_allowances,
        "new_prices": [words(key) for key in found.new[:MOST_KEPT]],
        "changed_prices": [_change(each) for each in found.changed[:MOST_KEPT]],
        "gone_prices": [words(key) for key in found.gone[:MOST_KEPT]],
    }


def report_lines(report: Mapping[str, Any]) -> Iterator[str]:
    """The report for a terminal."""
    yield f"  {report['rows_read']:,} rows read, {report['prices']:,} prices stored"
    yield from (f"  {note}" for note in report.get("notes", ()))
    for name in GROUPS:
        if groups := report[name]:
            rows = sum(each["rows"] for each in groups)
            yield f"  {rows:,} rows {GROUP_WORDS[name].format(rules=len(groups))}"
            yield from _shown(f"{each['rows']:,} × {_named(each, name)}" for each in groups if name != "mapped")
    counts = ("new", "changed", "gone", "unchanged")
    yield "  prices: " + ", ".join(f"{report[name]:,} {name}" for name in counts)
    yield from _shown(f"new: {each}" for each in report["new_prices"])
    yield from _shown(
        f"changed: {each['price']}: {each['before']} -> {each['after']} ({each['by']})"
        for each in report["changed_prices"]
    )
    yield from _shown(f"gone: {each}" for each in report["gone_prices"])
    yield from _shown(report.get("moved_allowances", ()))


def _named(group: Report, name: str) -> str:
    return str(group["rule"]) if name == "ignored" else f"{group['rule']}, such as {group['sample']}"


def _shown(lines: Iterable[str]) -> Iterator[str]:
    every = list(lines)
    yield from (f"    {line}" for line in every[:MOST_SHOWN])
    if len(every) > MOST_SHOWN:
        yield f"    and {len(every) - MOST_SHOWN:,} more"


def _group(each: Counted) -> Report:
    return {"rule": each.rule, "rows": each.rows, "sample": each.sample}


def _change(each: Change) -> Report:
    factor = "from or to nothing" if each.factor == INFINITE else f"factor {amount(each.factor, 4)}"
    by = f"bounds of tiers moved, {factor}" if each.has_moved_bounds else factor
    before, after = each.words
    return {"price": words(each.key), "before": before, "after": after, "by": by}
