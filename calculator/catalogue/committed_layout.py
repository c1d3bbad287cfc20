"""How a service declares what can be committed to and has no keyed table: units that are billed by the hour.

They stand in the `committed.toml` of its folder, each with the prices of an hour under every way to buy it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict

from calculator.catalogue.keyed_layout import ColumnName, checked
from calculator.catalogue.purchase_options import FEE, HOUR, ON_DEMAND, OPTIONS, term_years
from calculator.core.errors import BrokenTable

COMMITTED_FILE = "committed.toml"


def _known(prices: Mapping[str, str]) -> Mapping[str, str]:
    unknown = [each for each in prices if each.removesuffix(FEE).removesuffix(HOUR) not in OPTIONS]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no way to buy")
    if ON_DEMAND not in prices or not any(map(term_years, prices)):
        raise ValueError(f"needs a price of {ON_DEMAND} and one of a commitment")
    return prices


Prices: TypeAlias = Annotated[Mapping[str, str], AfterValidator(_known)]


class CommittedLayout(BaseModel):
    """`[NAME]`: the unit, the inputs that its prices depend on, and where each price stands.

    A price is the dimension and the option of its row; an input of `columns` in braces stands for its value. It is sold
    in blocks as the limit `block` says, one by one without it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    thing: str
    columns: tuple[ColumnName, ...] = ()
    block: str = ""
    prices: Prices

    def rows(self, key: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, str]]]:
        """Each way to buy with the dimension and the option of its price, of what the inputs say."""
        for way, place in self.prices.items():
            dimension, _, option = place.format_map(key).partition(" ")
            yield way, (dimension, option)


def read_committed(folder: Path) -> dict[str, CommittedLayout]:
    """What the folder of a service declares, by name. Raises BrokenTable."""
    declared = folder / COMMITTED_FILE
    if not declared.exists():
        return {}
    where = f"{folder.name}/{COMMITTED_FILE}"
    try:
        stated = tomllib.loads(declared.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BrokenTable([f"{where}: {error}."]) from None
    return checked(CommittedLayout, stated, f"{where}: ")
