"""What a global table takes in each of its Regions: writes at home and there, and the reads of each replica."""

from collections.abc import Iterator
from dataclasses import dataclass

from calculator.catalogue.price_book import PriceBook
from calculator.core.arithmetic import Number, any_used
from calculator.services.dynamodb.formulas import of_month, worksheet
from calculator.services.dynamodb.load import READS, WRITES, Part, idle_parts, parts_of, replicated_parts
from calculator.services.dynamodb.provisioning import hours_sheet
from calculator.services.dynamodb.usage import PROVISIONED, Usage
from calculator.services.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Written:
    """What the writes of a global table come to in one Region: of the table itself, or of its indexes there."""

    formula: str
    unit: str
    dimension: str
    is_replicated: bool
    sheet: Worksheet

    @property
    def book(self) -> PriceBook:
        """The prices of the Region."""
        return self.sheet.book

    @property
    def quantity(self) -> Number:
        """How much it is, nothing free or reserved."""
        return self.sheet.value(self.formula)


def global_writes(usage: Usage, book: PriceBook) -> Iterator[Written]:
    """The writes of a global table at home and in each replica.

    The table's are replicated writes; a global secondary index is written to like one of any table.
    """
    for region in (book.region, *usage.replica_regions):
        there = book if region == book.region else book.elsewhere(region)
        table, indexes = parts_of(WRITES, usage, there) if there is book else replicated_parts(usage, there)
        yield _written(usage, table, there, is_replicated=True)
        if any_used(indexes.tables) or any_used(indexes.stated):
            yield _written(usage, indexes, there, is_replicated=False)


def _written(usage: Usage, part: Part, there: PriceBook, *, is_replicated: bool) -> Written:
    kind, sheet = "replicated_" if is_replicated else "", worksheet(usage, there)
    if usage.capacity_mode == PROVISIONED:
        hours, sheet = hours_sheet(WRITES, (part,), usage, there)
        return Written(hours, "WCU-hour", f"{kind}wcu_hour", is_replicated, sheet)
    formula = of_month(f"{part.name}_average", f"{part.name}_peak", usage)
    return Written(formula, "request", f"{kind}write_request", is_replicated, sheet)


def replica_reads(usage: Usage, there: PriceBook) -> tuple[str, Worksheet]:
    """RCU-hours of a provisioned replica: the least that it and each of its indexes has, or what is stated."""
    return hours_sheet(READS, idle_parts(usage, there), usage, there)
