"""The worked examples of `tests/services/*.yaml`: reviewable figures with their sources, one file per service."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent / "services"


class TextLoader(yaml.SafeLoader):
    """YAML in which a plain number or date stays the text that was written, so no binary float comes in between."""


TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class WorkedExample:
    """One workload, who published it, and what it must come to (or why it is refused)."""

    service: str
    name: str
    source: str
    region: str
    as_of: str
    usage: dict[str, Any]
    expect: dict[str, Any]
    arithmetic: str = ""
    published_usd: str = ""
    note: str = ""

    @property
    def raw(self) -> dict[str, object]:
        """The question as somebody would type it."""
        return {**self.usage, "region": self.region, "as_of": self.as_of}

    @property
    def is_refused(self) -> bool:
        return "error" in self.expect

    def __str__(self) -> str:
        return f"{self.service}: {self.name}"


def worked_examples(*services: str) -> Iterator[WorkedExample]:
    """The examples of the services named, or of all that have a file."""
    for key in services or sorted(path.stem for path in FOLDER.glob("*.yaml")):
        text = (FOLDER / f"{key}.yaml").read_text(encoding="utf-8")
        for written in yaml.load(text, TextLoader):
            yield WorkedExample(service=key, **written)
