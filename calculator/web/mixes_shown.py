"""What any page that shows mixes of commitments tells of them."""

from collections.abc import Mapping
from typing import Any

from calculator.analysis.commitments.answered import Committed
from calculator.commitments.regret import LEAST_COST
from calculator.presentation.charts.commitment_charts import commitment_chart, duration_chart, paid_chart
from calculator.presentation.commitment_documents import commitments_document
from calculator.presentation.mix_words import names_of


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
        "duration": duration_chart(found, least),
        "over": commitment_chart(found, least),
        "paid": paid_chart(found),
        "months": [each for each in first["cash_flow"] if int(each["month"]) <= 3 or int(each["month"]) % 6 == 0],
    }


def _regrets(mix: Mapping[str, Any]) -> dict[str, Any]:
    """A row of regrets, the worst of them marked."""
    worst = mix["worst_regret_usd"]
    return {"label": mix["label"], "cells": [(each, each == worst) for each in mix["regrets_usd"]]}
