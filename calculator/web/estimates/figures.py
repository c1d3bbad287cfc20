"""The figures on the page of an estimate, as texts by the ids of their places; the same words as its template has."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from calculator.core.display import exact_text, usd
from calculator.estimates.answers import EstimateAnswer, Money, by_group, by_service
from calculator.estimates.currency import converted
from calculator.web.estimates.line_editor import GROUP, LINE
from calculator.web.estimates.rows import share_of

UNKNOWN = "unknown"


def figures_of(answer: EstimateAnswer) -> dict[str, Any]:
    """`total` and `year`, `rows` and `services`: the texts of each; `monthly_usd` is exact."""
    money, currency = answer.money(), answer.document.currency
    whole = money.effective_monthly_usd
    return {
        "monthly_usd": exact_text(whole),
        "total": _texts(money),
        "year": usd(answer.annual_usd),
        "in_currency": "" if currency == "USD" else converted(whole, currency),
        "rows": dict(_rows(answer, whole)),
        "services": {key: usd(each.effective_monthly_usd) for key, each in answer.by(by_service).items()},
    }


def _rows(answer: EstimateAnswer, whole: Decimal) -> Iterator[tuple[str, dict[str, str]]]:
    for each in answer.entries:
        if each.error is not None:
            yield f"{LINE}{each.entry.id}", {"error": each.error.detail}
        else:
            money = each.money()
            yield f"{LINE}{each.entry.id}", {**_texts(money), "share": share_of(money.effective_monthly_usd, whole)}
    for name, money in answer.by(by_group).items():
        yield f"{GROUP}{name}", {**_texts(money), "share": share_of(money.effective_monthly_usd, whole)}


def _texts(money: Money) -> dict[str, str]:
    return {
        "monthly": _text(money.monthly_usd),
        "upfront": _text(money.upfront_usd),
        "effective_monthly": _text(money.effective_monthly_usd),
    }


def _text(money: Decimal | None) -> str:
    return UNKNOWN if money is None else usd(money)
