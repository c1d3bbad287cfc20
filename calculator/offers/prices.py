"""The prices of a file in our dimensions and units: what the rows come to that one rule alone takes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from calculator.core.arithmetic import total
from calculator.offers.columns import Array, Coded, Rows
from calculator.offers.ladders import free_beginnings, whole_cards
from calculator.offers.mapping import AS_IN_FILE, PAID, Rule
from calculator.offers.matching import Place
from calculator.offers.offer import Allowance, BadOffer, MappedPrice
from calculator.offers.row_checks import ENDLESS, day
from calculator.offers.row_counts import Tally
from calculator.offers.unit_factor import Scale

CODED = ("unit", "startingrange", "endingrange", "priceperunit", "usagetype", "operation", "effectivedate")
TEXTS = ("sku", "offertermcode", "ratecode", "pricedescription")
# What leads back from a price to its row is a plain word; what its option is made of and its operation are plain text.
_TOLD = re.compile(r"[!-~]{1,200}")
_PLAIN = re.compile(r"[ -~]{0,200}")
AS_STATED = Scale(Fraction(1))


@dataclass(frozen=True, slots=True)
class Took:
    """Some rows that one rule alone takes."""

    rule: Rule
    rows: Array


@dataclass(frozen=True, slots=True)
class Share:
    """A row of several that add up to a price: its share of the sum, and the price that it states."""

    of_sum: MappedPrice
    as_stated: MappedPrice


class Recipe:
    """A rule, ready to make prices: the parts by unit, where the tier begins, the options filled in so far."""

    def __init__(self, rule: Rule, prices: list[MappedPrice]) -> None:
        self.rule = rule
        self.prices = prices
        self.parts = {
            unit: (number, Scale(part.factor)) for number, part in enumerate(rule.parts) for unit in part.units
        }
        self.begins = rule.begins
        self._options: dict[tuple[str, ...], str | None] = {}

    def options(self, rows: Rows, found: Array) -> Sequence[str | None]:
        """Each row's option; None where an attribute that it is made of is missing or no plain text."""
        columns = [rows.column(name).at(found) for name in self.rule.option_columns]
        if not columns:
            return [self.rule.option] * len(found)
        return [self._option(values) for values in zip(*columns, strict=True)]

    def _option(self, values: tuple[str, ...]) -> str | None:
        if values not in self._options:
            option = self.rule.option_of(values)
            self._options[values] = option if option and _PLAIN.fullmatch(option) else None
        return self._options[values]


