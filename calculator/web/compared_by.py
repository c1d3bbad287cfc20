"""What a comparison can be by, as people call it, and the sentence for what it cannot be by."""

from calculator.application.questions import common
from calculator.core.display import in_sentence
from calculator.core.errors import FieldError, shown
from calculator.services.service import REGION, Service, comparable

BY = "by"


def choices_to_compare(service: Service) -> list[tuple[str, str]]:
    """The names and labels of the fields whose choices can be compared, the usual first."""
    return [(name, label_of(service, name)) for name in comparable(service)]


def label_of(service: Service, name: str) -> str:
    """What people call a field; empty where there is none of this name."""
    fields = {**common(), **service.Usage.declarations}
    return fields[name].label if name in fields else ""


def not_compared_by(service: Service, by: str) -> FieldError:
    """What is wrong with a comparison by anything else, and what would be right."""
    labels = [label if name == REGION else in_sentence(label) for name, label in choices_to_compare(service)]
    others = f"{', '.join(labels[:-1])} or {labels[-1]}" if len(labels) > 1 else labels[0]
    return FieldError(BY, f"{service.NAME} cannot be compared by {shown(by)!r}. It can be by {others}.", shown(by))
