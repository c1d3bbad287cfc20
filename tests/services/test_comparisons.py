"""Comparisons across services: each price is that of the services alone, and a broken file is told apart."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from calculator.core.arithmetic import EXACT, exactly
from calculator.core.declarations import ChoiceField, Declaration, FlagField, QuantityField
from calculator.core.errors import BrokenTable, CalculatorError, Infeasible
from calculator.estimator import book_for
from calculator.services import SERVICES
from calculator.services.comparisons.engine import ComparedServices
from calculator.services.comparisons.layout import ALTERNATIVE
from calculator.services.comparisons.parts import Asked
from calculator.services.comparisons.read import FILE, read_comparison
from calculator.services.service import FREE_TIER
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


def test_a_service_that_a_step_of_the_need_leaves_as_it_is_is_asked_once() -> None:
    question = asked("disaster_recovery", {ALTERNATIVE: "active_active"})
    book = book_for(question, CATALOGUE).for_one_question()
    with exactly(EXACT):
        more = question.with_usage(web_servers=question.usage.web_servers + 1)
        before, after = (COMPARISONS["disaster_recovery"].asked(each.usage, book) for each in (question, more))
    same = {each.part.key for each, other in zip(before, after, strict=True) if each is other}
    assert same == {"rds", "application_load_balancer"}


@pytest.mark.parametrize("key", COMPARISONS)
def test_a_comparison_states_what_it_takes_for_granted(key: str) -> None:
    example = next(each for each in worked_examples(key) if not each.is_refused)
    told = [each.message for each in answered(key, example.raw).warnings if each.code == "assumption"]
    assert told[: len(COMPARISONS[key].declared.assumptions)] == [*COMPARISONS[key].declared.assumptions]


# Choices that are nothing more than what a comparison says anyway, or nothing at all.
PLAIN = ("none", "same", "any", "basic", False)
MOST_CHOICES = 12


def others_of(field: Declaration, value: Any) -> Iterator[Any]:
    """Other values that a field takes."""
    match field:
        case QuantityField():
            changed = (value * 3 + 7, value / 2, value + 1, Decimal(0))
            rounded = (each.to_integral_value() if field.is_whole else each for each in changed)
            yield from (each for each in rounded if field.at_least <= each <= field.at_most)
        case ChoiceField():
            yield from (each.value for each in field.choices[:MOST_CHOICES])
        case FlagField():
            yield not value


def billed_with(part: Asked, **changes: Any) -> list[tuple[str, Decimal, Decimal]] | None:
    """The lines of a part with other values; None where there is no price of them."""
    changed = replace(part, usage=part.usage.with_values(**changes))
    try:
        items = [*part.part.service.line_items(changed.usage, changed.plan, changed.book)]
    except CalculatorError:
        return None
    return [(each.name, each.quantity, each.usd) for each in items]


def left_to_the_service(part: Asked, way: str, key: str) -> Iterator[str]:
    """Fields that no alternative names, at a value of their own that the bill depends on."""
    declared = COMPARISONS[key].declared
    named = next(each.usage for each in declared.alternatives[way].parts if each.key == part.part.key)
    is_told_of_the_month = any(
        "all month" in each for each in (*declared.assumptions, *declared.alternatives[way].assumptions)
    )
    bill = billed_with(part)
    for name, field in part.usage.declarations.items():
        value = getattr(part.usage, name)
        if name in (*named, FREE_TIER) or value in PLAIN or not value:
            continue
        if is_told_of_the_month and isinstance(field, QuantityField) and field.of_month:
            continue
        if any(billed_with(part, **{name: each}) not in (None, bill) for each in others_of(field, value)):
            yield name


@pytest.mark.series(quick=4, further=4)
@pytest.mark.parametrize(("key", "way"), WAYS, ids=lambda each: str(each))
def test_what_a_service_would_add_of_its_own_is_named_and_stated(key: str, way: str) -> None:
    examples: list[dict[str, object]] = [dict(each.raw) for each in worked_examples(key) if not each.is_refused]
    needs = [*examples, *(dict[str, object](each.usage) for each in COMPARISONS[key].EXAMPLES)]
    for raw in needs:
        question = asked(key, {**raw, ALTERNATIVE: way})
        with exactly(EXACT):
            parts = COMPARISONS[key].asked(question.usage, book_for(question, CATALOGUE))
            assert [(part.part.key, name) for part in parts for name in left_to_the_service(part, way, key)] == []


STATED = [
    (
        "compute",
        "fargate_arm",
        "platform = Linux on Arm; purchase option = On-demand; vCPUs of a task = 1 vCPU; ephemeral storage = 20 GB.",
    ),
    ("disaster_recovery", "warm_standby", "scheme = Internet-facing; load balancers = 1; zones = 2."),
    ("shared_files", "s3", "Amazon S3: storage class = S3 Standard."),
]


@pytest.mark.parametrize(("key", "way", "sentence"), STATED, ids=[way for _, way, _ in STATED])
def test_what_is_the_same_whatever_the_need_is_an_assumption(key: str, way: str, sentence: str) -> None:
    told = answered(key, {ALTERNATIVE: way})
    assert any(each.message.endswith(sentence) for each in told.warnings if each.code == "assumption")


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


@pytest.mark.parametrize(
    ("key", "way", "capacity", "first_lines"),
    [
        (
            "compute",
            "lambda_arm",
            {
                "calls": "Requests in the month",
                "lambda_concurrency": "AWS Lambda: Concurrent executions",
                "lambda_gb_seconds": "AWS Lambda: GB-seconds",
                "lambda_vcpus": "AWS Lambda: vCPUs of an environment",
            },
            ["lambda_requests", "lambda_duration"],
        ),
        # Of the copied disks of a pilot light nothing is told before a disaster.
        (
            "disaster_recovery",
            "pilot_light",
            {
                "rds_servers": "Amazon RDS: Database servers",
                "rds_provisioned_storage": "Amazon RDS: Storage of all instances",
            },
            ["rds_instance_hours", "rds_storage"],
        ),
    ],
)
def test_lines_and_capacity_of_a_part_are_called_by_its_service(
    key: str, way: str, capacity: dict[str, str], first_lines: list[str]
) -> None:
    answer = answered(key, {ALTERNATIVE: way})
    assert {name: plan.label for name, plan in answer.capacity.items()} == capacity
    assert [item.name for item in answer.line_items][:2] == first_lines
    assert set(capacity) <= set(COMPARISONS[key].HEADLINES)


def test_the_way_is_asked_first_and_a_figure_without_a_unit_is_no_headline() -> None:
    compute = COMPARISONS["compute"]
    assert compute.Usage.declarations[ALTERNATIVE].is_main
    assert "calls" in compute.HEADLINES
    assert {"workers", "instances"}.isdisjoint(compute.HEADLINES)
