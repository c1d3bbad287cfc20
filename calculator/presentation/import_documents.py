"""The answer to a foreign file as a plain dictionary."""

from collections.abc import Iterator
from decimal import Decimal

from calculator.application.imports import ImportAnswer
from calculator.application.official_figures import Beside
from calculator.core.display import usd
from calculator.estimates.document import as_json
from calculator.interchange.account import Accounted, Outcome, Placed, amount_in_words
from calculator.presentation.answer_documents import Document, plain
from calculator.presentation.estimate_documents import estimate_document, money_document
from calculator.presentation.tables import Table, Words
from calculator.services import service

CENT = Decimal("0.01")


def import_document(found: ImportAnswer) -> Document:
    """The estimate of a file and its answer, the account of its resources, and everything that was assumed.

    `stated` is what the file says by itself; the rest of the total rests on usage that was assumed. `change` is null
    where the file tells of no changes, `official` where it is no export of the AWS Pricing Calculator.
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
        "official": None if imported.official is None and not found.beside else _official(found),
    }


def _official(found: ImportAnswer) -> Document:
    """The figures of the AWS Pricing Calculator and ours, in all and line by line."""
    whole = found.imported.official
    return {
        "monthly_usd": plain(whole.monthly) if whole else None,
        "upfront_usd": plain(whole.upfront) if whole else None,
        "lines": [_beside(each) for each in found.beside],
    }


def _beside(each: Beside) -> Document:
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


ACCOUNT_COLUMNS = ("address", "type", "outcome", "reason", "entries")


OFFICIAL_COLUMNS = ("official_monthly_usd", "our_monthly_usd", "difference_usd")


def import_table(document: Document) -> Table:
    """The account of a file, a row for each resource; of an export of the AWS Pricing Calculator with both figures."""
    official = document["official"]
    figures = {each["address"]: each for each in official["lines"]} if official else {}
    columns = OFFICIAL_COLUMNS if figures else ()
    return Table(
        (*ACCOUNT_COLUMNS, *columns),
        tuple(
            (
                *(Words(each[name]) for name in ACCOUNT_COLUMNS[:-1]),
                " ".join(each["entries"]),
                *(figures[each["address"]][name] for name in columns),
            )
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
