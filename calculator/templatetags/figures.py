"""How templates write figures, and what they look up by name."""

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from calculator.adapters.asking import catalogue, today
from calculator.catalogue.publications import Source
from calculator.core import display
from calculator.core.estimate import CapacityPlan, Demand, Detail, Limit, NextStep
from calculator.core.tiers import RateCard
from calculator.services import SERVICES
from calculator.services.service import Service

register = template.Library()

register.filter("usd", display.usd)
register.filter("exact", display.exact_text)
register.filter("amount", display.amount)
register.filter("counted", display.counted)
register.filter("plural", display.plural)
register.filter("unit_price", display.unit_price)
register.filter("in_sentence", display.in_sentence)


@register.simple_tag
def services() -> list[Service]:
    """Every service, in the order of the registry."""
    return list(SERVICES.values())


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
def figure(limit: Limit) -> str:
    """A limit with its unit: `3 to 5 hours`, `99.99 %`."""
    values = [display.amount(limit.value, 12)]
    if limit.value_to is not None:
        values.append(display.amount(limit.value_to, 12))
    return f"{' to '.join(values)} {display.plural(limit.unit, limit.value_to or limit.value)}"


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
    """A figure beside the bill with its unit: `456.25 hours/month`, `$949.00`."""
    if detail.unit == "USD":
        return display.usd(detail.value)
    if isinstance(detail.value, Decimal):
        return display.counted(detail.value, detail.unit).strip()
    return str(detail.value)


@register.filter
def step_words(step: NextStep, service: Service) -> str:
    """`1,000 IOPS more of IOPS would cost $5.00 a month more.` in plain words."""
    field = service.Usage.declarations[step.field]
    more = f"{display.counted(step.by, field.unit)} more"
    what = "" if field.label.lower() in field.unit.lower() else f" of {display.in_sentence(field.label)}"
    return (
        f"{more}{what} would cost {display.usd(step.usd)} a month." if step.usd else f"{more}{what} would cost nothing."
    )


@register.filter
def age(day: date) -> str:
    """How long ago a day was."""
    days = (today() - day).days
    return "today" if days <= 0 else f"{days:,} day{'s' if days > 1 else ''} ago"
