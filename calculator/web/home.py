"""What the first page offers: services by category, workloads to start from, and a search over all names."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from calculator.application.questions import common
from calculator.core.errors import shown
from calculator.core.nearest_names import did_you_mean, nearest_names
from calculator.estimates.blueprints import blueprints
from calculator.presentation.form_state import stated
from calculator.services import SERVICES
from calculator.services.service import Service
from calculator.web.page_request import with_state

LONGEST_SEARCH = 100
# How a question about a term begins.
ASKED = re.compile(r"^\s*what(\s+is|\s+are|'s)\s+((an?|the)\s+)?")
MOST_FOUND = 30
MOST_MEANT = 3
MOST_COMMON = 10
# Where people begin who have a server, its disk and a database.
ON_MOST_BILLS = ("ec2", "ebs", "s3", "rds", "lambda")
COMMON_TERMS = (
    ("Monthly", "What each month's invoice shows."),
    ("Upfront", "What is paid once, at the start of a commitment."),
    ("Effective (amortized)", "Monthly cost with what is paid upfront spread evenly over the hours of its term."),
    ("Month", "730 hours, a twelfth of a year, unless you choose a calendar month of 28 to 31 days."),
    ("GB", "2^30 bytes, as AWS counts; 1 TB is 1,024 GB."),
    ("GB-month", "1 GB kept for a whole month, or more GB for a part of it."),
    ("List price", "The public price before tax, discounts and credits."),
    ("Tier", "A stretch of quantity at one price; each unit pays the price of the tier that it falls into."),
    ("Break-even point", "The value of an input beyond which another choice costs less."),
    ("Current selection", "The choice that the form states; differences are against it."),
)


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """A service with where to go on."""

    service: Service
    url: str
    compare_url: str
    examples: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Category:
    """One of AWS's categories with its services."""

    name: str
    services: tuple[ServiceEntry, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Something that has the name that was searched, and the key of its service."""

    label: str
    what: str
    url: str
    service: str
    is_term: bool = False


def scope_of(state: Mapping[str, str]) -> dict[str, str]:
    """What stays from one service to the next: Region, price date and month."""
    return {name: state[name] for name in common() if state.get(name)}


def service_categories(scope: Mapping[str, str]) -> tuple[Category, ...]:
    """Every service under its category, with links that keep a scope; none of them is answered."""
    by_name: dict[str, list[ServiceEntry]] = {}
    for each in SERVICES.values():
        by_name.setdefault(each.CATEGORY, []).append(_entry(each, scope))
    return tuple(Category(name, tuple(services)) for name, services in sorted(by_name.items()))


def common_services(scope: Mapping[str, str]) -> tuple[ServiceEntry, ...]:
    """What most bills have, then what ready estimates of common architectures are made of."""
    used = Counter(entry.service for document in blueprints().values() for _, entry, _ in document.walk())
    keys = dict.fromkeys((*ON_MOST_BILLS, *(key for key, _ in used.most_common())))
    return tuple(_entry(SERVICES[key], scope) for key in [*keys][:MOST_COMMON] if key in SERVICES)


def examples_of(service: Service, scope: Mapping[str, str]) -> tuple[Mapping[str, Any], ...]:
    """The workloads to start from, each with its address, which keeps a scope."""
    path = reverse("service", args=[service.KEY])
    return tuple(
        {"example": example, "url": with_state(path, stated(service, {**scope, **example.usage}))}
        for example in service.EXAMPLES
    )


def search(typed: str, scope: Mapping[str, str]) -> tuple[Found, ...]:
    """Services, long choices such as instance types, examples and terms whose name or meaning has the text.

    The links to workloads keep a scope. Of a question what it asks about is searched for.
    """
    folded = ASKED.sub("", typed.casefold()).strip(" ?.!") or typed.casefold()
    return tuple(each for _, each in zip(range(MOST_FOUND), _found(folded, scope), strict=False))


def _entry(service: Service, scope: Mapping[str, str]) -> ServiceEntry:
    url, compare_url = (with_state(reverse(view, args=[service.KEY]), scope) for view in ("service", "compare"))
    return ServiceEntry(service, url, compare_url, examples_of(service, scope))


def _found(folded: str, scope: Mapping[str, str]) -> Iterator[Found]:
    for each in _by_name(folded):
        yield Found(each.NAME, each.SUMMARY, with_state(reverse("service", args=[each.KEY]), scope), each.KEY)
    for each in SERVICES.values():
        for term, meaning in each.TERMS.items():
            if folded in f"{term} {meaning}".casefold():
                yield Found(
                    term, f"{each.NAME}: {meaning}", f"{reverse('glossary')}#{each.KEY}", each.KEY, is_term=True
                )
        for example in examples_of(each, scope):
            if folded in f"{example['example'].name} {example['example'].summary}".casefold():
                what = f"{each.NAME}: {example['example'].summary}"
                yield Found(example["example"].name, what, example["url"], each.KEY)
    for each in SERVICES.values():
        yield from _choices(each, folded, scope)


def _by_name(folded: str) -> list[Service]:
    """The services that have the text: first the one with that key, then those of that name, then what they are for."""
    found = [each for each in SERVICES.values() if folded in f"{each.KEY} {each.NAME} {each.SUMMARY}".casefold()]
    return sorted(found, key=lambda each: (folded != each.KEY, folded not in f"{each.KEY} {each.NAME}".casefold()))


def _choices(service: Service, folded: str, scope: Mapping[str, str]) -> Iterator[Found]:
    """Values of the fields that a service is compared by: storage classes, instance types."""
    path = reverse("service", args=[service.KEY])
    for name in service.COMPARE_BY:
        for choice in getattr(service.Usage.declarations[name], "choices", ()):
            if folded in f"{choice.value} {choice.label}".casefold():
                url = with_state(path, {**scope, name: choice.value})
                yield Found(choice.label, service.NAME, url, service.KEY)


def no_service(key: str) -> str:
    """The sentence for an address of no service, with those that may have been meant."""
    near = nearest_names(key, tuple(SERVICES), MOST_MEANT)
    return f"There is no service named {shown(key)!r}. {did_you_mean([SERVICES[each].NAME for each in near])}".strip()
