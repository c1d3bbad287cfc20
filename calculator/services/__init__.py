"""The services, and the one that a key names."""

from itertools import islice

from calculator.core.errors import FieldError, UnknownName, shown
from calculator.core.nearest_names import did_you_mean, nearest_names
from calculator.services.registry import Registry
from calculator.services.service import Service

SERVICES = Registry()
# Of a hundred services a sentence names some.
MOST_NAMED = 8


def service_categories() -> tuple[str, ...]:
    """The categories that have a service, in the order of the alphabet."""
    return tuple(sorted({each.CATEGORY for each in SERVICES.values()}))


def service(key: str) -> Service:
    """The service of this key. Raises UnknownName."""
    try:
        return SERVICES[key]
    except KeyError:
        near = did_you_mean(nearest_names(key, tuple(SERVICES), 3))
        first = list(islice(SERVICES, MOST_NAMED))
        there_are = f"There are {len(SERVICES)} services, such as {', '.join(first)}."
        message = f"There is no service named {shown(key)!r}. {near or there_are}"
        raise UnknownName([FieldError("service", message, shown(key))]) from None
