"""The JSON of the AWS Pricing Calculator: groups within groups, and in each its services with their properties."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from calculator.core.errors import FieldError, InvalidInput
from calculator.interchange.asked import refuse_too_many
from calculator.interchange.aws_calculator.configuration import configuration
from calculator.interchange.aws_calculator.export import Export, ExportLine, amount
from calculator.interchange.loose import list_in, object_in

DEEPEST_GROUP = 16
_GROUPS, _SERVICES = "Groups", "Services"


def is_export(raw: object) -> bool:
    """Whether an object is an export: groups, and a total or what the Calculator says of the file."""
    return isinstance(raw, Mapping) and _GROUPS in raw and ("Total Cost" in raw or "Metadata" in raw)


def read_json_export(raw: Mapping[str, Any], most: int) -> Export:
    """The lines of an export. Raises InvalidInput for groups that are none, and for more lines than so many."""
    total = object_in(raw.get("Total Cost"))
    services = [*islice(_services(raw.get(_GROUPS), ()), most + 1)]
    refuse_too_many(len(services), most)
    lines = tuple(_line(number, groups, each) for number, (groups, each) in enumerate(services, start=1))
    currency = str(object_in(raw.get("Metadata")).get("Currency") or "USD")
    return Export(_text(raw.get("Name")), currency, amount(total.get("monthly")), amount(total.get("upfront")), lines)


def _services(found: object, groups: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Every service with the names of its groups."""
    if not isinstance(found, Mapping) or len(groups) > DEEPEST_GROUP:
        message = f"Groups of an export are objects with services, at most {DEEPEST_GROUP} within one another."
        raise InvalidInput([FieldError(_GROUPS, message)])
    for each in list_in(found.get(_SERVICES)):
        yield groups, object_in(each)
    for name, inner in found.items():
        if name == _GROUPS:
            yield from _services(inner, groups)
        elif name != _SERVICES and isinstance(inner, Mapping):
            yield from _services(inner, (*groups, str(name)))


def _line(number: int, groups: tuple[str, ...], each: Mapping[str, Any]) -> ExportLine:
    cost = object_in(each.get("Service Cost"))
    pairs = [(str(name), _text(value)) for name, value in object_in(each.get("Properties")).items()]
    return ExportLine(
        number,
        groups,
        _text(each.get("Service Name")).strip(),
        _text(each.get("Description")).strip(),
        _text(each.get("Region")).strip(),
        amount(cost.get("monthly")),
        amount(cost.get("upfront")),
        configuration(pairs),
    )


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
