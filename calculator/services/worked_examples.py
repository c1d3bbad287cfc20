"""The worked examples: reviewable figures with their sources, one file in the folder of each service."""

from collections.abc import Collection, Iterator
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from calculator.core.nearest_names import did_you_mean, nearest_names
from calculator.core.units import PRICING_DATA

TOTALS = ("monthly_usd", "upfront_usd", "effective_monthly_usd", "annual_usd")
UNKNOWN = "unknown"
FILE = "examples.yaml"
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


FILES = {path.parent.name: path for path in SERVICE_FOLDERS.glob(f"*/{FILE}")}


def worked_examples(*services: str) -> Iterator[WorkedExample]:
    """The examples of the services named, or of all that have a file."""
    for key in (each for each in services or sorted(FILES) if each in FILES):
        for written in yaml.load(FILES[key].read_text(encoding="utf-8"), TextLoader):
            yield WorkedExample(service=key, **written)


# Each member of an example with whether it must be there; the folder says of which service they are.
_MEMBERS = {each.name: each.default is MISSING for each in fields(WorkedExample) if each.name != "service"}


def faults_of_examples(folder: Path, inputs: Collection[str]) -> Iterator[str]:
    """What is wrong with their form, as `folder/file: example: sentence`; the figures are for the tests.

    `inputs` are the names that a usage may have.
    """
    path, where = folder / FILE, f"{folder.name}/{FILE}"
    if not path.exists():
        return
    try:
        examples = yaml.load(path.read_text(encoding="utf-8"), TextLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        yield f"{where}:{line}: {error.problem}."
        return
    if not isinstance(examples, list):
        yield f"{where}: must be a list of examples, each begun by a hyphen."
        return
    for place, example in enumerate(examples, start=1):
        yield from (f"{where}: {place}: {sentence}" for sentence in _faults_of(example, inputs))


def _faults_of(example: Any, inputs: Collection[str]) -> Iterator[str]:
    if not isinstance(example, dict):
        yield f"must have members such as {', '.join(_MEMBERS)}."
        return
    for key in sorted(map(str, example.keys() - _MEMBERS.keys())):
        yield f"{key!r} is no member of an example. {did_you_mean(nearest_names(key, _MEMBERS))}".strip()
    for key, is_needed in _MEMBERS.items():
        if is_needed and key not in example:
            yield f"{key} is missing."
    for key in ("usage", "expect"):
        if not isinstance(example.get(key, {}), dict):
            yield f"{key} must be written as {{name: value}}."
            return
    for name in sorted(map(str, example.get("usage", {}).keys() - {*inputs})):
        yield f"usage: {name!r} is no input. {did_you_mean(nearest_names(name, inputs))}".strip()
