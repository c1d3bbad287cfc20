"""The question as it is stated: how long, what to consider, and the fleets with what runs of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from calculator.analysis.commitments.committable import Committable, committable, committables, kinds, priced_as
from calculator.analysis.commitments.flexibility import flexibility
from calculator.analysis.commitments.read_load import COVERED, RUNNING, read_load
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.common_fields import read_common
from calculator.catalogue.purchase_options import HOURS_OF_TERM, PAYMENTS, is_savings_plan
from calculator.commitments.model import Hours
from calculator.core.choices import Choice
from calculator.core.declarations import ChoiceField, Declaration, QuantityField, read_field
from calculator.core.errors import CalculatorError, FieldError, InvalidInput, shown
from calculator.core.inputs import unknown_field
from calculator.core.lists import ListField

MOST_FLEETS, MOST_MONTHS, MOST_STATED, LONGEST_NAME = 50, 36, 200, 120
LONGEST_ZONE = 40
FLEETS, COMMITMENTS, AS_OF = "fleets", "commitments", "as_of"
SCOPE, REGION, ZONE = "scope", "region", "zone"
SCOPES = ChoiceField(
    label="Scope",
    help="Whether it is reserved for a Region, with its sizes, or in the zone of its fleet.",
    choices=(Choice(REGION, "A Region"), Choice(ZONE, "A zone")),
    default=REGION,
)
# Nobody starts with what may be exchanged: it is never cheaper.
USUALLY_LEFT_OUT = ("reserved_convertible",)


def kind_in_words(value: str) -> str:
    """What people call a kind of commitment, a term or a way to pay."""
    words = {"1y": "1 year", "3y": "3 years", "ec2_instance_savings_plan": "EC2 Instance Savings Plans"}
    words |= {"reserved": "Reserved", "reserved_convertible": "Reserved, convertible"}
    plain = value.replace("_", " ").replace("savings plan", "Savings Plans")
    return words.get(value, plain[:1].upper() + plain[1:])


def _several(label: str, help: str, values: Sequence[str], default: Sequence[str]) -> ListField:
    choices = tuple(Choice(value, kind_in_words(value)) for value in values)
    each = ChoiceField(label=label, help=help, choices=choices, default=values[0])
    return ListField(label=label, help=help, each=each, default=tuple(default), is_unique=True)


def question_fields() -> Mapping[str, Declaration]:
    """What can be asked besides the fleets."""
    usual = [each for each in kinds() if each not in USUALLY_LEFT_OUT]
    terms = [*HOURS_OF_TERM]
    return {
        "months": QuantityField(
            label="Horizon",
            help="How long the load is looked at; a commitment is paid to its end whatever the load.",
            unit="months", default=Decimal(MOST_MONTHS), at_least=Decimal(1), at_most=Decimal(MOST_MONTHS),
            is_whole=True,
        ),
        "consider": _several("Consider", "Which commitments may be bought.", kinds(), usual),
        "terms": _several("Terms", "For how long.", terms, terms),
        "payments": _several("Payments", "How they may be paid.", PAYMENTS, PAYMENTS),
        "most_upfront_usd": QuantityField(
            label="Most upfront", help="What may be paid at once when it is all bought.", unit="USD"
        ),
    }  # fmt: skip


@dataclass(frozen=True, eq=False)
class StatedFleet:
    """One fleet as it is stated; `covered` of it is committed already, `zone` is where it runs if that is said."""

    name: str
    what: Committable
    region: str
    key: Mapping[str, str]
    running: Hours
    covered: Decimal
    notes: tuple[str, ...]
    zone: str = ""

    @property
    def priced_as(self) -> str:
        """How its prices are called."""
        return priced_as(self.key)

    @property
    def left(self) -> Hours:
        """What runs beyond what is committed already."""
        return np.maximum(self.running - float(self.covered), 0)


@dataclass(frozen=True)
class StatedCommitment:
    """Units of a commitment of a mix that somebody asks about; of a plan the fleet says whose.

    What is reserved in a zone covers what is alike there alone.
    """

    option: str
    fleet: str
    quantity: Decimal
    is_zonal: bool = False


@dataclass(frozen=True, eq=False)
class Asked:
    """A question about commitments."""

    as_of: date
    months: int
    consider: tuple[str, ...]
    terms: tuple[str, ...]
    payments: tuple[str, ...]
    most_upfront: Decimal | None
    fleets: tuple[StatedFleet, ...]
    stated: tuple[StatedCommitment, ...]


def read_asked(raw: Mapping[str, Any], catalogue: Catalogue, today: date) -> Asked:
    """A question from text or JSON values. Raises InvalidInput with every wrong field."""
    fields, errors = question_fields(), list[FieldError]()
    known = dict.fromkeys((AS_OF, *fields, FLEETS, COMMITMENTS))
    errors += [FieldError(shown(name), unknown_field(name, known)) for name in raw if name not in known]
    _, as_of = read_common({AS_OF: raw[AS_OF]} if AS_OF in raw else {}, catalogue, today, errors)
    limit = raw.get("most_upfront_usd")
    given = {
        name: read_field(name, field, raw[name], errors) if raw.get(name) not in (None, "") else field.default
        for name, field in fields.items()
    }
    fleets = [*_fleets(raw.get(FLEETS), catalogue, today, errors)]
    stated = [*_commitments(raw.get(COMMITMENTS, []), fleets, errors)]
    if errors:
        raise InvalidInput(errors)
    return Asked(
        as_of, int(given["months"]), given["consider"], given["terms"], given["payments"],
        None if limit in (None, "") else given["most_upfront_usd"], tuple(fleets), tuple(stated),
    )  # fmt: skip


def _fleets(raw: object, catalogue: Catalogue, today: date, errors: list[FieldError]) -> list[StatedFleet]:
    if not isinstance(raw, list) or not 1 <= len(raw) <= MOST_FLEETS:
        message = f"{FLEETS} must be a list of 1 to {MOST_FLEETS} fleets, each an object with a service."
        errors.append(FieldError(FLEETS, message))
        return []
    found: list[StatedFleet] = []
    for place, each in enumerate(raw):
        at = f"{FLEETS}.{place}"
        if not isinstance(each, Mapping):
            errors.append(FieldError(at, "A fleet must be an object with a service.", shown(each)))
            continue
        try:
            found.append(_fleet(each, at, place, catalogue, today))
        except CalculatorError as error:
            errors += error.errors
    names = [each.name for each in found]
    errors += [
        FieldError(f"{FLEETS}.{place}.name", f"Two fleets are called {shown(name)}; give each its own name.")
        for place, name in enumerate(names)
        if name in names[:place]
    ]
    return found


def _fleet(raw: Mapping[str, Any], at: str, place: int, catalogue: Catalogue, today: date) -> StatedFleet:
    """One fleet. Raises InvalidInput with all of its wrong fields, each under its place."""
    try:
        what = committable(str(raw.get("service", next(iter(committables())))), str(raw.get("thing", "")))
    except CalculatorError as error:
        raise InvalidInput(FieldError(f"{at}.{each.field}", each.message) for each in error.errors) from None
    errors: list[FieldError] = []
    declared = {name: field.under(catalogue) for name, field in what.fields.items()}
    known = dict.fromkeys(("name", "service", "thing", "region", ZONE, *declared, "running", "committed"))
    errors += [FieldError(shown(name), unknown_field(name, known)) for name in raw if name not in known]
    region, _ = read_common({"region": raw["region"]} if "region" in raw else {}, catalogue, today, errors)
    key = {name: str(read_field(name, field, raw.get(name, field.default), errors)) for name, field in declared.items()}
    covered = read_field("committed", COVERED, raw.get("committed", 0), errors)
    own = raw.get("name")
    if own is not None and (not isinstance(own, str) or len(own) > LONGEST_NAME):
        errors.append(FieldError("name", f"A name is text of at most {LONGEST_NAME} characters.", shown(own)))
    zone = str(raw.get(ZONE) or "")
    if zone and not (zone.startswith(region) and len(region) < len(zone) <= LONGEST_ZONE):
        errors.append(FieldError(ZONE, f"Name a zone of {region}, such as {region}a.", shown(zone)))
    errors = [FieldError(f"{at}.{each.field}", each.message, each.value) for each in errors]
    running, notes = np.zeros(0), tuple[str, ...]()
    try:
        running, notes = read_load(raw.get("running", 1), f"{at}.running")
    except InvalidInput as error:
        errors += error.errors
    if errors:
        raise InvalidInput(errors)
    usual = f"{place + 1}: {what.words(key)}, {region}"
    name = shown(raw.get("name") or usual, LONGEST_NAME)
    return StatedFleet(name, what, region, key, running, covered, notes, zone)


def _commitments(raw: object, fleets: Sequence[StatedFleet], errors: list[FieldError]) -> Iterator[StatedCommitment]:
    """The mix that is asked about; a fleet is named by its name or its place, from 1."""
    if not isinstance(raw, list) or len(raw) > MOST_STATED:
        errors.append(FieldError(COMMITMENTS, f"{COMMITMENTS} must be a list of at most {MOST_STATED} objects."))
        return
    known = {each.name: each for each in fleets} | {str(number): each for number, each in enumerate(fleets, 1)}
    for place, each in enumerate(raw):
        at = f"{COMMITMENTS}.{place}"
        members = {"option", "fleet", "quantity", SCOPE}
        if not isinstance(each, Mapping) or not {"option", "quantity"} <= each.keys() <= members:
            message = "A commitment has an option and a quantity, the fleet that it is for, and its scope."
            errors.append(FieldError(at, message, shown(each)))
            continue
        named = str(each.get("fleet", "1"))
        fleet = known.get(named)
        if fleet is None:
            errors.append(FieldError(f"{at}.fleet", f"No fleet is called {shown(named)}.", shown(named)))
        scope = read_field(f"{at}.{SCOPE}", SCOPES, each.get(SCOPE, REGION), errors)
        if scope == ZONE and fleet is not None and not _is_reserved_in_zones(each["option"], fleet):
            message = f"{fleet.name} has nothing that is reserved in a zone: say the zone of the fleet."
            errors.append(FieldError(f"{at}.{SCOPE}", message, ZONE))
        quantity = read_field(f"{at}.quantity", RUNNING, each["quantity"], errors)
        yield StatedCommitment(str(each["option"]), fleet.name if fleet else named, quantity, scope == ZONE)


def _is_reserved_in_zones(option: object, fleet: StatedFleet) -> bool:
    is_reserved = not is_savings_plan(str(option)) and flexibility(fleet.what.service).is_zonal
    return is_reserved and bool(fleet.zone)
