"""How templates write figures, and what they look up by name."""

import re
from datetime import date
from decimal import ROUND_CEILING, Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from calculator.application.questions import catalogue, today
from calculator.catalogue.publications import Source
from calculator.core import display
from calculator.core.answer import Answer, CapacityPlan, Demand, Limit, Metric, NextStep
from calculator.core.arithmetic import Number, ratio
from calculator.core.display import counted, plural, words
from calculator.core.tiers import RateCard
from calculator.services.service import Service

SYMBOLS = {"millisecond": "ms", "second": "s"}
DURATIONS = (("hour", 3600), ("minute", 60))
# Below two of a unit the next smaller one reads better: `90 seconds`, not `1.5 minutes`.
FEWEST_OF_A_UNIT = 2


def precisely(money: Decimal | str | None) -> str:
    """An amount, or that of a document, before it is rounded to cents; nothing where it is not known."""
    return "" if money is None else display.precisely(Decimal(money))


def signed_usd(difference: Decimal) -> str:
    """A difference in money, its sign always written."""
    sign = "+" if difference > 0 else ""
    return f"{sign}{display.usd(difference)}".replace("-", "\N{MINUS SIGN}")


def signed_percent(difference: Decimal) -> str:
    """A difference in percent, its sign always written."""
    sign = "+" if difference > 0 else ""
    return f"{sign}{display.amount(difference, 3)}%".replace("-", "\N{MINUS SIGN}")


def money(exact: str | None) -> str:
    """An amount of a document, written for reading."""
    return "not known" if exact is None else display.usd(Decimal(exact))


def signed_money(exact: str | None) -> str:
    """A difference of a document, its sign always written; nothing where it is not known."""
    return "" if exact is None else signed_usd(Decimal(exact))


def signed_percent_text(exact: str) -> str:
    """A difference of a document in percent, its sign always written."""
    return signed_percent(Decimal(exact))


def amount_text(exact: str) -> str:
    """A number of a document, written for reading."""
    return display.amount(Decimal(exact))


def percent_words(exact: str) -> str:
    """A share of a document, written for reading: `84.7%`."""
    return f"{display.amount(Decimal(exact), 3)}%"


def less_percent(exact: str) -> str:
    """A saving of a document as a difference: `−38.5%`."""
    return signed_percent(-Decimal(exact))


def a_month(answer: Answer) -> str:
    """What each month's invoice shows; where that is not all or not known, what the month comes to in effect."""
    if answer.leads_with_effective or answer.monthly_usd is None:
        return f"{display.usd(answer.effective_monthly_usd)} a month, effective"
    return f"{display.usd(answer.monthly_usd)} a month"


def price_name(card: RateCard) -> str:
    """What people call a price: `storage, gp3 single az`."""
    return ", ".join(words(part) for part in (card.dimension, card.option) if part)


def source(identity: str) -> Source:
    """The publication behind a price or a limit."""
    return catalogue().sources[identity]


def source_title(identity: str) -> str:
    """What the publication behind a price or a limit is called; its id where the list is in use no more."""
    known = catalogue().sources.get(identity)
    return known.title if known else identity


def price_rows_url(card: RateCard) -> str:
    """Where the rows of a rate card stand among the prices."""
    names = {"service": card.table, "region": card.region, "dimension": card.dimension, "option": card.option}
    names = {name: value for name, value in names.items() if value}
    return f"{reverse('prices')}?{urlencode(names)}#rows"


def dimension_url(card: RateCard) -> str:
    """Where the prices of a dimension stand, whatever the option."""
    names = {"service": card.table, "region": card.region, "dimension": card.dimension}
    return f"{reverse('prices')}?{urlencode(names)}#rows"


def history_url(card: RateCard) -> str:
    """Where the history of a price is shown."""
    names = {"service": card.table, "region": card.region, "dimension": card.dimension, "option": card.option}
    return f"{reverse('price-history')}?{urlencode({name: value for name, value in names.items() if value})}"


def limit_id(limit: Limit) -> str:
    """The name of a limit's row among the prices."""
    parts = ("limit", limit.service, limit.name, slugify(limit.option), limit.effective_from.isoformat())
    return "-".join(part for part in parts if part)


def limit_url(limit: Limit) -> str:
    """Where the row of a limit stands among the limits of its service."""
    return f"{reverse('prices')}?service={limit.service}#{limit_id(limit)}"


def figure(limit: Limit) -> str:
    """A limit with its unit: `3 to 5 hours`, `99.99 %`."""
    values = [display.amount(limit.value, 12)]
    if limit.value_to is not None:
        values.append(display.amount(limit.value_to, 12))
    unit = SYMBOLS.get(limit.unit) or plural(limit.unit, limit.value_to or limit.value)
    joint = "" if unit in display.PERCENTS else " " if unit.isalpha() else "\N{NO-BREAK SPACE}"
    return f"{' to '.join(values)}{joint}{unit}"


