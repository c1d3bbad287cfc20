"""How templates write figures, and what they look up by name."""

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.text import slugify

from calculator.adapters.asking import catalogue, today
from calculator.catalogue.publications import Source
from calculator.core import display
from calculator.core.arithmetic import Number, ratio
from calculator.core.display import counted, plural
from calculator.core.estimate import CapacityPlan, Demand, Detail, Limit, NextStep
from calculator.core.tiers import RateCard
from calculator.services import SERVICES
from calculator.services.service import Service

register = template.Library()

SYMBOLS = {"millisecond": "ms", "second": "s"}
DURATIONS = (("hour", 3600), ("minute", 60))
# Below two of a unit the next smaller one reads better: `90 seconds`, not `1.5 minutes`.
FEWEST_OF_A_UNIT = 2

register.filter("usd", display.usd)
register.filter("exact", display.exact_text)
register.filter("amount", display.amount)
register.filter("counted", counted)
register.filter("unit_price", display.unit_price)
register.filter("in_sentence", display.in_sentence)


@register.simple_tag
def services() -> list[Service]:
    """Every service, in the order of the registry."""
    return list(SERVICES.values())


@register.filter
def precisely(money: Decimal | str) -> str:
    """An amount, or that of a document, before it is rounded to cents."""
    return display.precisely(Decimal(money))


@register.filter
def signed_usd(difference: Decimal) -> str:
    """A difference in money, its sign always written."""
    sign = "+" if difference > 0 else ""
    return f"{sign}{display.usd(difference)}".replace("-", "\N{MINUS SIGN}")


@register.filter
def signed_percent(difference: Decimal) -> str:
    """A difference in percent, its sign always written."""
    sign = "+" if difference > 0 else ""
    return f"{sign}{display.amount(difference, 3)} %".replace("-", "\N{MINUS SIGN}")


@register.filter
def money(exact: str) -> str:
    """An amount of a document, written for reading."""
    return display.usd(Decimal(exact))


@register.filter
def signed_money(exact: str) -> str:
    """A difference of a document, its sign always written."""
    return signed_usd(Decimal(exact))


@register.filter
def signed_percent_text(exact: str) -> str:
    """A difference of a document in percent, its sign always written."""
    return signed_percent(Decimal(exact))


@register.filter
def words(name: str) -> str:
    """A name of a table in words."""
    return name.replace("_", " ")


@register.filter
def source(identity: str) -> Source:
    """The publication behind a price or a limit."""
    return catalogue().sources[identity]


@register.filter
def price_rows_url(card: RateCard) -> str:
    """Where the rows of a rate card stand among the prices."""
    names = {"service": card.table, "region": card.region, "dimension": card.dimension, "option": card.option}
    names = {name: value for name, value in names.items() if value}
    return f"{reverse('prices')}?{urlencode(names)}#rows"


@register.filter
def history_url(card: RateCard) -> str:
    """Where the history of a price is shown."""
    names = {"service": card.table, "region": card.region, "dimension": card.dimension, "option": card.option}
    return f"{reverse('price-history')}?{urlencode({name: value for name, value in names.items() if value})}"


@register.filter
def limit_id(limit: Limit) -> str:
    """The name of a limit's row among the prices."""
    parts = ("limit", limit.service, limit.name, slugify(limit.option), limit.effective_from.isoformat())
    return "-".join(part for part in parts if part)


@register.filter
def limit_url(limit: Limit) -> str:
    """Where the row of a limit stands among the prices."""
    return f"{reverse('prices')}#{limit_id(limit)}"


@register.filter
def figure(limit: Limit) -> str:
    """A limit with its unit: `3 to 5 hours`, `99.99 %`."""
    values = [display.amount(limit.value, 12)]
    if limit.value_to is not None:
        values.append(display.amount(limit.value_to, 12))
    unit = SYMBOLS.get(limit.unit) or plural(limit.unit, limit.value_to or limit.value)
    joint = " " if unit.isalpha() else "\N{NO-BREAK SPACE}"
    return f"{' to '.join(values)}{joint}{unit}"


@register.filter
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


@register.filter
def demand_words(name: str, service: Service) -> str:
    """The name of a demand; what a field is called likewise lends its spelling: `IOPS`."""
    spelt = {field.label.lower(): display.in_sentence(field.label) for field in service.Usage.declarations.values()}
    return spelt.get(words(name), words(name))


@register.filter
def asked_of(plan: CapacityPlan) -> list[Demand]:
    """The demands behind a plan that ask for anything."""
    return [demand for demand in plan.demands if demand.amount]


@register.filter
def carried(demand: Demand, plan: CapacityPlan) -> Decimal:
    """How much of a demand the planned capacity could carry."""
    return Decimal(plan.carried(demand))


@register.filter
def utilisation(demand: Demand, plan: CapacityPlan) -> str:
    """The share of the planned capacity that a demand uses, in percent."""
    return display.amount(plan.utilisation(demand) * 100, 3)


@register.filter
def detail_words(detail: Detail) -> str:
    """A figure beside the bill with its unit: `456.25 hours/month`, `$949.00`; a price below a dollar, `$0.01817`."""
    if detail.unit.startswith("USD"):
        is_small = 0 < abs(detail.value) < 1
        return f"${display.amount(detail.value, 4)}" if is_small else display.usd(detail.value)
    if isinstance(detail.value, Decimal):
        return counted(detail.value, detail.unit).strip()
    return str(detail.value)


@register.filter
def step_words(step: NextStep, service: Service) -> str:
    """What a step asks for more."""
    field = service.Usage.declarations[step.field]
    return display.counted_of(step.by, field.unit, field.label)


@register.filter
def age(day: date) -> str:
    """How long ago a day was."""
    days = (today() - day).days
    return "today" if days <= 0 else f"{days:,} day{'s' if days > 1 else ''} ago"
