"""What people forget in an estimate: lines that it has not, where what it has makes them likely."""

import tomllib
from functools import cache
from pathlib import Path

from calculator.core.errors import FieldError, UnknownName, shown
from calculator.core.units import PRICING_DATA
from calculator.estimates.document import Document, Entry, Part

FILE = PRICING_DATA / "checklist.toml"


class Item(Part):
    """A line that is offered after some services, unless others or their fields are there."""

    name: str
    label: str
    why: str
    after: tuple[str, ...]
    unless: tuple[str, ...]
    unless_fields: tuple[str, ...]
    service: str
    usage: dict[str, str]

    def entry(self, region: str) -> Entry:
        """The line that it would add."""
        return Entry(
            id=self.name, name=self.label, note=self.why, service=self.service, region=region, usage={**self.usage}
        )

    def is_forgotten(self, entries: list[Entry]) -> bool:
        """Whether the entries make it likely and none of them has it."""
        services = {each.service for each in entries}
        typed = {name for each in entries for name in each.usage}
        has_it = services & set(self.unless) or typed & set(self.unless_fields)
        return bool(services & set(self.after)) and not has_it


@cache
def checklist(path: Path = FILE) -> tuple[Item, ...]:
    """Every item."""
    return tuple(Item.model_validate(each) for each in tomllib.loads(path.read_text(encoding="utf-8"))["items"])


def forgotten(document: Document) -> tuple[Item, ...]:
    """What a document may have forgotten."""
    entries = [entry for _, entry, _ in document.walk()]
    return tuple(each for each in checklist() if each.is_forgotten(entries))


def item(name: str) -> Item:
    """One of the list. Raises UnknownName."""
    found = next((each for each in checklist() if each.name == name), None)
    if found is None:
        raise UnknownName([FieldError("item", f"There is no {shown(name)!r} in the checklist.", shown(name))])
    return found
