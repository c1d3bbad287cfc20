"""The mapping from rows of AWS's price lists to our dimensions: rules as data, `price_list.csv` of each service.

A rule says which rows it takes (product family, usage type without its region's prefix, operation, attributes),
what they are to us (table, dimension, option) and how AWS's unit becomes ours.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from calculator.catalogue.importable import RULES_FILE
from calculator.catalogue.publications import Source, read_regions, read_sources
from calculator.catalogue.tables import SERVICES, Faults, Line, read_cell, read_keyed, read_lines
from calculator.core.units import PRICING_DATA, is_unit
from calculator.offers.offer import Covered

RULE_COLUMNS = (
    "rule",
    "offer_code",
    "table",
    "dimension",
    "option",
    "product_family",
    "usage_type",
    "operation",
    "attributes",
    "file_unit",
    "unit",
    "factor",
    "tiers",
    "note",
)
# How a rule's tiers follow from its rows: as they stand, from 0; or without what is free at the beginning, so that the
# one paid tier that is left begins at 0; or a number, where the tier begins that its row is (io2 has a SKU a tier).
AS_IN_FILE, PAID = "", "paid"
CODE_COLUMNS = ("region", "code", "source")
PRICE_CELLS = ("dimension", "file_unit", "unit", "factor")
_RULE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DIMENSION = re.compile(r"[a-z][a-z0-9_]*")
# A price that is the sum of several rows: `price = hour + fee`, and `instance-hour = instance-hour + instance`.
IS_SUM_OF, AND = " = ", " + "
_CODE = re.compile(r"[A-Z]{2,4}[0-9]{0,2}")
_FACTOR = re.compile(r"[0-9]+(\.[0-9]+)?|[0-9]+/[0-9]+")
_WHOLE = re.compile(r"[0-9]+")
_PLACEHOLDER = re.compile(r"\{([A-Za-z0-9]+)\}")
# What an option may be filled in with besides a column: the class of an instance as the usage type ends with it.
USAGE_CLASS, USAGE_TYPE = "usageclass", "usagetype"
_SHORT_SIZE = re.compile(r"(?<=\.)([0-9]*)xl$")


@dataclass(frozen=True, slots=True)
class Condition:
    """What one column must hold: one of some texts, where `*` stands for anything; empty means absent too."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One row that a price is made of: the units it may be stated in, and how many of those one of ours is.

    Where several rows add up to a price each is kept too, as it stands: `name` is what comes behind the dimension,
    `unit` what it is per.
    """

    units: tuple[str, ...]
    factor: Fraction
    name: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the mapping. Without a table it says which rows are left out on purpose.

    `free_limit` names the limit by which the calculator counts what is free at the beginning of its price.
    """

    id: str
    offer_code: str
    table: str
    dimension: str
    option: str
    conditions: tuple[Condition, ...]
    parts: tuple[Part, ...]
    unit: str
    tiers: str
    note: str
    free_limit: str = ""

    @property
    def ignores(self) -> bool:
        """Whether the rule leaves its rows out on purpose."""
        return not self.table

    @property
    def begins(self) -> Decimal | None:
        """Where the one tier begins that a row is; None where the file says so itself."""
        return None if self.tiers in (AS_IN_FILE, PAID) else Decimal(self.tiers)

    @property
    def option_columns(self) -> tuple[str, ...]:
        """The columns that the option is put together from, as `column_key` writes them."""
        return tuple(USAGE_TYPE if name == USAGE_CLASS else name for name in self._filled_in)

    @property
    def _filled_in(self) -> tuple[str, ...]:
        return tuple(map(column_key, _PLACEHOLDER.findall(self.option)))

    @property
    def covers(self) -> tuple[Covered, ...]:
        """What the rule speaks for: its price, and the rows that it is the sum of."""
        option = _PLACEHOLDER.sub("*", self.option)
        dimensions = (self.dimension, *(self.dimension_of(part) for part in self.parts if part.name))
        return tuple(Covered(self.table, dimension, option) for dimension in dimensions)

    def dimension_of(self, part: Part) -> str:
        """The dimension of one row of several that make a price: `reserved_1y_partial_upfront_fee`."""
        return f"{self.dimension}_{part.name}"

    def option_of(self, values: Iterable[str]) -> str:
        """The option with the values of its columns filled in, in their order; empty where one of them is."""
        told = [
            instance_class(value) if name == USAGE_CLASS else value
            for name, value in zip(self._filled_in, values, strict=False)
        ]
        if not all(told):
            return ""
        filled = iter(told)
        return _PLACEHOLDER.sub(lambda _: next(filled), self.option)


