"""A row of a price list, and how a rule of the mapping is turned round into the rows that it would take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from hashlib import blake2b
from itertools import cycle, islice

from calculator.core.arithmetic import EXACT, ratio
from calculator.core.tiers import Tier
from calculator.offers.mapping import AS_IN_FILE, PAID, Part, Rule

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
SAVINGS_PLANS, DATABASE_PLANS = "AmazonComputeSavingsPlan", "AmazonDatabaseSavingsPlans"
# The offers whose files are lists of Savings Plans, in columns of their own.
PLAN_OFFERS = (SAVINGS_PLANS, DATABASE_PLANS)
DATA_TRANSFER = "AWSDataTransfer"
ON_DEMAND, RESERVED = "OnDemand", "Reserved"
TERM_ATTRIBUTES = {
    "leasecontractlength": "LeaseContractLength",
    "purchaseoption": "PurchaseOption",
    "offeringclass": "OfferingClass",
}
# What the mapping asks for, by letters and digits alone, as the JSON files spell it.
ATTRIBUTE_NAMES = {
    "accesstype": "accessType",
    "cacheengine": "cacheEngine",
    "capacitystatus": "capacitystatus",
    "databaseengine": "databaseEngine",
    "deploymentoption": "deploymentOption",
    "discountedservicecode": "discountedServiceCode",
    "engine": "engine",
    "eventtype": "eventType",
    "group": "group",
    "kinesisadvantageoperation": "kinesisAdvantageOperation",
    "licensemodel": "licenseModel",
    "marketoption": "marketoption",
    "operatingsystem": "operatingSystem",
    "preinstalledsw": "preInstalledSw",
    "queuetype": "queueType",
    "tenancy": "tenancy",
    "tolocation": "toLocation",
    "tolocationtype": "toLocationType",
    "transfertype": "transferType",
    "volumetype": "volumeType",
}
ON_DEMAND_CODE, ONE_RATE, UPFRONT_RATE, UPFRONT_UNIT = "JRTCKXETXF", "6YS6EN2CT7", "2TG2D8R56U", "Quantity"
TERM_CODES: dict[tuple[str, ...], str] = {
    ("1yr", "No Upfront", "standard"): "4NA7Y494T4",
    ("1yr", "Partial Upfront", "standard"): "HU7G6KETJZ",
    ("1yr", "All Upfront", "standard"): "6QCMYABX3D",
    ("3yr", "No Upfront", "standard"): "BPH4J8HBKS",
    ("3yr", "Partial Upfront", "standard"): "38NPMPTW36",
    ("3yr", "All Upfront", "standard"): "NQ3QZPMQV9",
}
# What is free every month is a first tier of the files, in their units; the price of gp3 begins where its IOPS end.
ALLOWANCES = {
    "ReadCapacityUnit-Hrs": 18600,
    "WriteCapacityUnit-Hrs": 18600,
    "ReplWriteCapacityUnit-Hrs": 18600,
    "TimedStorage-ByteHrs": 25,
    "Streams-Requests": 2500000,
}
INCLUDED = {"EBS:VolumeP-IOPS.gp3": 3000}


@dataclass(frozen=True, slots=True)
class Product:
    """What is sold: a family and attributes, under a key that follows from them."""

    sku: str
    family: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One row of a list: a price of one term of one product."""

    product: Product
    term_type: str
    term_code: str
    rate: str
    unit: str
    price: Decimal
    starts: str
    ends: str
    effective: str
    description: str
    term: Mapping[str, str] = field(default_factory=dict)

    @property
    def rate_code(self) -> str:
        """The row's own key."""
        return f"{self.product.sku}.{self.term_code}.{self.rate}"


