"""Comparisons across services: each price is that of the services alone, and a broken file is told apart."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from calculator.core.arithmetic import EXACT, exactly
from calculator.core.errors import BrokenTable, Infeasible
from calculator.estimator import book_for
from calculator.services import SERVICES
from calculator.services.comparisons.engine import ComparedServices
from calculator.services.comparisons.layout import ALTERNATIVE
from calculator.services.comparisons.read import FILE, read_comparison
from calculator.services.worked_examples import worked_examples
from tests.questions import CATALOGUE, answered, asked

COMPARISONS = {key: each for key, each in SERVICES.items() if isinstance(each, ComparedServices)}
WAYS = [(key, way) for key, each in COMPARISONS.items() for way in each.declared.alternatives]
ROOT = Path(__file__).parents[2] / "pricing_data/services"
WHOLE = (ROOT / "queue_or_stream" / FILE).read_text(encoding="utf-8")


def parts_of(key: str, raw: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The services that a need comes to, each with its usage as somebody would type it."""
    question = asked(key, raw)
    with exactly(EXACT):
        parts = COMPARISONS[key].asked(question.usage, book_for(question, CATALOGUE))
        return [(each.part.service.KEY, each.usage.typed_values()) for each in parts]


@pytest.mark.series(quick=4, further=4)
@pytest.mark.parametrize(("key", "way"), WAYS, ids=lambda each: str(each))
def test_a_combination_costs_what_its_services_cost_alone(key: str, way: str) -> None:
    example = next(each for each in worked_examples(key) if not each.is_refused)
    raw = {**example.raw, ALTERNATIVE: way}
    try:
        whole = answered(key, raw)
    except Infeasible as error:
        assert error.errors[0].message
        return
    alone = [answered(service, {**usage, "region": example.region}) for service, usage in parts_of(key, raw)]
    with exactly(EXACT):
        assert whole.effective_monthly_usd == sum((each.effective_monthly_usd for each in alone), Decimal(0))
        assert [each.usd for each in whole.line_items] == [item.usd for each in alone for item in each.line_items]


@pytest.mark.parametrize("key", COMPARISONS)
def test_a_comparison_states_what_it_takes_for_granted(key: str) -> None:
    example = next(each for each in worked_examples(key) if not each.is_refused)
    told = [each.message for each in answered(key, example.raw).warnings if each.code == "assumption"]
    assert told[: len(COMPARISONS[key].declared.assumptions)] == [*COMPARISONS[key].declared.assumptions]


@pytest.mark.parametrize("key", COMPARISONS)
def test_a_line_tells_how_the_need_became_the_inputs_of_the_service(key: str) -> None:
    example = next(each for each in worked_examples(key) if not each.is_refused)
    line = next(each for each in answered(key, example.raw).line_items if each.usd)
    first, *_, last = line.workings()
    assert first.formula
    assert last.value == line.quantity


BROKEN = [
    ('service = "sqs"', 'service = "sqsx"', "alternatives.sqs.parts.1.service: there is no service 'sqsx'."),
    ("messages_per_second * seconds_in_month", "messages_a_second", "figures.messages.of: 'messages_a_second' is no"),
    (r"convert(message_kb, \"KB\", \"GB\")", "message_kb", "figures.sent_gb.of: comes to KB, but its unit is GB."),
    ('storage_gb = "kept_gb"', 'storage_gb = "message_kb"', "usage.storage_gb: comes to KB, but its unit is GB."),
    ("limit.metering_increment", "limit.metering_step", "'limit.metering_step' is no input or earlier figure."),
    ('like = "msk.broker_type"', 'like = "msk.brokers"', "inputs.broker_type.like: msk.brokers is no choice"),
    ('sweep_over = "messages_per_second"', 'sweep_over = "messages"', "sweep_over: 'messages' is no input"),
    ('broker_type = "{broker_type}"', 'broker_type = "{broker}"', "usage.broker_type: 'broker' is no input"),
    ('unit = "consumers"', 'unit = "consumerss"', "inputs.consumers.unit: 'consumerss' is not in"),
    ("[inputs.consumers]", "[inputs.solution]", "inputs.solution: is a field of every comparison; leave it out."),
    ('key = "queue_or_stream"', 'key = "queues"', "key: is 'queues', but the folder is 'queue_or_stream'."),
    ('regions_of = "sqs"', "", "regions_of: is missing."),
]


@pytest.mark.parametrize(("right", "wrong", "sentence"), BROKEN, ids=[sentence for *_, sentence in BROKEN])
def test_a_broken_file_is_refused_with_the_place_and_the_reason(
    right: str, wrong: str, sentence: str, tmp_path: Path
) -> None:
    folder = tmp_path / "queue_or_stream"
    folder.mkdir()
    assert right in WHOLE
    (folder / FILE).write_text(WHOLE.replace(right, wrong), encoding="utf-8")
    with pytest.raises(BrokenTable) as refused:
        read_comparison(folder, CATALOGUE.limits_of, SERVICES.__getitem__)
    assert sentence in str(refused.value)
