"""The answer to a foreign file as a plain dictionary."""

from collections.abc import Iterator

from calculator.application.imports import ImportAnswer
from calculator.estimates.document import as_json
from calculator.interchange.account import Accounted, Outcome, Placed, amount_in_words
from calculator.presentation.answer_documents import Document, plain
from calculator.presentation.estimate_documents import estimate_document, money_document
from calculator.presentation.tables import Table, Words
from calculator.services import service


def import_document(found: ImportAnswer) -> Document:
    """The estimate of a file and its answer, the account of its resources, and everything that was assumed.

    `stated` is what the file says by itself; the rest of the total rests on usage that was assumed. `change` is null
    where the file tells of no changes.
    """
    imported, difference = found.imported, found.difference
    return {
        "source": imported.source,
        "counts": {outcome.value: count for outcome, count in imported.counts.items()},
        "resources": [_resource(each) for each in imported.resources],
        "assumptions": [one for each in imported.placed for one in assumptions_of(each)],
        "notes": list(imported.notes),
        "document": as_json(imported.document),
        "answer": estimate_document(found.answer),
        "stated": money_document(found.stated.money()),
        "change": None
        if difference is None
        else {
            "before": money_document(difference.before.money()),
            "after": money_document(difference.after.money()),
            "delta_usd": plain(difference.delta_usd),
            "entries": [
                {
                    "entry": each.entry.id,
                    "name": each.entry.name,
                    "service": each.entry.service,
                    "address": each.entry.origin.address if each.entry.origin else "",
                    "kind": each.kind,
                    "before_usd": plain(each.before_usd),
                    "after_usd": plain(each.after_usd),
                    "delta_usd": plain(each.delta_usd),
                }
                for each in difference.entries
            ],
        },
    }


ACCOUNT_COLUMNS = ("address", "type", "outcome", "reason", "entries")


def import_table(document: Document) -> Table:
    """The account of a file, a row for each resource."""
    return Table(
        ACCOUNT_COLUMNS,
        tuple(
            (*(Words(each[name]) for name in ACCOUNT_COLUMNS[:-1]), " ".join(each["entries"]))
            for each in document["resources"]
        ),
    )


def _resource(each: Accounted) -> Document:
    return {
        "address": each.address,
        "type": each.type,
        "outcome": each.outcome.value,
        "reason": each.reason,
        "entries": [one.entry.id for one in each.placed],
    }


def assumptions_of(placed: Placed) -> Iterator[Document]:
    """What was assumed for an entry, in the words of its form."""
    declarations = service(placed.entry.service).Usage.declarations
    for each in placed.assumptions:
        declared = declarations.get(each.field)
        yield {
            "entry": placed.entry.id,
            "address": placed.entry.origin.address if placed.entry.origin else "",
            "field": each.field,
            "label": declared.label if declared else "Count",
            "value": each.value,
            "unit": declared.unit if declared else "",
            "words": amount_in_words(each, declared),
            "reason": each.reason,
            "is_usage": each.is_usage,
        }


def of_outcome(document: Document, outcome: Outcome) -> list[Document]:
    """The resources of a document that came to one outcome."""
    return [each for each in document["resources"] if each["outcome"] == outcome]