@dataclass(frozen=True, slots=True)
class OfferMapping:
    """All rules, with what the rows name regions by: codes, billing codes and AWS's names."""

    rules: tuple[Rule, ...]
    billing_codes: Mapping[str, tuple[str, ...]]
    regions: Mapping[str, str]

    @property
    def offer_codes(self) -> tuple[str, ...]:
        """The offers that any rule speaks for."""
        return tuple(dict.fromkeys(rule.offer_code for rule in self.rules))

    def rules_of(self, offer_code: str) -> tuple[Rule, ...]:
        """The rules for one offer, in the order of the table."""
        return tuple(rule for rule in self.rules if rule.offer_code == offer_code)

    def without_prefix(self, usage_type: str, region: str) -> str:
        """A usage type without the billing code of the row's own region; another region's is left standing."""
        code, dash, rest = usage_type.partition("-")
        return rest if dash and code in self.billing_codes.get(region, ()) else usage_type


def instance_class(usage_type: str) -> str:
    """The class that a usage type ends with, in full: `APS5-Multi-AZUsage:db.r7g.2xl` is of db.r7g.2xlarge.

    Lists of Database Savings Plans give a family alone, R7G, in the column that is meant for the class.
    """
    return _SHORT_SIZE.sub(r"\1xlarge", usage_type.partition(":")[2])


def column_key(name: str) -> str:
    """A column's name by its letters and digits alone: `Pre Installed S/W` and `preInstalledSw` are one."""
    return re.sub("[^a-z0-9]", "", name.casefold())


def read_mapping(folder: Path = PRICING_DATA) -> OfferMapping:
    """The mapping of a folder of tables. Raises BrokenTable with every fault."""
    sources = read_sources(folder / "sources.csv")
    regions = read_regions(folder / "regions.csv", sources)
    faults = Faults()
    codes = _billing_codes(folder / "region_billing_codes.csv", regions, sources, faults)
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob(f"{SERVICES}/*/{RULES_FILE}")):
        for name, line in read_keyed(path, RULE_COLUMNS, faults).items():
            faults.check(name not in rules, line, f"rule {name!r} stands in another service too.")
            rules[name] = _rule(line, faults)
    faults.raise_if_any()
    return OfferMapping(tuple(rules.values()), codes, regions)


def _billing_codes(
    path: Path, regions: Mapping[str, str], sources: Mapping[str, Source], faults: Faults
) -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    owner: dict[str, str] = {}
    for line in read_lines(path, CODE_COLUMNS, faults):
        region, code = line.cells["region"], line.cells["code"]
        faults.check(region in regions, line, f"region {region!r} is not in regions.csv.")
        faults.check(_CODE.fullmatch(code), line, f"code {code!r} must look like EUW1.")
        faults.check(code not in owner, line, f"code {code!r} stands twice, also for {owner.get(code)}.")
        faults.check(line.cells["source"] in sources, line, f"source {line.cells['source']!r} is not in sources.csv.")
        owner[code] = region
        codes[region] = (*codes.get(region, ()), code)
    return codes


def _rule(line: Line, faults: Faults) -> Rule:
    cells = line.cells
    faults.check(_RULE.fullmatch(cells["rule"]), line, f"rule {cells['rule']!r} must be words-with-dashes.")
    faults.check(cells["offer_code"], line, "offer_code must not be empty.")
    columns = {
        "productfamily": cells["product_family"],
        "usagetype": cells["usage_type"],
        "operation": cells["operation"],
    }
    conditions = [Condition(column, tuple(text.split("|"))) for column, text in columns.items() if text]
    conditions += _attributes(line, faults)
    faults.check(conditions, line, "takes every row; say which.")
    for column, times in Counter(condition.column for condition in conditions).items():
        faults.check(times == 1, line, f"asks {column} for two things at once.")
    parts = _parts(line, faults) if cells["table"] else _nothing(line, faults)
    dimension, unit = (cells[name].partition(IS_SUM_OF)[0] for name in ("dimension", "unit"))
    texts = (cells["rule"], cells["offer_code"], cells["table"], dimension, cells["option"])
    tiers, free_limit = _tiers(line, parts, faults)
    return Rule(*texts, tuple(conditions), parts, unit, tiers, cells["note"], free_limit)


