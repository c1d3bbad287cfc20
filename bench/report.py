"""The results as a Markdown page, which is whole also where its measures were taken in parts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.results import Result, Row
from bench.selection import IDS, is_asked

HEAD = """# What the calculator takes

Measured by `make bench`. Each section says when and on what it was taken; everything in one ran on one machine: server,
load and browser. Figures of one table were taken side by side in one run; their ratios carry over to other machines
better than they do themselves. `make bench` repeats them all and rewrites this file, `make bench ONLY=B1,B4` those
measures and their sections.
"""
_SECTION = re.compile(r"^## (?P<ids>B\d+(?:, B\d+)*): .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
# The last two cells of a row that is held against an aim; what is missed says by how much.
_JUDGED = re.compile(
    r"^\| (?P<name>[^|]+) \|.* \| (?P<words>at (?:least|most) [^|]+) \| (?P<verdict>(?:met|missed)[^|]*) \|$"
)
MET = "met"


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the page as it is written, from its heading on, and the measures that it is of."""

    ids: str
    text: str


def sections_of(page: str) -> tuple[Section, ...]:
    """The tables of a page that was written before."""
    return tuple(Section(each["ids"], f"{each[0].rstrip()}\n") for each in _SECTION.finditer(page))


def section(result: Result, taken: str) -> Section:
    """A table that was just taken."""
    has_aims = any(row.aim for row in result.rows)
    headings = (*result.headings, "aim", "") if has_aims else result.headings
    rows = [(*row.cells, *_judgement(row)) if has_aims else row.cells for row in result.rows]
    heading = f"## {result.id}: {result.question}"
    return Section(result.id, f"{heading}\n\n{taken}\n\n{result.how}\n\n{table(headings, rows)}")


def taken_on(machine: Mapping[str, str], versions: Mapping[str, str], seconds: float) -> str:
    """When sections were taken, in how long together, and on what."""
    on = [f"{name.lower()}: {value}" for name, value in machine.items()]
    with_versions = ", ".join(f"{name} {number}" for name, number in versions.items())
    return f"Taken on {datetime.now(UTC).date()} in a run of {seconds:.0f} s; {'; '.join(on)}; {with_versions}."


def page_of(new: Iterable[Section], former: Iterable[Section] = (), only: tuple[str, ...] = ()) -> str:
    """The whole page: what was just taken, and of the page before it what was not asked for again."""
    kept = [each for each in former if not is_asked(each.ids, only)]
    # Of sections of one measure those that were taken together stay in their order.
    told = sorted((*kept, *new), key=lambda each: IDS.index(each.ids.split(", ")[0]))
    return "\n".join((HEAD, _summary(told), *(each.text for each in told)))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; every column but the first is for figures."""
    marks = ["---", *["---:"] * (len(headings) - 1)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (headings, marks, *rows))


def _summary(sections: Iterable[Section]) -> str:
    """How many aims are met, and which are not, as the tables themselves say it."""
    judged = [
        (each.ids, found)
        for each in sections
        for line in each.text.splitlines()
        if (found := _JUDGED.match(line)) is not None
    ]
    missed = [
        f"- {ids}, {row['name']}: {row['verdict']} ({row['words']} was wanted)\n"
        for ids, row in judged
        if row["verdict"] != MET
    ]
    met = f"{len(judged) - len(missed)} of {len(judged)} aims are met."
    return f"{met} Missed:\n\n{''.join(missed)}" if missed else f"{met}\n"


def _judgement(row: Row) -> tuple[str, str]:
    return (row.aim.words, row.verdict) if row.aim else ("", "")
