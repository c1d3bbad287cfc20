"""The rows of a price list as AWS would print them: the mapping turned round, from our prices back to its rows.

Prices, usage types, operations and attributes are those of `pricing_data/`; only keys (SKU, rate codes) are made up.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bench.offer_rows import Place, PriceLine
from calculator.catalogue.shipped import ShippedTables
from calculator.core.arithmetic import EXACT
from calculator.core.tiers import RateCard, Tier
from calculator.offers.mapping import OfferMapping, Rule

UNPREFIXED = "us-east-1"
_PLACEHOLDER = re.compile(r"\{([A-Za-z0-9]+)\}")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a list differs in from the shipped prices.

    Prices are named by dimension and option. Ignored rows are those that the mapping leaves out on purpose (other
    licences, tenancies, features); unmapped rows are of things it does not know.
    """

    factors: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)
    left_out: frozenset[tuple[str, str]] = frozenset()
    ignored_rows: bool = False
    unmapped_rows: int = 0


AS_SHIPPED = Changes()


def offer_lines(
    tables: ShippedTables,
    mapping: OfferMapping,
    offer_code: str,
    regions: Iterable[str],
    day: date,
    changes: Changes = AS_SHIPPED,
) -> Iterator[PriceLine]:
    """The list of an offer for some regions as of a day, product by product."""
    rules = mapping.rules_of(offer_code)
    for region in regions:
        place = place_of(offer_code, region, mapping, day)
        lines = [*_priced(tables, rules, place, day, changes)]
        if changes.ignored_rows:
            lines += [line for rule in rules if rule.ignores for line in place.ignored_lines(rule)]
        lines += [place.unmapped_line(number) for number in range(changes.unmapped_rows)]
        yield from sorted(lines, key=lambda line: (line.product.sku, line.term_type, line.rate_code))


def place_of(offer_code: str, region: str, mapping: OfferMapping, day: date) -> Place:
    """A region of an offer with the billing code that its usage types begin with."""
    prefix = "" if region == UNPREFIXED else f"{mapping.billing_codes[region][0]}-"
    return Place(offer_code, region, mapping.regions[region], prefix, f"{day:%Y-%m}-01")


def _priced(
    tables: ShippedTables, rules: Iterable[Rule], place: Place, day: date, changes: Changes
) -> Iterator[PriceLine]:
    by_dimension: dict[str, dict[str, list[Rule]]] = defaultdict(lambda: defaultdict(list))
    for rule in rules:
        if rule.table in tables.table_names:
            of_dimension = by_dimension[rule.table][rule.dimension]
            # A price that lists may have under one name or another stands in a list under the first.
            if (rule.option, rule.tiers) not in {(each.option, each.tiers) for each in of_dimension}:
                of_dimension.append(rule)
    for table, of_table in by_dimension.items():
        cards = tables.table(table).in_force(place.region, day)
        for (dimension, option), card in cards.items():
            # A ladder of which we know the first tiers alone is none that a list could state.
            if (dimension, option) not in changes.left_out and card.tiers[-1].to is None:
                factor = changes.factors.get((dimension, option), Decimal(1))
                for rule in of_table.get(dimension, ()):
                    if (filled := _filled(rule, option)) is not None:
                        parts = [cards.get((rule.dimension_of(part), option)) for part in rule.parts]
                        apart = [_times(part, factor)[0].usd_per_unit for part in parts if part is not None]
                        yield from place.lines(rule, filled, _times(card, factor), apart)


def _filled(rule: Rule, option: str) -> dict[str, str] | None:
    """The attributes that make up an option, or None where the rule is for another one."""
    name, *others = _PLACEHOLDER.findall(rule.option) or [""]
    if not name:
        return {} if rule.option == option else None
    before, after = rule.option.split(f"{{{name}}}")
    fits = not others and option.startswith(before) and option.endswith(after)
    return {name: option[len(before) : len(option) - len(after)]} if fits else None


def _times(card: RateCard, factor: Decimal) -> list[Tier]:
    return [Tier(tier.start, tier.to, EXACT.multiply(tier.usd_per_unit, factor)) for tier in card.tiers]
