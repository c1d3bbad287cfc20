"""A question about exchanging convertible reservations: what is held, what it is to become, at the prices in force."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from calculator.analysis.commitments.committable import (
    Committable,
    committable,
    committables,
    is_convertible,
    priced_as,
)
from calculator.analysis.commitments.reservations import fee_and_hourly
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.common_fields import read_common
from calculator.catalogue.purchase_options import term_years
from calculator.commitments.exchange import Exchange, Left, exchange
from calculator.commitments.model import MONTHS_PER_YEAR
from calculator.core.declarations import Declaration, QuantityField, read_field
from calculator.core.errors import CalculatorError, FieldError, InvalidInput, shown
from calculator.core.inputs import unknown_field

MOST_HELD = 20
HELD, WANTED, OPTION = "held", "for", "option"
SERVICE, REGION, AS_OF = "service", "region", "as_of"
OWN_PRICE: Mapping[str, Declaration] = {
    "fee_usd": QuantityField(label="Fee", help="Paid for one at once; as priced unless stated.", unit="USD"),
    "hourly_usd": QuantityField(label="Hourly rate", help="Of one; as priced unless stated.", unit="USD"),
}
OF_HELD: Mapping[str, Declaration] = {
    "quantity": QuantityField(
        label="Quantity", help="How many are exchanged.", at_least=Decimal(1), at_most=Decimal(1_000_000),
        default=Decimal(1), is_whole=True,
    ),
    "months_left": QuantityField(
        label="Months left", help="Until the term ends.", unit="months", at_most=Decimal(36), default=Decimal(12)
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Reservation:
    """One kind of convertible reservation: what it is of, and what is left of one."""

    words: str
    option: str
    quantity: int
    left: Left


@dataclass(frozen=True)
class Exchanged:
    """A question about an exchange with its answer."""

    as_of: date
    region: str
    held: tuple[Reservation, ...]
    wanted: Reservation
    exchange: Exchange


@dataclass(frozen=True)
class _Asked:
    """What every reservation of a question shares."""

    what: Committable
    region: str
    as_of: date
    catalogue: Catalogue


def answer_exchange(raw: Mapping[str, Any], catalogue: Catalogue, today: date) -> Exchanged:
    """What is received for what is held, as JSON has it. Raises InvalidInput with every wrong field."""
    errors: list[FieldError] = []
    known = dict.fromkeys((SERVICE, REGION, AS_OF, HELD, WANTED))
    errors += [FieldError(shown(name), unknown_field(name, known)) for name in raw if name not in known]
    region, as_of = read_common({name: raw[name] for name in (REGION, AS_OF) if name in raw}, catalogue, today, errors)
    own = _sold(str(raw.get(SERVICE, next(iter(committables())))), errors)
    held = raw.get(HELD)
    if not isinstance(held, list) or not 1 <= len(held) <= MOST_HELD:
        errors.append(FieldError(HELD, f"{HELD} must be a list of 1 to {MOST_HELD} reservations."))
    if errors or own is None or not isinstance(held, list):
        raise InvalidInput(errors)
    asked = _Asked(own, region, as_of, catalogue)
    old = [*_each(held, asked, errors)]
    if errors:
        raise InvalidInput(errors)
    # What is merged ends with the last of it.
    months = max(each.left.months for each in old)
    new = _reservation(raw.get(WANTED), WANTED, asked, errors, months)
    if new is None:
        raise InvalidInput(errors)
    _check(old, new)
    return Exchanged(as_of, region, tuple(old), new, exchange(((each.quantity, each.left) for each in old), new.left))


def _sold(key: str, errors: list[FieldError]) -> Committable | None:
    """What a service sells convertibly."""
    try:
        own = committable(key)
    except CalculatorError as error:
        errors += error.errors
        return None
    if not any(map(is_convertible, own.options)):
        errors.append(FieldError(SERVICE, f"Nothing of {key} is reserved convertibly.", shown(key)))
    return own


def _each(held: list[Any], asked: _Asked, errors: list[FieldError]) -> Iterator[Reservation]:
    for place, each in enumerate(held):
        found = _reservation(each, f"{HELD}.{place}", asked, errors)
        if found is not None:
            yield found


def _reservation(
    raw: object, at: str, asked: _Asked, errors: list[FieldError], months: Decimal | None = None
) -> Reservation | None:
    """One kind of reservation; of what is received the months are those of what is held. None of what is wrong."""
    if not isinstance(raw, Mapping):
        errors.append(FieldError(at, f"{at} must be an object with an {OPTION} and what it is of.", shown(raw)))
        return None
    of_held = OF_HELD if months is None else {}
    declared = {name: field.under(asked.catalogue) for name, field in asked.what.fields.items()}
    own: list[FieldError] = []
    known = dict.fromkeys((*declared, OPTION, *OWN_PRICE, *of_held))
    own += [FieldError(shown(name), unknown_field(name, known)) for name in raw if name not in known]
    key = {name: str(read_field(name, field, raw.get(name, field.default), own)) for name, field in declared.items()}
    price = {name: read_field(name, field, raw[name], own) for name, field in OWN_PRICE.items() if name in raw}
    count = {name: read_field(name, field, raw.get(name, field.default), own) for name, field in of_held.items()}
    option = str(raw.get(OPTION, ""))
    options = [each for each in asked.what.options if is_convertible(each)]
    if option not in options:
        own.append(FieldError(OPTION, f"The option is one of {', '.join(options)}.", shown(option)))
    errors += [FieldError(f"{at}.{each.field}", each.message, each.value) for each in own]
    if own:
        return None
    left = months if months is not None else count["months_left"]
    term = term_years(option) * MONTHS_PER_YEAR
    if left > term:
        errors.append(FieldError(f"{at}.months_left", f"A term has {term} months.", str(left)))
        return None
    try:
        fee, hourly = _price(option, key, asked, price)
    except CalculatorError as error:
        errors += [FieldError(at, each.message, each.value) for each in error.errors]
        return None
    words = f"{asked.what.words(key)}, {asked.region}"
    return Reservation(words, option, int(count.get("quantity", 0)), Left(fee * left / term, hourly, left))


def _price(option: str, key: Mapping[str, str], asked: _Asked, own: Mapping[str, Decimal]) -> tuple[Decimal, Decimal]:
    """Fee and rate as stated, or as priced. Raises NotPriced, InvalidInput where a source states both together."""
    if own.keys() >= OWN_PRICE.keys():
        return own["fee_usd"], own["hourly_usd"]
    book = asked.what.book(asked.catalogue, key, asked.region, asked.as_of)
    _, fee, hourly = fee_and_hourly(option, priced_as(key), book)
    if fee is None:
        message = f"Our source states fee and rate of {option} only together; state fee_usd and hourly_usd."
        raise InvalidInput([FieldError(OPTION, message)])
    return own.get("fee_usd", fee), own.get("hourly_usd", hourly)


def _check(held: list[Reservation], new: Reservation) -> None:
    """What AWS does not exchange. Raises InvalidInput."""
    years = max(term_years(each.option) for each in held)
    if term_years(new.option) != years:
        message = f"What is held has a term of {years} year{'s' if years > 1 else ''}; it is exchanged for the same."
        raise InvalidInput([FieldError(f"{WANTED}.{OPTION}", message, new.option)])
    if "no_upfront" in new.option and any("no_upfront" not in each.option for each in held):
        message = "What has a fee is exchanged for what has one: choose partial or all upfront."
        raise InvalidInput([FieldError(f"{WANTED}.{OPTION}", message, new.option)])
    if not new.left.usd:
        raise InvalidInput([FieldError(WANTED, "What is received must be worth something.")])
