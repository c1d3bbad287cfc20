"""The catalogue of services: by AWS's categories, each with its Regions, the dates of its prices and what it lacks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from calculator.application.questions import catalogue
from calculator.application.service_coverage import ServiceCoverage, service_coverage
from calculator.presentation.price_dates import OLD
from calculator.services import SERVICES, service_categories
from calculator.services.service import Service
from calculator.web.page_request import with_state

LONGEST_FILTER = 100
FILTERS = ("q", "category", "priced_in", "sizes")


@dataclass(frozen=True, slots=True)
class Listed:
    """One service with what there is of it and where to go on."""

    service: Service
    coverage: ServiceCoverage
    url: str
    compare_url: str
    learn_url: str
    missing: tuple[str, ...]
    is_old: bool


@dataclass(frozen=True, slots=True)
class ListedCategory:
    """One of AWS's categories with its services."""

    name: str
    services: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """What the catalogue is narrowed by; an empty field lets everything through."""

    words: str = ""
    category: str = ""
    region: str = ""
    is_sizing: bool = False

    def lets_through(self, each: Listed) -> bool:
        """Whether a service is what was looked for."""
        text = (
            f"{each.service.KEY} {each.service.NAME} {each.service.SUMMARY} {' '.join(each.service.TERMS)}".casefold()
        )
        return (
            all(word in text for word in self.words.casefold().split())
            and self.category in ("", each.service.CATEGORY)
            and (not self.region or self.region in each.coverage.regions)
            and (each.service.SIZES_CAPACITY or not self.is_sizing)
        )


def read_filter(query: Mapping[str, str]) -> tuple[Filter, tuple[str, ...]]:
    """The filter of an address, and what of it is none."""
    given = {name: str(query[name])[:LONGEST_FILTER].strip() for name in FILTERS if name in query}
    category, region = given.get("category", ""), given.get("priced_in", "")
    unknown = [category] if category and category not in service_categories() else []
    unknown += [region] if region and region not in catalogue().regions else []
    chosen = Filter(
        given.get("q", ""),
        "" if category in unknown else category,
        "" if region in unknown else region,
        given.get("sizes", "") not in ("", "0", "false"),
    )
    return chosen, tuple(unknown)


def listed(chosen: Filter, scope: Mapping[str, str], day: date) -> tuple[ListedCategory, ...]:
    """The services that a filter lets through, by category; their links keep a scope."""
    found: dict[str, list[Listed]] = {}
    for each in _every(scope, day):
        if chosen.lets_through(each):
            found.setdefault(each.service.CATEGORY, []).append(each)
    return tuple(ListedCategory(name, tuple(services)) for name, services in sorted(found.items()))


def _every(scope: Mapping[str, str], day: date) -> Iterable[Listed]:
    for service in sorted(SERVICES.values(), key=lambda each: each.NAME):
        coverage = service_coverage(service)
        url, compare_url, learn_url = (
            with_state(reverse(view, args=[service.KEY]), scope) for view in ("service", "compare", "learn")
        )
        yield Listed(
            service,
            coverage,
            url,
            compare_url,
            learn_url,
            tuple(service.UNPRICED),
            day - coverage.newest > OLD,
        )
