"""`manage.py price_file IN OUT`: a file of usages in, the same file with what each costs out."""

from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from calculator.application.batches import answered_on_cluster, answered_parts, planned
from calculator.batch.files.opened import opened_file
from calculator.batch.files.source import Source, kind_of, lines_of
from calculator.batch.parts import AnsweredPart, Plan, Totals
from calculator.core.errors import BadFile, CalculatorError
from calculator.exports.batch_files import WRITERS, Writer, errors_table
from calculator.exports.whole_file import whole_file
from calculator.management.stopping import Stopping
from calculator.presentation.batches.lines import summary_lines, unknown_column_lines
from calculator.store.price_lists.active_catalogue import pinned

BAD_INPUT, INCOMPLETE, STOPPED = 2, 3, 130


class Command(BaseCommand):
    """Prices a file of usages."""

    help = "Price a file of usages: CSV, JSON lines or Parquet in (text also .gz or .zip), and any of the three out."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The files, and what is wanted besides."""
        parser.add_argument(
            "source", type=Path, metavar="IN", help="A row for each usage; columns are named as fields."
        )
        parser.add_argument("target", type=Path, metavar="OUT", help="The same rows with their answers.")
        parser.add_argument("--service", default="", help="The service of rows that name none.")
        parser.add_argument(
            "--read", action="append", default=[], type=_column_as, metavar="COLUMN=FIELD",
            help="Read a column as this field, or with nothing behind the = as none; may be given again and again.",
        )  # fmt: skip
        parser.add_argument("--line-items", action="store_true", help="Write the line items too, into OUT.items.")
        parser.add_argument("--exact", action="store_true", help="Compute row by row in decimals; slow.")
        parser.add_argument("--scheduler", default="", metavar="tcp://…", help="Compute on this Dask cluster.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files, each whole or not at all; wrong input ends with 2, rows without an answer with 3."""
        try:
            with Stopping() as stopping, pinned():
                totals = self._priced(options, stopping)
        except CalculatorError as error:
            for each in error.errors:
                self.stderr.write(f"{each.field}: {each.message}")
            raise SystemExit(BAD_INPUT) from None
        except OSError as error:
            self.stderr.write(
                f"{options['target']}: It cannot be written: {error.strerror or error}. Nothing was written."
            )
            raise SystemExit(BAD_INPUT) from None
        except KeyboardInterrupt:
            self.stderr.write(f"Stopped. {options['target']} is as it was.")
            raise SystemExit(STOPPED) from None
        self.stdout.write("\n".join(summary_lines(totals)))
        if totals.all.answered < totals.rows:
            raise SystemExit(INCOMPLETE)

    def _priced(self, options: dict[str, Any], stopping: Stopping) -> Totals:
        source = opened_file(options["source"])
        target: Path = options["target"]
        kind = kind_of(target)
        if target.suffix in (".gz", ".zip"):
            raise BadFile(f"{target.name} would be packed; name a file that ends in .csv, .jsonl or .parquet.", "OUT")
        source, plan = planned(
            source,
            usual=options["service"],
            is_exact=options["exact"],
            has_items=options["line_items"],
            meant=dict(options["read"]),
        )
        for line in unknown_column_lines(plan.heading):
            self.stderr.write(line)
        totals = Totals()
        with Files(target, kind) as files, _bar(source) as bar:
            for part in self._parts(source, plan, options["scheduler"]):
                totals.add(part)
                files.write(part, lines_of(source))
                bar.update(source.position - bar.n)
                stopping.check()
            # The files take their places one after the other: all of them, or none.
            stopping.too_late()
        return totals

    def _parts(self, source: Source, plan: Plan, scheduler: str) -> Iterator[AnsweredPart]:
        return answered_on_cluster(source, plan, scheduler) if scheduler else answered_parts(source, plan)


class Files:
    """OUT, beside it the line items and the errors where there are any; all of them whole or none."""

    def __init__(self, target: Path, kind: str) -> None:
        self._target, self._kind = target, kind
        self._stack = ExitStack()
        self._writers: dict[str, Writer] = {}

    def __enter__(self) -> "Files":
        self._stack.__enter__()
        # First in, last out: when OUT is there, the others are.
        self._writer("")
        return self

    def __exit__(self, *raised: Any) -> None:
        try:
            if raised[0] is None:
                for writer in self._writers.values():
                    writer.close()
        except BaseException as error:
            self._stack.__exit__(type(error), error, error.__traceback__)
            raise
        self._stack.__exit__(*raised)

    def write(self, part: AnsweredPart, lines: Any) -> None:
        """One more part."""
        self._writer("").write(part.table, lines)
        if part.items is not None:
            self._writer(".items").write(part.items)
        if part.errors:
            self._writer(".errors").write(errors_table(part.errors))

    def _writer(self, beside: str) -> Writer:
        if beside not in self._writers:
            path = self._target.with_name(f"{self._target.stem}{beside}{self._target.suffix}")
            self._writers[beside] = WRITERS[self._kind](self._stack.enter_context(whole_file(path)))
        return self._writers[beside]


def _column_as(text: str) -> tuple[str, str]:
    name, equals, field = text.rpartition("=")
    if not equals:
        raise ArgumentTypeError(f"{text!r} is not of the form COLUMN=FIELD.")
    return name.strip(), field.strip()


def _bar(source: Source) -> Any:
    """Progress at a terminal, nothing elsewhere."""
    is_bytes = source.kind != "parquet"
    return tqdm(
        total=source.size,
        unit="B" if is_bytes else " rows",
        unit_scale=True,
        unit_divisor=1024,
        disable=None,
        desc="Priced",
    )
