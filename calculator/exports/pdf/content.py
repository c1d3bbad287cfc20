"""What stands in the PDF of an estimate, as text: the template only lays it out."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from calculator.catalogue.publications import Source
from calculator.core.display import in_sentence, usd
from calculator.core.month import MONTHS
from calculator.estimates.answers import AnsweredEntry, EstimateAnswer, by_service
from calculator.estimates.currency import converted, rate_words
from calculator.exports.estimate_facts import assumptions_of, group_path, lists_of, shortened, sources_of
from calculator.presentation.stated import stated_in_words
from calculator.services import SERVICES, service

# What fits on three pages; the workbook has everything.
MOST_ENTRIES, MOST_SERVICES, MOST_ASSUMPTIONS, MOST_LISTS, MOST_SOURCES = 24, 12, 10, 10, 8
LONGEST_NAME, LONGEST_INPUTS, LONGEST_NOTE, LONGEST_SENTENCE, LONGEST_TITLE = 60, 130, 800, 300, 60
UNKNOWN = "not told apart"


def content_of(
    answer: EstimateAnswer, sources: Mapping[str, Source], printed: date, link: str, version: str
) -> dict[str, Any]:
    """The texts by their places in the template."""
    document = answer.document
    title = document.title or "Estimate"
    return {
        "title": title,
        "subject": f"AWS cost estimate, prices of {answer.as_of}",
        "about": [
            f"Version {version}, printed {printed}" if version else f"Printed {printed}",
            f"Prices of {answer.as_of}, a month of {MONTHS[document.month].hours} hours, in US dollars without taxes",
            f"Document {document.checksum()}",
            *([link] if link else []),
        ],
        "note": shortened(document.note, LONGEST_NOTE),
        "footer": f"{shortened(title, LONGEST_TITLE)} · {printed}",
        "incomplete": _incomplete(answer),
        "total": {"head": ["", "US dollars"], "rows": _totals(answer)},
        "entries": _entries(answer),
        "services": _services(answer),
        "assumptions": _first([*assumptions_of(answer)], MOST_ASSUMPTIONS, "assumptions and warnings"),
        "prices": _prices(answer),
        "sources": _first([_source(each) for each in sources_of(answer, sources)], MOST_SOURCES, "sources"),
    }


def _incomplete(answer: EstimateAnswer) -> str:
    missing = len(answer.missing)
    have = "entry has" if missing == 1 else "entries have"
    return f"This total is incomplete: {missing} {have} no price or an error." if missing else ""


def _totals(answer: EstimateAnswer) -> list[list[str]]:
    money = answer.money()
    return [
        ["Monthly", _usd(money.monthly_usd)],
        ["Upfront", _usd(money.upfront_usd)],
        ["Monthly with upfront spread over its term", usd(money.effective_monthly_usd)],
        ["A year of twelve average months", usd(answer.annual_usd)],
        *_in_currency(answer),
    ]


def _in_currency(answer: EstimateAnswer) -> list[list[str]]:
    currency = answer.document.currency
    if currency == "USD":
        return []
    told = shortened(f"Monthly with upfront spread, at {rate_words(currency)}", LONGEST_INPUTS)
    return [[told, converted(answer.money().effective_monthly_usd, currency)]]


def _entries(answer: EstimateAnswer) -> dict[str, Any]:
    """The entries in their order; of very many the dearest, and what the others come to."""
    costs = [each.money().effective_monthly_usd for each in answer.entries]
    dearest = sorted(range(len(costs)), key=lambda place: (-costs[place], place))
    shown, others = sorted(dearest[:MOST_ENTRIES]), dearest[MOST_ENTRIES:]
    rest = usd(sum((costs[place] for place in others), Decimal(0)))
    money = answer.money()
    more = f"The {MOST_ENTRIES} dearest; {len(others)} others cost {rest} a month together."
    return {
        "head": ["Entry, and what was stated of it", "Service", "Region", "Count", "Upfront", "Monthly"],
        "rows": [_entry(answer.entries[place]) for place in shown],
        "last": ["All of it", "", "", "", _usd(money.upfront_usd), usd(money.effective_monthly_usd)],
        "more": more if others else "",
    }


def _entry(each: AnsweredEntry) -> list[str]:
    entry, money, path = each.entry, each.money(), group_path(each.groups)
    name = entry.name or entry.id
    stated = " · ".join(f"{in_sentence(label)} {text}" for label, text in stated_in_words(entry.service, entry.usage))
    figures = [_usd(money.upfront_usd), usd(money.effective_monthly_usd)]
    return [
        shortened(f"{path} / {name}" if path else name, LONGEST_NAME),
        shortened(stated, LONGEST_INPUTS),
        shortened(_name_of(entry.service), LONGEST_NAME),
        shortened(entry.region, LONGEST_NAME),
        f"{entry.count:,}",
        *(figures if each.error is None else ["", "no price"]),
    ]


def _name_of(key: str) -> str:
    return service(key).NAME if key in SERVICES else key


def _services(answer: EstimateAnswer) -> dict[str, Any]:
    found = sorted(answer.by(by_service).items(), key=lambda each: -each[1].effective_monthly_usd)
    return {
        "title": "By service" if len(found) <= MOST_SERVICES else f"The {MOST_SERVICES} dearest services",
        "head": ["Service", "Upfront", "Monthly"],
        "rows": [
            [shortened(_name_of(key), LONGEST_NAME), _usd(money.upfront_usd), usd(money.effective_monthly_usd)]
            for key, money in found[:MOST_SERVICES]
        ],
    }


def _prices(answer: EstimateAnswer) -> dict[str, Any]:
    lists = lists_of(answer)
    left = len(lists) - MOST_LISTS
    more = f" {left} further lists are named in the workbook." if left > 0 else ""
    return {
        "said": f"Two lists with one checksum hold the same prices.{more}",
        "head": ["Published", "Prices of", "Region", "SHA-256"],
        "rows": [
            [str(each.published), each.service, each.region or "all", each.checksum.removeprefix("sha256:")]
            for each in lists[:MOST_LISTS]
        ],
    }


def _source(source: Source) -> str:
    at = f": {source.url}" if source.url else ""
    return f"{source.title} ({source.publisher}), {source.published}{at}"


def _first(texts: list[str], most: int, what: str) -> list[str]:
    left = len(texts) - most
    further = [f"{left} further {what} are in the workbook."] if left > 0 else []
    return [shortened(each, LONGEST_SENTENCE) for each in texts[:most]] + further


def _usd(money: Decimal | None) -> str:
    return UNKNOWN if money is None else usd(money)
