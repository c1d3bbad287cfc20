"""What is quickly told of each of the many choices of a keyed input: whether it fits, and what it costs."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial

from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import effective_monthly
from calculator.core.errors import NotPriced
from calculator.core.inputs import Inputs
from calculator.core.outlook import Outlook
from calculator.core.violations import violating
from calculator.services.service import LongList, Service
from calculator.services.service_files.keyed import KEYED
from calculator.services.service_files.layout import ServiceFile


def long_lists(service: Service, declared: ServiceFile) -> dict[str, LongList]:
    """How to rank the choices of each keyed input that names none of them itself, and the fields that leave fewer."""
    narrowing = tuple(dict.fromkeys(each.field for each in declared.obstacles))
    return {
        name: LongList(partial(_outlooks, service, name), tuple(each for each in narrowing if each != name))
        for name in declared.compare_by
        if name in declared.inputs and declared.inputs[name].kind == KEYED and not declared.inputs[name].choices
    }


def _outlooks(service: Service, name: str, usage: Inputs, book: PriceBook, choices: Iterable[str]) -> Iterator[Outlook]:
    """Every one of the choices."""
    for choice in choices:
        # Limits and lines of one choice rest on the same figures.
        asked, own = usage.with_values(**{name: choice}), book.for_one_question()
        try:
            if violating(service.violations(asked, own)):
                yield Outlook(choice, is_unfit=True)
                continue
            items = service.line_items(asked, service.plan_capacity(asked, own), own)
            yield Outlook(choice, Decimal(effective_monthly(items)))
        except NotPriced:
            yield Outlook(choice, None)