def planned(plan: CapacityPlan) -> str:
    """The planned capacity with its unit, unless its label names that already: `3,000`, `100 GiB`, `30 minutes`."""
    if plan.unit == "second":
        return duration(plan.count)
    named_by = plural(plan.unit.rpartition("-")[2], 2).lower()
    is_named = named_by in plan.label.lower().split()
    return display.amount(plan.count) if is_named else counted(plan.count, plan.unit)


def duration(seconds: Number) -> str:
    """Seconds as people say them: `90 seconds`, `30 minutes`, `2.5 hours`."""
    for unit, size in DURATIONS:
        if seconds >= FEWEST_OF_A_UNIT * size:
            return counted(Decimal(ratio(seconds, size)), unit, 3)
    return counted(seconds, "second", 3)


def demand_words(name: str, service: Service) -> str:
    """The name of a demand; what a field is called likewise lends its spelling: `IOPS`."""
    spelled = {field.label.lower(): display.in_sentence(field.label) for field in service.Usage.declarations.values()}
    return spelled.get(words(name), words(name))


def asked_of(plan: CapacityPlan) -> list[Demand]:
    """The demands behind a plan that ask for anything."""
    return [demand for demand in plan.demands if demand.amount]


def carried(demand: Demand, plan: CapacityPlan) -> Decimal:
    """How much of a demand the planned capacity could carry."""
    return Decimal(plan.carried(demand))


def divided(plan: CapacityPlan) -> str:
    """How the demand that binds comes to the units, `2,000 RCU ÷ 0.7 = 2,857.14`; empty where it is no quotient."""
    most = next((each for each in plan.demands if each.name == plan.binding), None)
    if most is None or not most.limit.value:
        return ""
    quotient = Decimal(most.amount) / Decimal(most.limit.value)
    if plan.count not in (quotient, quotient.to_integral_value(ROUND_CEILING)):
        return ""
    asked, limit = display.amount(most.amount), display.amount(most.limit.value)
    return f"{asked} {most.unit} ÷ {limit} = {display.amount(quotient)}"


def utilization(demand: Demand, plan: CapacityPlan) -> str:
    """The share of the planned capacity that a demand uses, in percent."""
    return display.amount(plan.utilization(demand) * 100, 3)


def metric_words(metric: Metric) -> str:
    """A figure besides the bill with its unit: `456.25 hours/month`, `$949.00`; a price below a dollar, `$0.01817`."""
    if metric.unit.startswith("USD"):
        is_small = 0 < abs(metric.value) < 1
        return f"${display.amount(metric.value, 4)}" if is_small else display.usd(metric.value)
    if isinstance(metric.value, Decimal):
        return counted(metric.value, metric.unit).strip()
    return str(metric.value)


def step_words(step: NextStep, service: Service) -> str:
    """What a step asks for more."""
    field = service.Usage.declarations[step.field]
    return display.counted_of(step.by, field.unit, field.label)


def age(day: date) -> str:
    """How long ago a day was."""
    days = (today() - day).days
    return "today" if days <= 0 else f"{days:,} day{'s' if days > 1 else ''} ago"


def coded(text: str) -> SafeString:
    """A text in which what stands between backticks is marked as code."""
    parts = enumerate(text.split("`"))
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", part) if at % 2 else part,) for at, part in parts)
    )


# An address as sources name it, in parentheses or not: `repost.aws/articles/ARrY`, `github.com/infracost/infracost`.
_ADDRESS = re.compile(r"\b(?:https://)?((?:[a-z0-9-]+\.)+(?:com|org|aws|dev|io|net|moe|ai)(?:/[\w./%#?=&-]*[\w/])?)")


def linked(source: str) -> SafeString:
    """A source in words, its addresses as links."""
    parts = enumerate(_ADDRESS.split(source))
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<a href="https://{0}" rel="noreferrer">{0}</a>', part) if at % 2 else part,)
            for at, part in parts
        ),
    )


def breaking(unit: str) -> SafeString:
    """A unit that may break behind its slash where there is little room: `requests/` `month`."""
    return format_html_join(SafeString("/<wbr>"), "{}", ((part,) for part in unit.split("/")))


def explained(text: str, service: Service) -> SafeString:
    """A text in which the first term that the service explains is marked with its meaning: `RCU-hour`, `shards`."""
    for term, meaning in service.TERMS.items():
        found = re.search(rf"\b{re.escape(term)}s?\b", text, re.IGNORECASE)
        if found is not None:
            before, after = text[: found.start()], text[found.end() :]
            return format_html('{}<dfn title="{}">{}</dfn>{}', before, meaning, found[0], after)
    return format_html("{}", text)
