"""The worked examples: reviewable figures with their sources, one file in the folder of each service."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from calculator.core.units import PRICING_DATA

TOTALS = ("monthly_usd", "upfront_usd", "effective_monthly_usd", "annual_usd")
UNKNOWN = "unknown"
SERVICE_FOLDERS = PRICING_DATA / "services"


class TextLoader(yaml.CSafeLoader):
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
    month: str = "730"
    arithmetic: str = ""
    published_usd: str = ""
    note: str = ""

    @property
    def raw(self) -> dict[str, object]:
        """The question as somebody would type it."""
        return {**self.usage, "region": self.region, "as_of": self.as_of, "month": self.month}

    @property
    def totals(self) -> dict[str, Decimal | None]:
        """The figures of money that are worked out; None is one that no source tells."""
        written = {name: self.expect[name] for name in TOTALS if name in self.expect}
        return {name: None if text == UNKNOWN else Decimal(text) for name, text in written.items()}

    @property
    def is_refused(self) -> bool:
        """Whether the workload has no answer, and why is what the example is about."""
        return "error" in self.expect

    def __str__(self) -> str:
        return f"{self.service}: {self.name}"


FILES = {path.parent.name: path for path in SERVICE_FOLDERS.glob("*/examples.yaml")}


def worked_examples(*services: str) -> Iterator[WorkedExample]:
    """The examples of the services named, or of all that have a file."""
    for key in (each for each in services or sorted(FILES) if each in FILES):
        for written in yaml.load(FILES[key].read_text(encoding="utf-8"), TextLoader):
            yield WorkedExample(service=key, **written)
