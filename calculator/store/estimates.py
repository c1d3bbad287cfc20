"""Estimates that are kept: made, read, saved as a next version, shown by links, and dropped when nobody opens them.

Whoever has the key of an estimate may change it; whoever has the token of a share may read what it shows. A wrong key
is told as what it is to whoever has none: that there is no such estimate.
"""

import hashlib
import json
import secrets
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, IntegrityError, models, transaction
from django.utils import timezone

from calculator.core.errors import CalculatorError, FieldError, InvalidInput, NoDatabase, UnknownName, shown
from calculator.estimates.document import Document
from calculator.estimates.read_document import read_document
from calculator.models import EstimateImport, EstimateShare, EstimateVersion, StoredEstimate

MOST_VERSIONS, MOST_SHARES = 500, 50
SECRET_BYTES = 16


class VersionConflict(CalculatorError):
    """Somebody else saved a version meanwhile; `newest` is its number."""

    code = "version_conflict"

    def __init__(self, newest: int) -> None:
        self.newest = newest
        message = f"Somebody else has saved version {newest} meanwhile; read it and save your changes on top of it."
        super().__init__([FieldError("version", message, str(newest))])


@contextmanager
def answering() -> Iterator[None]:
    """What a database that does not answer is told as. Raises NoDatabase."""
    try:
        yield
    except IntegrityError:
        raise
    except DatabaseError as error:
        raise NoDatabase(str(error).strip()) from error


@dataclass(frozen=True, slots=True)
class Saved:
    """What is kept of an answer beside its document."""

    document: Document
    answer: Mapping[str, Any]
    # Of a file of others: what became of everything in it, and what kind of file it was.
    account: Mapping[str, Any] | None = None
    source: str = ""


@answering()
def create(saved: Saved, made_by: str = "") -> tuple[EstimateVersion, bool]:
    """The first version of a new estimate, and whether it is new: a request sent again gets what it made before.

    `made_by` is its Idempotency-Key. Raises InvalidInput where the same one came with another document, and where as
    many estimates are kept as may be.
    """
    mark = hashlib.sha256(made_by.encode("utf-8", "replace")).hexdigest() if made_by else None
    try:
        with transaction.atomic():
            now = timezone.now()
            estimate = StoredEstimate(id=_secret(), key=_secret(), created_at=now, opened_at=now, made_by=mark)
            estimate.save(force_insert=True)
            _refuse_too_many()
            if saved.account is not None:
                account = zlib.compress(json.dumps(saved.account).encode())
                EstimateImport(estimate=estimate, source=saved.source, account=account).save()
            return _add(estimate, 1, saved), True
    except IntegrityError:
        first = EstimateVersion.objects.select_related("estimate").filter(estimate__made_by=mark, number=1).first()
        if mark is None or first is None:
            raise
        if first.checksum != saved.document.checksum():
            message = "This Idempotency-Key has made another estimate before; take a new one for another document."
            raise InvalidInput([FieldError("Idempotency-Key", message, shown(made_by))]) from None
        return first, False


@answering()
def find(name: str, key: str) -> StoredEstimate:
    """The estimate that a key opens. Raises UnknownName."""
    estimate = StoredEstimate.objects.filter(pk=name).first()
    if estimate is None or not secrets.compare_digest(estimate.key.encode(), key.encode("utf-8", "replace")):
        raise _no_estimate(name)
    StoredEstimate.objects.filter(pk=name).update(opened_at=timezone.now())
    return estimate


@answering()
def imported_from(estimate: StoredEstimate) -> str:
    """What kind of file an estimate was made from; empty for one that was not imported."""
    return str(EstimateImport.objects.filter(estimate=estimate).values_list("source", flat=True).first() or "")


@answering()
def account_of(estimate: StoredEstimate) -> Any:
    """The account of the file that an estimate was made from, as JSON reads it. Raises UnknownName."""
    found = EstimateImport.objects.filter(estimate=estimate).first()
    if found is None:
        message = "This estimate was not made from a plan, a template or an export; it has no account of such a file."
        raise UnknownName([FieldError("import", message)])
    return json.loads(zlib.decompress(bytes(found.account)))


@answering()
def newest(estimate: StoredEstimate) -> EstimateVersion:
    """The version that was saved last."""
    found: EstimateVersion = EstimateVersion.objects.filter(estimate=estimate).order_by("-number")[0]
    return found


@answering()
def version(estimate: StoredEstimate, number: int) -> EstimateVersion:
    """One version. Raises UnknownName."""
    found: EstimateVersion | None = EstimateVersion.objects.filter(estimate=estimate, number=number).first()
    if found is None:
        most = newest(estimate).number
        message = f"The estimate has no version {number}; its versions are 1 to {most}."
        raise UnknownName([FieldError("version", message, str(number))])
    return found


@answering()
def versions(estimate: StoredEstimate) -> list[EstimateVersion]:
    """Every version, the newest first, without documents and answers."""
    return list(EstimateVersion.objects.filter(estimate=estimate).defer("document", "answer").order_by("-number"))


