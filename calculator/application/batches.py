"""What every surface does with a file of usages: look at it, answer it part by part, add it up."""

from collections.abc import Iterator

from calculator.application.questions import catalogue, today
from calculator.batch.files.opened import services_in
from calculator.batch.files.source import Source
from calculator.batch.parts import AnsweredPart, Plan, answered_part, numbered, plan_for


def plan_of(
    source: Source, *, usual: str = "", is_exact: bool = False, has_items: bool = False, group_by: str = ""
) -> Plan:
    """How a file is answered; `usual` is the service of rows that name none.

    Raises InvalidInput, UnknownName, BadFile.
    """
    heading = plan_for(source.names, (), today(), usual=usual).heading
    services = services_in(source, heading)
    return plan_for(
        source.names, services, today(), usual=usual, is_exact=is_exact, has_items=has_items, group_by=group_by
    )


def answered_parts(source: Source, plan: Plan) -> Iterator[AnsweredPart]:
    """The file answered, part by part in its order. Raises BadFile."""
    prices = catalogue()
    for first, table in numbered(source.parts()):
        yield answered_part(table, first, plan, prices)
