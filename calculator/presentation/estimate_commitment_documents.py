"""The commitments of an estimate as a plain dictionary, and as a table: mixes, then the lines that are left out."""

from collections.abc import Iterator
from decimal import Decimal

from calculator.analysis.commitments.estimate_answered import EstimateCommitted
from calculator.commitments.regret import Judged
from calculator.estimates.answers import AnsweredEntry
from calculator.presentation import estimate_commitment_shapes as shapes
from calculator.presentation.commitment_documents import HUNDRED, commitments_document, commitments_table, text
from calculator.presentation.tables import Table
from calculator.services import SERVICES

LEFT_OUT = ("line_left_out", "left_out_because")


def estimate_commitments_document(found: EstimateCommitted) -> shapes.EstimateCommitments:
    """What was found, for every surface."""
    return {
        "effective_monthly_usd": text(found.monthly_usd),
        "is_complete": not found.estimate.missing,
        "lines": [*_lines(found)],
        "left_out": [
            {"entry": each.entry.entry.id, "name": _name(each.entry), "reason": each.reason}
            for each in found.found.left_out
        ],
        "totals": [_total(mix, found) for mix in found.committed.choice.mixes] if found.committed else [],
        "commitments": commitments_document(found.committed) if found.committed else None,
    }


def _name(entry: AnsweredEntry) -> str:
    """What a line is called: by its name, or by its service."""
    key = entry.entry.service
    return entry.entry.name or (SERVICES[key].NAME if key in SERVICES else key)


def _lines(found: EstimateCommitted) -> Iterator[shapes.CommittedLine]:
    for fleet in found.found.fleets:
        for part in fleet.parts:
            yield {
                "entry": part.entry.entry.id,
                "name": _name(part.entry),
                "fleet": fleet.name,
                "running": text(part.count),
                "running_hours": text(part.hours),
                "effective_monthly_usd": text(part.usd),
            }


def _total(mix: Judged, found: EstimateCommitted) -> shapes.EstimateWithMix:
    assert found.committed is not None
    now = found.monthly_usd
    saving = (mix.cost.without_usd - mix.cost.usd) / found.committed.asked.months
    return {
        "names": [*mix.names],
        "effective_monthly_usd": text(now - saving),
        "saving_monthly_usd": text(saving),
        "saving_percent": text(Decimal(saving) / now * HUNDRED) if now else None,
    }


def estimate_commitments_table(document: shapes.EstimateCommitments) -> Table:
    """The rows of the mixes, and one for each line that is in none of them."""
    commitments = document["commitments"]
    mixes = Table((), ()) if commitments is None else commitments_table(commitments)
    own = len(mixes.heading)
    rows = [(*row, None, None) for row in mixes.rows]
    rows += [(*(None,) * own, each["name"], each["reason"]) for each in document["left_out"]]
    return Table((*mixes.heading, *LEFT_OUT), tuple(rows))
