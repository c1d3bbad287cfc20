"""What a service file bills only at times: features that most workloads do not have, and what leaves for elsewhere."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from calculator.core.answer import Limit
from calculator.core.formulas.parse import Names
from calculator.services.figures import LIMIT_PREFIX
from calculator.services.service_files.layout import ServiceFile
from calculator.services.service_files.usage import bound_of, inputs_of


def features_of(service: ServiceFile, limits: Mapping[str, Limit]) -> frozenset[str]:
    """The charges that come to nothing in a workload with a little of everything but of what stands in a group.

    Shares of a whole are at their defaults, in a group or not.
    """
    inputs = inputs_of(service)
    shares = {name for each in service.inputs_whole for name in each.of}

    def find(name: str) -> Any:
        if name.startswith(LIMIT_PREFIX):
            return limits[name.removeprefix(LIMIT_PREFIX)].value
        if name in service.figures:
            return service.figures[name].of.value(little)
        field = inputs.get(name)
        if field is None:
            return Decimal(1)
        if field.kind not in ("quantity", "hours"):
            return field.default
        if name in shares:
            return Decimal(field.default or 0)
        least = bound_of(field.at_least, limits)
        return least if field.group else max(least, Decimal(1))

    little = Names(find)
    return frozenset(charge.name for charge in service.charges if charge.quantity.value(little) == 0)


def destinations_of(service: ServiceFile) -> Mapping[str, str]:
    """The charges for what goes to another Region, by name, and the inputs that say to which."""
    regions = [name for name, each in service.inputs.items() if each.kind == "region"]
    return {charge.name: name for charge in service.charges for name in regions if f"{{{name}}}" in charge.option}
