"""The search that adds a line to an estimate: the one of the header, leading to pages that know the estimate."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse

from calculator.web.home import LONGEST_SEARCH, MOST_FOUND, Found, common_services, search
from calculator.web.page_request import with_state

SEARCHED = "find"


def found_for_line(query: Mapping[str, str], estimate: str) -> Mapping[str, Any]:
    """What an address searches for: `searched`, `found` with the services and workloads of that name, `say`.

    Where it searches for nothing, `common` has the services of most bills.
    """
    searched = str(query.get(SEARCHED, ""))[:LONGEST_SEARCH].strip()
    found = tuple(_for_line(each, estimate) for each in search(searched, {})) if searched else ()
    return {
        "searched": searched,
        "found": found,
        "say": _said(searched, len(found)),
        "common": []
        if found
        else [(each.service.NAME, _with_estimate(each.url, estimate)) for each in common_services({})],
    }


def _said(searched: str, count: int) -> str:
    if not searched:
        return ""
    if not count:
        return (
            f"Nothing is named “{searched}”. Try a service (“queue”), an instance type (“m7g.large”) or a term (“RCU”)."
        )
    return f"The first {count} are listed; type more to narrow them." if count == MOST_FOUND else f"{count} found."


def _for_line(found: Found, estimate: str) -> Found:
    """The same with the estimate in its address; of a term, the page of the service that has it."""
    url = reverse("service", args=[found.service]) if found.is_term else found.url
    return replace(found, url=_with_estimate(url, estimate))


def _with_estimate(url: str, estimate: str) -> str:
    return f"{url}&estimate={estimate}" if "?" in url else with_state(url, {"estimate": estimate})
