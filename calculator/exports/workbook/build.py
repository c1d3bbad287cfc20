"""The sheets of an estimate, every formula with the value that it has now."""

from collections.abc import Iterable, Mapping

from calculator.catalogue.publications import Source
from calculator.core.arithmetic import EXACT, exactly
from calculator.estimates.answers import AnsweredEntry, EstimateAnswer
from calculator.exports.workbook.cells import Sheet
from calculator.exports.workbook.figures_sheet import EntryFormulas, figures_sheet
from calculator.exports.workbook.inputs_sheet import COUNT, EntryInputs, add_inputs, inputs_sheet, waiting
from calculator.exports.workbook.lines_sheet import LineRows, OfEntry, lines_sheet
from calculator.exports.workbook.pools_sheet import Lines, Pools
from calculator.exports.workbook.prices_sheet import PriceRows
from calculator.exports.workbook.provenance_sheet import provenance_sheet
from calculator.exports.workbook.summary_sheet import summary_sheet


def sheets_of(answer: EstimateAnswer, link: str, sources: Mapping[str, Source]) -> tuple[Sheet, ...]:
    """The summary, the inputs, and all that stands between the one and the other."""
    with exactly(EXACT):
        inputs = inputs_sheet()
        placed = [add_inputs(inputs, number, each) for number, each in enumerate(answer.entries, start=1)]
        lines, figures, prices = lines_sheet(), figures_sheet(), PriceRows()
        all_lines = [(line, each.entry.count) for each in answer.entries for line in each.lines]
        pools = Pools(Lines(lines, all_lines), prices, is_pooled=answer.document.account.pool_tiers)
        _add_lines(zip(answer.entries, placed, strict=True), LineRows(lines, pools, prices), figures, prices)
        summary = summary_sheet(answer, lines, len(all_lines) + 1, waiting(inputs), link)
    return summary, inputs, lines, figures, pools.sheet, prices.prices, prices.limits, provenance_sheet(answer, sources)


def _add_lines(
    entries: Iterable[tuple[AnsweredEntry, EntryInputs]], rows: LineRows, figures: Sheet, prices: PriceRows
) -> None:
    for each, inputs in entries:
        entry = each.entry
        name = entry.name or entry.id
        formulas = EntryFormulas(inputs.number, name, inputs.addresses, figures, prices)
        of = OfEntry(
            inputs.number, name, entry.service, entry.region, entry.count, inputs.addresses[COUNT], formulas
        )  # fmt: skip
        for line in each.lines:
            rows.add(line, of)
