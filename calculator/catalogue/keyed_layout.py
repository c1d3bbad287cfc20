"""How the files of a keyed price table are written: its key columns, the ways to buy that have a price, what is sold.

A service declares its tables in its `service.toml`, under `[keyed.NAME]`; the files stand in the folder NAME beside it,
one for each Region.
"""

import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from calculator.catalogue.purchase_options import FAMILIES, ON_DEMAND, OPTIONS, options_of
from calculator.core.errors import BrokenTable

SERVICE_FILE = "service.toml"
# The table of this name is the service's own; others are called after it.
OWN = "prices"
DAY = "day"
Checked = TypeVar("Checked", bound=BaseModel)
ColumnName: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


def _known(families: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [each for each in families if each not in FAMILIES and each not in OPTIONS]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no way to buy; there are {', '.join(FAMILIES)}")
    return families


class Across(BaseModel):
    """`[keyed.NAME.across.FOLDER]`: more prices of one way to buy, in columns across a key or across days.

    Without `of` the columns are days; otherwise they are the `values` of that key column, the last one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    option: str = ON_DEMAND
    of: str = DAY
    values: tuple[str, ...] = ()


class KeyedLayout(BaseModel):
    """`[keyed.NAME]`: the columns that say what a row is of, the families of ways to buy it, the noun of its unit."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    columns: Annotated[tuple[ColumnName, ...], Field(min_length=1)]
    purchase: Annotated[tuple[str, ...], AfterValidator(_known)] = (ON_DEMAND,)
    thing: str
    across: Mapping[str, Across] = {}

    @cached_property
    def options(self) -> tuple[str, ...]:
        """Every way to buy, in the order of the columns."""
        return options_of(self.purchase)

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that every file has, first and in this order."""
        return (*self.columns, "effective_from", "source")

    @property
    def optional(self) -> tuple[str, ...]:
        """The columns that a file has if any of its rows fills them."""
        return (ON_DEMAND, "confirmed", "confirmed_by", *(each for each in self.options if each != ON_DEMAND))

    def key_of(self, option: str) -> tuple[str, ...]:
        """What is priced as the cells of its row; only the last of them may hold blanks."""
        return tuple(option.split(" ", len(self.columns) - 1))


def read_layouts(folder: Path) -> dict[str, KeyedLayout]:
    """The keyed tables that the folder of a service has files of, by the name of their folder. Raises BrokenTable."""
    declared = folder / SERVICE_FILE
    if not declared.exists() or not any(path.is_dir() for path in folder.iterdir()):
        return {}
    where = f"{folder.name}/{SERVICE_FILE}"
    try:
        stated = tomllib.loads(declared.read_text(encoding="utf-8")).get("keyed", {})
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenTable([f"{where}: {error}."]) from None
    layouts = checked(KeyedLayout, stated if isinstance(stated, dict) else {}, f"{where}: keyed.")
    return {name: layout for name, layout in layouts.items() if (folder / name).is_dir()}


def checked(model: type[Checked], stated: Mapping[str, object], where: str) -> dict[str, Checked]:
    """Tables of a file by their names. Raises BrokenTable with all of their faults."""
    found, faults = dict[str, Checked](), list[str]()
    for name, raw in stated.items():
        try:
            found[name] = model.model_validate(raw)
        except ValidationError as error:
            places = ((".".join(map(str, (name, *each["loc"]))), each["msg"]) for each in error.errors())
            faults += [f"{where}{place}: {message}." for place, message in places]
    if faults:
        raise BrokenTable(faults)
    return found


def table_name(service: str, name: str) -> str:
    """What a keyed table of a service is called."""
    return service if name == OWN else f"{service}_{name}"