@answering()
def refuse_other_than_newest(estimate: StoredEstimate, number: int) -> None:
    """Say at once that a version is not the newest any more, before anything is worked out. Raises VersionConflict."""
    last = newest(estimate).number
    if last != number:
        raise VersionConflict(last)


@answering()
def save(estimate: StoredEstimate, on_top_of: int, saved: Saved) -> EstimateVersion:
    """The next version, if the newest is the one that it was made from. Raises VersionConflict, InvalidInput."""
    last = newest(estimate)
    if last.number != on_top_of:
        raise VersionConflict(last.number)
    if last.checksum == saved.document.checksum():
        return last
    if last.number >= MOST_VERSIONS:
        message = f"An estimate has at most {MOST_VERSIONS} versions; begin a new one from this one."
        raise InvalidInput([FieldError("version", message, str(last.number))])
    try:
        with transaction.atomic():
            return _add(estimate, last.number + 1, saved)
    except IntegrityError:
        raise VersionConflict(newest(estimate).number) from None


@answering()
def share(estimate: StoredEstimate, number: int | None) -> EstimateShare:
    """A new link to one version, or to whatever is the newest. Raises UnknownName, InvalidInput."""
    if number is not None:
        version(estimate, number)
    if EstimateShare.objects.filter(estimate=estimate, revoked_at=None).count() >= MOST_SHARES:
        message = f"An estimate has at most {MOST_SHARES} links; revoke one that is not needed any more."
        raise InvalidInput([FieldError("share", message)])
    return EstimateShare.objects.create(
        token=_secret(), estimate=estimate, number=number, created_at=timezone.now(), revoked_at=None
    )


@answering()
def shares(estimate: StoredEstimate) -> list[EstimateShare]:
    """The links that still show something, the newest first."""
    return list(EstimateShare.objects.filter(estimate=estimate, revoked_at=None).order_by("-created_at"))


@answering()
def revoke(estimate: StoredEstimate, token: str) -> None:
    """A link shows nothing from now on. Raises UnknownName."""
    ended = EstimateShare.objects.filter(estimate=estimate, token=token, revoked_at=None)
    if not ended.update(revoked_at=timezone.now()):
        raise UnknownName([FieldError("share", "The estimate has no such link, or it is revoked.", shown(token))])


@answering()
def shared(token: str) -> EstimateVersion:
    """What a link shows. Raises UnknownName for one that is revoked, or none."""
    link = EstimateShare.objects.select_related("estimate").filter(token=token, revoked_at=None).first()
    if link is None:
        raise UnknownName([FieldError("token", "This link shows no estimate, or it was revoked.", shown(token))])
    StoredEstimate.objects.filter(pk=link.estimate.pk).update(opened_at=timezone.now())
    return newest(link.estimate) if link.number is None else version(link.estimate, link.number)


def prune(not_opened_since: datetime) -> int:
    """Drop the estimates that nobody has opened since, with their versions and links; how many they were."""
    with transaction.atomic():
        old = list(StoredEstimate.objects.filter(opened_at__lt=not_opened_since).values_list("pk", flat=True))
        EstimateShare.objects.filter(estimate__in=old).delete()
        for each in (EstimateImport, EstimateVersion):
            models.QuerySet(each).filter(estimate__in=old).delete()
        StoredEstimate.objects.filter(pk__in=old).delete()
    return len(old)


def document_of(stored: EstimateVersion) -> Document:
    """The document of a version."""
    return read_document(json.loads(stored.document))


def answer_of(stored: EstimateVersion) -> Any:
    """The answer of a version as it was when it was saved, as JSON reads it."""
    return json.loads(zlib.decompress(bytes(stored.answer)))


def _add(estimate: StoredEstimate, number: int, saved: Saved) -> EstimateVersion:
    stored = EstimateVersion(
        estimate=estimate,
        number=number,
        saved_at=timezone.now(),
        title=shown(saved.document.title, 200),
        document=saved.document.canonical(),
        checksum=saved.document.checksum(),
        price_lists=saved.answer["price_lists"],
        answer=zlib.compress(json.dumps(saved.answer).encode()),
        effective_monthly_usd=saved.answer["effective_monthly_usd"],
        is_complete=saved.answer["is_complete"],
    )
    stored.save()
    return stored


def _refuse_too_many() -> None:
    """Raises InvalidInput where the newest estimate is one too many; requests at once may be a few beyond."""
    most = settings.MOST_ESTIMATES
    if StoredEstimate.objects.count() > most:
        message = (
            f"The most estimates that this calculator keeps is {most:,}, and it has them: this one is not kept. "
            "Whoever runs it can drop those that nobody opens (manage.py prune_estimates)."
        )
        raise InvalidInput([FieldError("estimate", message)])


def _secret() -> str:
    """128 bits, as an address may hold them."""
    return secrets.token_urlsafe(SECRET_BYTES)


def _no_estimate(name: str) -> UnknownName:
    message = "There is no such estimate, or this is not its key."
    return UnknownName([FieldError("estimate", message, shown(name))])
