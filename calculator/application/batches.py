"""What every surface does with a file of usages: look at it, answer it part by part, add it up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from calculator.application.questions import catalogue, today
from calculator.batch.cluster import answered_on, connected
from calculator.batch.deadline import Deadline
from calculator.batch.files.opened import opened, read_as, services_in
from calculator.batch.files.source import Bounds, Opening, Rows, kind_of, lines_of
from calculator.batch.files.source import Source as Source
from calculator.batch.parts import AnsweredPart, Plan, answered_part, numbered, plan_for, unanswered_part
from calculator.catalogue.catalogue import Catalogue
from calculator.core.errors import FieldError, OutOfTime

# What is taken over HTTP: a table of so much, which is worked at for so long.
MOST_ROWS, MOST_BYTES, MOST_UNPACKED = 200_000, 32 * 2**20, 128 * 2**20
SECONDS = 30.0
# So many rows are answered between two looks at the clock.
STRETCH = 16_384
ADVICE = " Price larger files at the command line: manage.py price_file IN OUT."
BOUNDS = Bounds(MOST_UNPACKED, MOST_ROWS, ADVICE)
TOO_LATE = f"Not answered: the table took more than {SECONDS:g} seconds.{ADVICE}"


@dataclass(frozen=True)
class Table:
    """A whole table that was sent, and how it is answered."""

    source: Source
    plan: Plan
    parts: tuple[Rows, ...]
    # Of JSON lines, each part's lines as they stand.
    lines: tuple[tuple[bytes, ...], ...]

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return sum(part.num_rows for part in self.parts)


def planned(
    source: Source,
    *,
    usual: str = "",
    is_exact: bool = False,
    has_items: bool = False,
    group_by: str = "",
    meant: Mapping[str, str] | None = None,
) -> tuple[Source, Plan]:
    """A file and how it is answered: `usual` is the service of rows that name none, `meant` what columns are read as.

    Raises InvalidInput, UnknownName, BadFile.
    """
    titles = source.names
    source = read_as(source, meant or {}, usual)
    own = {name: title for name, title in zip(source.names, titles, strict=True) if name != title}
    heading = plan_for(source.names, (), today(), usual=usual).heading
    grouped = dict(zip(titles, source.names, strict=True)).get(group_by, "")
    services = services_in(source, heading)
    return source, plan_for(
        source.names,
        services,
        today(),
        usual=usual,
        is_exact=is_exact,
        has_items=has_items,
        group_by=grouped,
        titles=own,
    )


def answered_parts(source: Source, plan: Plan) -> Iterator[AnsweredPart]:
    """The file answered, part by part in its order. Raises BadFile."""
    return _answered(source.parts(), plan, catalogue())


def answered_on_cluster(source: Source, plan: Plan, scheduler: str) -> Iterator[AnsweredPart]:
    """The file answered by a Dask cluster, part by part in its order. Raises BadFile, NoCluster."""
    prices = catalogue()
    with connected(scheduler, prices) as client:
        yield from answered_on(client, source.parts(), plan, prices)


def _answered(parts: Iterable[Rows], plan: Plan, prices: Catalogue) -> Iterator[AnsweredPart]:
    for first, table in numbered(parts):
        yield answered_part(table, first, plan, prices)


def kind_of_name(name: str) -> str:
    """What a file is by its name. Raises BadFile."""
    return kind_of(Path(name))


def opened_table(opening: Opening, kind: str) -> Source:
    """A file that was sent, its columns read. Raises BadFile."""
    return opened(opening, kind, BOUNDS)


def read_table(
    source: Source,
    *,
    usual: str = "",
    has_items: bool = False,
    group_by: str = "",
    meant: Mapping[str, str] | None = None,
) -> Table:
    """A table that was sent, read whole before any of it is answered. Raises BadFile, InvalidInput, UnknownName."""
    source, plan = planned(source, usual=usual, has_items=has_items, group_by=group_by, meant=meant)
    parts, lines = [], []
    for part in source.parts():
        own = lines_of(source)
        for start in range(0, part.num_rows, STRETCH):
            parts.append(part.slice(start, STRETCH))
            lines.append(tuple(own[start : start + STRETCH]))
    return Table(source, plan, tuple(parts), tuple(lines))


def answered_table(table: Table, seconds: float = SECONDS) -> Iterator[tuple[AnsweredPart, tuple[bytes, ...]]]:
    """The parts of a table with their lines; what there is no time for is told row by row."""
    return _in_time(table, catalogue(), seconds)


def _in_time(table: Table, prices: Catalogue, seconds: float) -> Iterator[tuple[AnsweredPart, tuple[bytes, ...]]]:
    late = OutOfTime([FieldError("table", TOO_LATE)])
    begun, worked = monotonic(), 0.0
    for (first, part), lines in zip(numbered(table.parts), table.lines, strict=True):
        begun = monotonic()
        if worked < seconds:
            answered = answered_part(part, first, table.plan, prices, Deadline(begun + seconds - worked, late))
        else:
            answered = unanswered_part(part, table.plan, late.code, TOO_LATE)
        worked += monotonic() - begun
        yield answered, lines
