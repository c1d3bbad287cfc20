"""Under which prices a page answers: the Region and the day in its header, and where to change them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from calculator.application.questions import catalogue, common, today
from calculator.catalogue.common_fields import read_common
from calculator.estimator import Question

REGION, AS_OF = "region", "as_of"


@dataclass(frozen=True, slots=True)
class InForce:
    """The Region and the day of a page's prices, each with the address of the field that changes it."""

    region: str
    day: date
    region_url: str
    day_url: str


def of_question(question: Question, form_url: str = "") -> InForce:
    """Those of a workload; the fields stand in the form at `form_url`, or on the page itself."""
    fields = (f"{form_url}#field-region", f"{form_url}#field-as_of")
    return InForce(question.region, question.as_of, *fields)


def of_rows(regions: Collection[str], chosen: Mapping[str, str]) -> InForce:
    """Those of price rows, which filters chose."""
    _, day = read_common({name: chosen[name] for name in chosen if name == AS_OF}, catalogue(), today(), [])
    region = next(iter(regions)) if len(regions) == 1 else "All Regions"
    return InForce(region, day, "#filter-region", "#filter-as_of")


def of_history(chosen: Mapping[str, str]) -> InForce:
    """Those of a price's history, which ends today."""
    region = chosen.get(REGION) or str(common()[REGION].default)
    return InForce(region, today(), "#filter-region", reverse("prices"))