def _attributes(line: Line, faults: Faults) -> list[Condition]:
    """`name=value;name=value|value2` as conditions; `name=` asks for a column that is absent or empty."""
    conditions = []
    for pair in filter(None, line.cells["attributes"].split(";")):
        name, equals, values = pair.partition("=")
        faults.check(column_key(name) and equals, line, f"attribute {pair!r} must look like name=value.")
        conditions.append(Condition(column_key(name), tuple(values.split("|"))))
    return conditions


def _tiers(line: Line, parts: tuple[Part, ...], faults: Faults) -> tuple[str, str]:
    """How the tiers follow from the rows, and the limit that says how much is free of what is `paid free_storage`."""
    cell = line.cells["tiers"]
    tiers, _, free_limit = cell.partition(" ")
    is_known = tiers in (AS_IN_FILE, PAID) or _WHOLE.fullmatch(tiers) is not None
    is_limit = not free_limit or (tiers == PAID and _DIMENSION.fullmatch(free_limit) is not None)
    right = f"empty, {PAID} (with a limit behind it or not) or a number such as 32000"
    faults.check(is_known and is_limit, line, f"tiers {cell!r} must be {right}.")
    faults.check(tiers == AS_IN_FILE or len(parts) == 1, line, "tiers is for prices of one row.")
    literal = not _PLACEHOLDER.search(line.cells["option"])
    faults.check(tiers in (AS_IN_FILE, PAID) or literal, line, "an option to fill in cannot have a tier of its own.")
    return tiers, free_limit


def _parts(line: Line, faults: Faults) -> tuple[Part, ...]:
    """The rows that add up to one price: `Hrs + Quantity` with the factors `1 + 1/8760`."""
    cells = line.cells
    dimensions, unit_names = (_summed(cells[name]) for name in ("dimension", "unit"))
    for each in dimensions:
        faults.check(_DIMENSION.fullmatch(each), line, f"dimension {each!r} must be a_plain_name.")
    for each in unit_names:
        faults.check(is_unit(each), line, f"unit {each!r} is not in units.csv.")
    faults.check(cells["file_unit"], line, "file_unit must not be empty.")
    file_units = [tuple(text.split("|")) for text in cells["file_unit"].split(AND)]
    factors = read_cell(line, "factor", _factors, "numbers above 0 such as 1000, 1/1024 or 1 + 1/8760", faults)
    if factors is None:
        return ()
    one_each = len(file_units) == len(factors)
    faults.check(one_each, line, f"has {len(file_units)} units of the file and {len(factors)} factors.")
    if len(file_units) == len(dimensions) == len(unit_names) == 1:
        return tuple(map(Part, file_units, factors))
    is_sum = len(dimensions) == len(unit_names) == len(file_units) + 1
    faults.check(is_sum, line, "is a sum; dimension and unit must say of what, such as price = hour + fee.")
    return tuple(map(Part, file_units, factors, dimensions[1:], unit_names[1:]))


def _summed(cell: str) -> list[str]:
    """What a cell names, and what that is the sum of if it says so."""
    whole, is_sum, parts = cell.partition(IS_SUM_OF)
    return [whole, *(parts.split(AND) if is_sum else ())]


def _nothing(line: Line, faults: Faults) -> tuple[Part, ...]:
    """A rule that ignores rows has nothing to say of a price, and says why."""
    named = [name for name in (*PRICE_CELLS, "option") if line.cells[name]]
    faults.check(not named, line, f"has no table, so {' and '.join(named)} must be empty.")
    faults.check(line.cells["note"], line, "ignores rows; the note must say why.")
    return ()


def _factors(text: str) -> list[Fraction]:
    """Raises ValueError for anything but plain numbers and quotients above zero."""
    texts = text.split(AND)
    if not all(_FACTOR.fullmatch(each) for each in texts):
        raise ValueError(text)
    try:
        factors = [Fraction(each) for each in texts]
    except ZeroDivisionError:
        raise ValueError(text) from None
    if not all(factors):
        raise ValueError(text)
    return factors
