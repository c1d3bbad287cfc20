"""A resource as every reader gives it: its type, where it stands, and the attributes that are known of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

# Between a link and what is read of the resource that it leads to: `launch_template.id>instance_type`.
LINK = ">"
# After a list whose length is asked for: `subnet_ids#`.
LENGTH = "#"
# The type of the resource itself.
TYPE = "@type"


class _Unknown:
    """What only exists once the resource is made."""

    def __repr__(self) -> str:
        return "known after apply"


UNKNOWN: Final = _Unknown()


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of a file. Sensitive attributes are already gone; unknown ones are UNKNOWN.

    `definition` is where it is written, the same for all instances of a `count`; `link` finds the resource that an
    attribute names. `region` is empty where the file does not say, or says one that is none of ours: `unknown_region`.
    """

    address: str
    definition: str
    type: str
    name: str
    region: str
    groups: tuple[str, ...]
    values: Mapping[str, Any]
    unknown_region: str = ""
    link: Callable[[str], "Resource | None"] = field(default=lambda path: None, compare=False, repr=False)

    def value(self, path: str) -> Any:
        """What stands at a path; None where nothing does. Of several blocks or values the first one."""
        here, hop, rest = path.partition(LINK)
        if hop:
            linked = self.link(here)
            return linked.value(rest) if linked else None
        return self.type if path == TYPE else value_at(self.values, path)

    def blocks(self, path: str) -> Iterator[Any]:
        """Each block of a name; UNKNOWN where the file does not say how many there are."""
        here, hop, rest = path.partition(LINK)
        if hop:
            linked = self.link(here)
            yield from linked.blocks(rest) if linked else ()
            return
        found = value_at(self.values, path)
        if isinstance(found, list):
            yield from found
        elif found is not None:
            yield found


def value_at(values: Any, path: str) -> Any:
    """What stands at a dotted path of nested objects, or the length of a list."""
    is_length = path.endswith(LENGTH)
    found = values
    for part in path.removesuffix(LENGTH).split("."):
        if found is UNKNOWN:
            return UNKNOWN
        if isinstance(found, list):
            found = found[0] if found else None
        if not isinstance(found, Mapping):
            return UNKNOWN if found is UNKNOWN else None
        found = found.get(part)
    if not is_length or found is UNKNOWN:
        return found
    return len(found) if isinstance(found, list) else None
