"""What was stated of a workload, as people read it: labels of fields and choices, amounts with their units."""

from collections.abc import Iterator, Mapping

from calculator.core.declarations import ChoiceField, QuantityField
from calculator.core.display import with_unit
from calculator.core.errors import UnknownName
from calculator.services import service


def stated_in_words(key: str, usage: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Each field that was typed and what it was; by its own name where the service has no such field."""
    try:
        fields = service(key).Usage.declarations
    except UnknownName:
        fields = {}
    for name, typed in usage.items():
        field, text = fields.get(name), _text(typed)
        if isinstance(field, ChoiceField):
            text = field.label_of(text)
        elif isinstance(field, QuantityField) and field.unit and text[-1:].isdigit():
            text = with_unit(text, field.unit)
        yield (field.label if field else name), text


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
