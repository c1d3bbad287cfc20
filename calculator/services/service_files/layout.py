"""What may stand in a `service.toml`: every table and key, with its type. Unknown keys are refused.

Parts that stand once for each value of a list are written out before, see `lists`; so are services that cost nothing,
see `free`.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from calculator.catalogue.keyed_layout import KeyedLayout
from calculator.core.formulas.parse import Formula, parse
from calculator.core.pools import ACCOUNT_REGION, TiersPool

CATEGORIES = (
    "Analytics",
    "Application integration",
    "Compute",
    "Containers",
    "Databases",
    "Developer tools",
    "End user computing",
    "Internet of Things",
    "Machine learning",
    "Management and governance",
    "Media services",
    "Migration and transfer",
    "Networking and content delivery",
    "Security, identity, and compliance",
    "Storage",
    "Support",
)
# What a folder that is only begun holds in the place of what its author knows.
FILL_IN = "fill_in"
NAME = r"^[a-z][a-z0-9_]*$"
Name: TypeAlias = Annotated[str, Field(pattern=NAME)]
Text: TypeAlias = Annotated[str, Field(min_length=1)]
Options: TypeAlias = Mapping[Name, tuple[str, ...]]


def _formula(text: object) -> object:
    return parse(str(text)) if isinstance(text, str | int) and not isinstance(text, bool) else text


AFormula: TypeAlias = Annotated[Formula, BeforeValidator(_formula)]
Bound: TypeAlias = Annotated[Decimal | str, Field(union_mode="left_to_right")]


class Part(BaseModel):
    """A table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Input(Part):
    """`[inputs.NAME]`: one field of the form, the API and the command line.

    `hours` are those of the month unless fewer are stated. A `keyed` one is a column of a keyed table, whose prices are
    its choices, and a `purchase` one of the ways to buy that the `table` has. A `group` folds a field away with the
    others of a feature that most workloads do not have; what is billed for it has a line where it is used. A `region`
    is another Region, or `same`: a charge that has it in its option bills what goes there, so nothing where that is no
    other one. What is `of_estimate` is in an estimate what its other entries come to in the month, in USD, unless it is
    stated.
    """

    kind: Literal["quantity", "hours", "choice", "flag", "choices", "keyed", "purchase", "region"] = "quantity"
    label: Text
    help: Text
    unit: str = ""
    default: Any = None
    default_of: AFormula | None = None
    default_words: str = ""
    at_least: Bound = Decimal(0)
    at_most: Bound | None = None
    whole: bool = False
    main: bool = False
    not_below: str = ""
    only_for: Options = {}
    choices: Mapping[str, Text] = {}
    group: str = ""
    table: str = ""
    of_estimate: bool = False


class Whole(Part):
    """`[[inputs_whole]]`: fields that are shares of one whole."""

    of: tuple[Name, ...]
    equals: Decimal


class Figure(Part):
    """`[figures.NAME]`: an amount worked out from inputs and earlier figures; with `label` and `unit` a headline."""

    of: AFormula
    label: str = ""
    unit: str = ""


class DemandOn(Part):
    """What a workload asks of one limit."""

    name: Name
    amount: AFormula
    limit: Name
    unit: str = ""


class Capacity(Part):
    """`[capacity.NAME]`: units of capacity, as many as the largest demand takes; `whole` ones are rounded up."""

    unit: Text
    label: Text
    demands: tuple[DemandOn, ...]
    at_least: AFormula | None = None
    whole: bool = True


class AttributeOf(Part):
    """`[attributes.INPUT.NAME]`: a column of `INPUT.csv`, which says what each choice has; words have no unit."""

    label: Text
    unit: str = ""


class Charge(Part):
    """`[[charges]]`: a quantity billed at the price of a dimension.

    One that is `keyed` to a table is priced by the inputs of its key and bought as the `purchase` input of the table
    says: `quantity` are the hours used, `committed` the things that a commitment is for.
    """

    name: Name
    label: Text
    quantity: AFormula
    unit: Text
    dimension: str = ""
    option: str = ""
    only_for: Options = {}
    allowance: str = ""
    allowance_pool: Literal["account", "region"] = "account"
    tiers_pool: TiersPool = ACCOUNT_REGION
    resources: AFormula | None = None
    minimum: AFormula | None = None
    recurrence: Literal["monthly", "upfront"] = "monthly"
    term_months: int = 12
    assumption: str = ""
    keyed: str = ""
    committed: AFormula | None = None


class Obstacle(Part):
    """`[[obstacles]]`: a limit that a workload violates, and the sentence that says so."""

    field: Name
    when: AFormula
    message: Text


class Notice(Part):
    """`[[notices]]`: what a person should know about an answer; `of_bill` where it is about the money."""

    code: Name
    when: AFormula
    message: Text
    field: str = ""
    of_bill: bool = False


class ExampleUsage(Part):
    """`[[examples]]`: a workload to start from."""

    name: Text
    summary: Text
    usage: Mapping[Name, Any]


class StepOf(Part):
    """`[[steps]]`: an increase of a field whose price is worth knowing."""

    field: Name
    by: int
    unless: tuple[Name, ...] = ()


class FactOf(Part):
    """`[[facts]]`: a limit that choices are compared by, besides money."""

    limit: Name
    label: Text


class Crossover(Part):
    """`[[crossovers]]`: a field along which choices have break-even points worth naming."""

    over: Name
    low: float
    high: float
    per: str = ""
    kinks: tuple[str, ...] = ()


class Free(Part):
    """`[free]`: a service that AWS bills nothing for, whatever of it there is; `says` who bills what it starts."""

    counts: Name
    label: Text
    says: Annotated[str, Field(pattern=r"\.$")]


class Ended(Free):
    """`[ended]`: a service that AWS ended on a day; `says` what takes its place."""

    on: date


class ServiceFile(Part):
    """The whole file."""

    key: Name
    name: Text
    summary: Annotated[str, Field(pattern=r"\.$")]
    category: Literal[CATEGORIES]  # type: ignore[valid-type]
    tables: tuple[Name, ...] = ()
    compare_by: tuple[Name, ...] = ()
    sweep_over: str = ""
    scope: Literal["region", "global", "edge"] = "region"
    scatter: tuple[Name, ...] = ()
    terms: Mapping[str, Text] = {}
    lookups: Mapping[Name, tuple[Name, ...]] = {}
    unpriced: Mapping[str, Text] = {}
    free: Free | None = None
    ended: Ended | None = None
    keyed: Mapping[Name, KeyedLayout] = {}
    attributes: Mapping[Name, Mapping[Name, AttributeOf]] = {}
    inputs: Mapping[Name, Input]
    inputs_whole: tuple[Whole, ...] = ()
    figures: Mapping[Name, Figure] = {}
    capacity: Mapping[Name, Capacity] = {}
    charges: tuple[Charge, ...]
    obstacles: tuple[Obstacle, ...] = ()
    notices: tuple[Notice, ...] = ()
    steps: tuple[StepOf, ...] = ()
    facts: tuple[FactOf, ...] = ()
    crossovers: tuple[Crossover, ...] = ()
    examples: tuple[ExampleUsage, ...] = ()

    @property
    def has_rows(self) -> bool:
        """Whether any charge is priced by the rows of `prices.csv`."""
        return any(not charge.keyed for charge in self.charges)

    @property
    def attribute_units(self) -> dict[str, str]:
        """The unit of each attribute, by a name such as `node_type.memory_gib`."""
        return {
            f"{name}.{each}": has.unit for name, columns in self.attributes.items() for each, has in columns.items()
        }
