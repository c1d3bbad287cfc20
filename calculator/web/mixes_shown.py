"""What any page that shows mixes of commitments tells of them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from calculator.analysis.commitments.answered import Committed
from calculator.commitments.model import HOURS_PER_MONTH
from calculator.commitments.regret import LEAST_COST
from calculator.core.display import counted, rounded
from calculator.presentation.charts.commitment_charts import commitment_chart, duration_chart, paid_chart
from calculator.presentation.commitment_documents import commitments_document, text
from calculator.presentation.commitment_shapes import Commitments
from calculator.presentation.mix_words import names_of, quantity_words


def mixes_shown(found: Committed) -> dict[str, Any]:
    """The mixes, their regrets, charts and months."""
    document = commitments_document(found)
    least = found.choice.named(LEAST_COST)
    mixes: list[dict[str, Any]] = [{**mix, "label": names_of(mix["names"])} for mix in document["mixes"]]
    first = next(mix for mix in mixes if LEAST_COST in mix["names"])
    return {
        "document": document,
        "mixes": mixes,
        "least": first,
        "regrets": [_regrets(mix) for mix in mixes],
        "outcome_groups": [*_outcome_groups(document)],
        "levels": [*_levels(found, first)],
        "duration": duration_chart(found, least),
        "over": commitment_chart(found, least),
        "paid": paid_chart(found),
        "months": [*_months(first)],
    }


def _outcome_groups(document: Commitments) -> Iterator[tuple[str, int]]:
    """The headings over the outcomes, each with how many columns it has."""
    early = sum(each["months"] != document["months"] for each in document["outcomes"])
    yield "Load at, of what is stated", len(document["outcomes"]) - early
    if early:
        yield "Load ends after", early


def _levels(found: Committed, mix: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Of one fleet what each commitment carries, and what is left for on-demand, on average."""
    fleet, problem = found.asked.fleets[0], found.choice.problem
    least = found.choice.named(LEAST_COST)
    for held, told in zip(least.cost.held, mix["commitments"], strict=True):
        hourly = held.offer.term_usd / (held.offer.term_months * HOURS_PER_MONTH)
        takes = Decimal(repr(held.offer.takes.get(0, 1.0))) / Decimal(repr(held.offer.gives))
        yield {
            "label": told["label"], "count": quantity_words(told), "used": told["utilization_percent"],
            "usd": text(hourly * takes),
        }  # fmt: skip
    rate = problem.fleets[0].on_demand_usd
    hours = least.cost.on_demand_usd / rate if rate else Decimal(0)
    average = counted(rounded(hours / (problem.months * HOURS_PER_MONTH), 1), fleet.what.thing)
    yield {"label": "On-demand", "count": f"{average} on average", "used": "", "usd": text(rate)}


def _months(mix: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The first months, each half year, and the one that pays back, each with all that was paid until then."""
    paid: Decimal | None = Decimal(0)
    without = Decimal(0)
    for each in mix["cash_flow"]:
        paid = None if paid is None or each["usd"] is None else paid + Decimal(each["usd"])
        without += Decimal(each["without_usd"])
        month = int(each["month"])
        if month <= 3 or month % 6 == 0 or each["month"] == mix["pays_back_in_month"]:
            yield {**each, "so_far_usd": None if paid is None else text(paid), "without_so_far_usd": text(without)}


def _regrets(mix: Mapping[str, Any]) -> dict[str, Any]:
    """A row of regrets, the worst of them marked."""
    worst = mix["worst_regret_usd"]
    return {
        "label": mix["label"],
        "is_least": LEAST_COST in mix["names"],
        "cells": [(each, each == worst) for each in mix["regrets_usd"]],
    }
