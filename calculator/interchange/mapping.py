"""`resources.toml` of a service: which resources of foreign files are usages of it, and what each attribute says."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from calculator.core.declarations import Declaration
from calculator.core.errors import BrokenTable
from calculator.core.formulas.parse import Formula, parse
from calculator.core.nearest_names import did_you_mean, nearest_names
from calculator.core.units import PRICING_DATA

FILE = "resources.toml"


class Kind(StrEnum):
    """Which files a rule, or a place in it, is for."""

    TERRAFORM = "terraform"
    CLOUDFORMATION = "cloudformation"
    CALCULATOR = "calculator"


def _paths(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _formula(value: object) -> object:
    return parse(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else value


Paths = Annotated[tuple[str, ...], BeforeValidator(_paths)]
AFormula = Annotated[Formula, BeforeValidator(_formula)]


class Part(BaseModel):
    """A table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Places(Part):
    """The same place in each kind of file."""

    terraform: Paths = ()
    cloudformation: Paths = ()
    calculator: Paths = ()

    def paths(self, kind: Kind) -> tuple[str, ...]:
        """Those of one kind of file."""
        found: tuple[str, ...] = getattr(self, kind.value)
        return found


class Reading(Places):
    """`[resources.read.NAME]`: where a file says something, the first of several paths that is there.

    `default` is what the provider or AWS takes where nothing is said, in CloudFormation where that differs, and
    `default_source` who states it; `default_with` is another one where the file states what a reading of that name
    reads, such as a storage type where IOPS are stated. `values` turn the words of the file into ours; a word that it
    has not makes the resource one that is not supported. Of a rule for each block, a reading is of the block unless
    it is `outside` it.
    """

    outside: bool = False
    default: str | None = None
    default_in_cloudformation: str | None = None
    default_source: str = ""
    default_with: Mapping[str, str] = {}
    values: Mapping[str, str] = {}

    def taken(self, kind: Kind) -> str | None:
        """The default of one kind of file."""
        other = self.default_in_cloudformation if kind is Kind.CLOUDFORMATION else None
        return self.default if other is None else other


class Text(Part):
    """An input that is always the same for this resource."""

    value: str


class Rule(Places):
    """`[[resources]]`: one usage of the service that some types of resources are, or each block of a name in them.

    `when` decides by what is read whether the rule is for a resource; `free` says why such a one costs nothing, and
    `unsupported` why it cannot be priced. `asks` are inputs that no such file knows: how much it is used; `usage` gives
    the keys of usage files that are inputs as they are. `each` makes every block of a name a usage; `at_least_one`
    counts a block that AWS makes even where the file has none, such as the disk of an instance. `count` multiplies the
    usage: how many alike one resource makes. `everywhere` marks what has no Region.
    """

    name: str = ""
    when: AFormula | None = None
    free: str = ""
    unsupported: str = ""
    each: Places = Places()
    at_least_one: bool = False
    count: AFormula | None = None
    asks: tuple[str, ...] = ()
    everywhere: bool = False
    note: str = ""
    read: Mapping[str, Reading] = {}
    inputs: Mapping[str, AFormula | Text] = {}
    usage: Mapping[str, str] = {}
    service: str = ""

    @property
    def types(self) -> tuple[str, ...]:
        """The types of resources that it is for."""
        return (*self.terraform, *self.cloudformation, *self.calculator)


class _File(Part):
    resources: Annotated[list[Rule], Field(min_length=1)]


def read_rules(path: Path) -> tuple[Rule, ...]:
    """The rules of a folder. Raises BrokenTable."""
    where = f"{path.parent.name}/{FILE}"
    try:
        raw = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenTable([f"{where}: {error}."]) from None
    except ValidationError as error:
        told = [f"{where}: {'.'.join(map(str, each['loc']))}: {each['msg']}." for each in error.errors()]
        raise BrokenTable(told) from None
    return tuple(rule.model_copy(update={"service": path.parent.name}) for rule in raw.resources)


@cache
def rules_by_type(folder: Path = PRICING_DATA) -> Mapping[str, tuple[Rule, ...]]:
    """Every rule of every service by the type of resource, in the order of the services. Raises BrokenTable."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for path in sorted((folder / "services").glob(f"*/{FILE}")):
        for rule in read_rules(path):
            for each in rule.types:
                found[each].append(rule)
    return {each: tuple(rules) for each, rules in found.items()}


def faults_of(rule: Rule, inputs: Mapping[str, Declaration]) -> Iterator[str]:
    """What a rule names that there is not: inputs of the service, readings of its own."""
    for name in (*rule.inputs, *rule.asks, *rule.usage.values()):
        if name not in inputs:
            yield f"{name} is no input. {did_you_mean(nearest_names(name, inputs))}".strip()
    for name in (name for each in rule.read.values() for name in each.default_with):
        if name not in rule.read:
            yield f"{name} of a default is read nowhere."
    for formula in (rule.when, rule.count, *rule.inputs.values()):
        if isinstance(formula, Formula):
            for name in formula.names:
                if name not in rule.read:
                    yield f"{name} in {formula.text!r} is read nowhere."
    if not (rule.inputs or rule.free or rule.unsupported or rule.asks):
        yield "a rule has inputs, or says why a resource is free or not supported."
