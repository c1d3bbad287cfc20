"""Parts of files of others, which may be of any kind: what is not as expected is empty, and does no harm."""

from collections.abc import Mapping
from typing import Any


def object_in(value: object) -> Mapping[str, Any]:
    """An object, or an empty one."""
    return value if isinstance(value, Mapping) else {}


def list_in(value: object) -> list[Any]:
    """A list, or an empty one."""
    return value if isinstance(value, list) else []
