"""Service files: what is wrong with one is said as `file: key: sentence`, all at once; a sound one works everywhere."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from calculator.catalogue.catalogue import Catalogue
from calculator.core.errors import BrokenTable
from calculator.core.units import PRICING_DATA
from calculator.services import SERVICES
from calculator.services.registry import Registry
from calculator.services.service_files.read import read_service
from tests.services.changed_folder import SQS, changed

LIMITS_OF = Catalogue().limits_of


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "sqs"', 'key = "sns"', "key: is 'sns', but the folder is 'sqs'."),
        ('name = "Amazon SQS"\n', "", "name: is missing."),
        ('category = "Application integration"', 'category = "Queues"', "category: Input should be"),
        ('summary = "Message', 'colour = "red"\nsummary = "Message', "colour: is no key of a service file."),
        (
            'unit = "KB"\nlabel = "Payload',
            'unit = "furlong"\nlabel = "Payload',
            "inputs.message_kb.unit: 'furlong' is not",
        ),
        (
            'default = "standard"',
            'default = "express"',
            "inputs.queue_type.default: is none of the choices standard, fifo.",
        ),
        (
            'sweep_over = "requests"',
            'sweep_over = "request"',
            "sweep_over: 'request' is no input or earlier figure. Did",
        ),
        ("[inputs.message_kb]", "[inputs.rules]", "inputs.rules: is a name that every usage has for itself"),
        ('of = "requests * chunks"', 'of = "requests * chunk"', "figures.billed_requests.of: 'chunk' is no input"),
        ('of = "requests * chunks"', 'of = "requests * 0.5"', "figures.billed_requests.of: 0.5 has decimals"),
        ('of = "requests * chunks"', 'of = "requests * message_kb"', "figures.billed_requests.of: comes to KB"),
        (
            "limit.metering_increment), 1)",
            "limit.metering), 1)",
            "figures.chunks.of: limits.csv has no limit 'metering'.",
        ),
        ('allowance = "free_requests"', 'allowance = "free"', "charges.1.allowance: limits.csv has no limit 'free'."),
        (
            'quantity = "billed_requests"\nunit = "request"',
            'quantity = "message_kb"\nunit = "request"',
            "charges.1.quantity: comes to KB",
        ),
        (
            'only_for = {queue_type = ["standard"]}',
            'only_for = {queue_type = ["express"]}',
            "only_for: 'express' is no value",
        ),
        (
            'usage = {requests = "20 million"',
            'usage = {request = "20 million"',
            "examples.Order queue: 'request' is no input",
        ),
        (
            'sweep_over = "requests"',
            'scatter = ["request"]\nsweep_over = "requests"',
            "compare_by: 'request' is no input",
        ),
        (
            'sweep_over = "requests"',
            'lookups = {metering_increment = ["queue"]}\nsweep_over = "requests"',
            "lookups.metering_increment: 'queue' is no input",
        ),
        ("default = 4", "default = 4\nnot_below = 'request'", "inputs.message_kb.not_below: 'request' is no input"),
        ("default = 4", "default = []", "inputs.message_kb.default: is no number."),
        ("default = 4", "default = true", "inputs.message_kb.default: is no number."),
        (
            'only_for = {queue_type = ["standard"]}',
            'only_for = {message_kb = ["standard"]}',
            "only_for: message_kb is no choice among the inputs.",
        ),
        ('option = "{queue_type}"', 'option = "{queue}"', "charges.1.option: 'queue' is no input"),
        ("{limit.maximum_request_size}", "{limit.maximum}", "obstacles.1.message: 'limit.maximum' is no input"),
        ('key = "sqs"', 'key = "sqs', "Illegal character"),
    ],
)
def test_a_fault_names_its_key_and_says_what_is_wrong(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(BrokenTable) as refused:
        read_service(changed(tmp_path, old, new), LIMITS_OF)
    assert [fault for fault in refused.value.faults if fault.startswith("sqs/service.toml: ") and said in fault] != []


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    folder = changed(tmp_path, 'sweep_over = "requests"', 'sweep_over = "x"')
    path = folder / "service.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('allowance = "free_requests"', 'allowance = "y"'))
    with pytest.raises(BrokenTable) as refused:
        read_service(folder, LIMITS_OF)
    assert len(refused.value.faults) == 2


def test_an_address_of_the_calculator_is_no_key(tmp_path: Path) -> None:
    folder = changed(tmp_path, 'key = "sqs"', 'key = "prices"').rename(tmp_path / "prices")
    with pytest.raises(BrokenTable) as refused:
        read_service(folder, LIMITS_OF)
    assert "prices is an address of the calculator" in str(refused.value.faults[0])


def test_a_service_is_loaded_when_it_is_asked_for_and_once(tmp_path: Path) -> None:
    shutil.copytree(SQS, tmp_path / "services" / "sqs")
    for name in ("sources.csv", "regions.csv"):
        shutil.copy(PRICING_DATA / name, tmp_path / name)
    registry = Registry(tmp_path)
    (tmp_path / "services" / "broken").mkdir()
    (tmp_path / "services" / "broken" / "service.toml").write_text("key = 1", encoding="utf-8")
    assert {"sqs", "broken"} < set(registry)
    assert registry["sqs"] is registry["sqs"]
    with pytest.raises(BrokenTable):
        registry["broken"]
    with pytest.raises(KeyError):
        registry["nothing"]


def test_every_step_to_a_quantity_is_told_with_its_numbers() -> None:
    catalogue = Catalogue()
    service = SERVICES["sqs"]
    usage = service.Usage.read({"requests": "3 million", "message_kb": "65"})
    book = catalogue.book(service.TABLES, "us-east-1", date(2026, 11, 21))
    item = next(iter(service.line_items(usage, service.plan_capacity(usage, book), book)))
    assert [(each.label, each.numbers, each.value) for each in item.workings()] == [
        ("Requests that one is billed as", "the larger of ⌈65 ÷ 64⌉ and 1", 2),
        ("Billed requests", "3,000,000 × 2", 6_000_000),
        ("Quantity", "6,000,000 ÷ 1,000,000", 6),
    ]
    assert item.formula == "billed requests"


def test_the_free_tier_is_taken_off_where_it_is_asked_for() -> None:
    catalogue = Catalogue()
    service = SERVICES["sqs"]
    book = catalogue.book(service.TABLES, "us-east-1", date(2026, 11, 21))
    usage = service.Usage.read({"requests": "600000", "include_free_tier": "true"})
    item = next(iter(service.line_items(usage, service.plan_capacity(usage, book), book)))
    assert (item.quantity, item.usd, item.allowance) == (0, 0, Decimal("0.6"))
