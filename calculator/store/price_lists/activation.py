"""Switching price lists on and off: whole, in one transaction, under a new mark that every process looks for."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from django.db import models, transaction
from django.utils import timezone

from calculator.core.errors import FieldError, UnknownName, shown
from calculator.models import PriceListGeneration, StoredPrice, StoredPriceList
from calculator.offers.offer import BadOffer
from calculator.store.price_lists import active_catalogue


@contextmanager
def alone() -> Iterator[None]:
    """A transaction beside which no other changes any price list."""
    with transaction.atomic():
        PriceListGeneration.objects.get_or_create(pk=1, defaults={"number": 0, "mark": ""})
        # SQLite lets nobody else write from the start of a transaction; PostgreSQL waits here.
        PriceListGeneration.objects.select_for_update().get(pk=1)
        yield
    active_catalogue.NEWEST.look_up_next_time()


def renew() -> None:
    """A new generation, inside `alone`: every process takes up what has changed."""
    number = PriceListGeneration.objects.values_list("number", flat=True).get(pk=1)
    PriceListGeneration.objects.filter(pk=1).update(number=number + 1, mark=uuid4().hex)


def switch_on(records: Iterable[StoredPriceList]) -> None:
    """Use lists from now on, inside `alone`."""
    _records(records).update(activated_at=timezone.now())
    renew()


def deactivate(names: Iterable[str]) -> list[str]:
    """Use lists no more; those that were not in use stay as they are. Returns the names of the others."""
    with alone():
        records = [each for each in named(names) if each.activated_at is not None]
        if records:
            _records(records).update(activated_at=None)
            renew()
    return [each.name for each in records]


def drop(names: Iterable[str]) -> list[str]:
    """Remove whole lists for good. Raises BadOffer for one that is in use."""
    with alone():
        records = named(names)
        in_use = [f"{each.name} is in use; deactivate it first." for each in records if each.activated_at is not None]
        if in_use:
            raise BadOffer(*in_use)
        keys = [each.pk for each in records]
        models.QuerySet(StoredPrice).filter(price_list__in=keys).delete()
        _records(records).delete()
        renew()
    return [each.name for each in records]


def named(names: Iterable[str]) -> list[StoredPriceList]:
    """The lists of these names. Raises UnknownName for every one that is not there."""
    wanted = list(dict.fromkeys(names))
    found = {each.name: each for each in StoredPriceList.objects.filter(name__in=wanted)}
    unknown = [name for name in wanted if name not in found]
    if unknown:
        raise UnknownName(
            FieldError("price list", f"There is no imported price list {shown(name)!r}.", shown(name))
            for name in unknown
        )
    return [found[name] for name in wanted]


def _records(records: Iterable[StoredPriceList]) -> models.QuerySet[StoredPriceList]:
    """The records as Django's own query set, which may change them."""
    return models.QuerySet(StoredPriceList).filter(pk__in=[each.pk for each in records])
