"""What is wrong with the keyed tables, attributes and charges of a service file, each as key and sentence."""

from collections.abc import Iterator

from calculator.catalogue.purchase_options import PARTIAL, is_savings_plan, term_years
from calculator.services.commitments.bought import UPFRONT_PERCENT
from calculator.services.service_files.keyed import KEYED, PURCHASE, table_of
from calculator.services.service_files.layout import Charge, ServiceFile


def faults_of_keyed(service: ServiceFile) -> Iterator[tuple[str, str]]:
    """Inputs, attributes and charges that name no table, and tables that no input or charge fits."""
    tables = ", ".join(service.keyed) or "none"
    for name, field in service.inputs.items():
        if field.kind in (KEYED, PURCHASE):
            if table_of(name, service) not in service.keyed:
                yield f"inputs.{name}", f"is the column of no keyed table; there are {tables}."
            if not isinstance(field.default, str):
                yield f"inputs.{name}.default", "is missing; name a choice that is sold in most Regions."
    for name in service.attributes:
        if name not in service.inputs:
            yield f"attributes.{name}", "is of no input."
    for name, layout in service.keyed.items():
        for column in layout.columns:
            if column not in service.inputs or service.inputs[column].kind not in (KEYED, "choice"):
                yield f"keyed.{name}.columns", f"{column!r} is no input of the kind keyed or choice."
    for place, charge in enumerate(service.charges, start=1):
        if charge.keyed:
            yield from _faults_of_charge(f"charges.{place}", charge, service)


def _faults_of_charge(key: str, charge: Charge, service: ServiceFile) -> Iterator[tuple[str, str]]:
    layout = service.keyed.get(charge.keyed)
    if layout is None:
        tables = ", ".join(service.keyed) or "none"
        yield f"{key}.keyed", f"there is no keyed table {charge.keyed!r}; there are {tables}."
        return
    if charge.unit != f"{layout.thing}-hour":
        yield f"{key}.unit", f"is {charge.unit}, but prices of {charge.keyed} are per {layout.thing}-hour."
    if charge.dimension or charge.option:
        yield key, "has the dimension and the option of its key; leave them out."
    purchases = [name for name, each in service.inputs.items() if each.kind == PURCHASE]
    if len([name for name in purchases if table_of(name, service) == charge.keyed]) != 1:
        yield f"{key}.keyed", f"{charge.keyed} needs one input of the kind purchase."
    if charge.committed is None and any(map(term_years, layout.options)):
        yield f"{key}.committed", "is missing; say how many things a commitment is for."
    in_parts = any(is_savings_plan(option) and PARTIAL in option for option in layout.options)
    if in_parts and UPFRONT_PERCENT not in service.inputs:
        yield f"{key}.keyed", f"a Savings Plan with partial upfront needs an input {UPFRONT_PERCENT}."