@dataclass(frozen=True, slots=True)
class Place:
    """One region of one offer, as its rows name it."""

    offer_code: str
    region: str
    name: str
    prefix: str
    effective: str

    def lines(
        self, rule: Rule, filled: Mapping[str, str], tiers: Sequence[Tier], apart: Sequence[Decimal] = ()
    ) -> Iterator[PriceLine]:
        """The rows that a rule reads as one card; a rule for a single tier gets that one.

        `apart` are the hour and the fee of a reservation, where a shipped row states them.
        """
        asked = {condition.column: condition.values for condition in rule.conditions}
        values = {name: _concrete(options, filled) for name, options in asked.items()}
        product = self.product(values, filled)
        usage_type = values.get("usagetype", "")
        if len(rule.parts) > 1:
            hour, fee = apart or _apart(rule.parts, values, tiers[0].usd_per_unit)
            yield self._line(product, values, rule.parts[0].units[0], hour, ("0", "Inf"), "")
            yield self._line(product, values, UPFRONT_UNIT, fee, ("", ""), "Upfront Fee")
            return
        part, stretches = rule.parts[0], [*tiers]
        if rule.tiers not in (AS_IN_FILE, PAID):
            stretches = [Tier(Decimal(0), None, tier.usd_per_unit) for tier in tiers if tier.start == int(rule.tiers)]
        elif rule.tiers == PAID:
            stretches = [*_with_allowance(usage_type, self.region, part, tiers[0])]
        unit = values.get("unit", part.units[0])
        for tier in stretches:
            yield self._line(product, values, unit, _per_file_unit(tier.usd_per_unit, part), _ends(tier, part), "")

    def product(self, values: Mapping[str, str], filled: Mapping[str, str]) -> Product:
        """The product with the values that a rule asks for, in this region."""
        plain = {name: text for name, text in values.items() if name in ATTRIBUTE_NAMES and text}
        attributes = {
            "servicecode": self.offer_code,
            **self._where(),
            **filled,
            **{ATTRIBUTE_NAMES[name]: text for name, text in plain.items()},
            "usagetype": self.prefix + values.get("usagetype", plain.get("kinesisadvantageoperation", "Some")),
            "operation": values.get("operation", ""),
        }
        family = values.get("productfamily", "")
        return Product(code(family, *attributes.items(), length=16), family, attributes)

    def _where(self) -> dict[str, str]:
        start = ("fromLocation", "fromLocationType", "fromRegionCode")
        named = start if self.offer_code == DATA_TRANSFER else ("location", "locationType", "regionCode")
        return dict(zip(named, (self.name, "AWS Region", self.region), strict=True))

    def _line(
        self,
        product: Product,
        values: Mapping[str, str],
        unit: str,
        price: Decimal,
        ends: tuple[str, str],
        description: str,
    ) -> PriceLine:
        term = {title: values[name] for name, title in TERM_ATTRIBUTES.items() if name in values}
        whole = ends == ("0", "Inf")
        rate = UPFRONT_RATE if unit == UPFRONT_UNIT else ONE_RATE if whole else code(*ends, length=10)
        said = f"USD{price:f} per {unit} for {product.attributes['usagetype']} in {self.name}"
        return PriceLine(
            product,
            values.get("termtype", ON_DEMAND),
            _term_code(term),
            rate,
            unit,
            price,
            *ends,
            self.effective,
            description or said,
            term,
        )

    def ignored_lines(self, rule: Rule) -> Iterator[PriceLine]:
        """Rows that a rule leaves out on purpose, one for each alternative of what it asks."""
        asked = {condition.column: condition.values for condition in rule.conditions}
        count = max(len(options) for options in asked.values())
        for number in range(count):
            values = {name: next(islice(cycle(options), number, None)) for name, options in asked.items()}
            values = {name: text.replace("*", "Some") for name, text in values.items()}
            yield self._line(self.product(values, {}), values, "Units", Decimal("0.5"), ("0", "Inf"), "")

    def unmapped_line(self, number: int) -> PriceLine:
        """A row of something that no rule speaks of."""
        values = {"productfamily": "Novelty", "usagetype": f"Novelty-{number}", "operation": "Novelty"}
        return self._line(self.product(values, {}), values, "Units", Decimal("0.25"), ("0", "Inf"), "")


def code(*parts: object, length: int) -> str:
    """A key such as AWS gives: capital letters and digits that follow from what is named."""
    number = int.from_bytes(blake2b(repr(parts).encode(), digest_size=16).digest())
    digits = []
    for _ in range(length):
        number, rest = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[rest])
    return "".join(digits)


def _concrete(options: Sequence[str], filled: Mapping[str, str]) -> str:
    """One text that a condition admits, a wildcard filled with what the option is made of."""
    wild = [text for text in options if "*" in text]
    return wild[0].replace("*", "-".join(filled.values())) if wild else options[0]


def _with_allowance(usage_type: str, region: str, part: Part, tier: Tier) -> Iterator[Tier]:
    """The paid tier as the file has it: above what is free, or from where something else is included."""
    free = 0 if region.startswith("us-gov") else ALLOWANCES.get(usage_type, 0)
    if free:
        yield Tier(Decimal(0), _in_our_unit(free, part), Decimal(0))
    yield replace(tier, start=_in_our_unit(free or INCLUDED.get(usage_type, 0), part))


def _in_our_unit(amount: int, part: Part) -> Decimal:
    return _exactly(Decimal(amount), 1 / part.factor)


def _apart(parts: Sequence[Part], values: Mapping[str, str], effective_rate: Decimal) -> tuple[Decimal, Decimal]:
    """An hour and a fee that together come to an effective rate."""
    hour = Decimal(0)
    if values["purchaseoption"] == "Partial Upfront":
        hour = EXACT.quantize(ratio(effective_rate, 2), Decimal("0.00001"))
    return hour, _per_file_unit(EXACT.subtract(effective_rate, hour), parts[1])


def _per_file_unit(price: Decimal, part: Part) -> Decimal:
    return _exactly(price, 1 / part.factor)


def _ends(tier: Tier, part: Part) -> tuple[str, str]:
    starts, ends = (None if end is None else _exactly(end, part.factor) for end in (tier.start, tier.to))
    return f"{starts:f}", "Inf" if ends is None else f"{ends:f}"


def _exactly(number: Decimal, factor: Fraction) -> Decimal:
    """A product that has an end. Raises ValueError where it has none: such a price could not be printed."""
    found: Decimal = ratio(EXACT.multiply(number, Decimal(factor.numerator)), Decimal(factor.denominator))
    if EXACT.multiply(found, Decimal(factor.denominator)) != EXACT.multiply(number, Decimal(factor.numerator)):
        raise ValueError(f"{number} times {factor} has no end")
    return found


def _term_code(term: Mapping[str, str]) -> str:
    named = tuple(term.values())
    return TERM_CODES.get(named, code(*named, length=10)) if named else ON_DEMAND_CODE
