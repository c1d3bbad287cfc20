"""Estimates that are kept: saving a document with its answer, and what is told of versions, links and differences."""

from calculator.application.estimates import answered, ask_difference
from calculator.core.display import exact_text
from calculator.estimates.difference import Difference, EntryDifference
from calculator.estimates.document import Document as EstimateFile
from calculator.estimates.document import as_json
from calculator.models import EstimateShare, EstimateVersion, StoredEstimate
from calculator.presentation import kept_estimate_shapes as shapes
from calculator.presentation.answer_documents import plain
from calculator.presentation.estimate_documents import estimate_document, money_document
from calculator.presentation.estimate_shapes import EstimateAnswer
from calculator.presentation.import_shapes import EstimateImport
from calculator.presentation.tables import Table, cells
from calculator.store import estimates as store


def keep(document: EstimateFile, made_by: str = "") -> tuple[EstimateVersion, bool]:
    """A new estimate with its first version, and whether it is new. Raises InvalidInput."""
    return store.create(_saved(document), made_by)


# Of an account: what the first version of its estimate has by itself.
OF_VERSION = ("document", "answer")


def keep_imported(document: EstimateFile, account: EstimateImport) -> EstimateVersion:
    """A new estimate of a file of others, with the account of everything in it. Raises InvalidInput."""
    alone = {name: each for name, each in account.items() if name not in OF_VERSION}
    return store.create(store.Saved(document, account["answer"], alone, account["source"]))[0]


def kept_import(estimate: StoredEstimate) -> EstimateImport:
    """The account of the file that an estimate was made from, as it was then. Raises UnknownName."""
    account: EstimateImport = store.account_of(estimate)
    first = store.version(estimate, 1)
    account["document"], account["answer"] = as_json(store.document_of(first)), kept_answer(first)
    return account


def keep_next(estimate: StoredEstimate, on_top_of: int, document: EstimateFile) -> EstimateVersion:
    """The next version of an estimate. Raises InvalidInput, VersionConflict."""
    store.refuse_other_than_newest(estimate, on_top_of)
    return store.save(estimate, on_top_of, _saved(document))


def _saved(document: EstimateFile) -> store.Saved:
    return store.Saved(document, estimate_document(answered(document)))


def kept_answer(version: EstimateVersion) -> EstimateAnswer:
    """The answer of a version as it was when it was saved."""
    answer: EstimateAnswer = store.answer_of(version)
    return answer


def version_document(version: EstimateVersion) -> shapes.StatedVersion:
    """A version with its document."""
    return {**version_row(version), "estimate": as_json(store.document_of(version))}


def version_row(version: EstimateVersion) -> shapes.EstimateVersion:
    """What is told of a version in a list."""
    return {
        "version": version.number,
        "saved_at": version.saved_at.isoformat(timespec="seconds"),
        "title": version.title,
        "checksum": version.checksum,
        "effective_monthly_usd": version.effective_monthly_usd,
        "is_complete": version.is_complete,
        "price_lists": version.price_lists,
    }


def share_document(share: EstimateShare) -> shapes.EstimateShare:
    """A link: of one version, or of the newest where it has no number."""
    return {
        "token": share.token,
        "version": share.number,
        "created_at": share.created_at.isoformat(timespec="seconds"),
        "address": f"/s/{share.token}",
    }


def difference_document(found: Difference) -> shapes.Differing:
    """Two estimates entry by entry: what changed, and what usage, prices and pooling move of the money."""
    return {
        "before": {"checksum": found.before.document.checksum(), **money_document(found.before.money())},
        "after": {"checksum": found.after.document.checksum(), **money_document(found.after.money())},
        "delta_usd": exact_text(found.delta_usd),
        "entries": [_difference(each) for each in found.entries],
    }


def difference_of(before: EstimateFile, after: EstimateFile) -> shapes.Differing:
    """The difference of two documents under the prices in use. Raises InvalidInput."""
    return difference_document(ask_difference(before, after))


CAUSES = ("usage_usd", "prices_usd", "pooling_usd")


def _difference(each: EntryDifference) -> shapes.EntryDifference:
    return {
        "id": each.entry.id,
        "name": each.entry.name,
        "service": each.entry.service,
        "region": each.entry.region,
        "kind": each.kind,
        "fields": [{"name": one.name, "before": _text(one.before), "after": _text(one.after)} for one in each.fields],
        "before_usd": plain(each.before_usd),
        "after_usd": plain(each.after_usd),
        "delta_usd": exact_text(each.delta_usd),
        "usage_usd": exact_text(each.usage_usd),
        "prices_usd": exact_text(each.prices_usd),
        "pooling_usd": exact_text(each.pooling_usd),
    }


def _text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, dict):
        return "; ".join(f"{key}={each}" for key, each in value.items())
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def difference_table(document: shapes.Differing) -> Table:
    """One entry a row."""
    columns = ("id", "name", "service", "region", "kind", "before_usd", "after_usd", "delta_usd", *CAUSES)
    return Table((*columns, "fields"), tuple((*cells(each, columns), _changes(each)) for each in document["entries"]))


def _changes(each: shapes.EntryDifference) -> str:
    return "; ".join(f"{one['name']}: {one['before']} -> {one['after']}" for one in each["fields"])