class Prices:
    """The prices found so far, and those of which a row is still to come."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.mapped, self.mismatched = Tally(), Tally()
        self._as_in_file: list[MappedPrice] = []
        self._with_allowance: list[MappedPrice] = []
        self._single_tiers: list[MappedPrice] = []
        lists = {AS_IN_FILE: self._as_in_file, PAID: self._with_allowance}
        self._recipes = {
            rule.id: Recipe(rule, lists.get(rule.tiers, self._single_tiers)) for rule in rules if not rule.ignores
        }
        self._free_limits = {(rule.table, rule.dimension, rule.option): rule.free_limit for rule in rules}
        self._starts: dict[tuple[str, str, str], set[Decimal]] = {}
        for rule in rules:
            if rule.begins is not None:
                self._starts.setdefault((rule.table, rule.dimension, rule.option), set()).add(rule.begins)
        self._unfinished: dict[tuple[str, str, str], list[Share | None]] = {}

    def add(self, rows: Rows, places: Coded[Place], taken: Sequence[Took]) -> None:
        """The rows of a block that one rule takes; those that are not as the rule expects are mismatched."""
        if not taken:
            return
        recipes = [self._recipes[took.rule.id] for took in taken]
        found = np.concatenate([took.rows for took in taken])
        columns: list[Sequence[object]] = [
            [recipe for recipe, took in zip(recipes, taken, strict=True) for _ in range(len(took.rows))],
            [option for recipe, took in zip(recipes, taken, strict=True) for option in recipe.options(rows, took.rows)],
            ["" if place.elsewhere else place.region for place in places.at(found)],
            *(rows.column(name).at(found) for name in CODED),
            *(rows.texts_at(name, found) for name in TEXTS),
        ]
        for _ in map(self._add_one, *columns):
            pass

    def cards(self) -> tuple[MappedPrice, ...]:
        """All prices as whole cards; a price that lacks a row is mismatched. Raises BadOffer."""
        for (rule, *_), parts in self._unfinished.items():
            for price in (part.of_sum for part in parts if part is not None):
                self.mismatched.add(rule, 1, f"{price.rate_code} stands alone: {price.description}")
        self._unfinished.clear()
        return whole_cards(self._as_in_file, self._with_allowance, self._single_tiers, self._starts)

    def allowances(self) -> tuple[Allowance, ...]:
        """How much of each price the list leaves free, where a limit counts that."""
        return tuple(
            Allowance(each.table, each.region, each.dimension, each.option, each.tier_from, each.unit, limit)
            for each in free_beginnings(self._with_allowance)
            if (limit := self._free_limits.get((each.table, each.dimension, each.option)))
        )

    def _add_one(
        self,
        recipe: Recipe,
        option: str | None,
        region: str,
        unit: str,
        start: str,
        end: str,
        price: str,
        usage_type: str,
        operation: str,
        effective_from: str,
        sku: str,
        term: str,
        rate_code: str,
        description: str,
    ) -> None:
        rule = recipe.rule
        number, scale = recipe.parts.get(unit, (None, None))
        said = f"{rate_code} {description}"
        is_told = region and all(map(_TOLD.fullmatch, (sku, rate_code, usage_type))) and _PLAIN.fullmatch(operation)
        if number is None or scale is None or option is None or not is_told or not _fits(recipe, scale, start, end):
            self.mismatched.add(rule.id, 1, said)
            return
        self.mapped.add(rule.id, 1, said)
        mapped = MappedPrice(
            rule.table,
            region,
            rule.dimension,
            option,
            recipe.begins or scale.amount(start) or Decimal(0),
            scale.amount(end),
            rule.unit,
            scale.price(price),
            usage_type,
            operation,
            sku,
            rate_code,
            day(effective_from),
            description,
        )
        if len(rule.parts) == 1:
            recipe.prices.append(mapped)
            return
        part = rule.parts[number]
        as_stated = replace(
            mapped, dimension=rule.dimension_of(part), unit=part.unit, usd_per_unit=AS_STATED.price(price)
        )
        self._add_part(recipe, number, Share(mapped, as_stated), term)

    def _add_part(self, recipe: Recipe, number: int, share: Share, term: str) -> None:
        """A price that rows of one SKU and term add up to, once all are there; each row is kept beside it."""
        key = recipe.rule.id, share.of_sum.sku, term
        shares = self._unfinished.setdefault(key, [None] * len(recipe.rule.parts))
        if (other := shares[number]) is not None:
            codes = f"{other.of_sum.rate_code} and {share.of_sum.rate_code}"
            raise BadOffer(f"Rate codes {codes} are two prices of one term.")
        shares[number] = share
        found = [each for each in shares if each is not None]
        if len(found) == len(shares):
            recipe.prices += [_sum([each.of_sum for each in found]), *(each.as_stated for each in found)]
            del self._unfinished[key]


def _fits(recipe: Recipe, scale: Scale, start: str, end: str) -> bool:
    """A row that is one tier by its rule, or a part of a price, speaks of every amount."""
    may_have_tiers = recipe.begins is None and len(recipe.rule.parts) == 1
    return may_have_tiers or (not scale.amount(start) and end in ENDLESS)


def _sum(parts: Sequence[MappedPrice]) -> MappedPrice:
    first = parts[0]
    return MappedPrice(
        first.table,
        first.region,
        first.dimension,
        first.option,
        Decimal(0),
        None,
        first.unit,
        total(part.usd_per_unit for part in parts),
        first.usage_type,
        first.operation,
        first.sku,
        "+".join(part.rate_code for part in parts),
        max(part.effective_from for part in parts),
        " + ".join(part.description for part in parts),
    )
