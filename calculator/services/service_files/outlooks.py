"""What is quickly told of each of the many choices of a keyed input: whether it fits, and what it costs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Protocol

from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import CapacityPlan, LineItem, effective_monthly
from calculator.core.errors import NotPriced
from calculator.core.inputs import Inputs
from calculator.core.outlook import Outlook
from calculator.core.violations import Violation, violating
from calculator.services.service import LongList
from calculator.services.service_files.changing import (
    Parts,
    changing_by_key,
    changing_with,
    plan_changes_with,
)
from calculator.services.service_files.keyed import KEYED
from calculator.services.service_files.layout import Charge, Obstacle, ServiceFile


class InParts(Protocol):
    """A service that answers for some of its charges and obstacles alone."""

    declared: ServiceFile

    def plan_capacity(self, usage: Inputs, book: PriceBook) -> dict[str, CapacityPlan]:
        """See `Service`."""

    def lines_of(
        self, charges: Iterable[Charge], usage: Inputs, plan: Mapping[str, CapacityPlan], book: PriceBook
    ) -> Iterator[LineItem]:
        """The lines of these charges."""

    def usd_by_key(
        self, charges: Iterable[Charge], name: str, usage: Inputs, book: PriceBook
    ) -> Callable[[str], Decimal | None] | None:
        """What charges come to for each value of an input that changes their price alone, if that is quickly told."""

    def violations_of(self, obstacles: Iterable[Obstacle], usage: Inputs, book: PriceBook) -> Iterator[Violation]:
        """Those of these obstacles."""


def long_lists(service: InParts, declared: ServiceFile) -> dict[str, LongList]:
    """How to rank the choices of each keyed input that names none of them itself, and the fields that leave fewer."""
    narrowing = tuple(dict.fromkeys(each.field for each in declared.obstacles))
    return {
        name: LongList(partial(_outlooks, service, name), tuple(each for each in narrowing if each != name))
        for name in declared.compare_by
        if name in declared.inputs and declared.inputs[name].kind == KEYED and not declared.inputs[name].choices
    }


def _outlooks(service: InParts, name: str, usage: Inputs, book: PriceBook, choices: Iterable[str]) -> Iterator[Outlook]:
    """Every one of the choices; what all of them have alike is looked at once."""
    own, alike = changing_with(name, service.declared, book)
    common = book.for_one_question()
    try:
        is_unfit = bool(violating(service.violations_of(alike.obstacles, usage, common)))
    except NotPriced:
        yield from map(Outlook, choices)
        return
    if is_unfit:
        yield from (Outlook(choice, is_unfit=True) for choice in choices)
        return
    is_priced, outlook_of = _is_priced(service, alike, usage, common), _looking(service, name, own, usage, common)
    for choice in choices:
        try:
            outlook = outlook_of(choice)
        except NotPriced:
            outlook = Outlook(choice)
        yield outlook if is_priced or outlook.is_unfit else Outlook(choice)


def _looking(service: InParts, name: str, own: Parts, usage: Inputs, book: PriceBook) -> Callable[[str], Outlook]:
    """How one choice is looked at: of charges whose price alone changes nothing else is worked out again."""
    by_key = changing_by_key(name, own.charges, service.declared, book)
    usd_by_key = service.usd_by_key(by_key, name, usage, book)
    others = own.charges if usd_by_key is None else tuple(each for each in own.charges if each not in by_key)
    is_planned_anew = plan_changes_with(name, service.declared, book)

    def outlook(choice: str) -> Outlook:
        usd = Decimal(0) if usd_by_key is None else usd_by_key(choice)
        if not (others or own.obstacles or is_planned_anew):
            return Outlook(choice, usd)
        asked = usage.with_values(**{name: choice})
        if violating(service.violations_of(own.obstacles, asked, book)):
            return Outlook(choice, is_unfit=True)
        items = service.lines_of(others, asked, service.plan_capacity(asked, book), book)
        return Outlook(choice, None if usd is None else usd + Decimal(effective_monthly(items)))

    return outlook


def _is_priced(service: InParts, parts: Parts, usage: Inputs, book: PriceBook) -> bool:
    """Whether all that these charges bill has a price."""
    try:
        for _ in service.lines_of(parts.charges, usage, {}, book):
            pass
    except NotPriced:
        return False
    return True
