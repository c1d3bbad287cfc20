"""The filters of the templates: words and amounts of the presentation under their names."""

from django import template
from django.template.loader import render_to_string

from calculator.core import display
from calculator.presentation import figures, mix_words, problems, provenance
from calculator.presentation.charts import chart
from calculator.presentation.charts.chart import Chart
from calculator.services import SERVICES, service_categories
from calculator.services.service import Service

register = template.Library()
register.simple_tag(service_categories)

FILTERS = (
    display.usd,
    display.amount,
    display.counted,
    display.unit_price,
    display.batch_words,
    display.in_sentence,
    display.words,
    figures.precisely,
    figures.signed_usd,
    figures.signed_percent,
    figures.money,
    figures.signed_money,
    figures.signed_percent_text,
    figures.amount_text,
    figures.percent_words,
    mix_words.quantity_words,
    mix_words.held_words,
    figures.less_percent,
    figures.a_month,
    figures.price_name,
    figures.source,
    figures.source_title,
    problems.problem_label,
    provenance.reliability_words,
    figures.price_rows_url,
    figures.history_url,
    figures.dimension_url,
    figures.limit_id,
    figures.limit_url,
    figures.figure,
    figures.planned,
    figures.demand_words,
    figures.asked_of,
    figures.carried,
    figures.divided,
    figures.utilization,
    figures.metric_words,
    figures.step_words,
    figures.age,
    figures.explained,
    figures.coded,
    figures.linked,
    figures.breaking,
    chart.with_unit,
)
for each in FILTERS:
    register.filter(each.__name__, each)
register.filter("exact", display.exact_text)


@register.simple_tag
def chart_table(chart: Chart) -> str:
    """A chart as a table, which a page has twice: for everybody, and where no script draws the chart."""
    return render_to_string("calculator/_chart_table.html", {"chart": chart})


@register.simple_tag
def services() -> list[Service]:
    """Every service, in the order of the registry."""
    return list(SERVICES.values())
