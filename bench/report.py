"""The results as a Markdown page."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from bench.results import Result, Row

HEAD = """# What the calculator takes

Measured on {day} by `make bench`, in {seconds:.0f} seconds. Everything ran on one machine: server, load and browser.
Figures of one table were taken side by side in one run; their ratios carry over to other machines better than
they do themselves. Run `make bench` again to repeat them all; it rewrites this file.

"""


def report(results: Iterable[Result], machine: Mapping[str, str], versions: Mapping[str, str], seconds: float) -> str:
    """The whole page."""
    told = [*results]
    parts = [
        HEAD.format(day=datetime.now(UTC).date(), seconds=seconds),
        *(f"- {name}: {value}\n" for name, value in machine.items()),
        f"- Versions: {', '.join(f'{name} {number}' for name, number in versions.items())}\n",
        f"\n{_summary(told)}\n",
        *(_section(each) for each in told),
    ]
    return "".join(parts)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; every column but the first is for figures."""
    marks = ["---", *["---:"] * (len(headings) - 1)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (headings, marks, *rows))


def _summary(results: Iterable[Result]) -> str:
    judged = [(f"{each.id}, {row.cells[0]}", row.judged, row.aim) for each in results for row in each.rows if row.aim]
    missed = [
        f"- {name}: {aim.verdict(value)} ({aim.words} was wanted)\n"
        for name, value, aim in judged
        if aim.missed_by(value)
    ]
    met = f"{len(judged) - len(missed)} of {len(judged)} aims are met."
    return f"{met} Missed:\n\n{''.join(missed)}" if missed else f"{met}\n"


def _section(result: Result) -> str:
    has_aims = any(row.aim for row in result.rows)
    headings = (*result.headings, "aim", "") if has_aims else result.headings
    rows = [(*row.cells, *_judgement(row)) if has_aims else row.cells for row in result.rows]
    return f"\n## {result.id}: {result.question}\n\n{result.how}\n\n{table(headings, rows)}"


def _judgement(row: Row) -> tuple[str, str]:
    return (row.aim.words, row.verdict) if row.aim else ("", "")
