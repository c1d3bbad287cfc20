"""The answer to a foreign file as a plain dictionary."""

from collections.abc import Iterator
from decimal import Decimal

from calculator.application.imports import ImportAnswer
from calculator.application.official_figures import Beside
from calculator.core.display import exact_text, usd
from calculator.estimates.difference import Difference, EntryDifference
from calculator.estimates.document import Entry, as_json
from calculator.interchange.account import Accounted, Outcome, Placed, amount_in_words
from calculator.presentation import import_shapes as shapes
from calculator.presentation.answer_documents import plain
from calculator.presentation.estimate_documents import estimate_document, money_document
from calculator.presentation.tables import Table, Words, cells
from calculator.services import service

CENT = Decimal("0.01")


def import_document(found: ImportAnswer) -> shapes.EstimateImport:
    """The estimate of a file and its answer, the account of its resources, and everything that was assumed.

    `stated` is what the file says by itself; the rest of the total rests on usage that was assumed. `change` is null
    where the file tells of no changes, `official` where it is no export of the AWS Pricing Calculator.
    """
    imported = found.imported
    return {
        "source": imported.source,
        "counts": imported.counts,
        "resources": [_resource(each) for each in imported.resources],
        "assumptions": [one for each in imported.placed for one in assumptions_of(each)],
        "notes": list(imported.notes),
        "document": as_json(imported.document),
        "answer": estimate_document(found.answer),
        "stated": money_document(found.stated.money()),
        "change": None if found.difference is None else _change(found.difference),
        "official": None if imported.official is None and not found.beside else _official(found),
    }


def _change(difference: Difference) -> shapes.ImportChange:
    return {
        "before": money_document(difference.before.money()),
        "after": money_document(difference.after.money()),
        "delta_usd": exact_text(difference.delta_usd),
        "entries": [_changed(each) for each in difference.entries],
    }


def _changed(each: EntryDifference) -> shapes.ImportedChange:
    return {
        "entry": each.entry.id,
        "name": each.entry.name,
        "service": each.entry.service,
        "address": _address(each.entry),
        "kind": each.kind,
        "before_usd": plain(each.before_usd),
        "after_usd": plain(each.after_usd),
        "delta_usd": exact_text(each.delta_usd),
    }


def _address(entry: Entry) -> str:
    """Where an entry stands in the file."""
    return entry.origin.address if entry.origin else ""


def _official(found: ImportAnswer) -> shapes.OfficialFigures:
    """The figures of the AWS Pricing Calculator and ours, in all and line by line."""
    whole = found.imported.official
    return {
        "monthly_usd": plain(whole.monthly) if whole else None,
        "upfront_usd": plain(whole.upfront) if whole else None,
        "lines": [_beside(each) for each in found.beside],
    }


def _beside(each: Beside) -> shapes.OfficialLine:
    ours = each.ours
    return {
        "address": each.line.address,
        "outcome": each.line.outcome.value,
        "official_monthly_usd": plain(each.theirs.monthly),
        "official_upfront_usd": plain(each.theirs.upfront),
        "our_monthly_usd": plain(ours.monthly_usd) if ours else None,
        "our_upfront_usd": plain(ours.upfront_usd) if ours else None,
        "difference_usd": plain(each.difference),
        "why": list(each.why),
    }


def signed_cents(text: str | None) -> str:
    """A difference in dollars to a cent, with its sign; nothing where there is none."""
    if text is None:
        return ""
    cents = Decimal(text).quantize(CENT)
    return f"+{usd(cents)}" if cents > 0 else usd(cents or Decimal(0))


ACCOUNT_COLUMNS = ("address", "type", "outcome", "reason")
OFFICIAL_COLUMNS = ("official_monthly_usd", "our_monthly_usd", "difference_usd")


def import_table(document: shapes.EstimateImport) -> Table:
    """The account of a file, a row for each resource; of an export of the AWS Pricing Calculator with both figures."""
    official = document["official"]
    figures = {each["address"]: each for each in official["lines"]} if official else {}
    columns = OFFICIAL_COLUMNS if figures else ()
    return Table(
        (*ACCOUNT_COLUMNS, "entries", *columns),
        tuple(
            (
                *map(Words, cells(each, ACCOUNT_COLUMNS)),
                " ".join(each["entries"]),
                *(cells(figures[each["address"]], columns) if figures else ()),
            )
            for each in document["resources"]
        ),
    )


def _resource(each: Accounted) -> shapes.ImportedResource:
    return {
        "address": each.address,
        "type": each.type,
        "outcome": each.outcome.value,
        "reason": each.reason,
        "entries": [one.entry.id for one in each.placed],
    }


def assumptions_of(placed: Placed) -> Iterator[shapes.ImportAssumption]:
    """What was assumed for an entry, in the words of its form."""
    declarations = service(placed.entry.service).Usage.declarations
    for each in placed.assumptions:
        declared = declarations.get(each.field)
        yield {
            "entry": placed.entry.id,
            "address": _address(placed.entry),
            "field": each.field,
            "label": declared.label if declared else "Count",
            "value": each.value,
            "unit": declared.unit if declared else "",
            "words": amount_in_words(each, declared),
            "reason": each.reason,
            "is_usage": each.is_usage,
        }


def of_outcome(document: shapes.EstimateImport, outcome: Outcome) -> list[shapes.ImportedResource]:
    """The resources of a document that came to one outcome."""
    return [each for each in document["resources"] if each["outcome"] == outcome]
