"""What `make check` says of a folder beside its service file: charges without a price, and forms of worked examples."""

from pathlib import Path

import pytest

from calculator.catalogue.catalogue import Catalogue
from calculator.core.units import PRICING_DATA
from calculator.services import service
from calculator.services.service_files.price_faults import faults_of_prices
from calculator.services.service_files.read import read_service
from calculator.services.worked_examples import faults_of_examples
from tests.services.changed_folder import SQS, changed

TABLES = Catalogue()
INPUTS = (*service("sqs").Usage.declarations, "region")
DIMENSION, BILLED = 'dimension = "request"', 'quantity = "billed_requests"\nunit = "request"'


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        (DIMENSION, 'dimension = "requests"', "dimension", "no price is of 'requests'. Did you mean request?"),
        (DIMENSION, 'dimension = "hour"', "dimension", "no price is of 'hour'. There are fair_queue_request, request."),
        (BILLED, BILLED.replace('"request"', '"object"'), "unit", "is object, but the price of request is per 1000000"),
    ],
)
def test_a_charge_that_no_price_is_for_is_told(tmp_path: Path, old: str, new: str, key: str, said: str) -> None:
    declared, _ = read_service(changed(tmp_path, old, new), TABLES.limits_of)
    (fault,) = faults_of_prices(declared, TABLES.table)
    assert fault[0] == f"charges.1.{key}"
    assert fault[1].startswith(said)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("- name: ", "- nam: ", ["1: 'nam' is no member of an example. Did you mean name?", "1: name is missing."]),
        ("usage: {", "usage: {request: 1, ", ["1: usage: 'request' is no input. Did you mean requests?"]),
        ("usage: {", "usage: [", None),
    ],
)
def test_a_worked_example_out_of_form_is_told(tmp_path: Path, old: str, new: str, said: list[str] | None) -> None:
    faults = list(faults_of_examples(changed(tmp_path, old, new, "examples.yaml"), INPUTS))
    if said is None:
        assert len(faults) == 1 and faults[0].startswith("sqs/examples.yaml:")
    else:
        assert faults == [f"sqs/examples.yaml: {each}" for each in said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: one", "must be a list of examples, each begun by a hyphen."),
        ("- one", "1: must have members such as name, source, region"),
        ("- {name: a, source: b, region: c, as_of: d, usage: 1, expect: {}}", "1: usage must be written as {name:"),
    ],
)
def test_a_file_that_holds_no_examples_is_told(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "examples.yaml").write_text(text, encoding="utf-8")
    (fault,) = faults_of_examples(tmp_path, INPUTS)
    assert fault.startswith(f"{tmp_path.name}/examples.yaml: {said}")


def test_the_folder_as_it_is_has_no_fault() -> None:
    declared, _ = read_service(SQS, TABLES.limits_of)
    assert [*faults_of_prices(declared, TABLES.table), *faults_of_examples(SQS, INPUTS)] == []
    assert [*faults_of_examples(PRICING_DATA / "services", INPUTS)] == []
