"""An instance type as a row of AWS's list states it: what the row does not say is not known, never a no."""

from decimal import Decimal

import pytest

from calculator.catalogue.instance_types import stated_type


@pytest.mark.parametrize(
    ("stated", "is_current"),
    [
        ({"currentgeneration": "Yes"}, True),
        ({"currentgeneration": "No"}, False),
        ({"currentgeneration": ""}, None),
        ({}, None),
    ],
)
def test_the_generation_is_what_the_row_says(stated: dict[str, str], is_current: bool | None) -> None:
    assert stated_type("m9x.large", stated, "list").is_current_generation is is_current


@pytest.mark.parametrize(
    ("memory", "gib"),
    [("1,952 GiB", "1952"), ("0.5 GiB", "0.5"), ("8 GiB", "8"), ("NA", None), ("", None)],
)
def test_memory_is_the_number_before_its_unit(memory: str, gib: str | None) -> None:
    found = stated_type("m9x.large", {"memory": memory, "vcpu": "2"}, "list")
    assert found.memory_gib == (None if gib is None else Decimal(gib))
    assert found.vcpus == 2


@pytest.mark.parametrize(
    ("name", "is_burstable"),
    [("t3.micro", True), ("t4g.large", True), ("t9.large", True), ("trn1.2xlarge", False), ("m5.large", False)],
)
def test_types_of_the_t_families_are_burstable(name: str, is_burstable: bool) -> None:
    assert stated_type(name, {}, "list").is_burstable is is_burstable
