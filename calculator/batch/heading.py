"""Which column of a table is what: what every row has, fields of the services, and what is passed through."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from calculator.core.arithmetic import decimal
from calculator.core.declarations import QuantityField
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.core.nearest_names import did_you_mean, nearest_names
from calculator.services import SERVICES, service

SERVICE, COUNT = "service", "count"
OF_EVERY_ROW = (SERVICE, "region", "as_of", "month", COUNT)
MONEY = ("monthly_usd", "upfront_usd", "effective_monthly_usd")
BINDING, ERROR_CODE, ERROR = "binding", "error_code", "error"
CAPACITY = "capacity_"
MOST_COLUMNS = 2000
# No field begins so.
NOT_READ = "not read: "
COUNTED = QuantityField(
    label="Count",
    help="So many of it, each billed for itself.",
    default=decimal("1"),
    at_most=decimal("1000000"),
    is_whole=True,
)


@dataclass(frozen=True)
class Heading:
    """The columns of a table; `usual` is the service of the rows that name none, empty if each must."""

    names: tuple[str, ...]
    usual: str = ""

    @property
    def names_services(self) -> bool:
        """Whether rows name their service."""
        return SERVICE in self.names

    def fields_of(self, key: str) -> tuple[str, ...]:
        """The columns that are fields of a service."""
        return tuple(name for name in self.names if name in service(key).Usage.declarations)

    def foreign_to(self, key: str) -> tuple[str, ...]:
        """The columns that are fields of other services: what a row of this one has there is no input of it."""
        if not self.names_services:
            return ()
        own = service(key).Usage.declarations
        return tuple(name for name in self.names if name in all_fields() and name not in own and not _is_common(name))

    @property
    def passed_through(self) -> tuple[str, ...]:
        """The columns that mean nothing here; what an earlier batch answered is not among them."""
        return tuple(name for name in self.names if not self.reads(name) and not is_answer(name))

    def reads(self, name: str) -> bool:
        """Whether a column means anything."""
        return _is_common(name) or name in self.known

    @property
    def known(self) -> Collection[str]:
        """The fields that columns may be: those of the service of all rows, or of any."""
        is_of_one = self.usual and not self.names_services
        return service(self.usual).Usage.declarations if is_of_one else all_fields()

    def nearest(self, name: str) -> list[str]:
        """What a column that is passed through may have meant."""
        return nearest_names(name, (*OF_EVERY_ROW, *self.known), 2)

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns that stand in the answer as well: all but what an earlier batch answered."""
        return tuple(name for name in self.names if not is_answer(name))


def _is_common(name: str) -> bool:
    return name in OF_EVERY_ROW


def is_answer(name: str) -> bool:
    """Whether a column is one that a batch answers."""
    return name in (*MONEY, BINDING, ERROR_CODE, ERROR) or name.startswith(CAPACITY)


@lru_cache(maxsize=1)
def all_fields() -> Mapping[str, None]:
    """The fields of all services."""
    return dict.fromkeys(name for each in SERVICES.values() for name in each.Usage.declarations)


def is_amount(name: str) -> bool:
    """Whether a column holds amounts, whatever the service."""
    return name == COUNT or name in _amounts()


@lru_cache(maxsize=1)
def _amounts() -> frozenset[str]:
    fields = [(name, field) for each in SERVICES.values() for name, field in each.Usage.declarations.items()]
    others = {name for name, field in fields if not isinstance(field, QuantityField)}
    return frozenset(name for name, _ in fields if name not in others)


def meanings(names: Sequence[str], read_as: Mapping[str, str], usual: str = "") -> dict[str, str]:
    """The names under which columns are read, by their own: fields, or for nothing one that means nothing.

    Raises InvalidInput for columns that there are not, and for what is no field; UnknownName for the usual service.
    """
    known = {*OF_EVERY_ROW, *(service(usual).Usage.declarations if usual else all_fields())}
    faults, found = [], {}
    for name, meant in read_as.items():
        if name not in names:
            hint = did_you_mean(nearest_names(name, names))
            faults.append(FieldError(shown(name), f"The file has no column {shown(name)!r}. {hint}".rstrip()))
        elif meant and meant not in known:
            hint = did_you_mean(nearest_names(meant, known))
            message = f"{shown(meant)!r} is no field, so {shown(name)!r} cannot be read as it. {hint}"
            faults.append(FieldError(shown(name), message.rstrip(), shown(meant)))
        elif meant or name in known:
            found[name] = meant or f"{NOT_READ}{name}"
    if faults:
        raise InvalidInput(faults)
    return found


def read_heading(names: Sequence[str], usual: str = "") -> Heading:
    """The heading of a table. Raises InvalidInput, and UnknownName for the usual service."""
    if usual:
        service(usual)
    faults = [*_faults(names, usual)]
    if faults:
        raise InvalidInput(faults)
    return Heading(tuple(names), usual)


def _faults(names: Sequence[str], usual: str) -> Iterable[FieldError]:
    if len(names) > MOST_COLUMNS:
        yield FieldError("columns", f"The table has {len(names):,} columns; at most {MOST_COLUMNS:,} are read.")
        return
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield FieldError(shown(name), f"The column {shown(name)!r} stands twice; name each column once.")
    if SERVICE not in names and not usual:
        near = nearest_names(SERVICE, names)
        hint = f" Rename {shown(near[0])!r}, if that is it." if near else ""
        message = f"No column is called service, and no service is given for all rows.{hint}"
        yield FieldError(SERVICE, message)


def answer_columns(keys: Iterable[str]) -> tuple[str, ...]:
    """The columns that an answer adds to a table with rows of these services."""
    wanted = set(keys)
    headlines = dict.fromkeys(name for key in SERVICES if key in wanted for name in SERVICES[key].HEADLINES)
    return (*MONEY, *(CAPACITY + name for name in headlines), BINDING, ERROR_CODE, ERROR)
