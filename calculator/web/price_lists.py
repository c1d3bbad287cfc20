"""Price lists as the pages show them: how long each speaks, and against which a workload can be held."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from calculator.catalogue.catalogue import Catalogue
from calculator.core.answer import PriceList
from calculator.estimator import Question


@dataclass(frozen=True, slots=True)
class KnownList:
    """A price list, and until when it speaks; None while nothing has followed it."""

    identity: PriceList
    is_imported: bool
    until: date | None


@dataclass(frozen=True, slots=True)
class Other:
    """Something that a workload can be priced against, and what it is in words."""

    value: str
    words: str


def known_lists(catalogue: Catalogue) -> list[KnownList]:
    """The lists that were imported, the newest first, and then the shipped ones."""
    imported = {each.identity.id: each for each in catalogue.imported.lists}
    lists = [
        KnownList(
            each, each.id in imported, catalogue.imported.until(imported[each.id]) if each.id in imported else None
        )
        for each in catalogue.price_lists()
    ]
    return sorted(
        lists, key=lambda each: (not each.is_imported, -each.identity.published.toordinal(), each.identity.id)
    )


def other_prices(question: Question, catalogue: Catalogue) -> Iterator[Other]:
    """The imported lists that have prices of a service in a region, and the first day that is known."""
    tables = set(question.service.TABLES)
    for each in catalogue.imported.lists:
        if each.region == question.region and tables & set(each.tables):
            until = catalogue.imported.until(each)
            in_use = f"in use for days before {until}" if until else "in use"
            use = in_use if each.identity.active else "not in use"
            yield Other(each.identity.id, f"published {each.published}, {use}")
    first = catalogue.table(question.service.TABLES[0]).first_date(question.region)
    if first is not None:
        yield Other(first.isoformat(), "the first day with a price")
