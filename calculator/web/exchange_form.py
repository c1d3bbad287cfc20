"""The form of an exchange: what is held, what it is to become, and further held ones a line each; and its question."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse

from calculator.analysis.commitments.committable import Committable, committables, is_convertible
from calculator.analysis.commitments.exchanged import (
    AS_OF,
    HELD,
    MOST_HELD,
    OF_HELD,
    OPTION,
    OWN_PRICE,
    REGION,
    SERVICE,
    WANTED,
)
from calculator.application.questions import catalogue, common
from calculator.catalogue.purchase_options import in_words
from calculator.core.choices import Choice
from calculator.core.declarations import ChoiceField, Declaration
from calculator.core.display import exact_text
from calculator.core.errors import CalculatorError, FieldError, InvalidInput, shown
from calculator.web.commitment_form import Box, boxes_of
from calculator.web.fleet_lines import pairs_of
from calculator.web.page_request import with_state

FURTHER, NEW = "further", "for_"
SCOPE = (REGION, AS_OF)


def exchangeable(key: str) -> Committable | None:
    """What of a service is reserved convertibly, where anything is."""
    return next((each for each in committables().get(key, ()) if _options(each)), None)


def exchange_address(what: Committable, state: Mapping[str, str]) -> str:
    """The page of exchanges for what a page states; empty where nothing is reserved convertibly."""
    if exchangeable(what.service) is None:
        return ""
    own = {name: text for name, text in state.items() if name in (*what.fields, *SCOPE)}
    becomes = {NEW + name: own[name] for name in what.fields if name in own}
    return with_state(reverse("exchange", args=[what.service]), own | becomes)


def _options(what: Committable) -> list[str]:
    return [each for each in what.options if is_convertible(each)]


def _of_one(what: Committable) -> dict[str, Declaration]:
    """What says which reservation it is."""
    option = ChoiceField(
        label="Bought as",
        help="Its term and how it is paid.",
        choices=tuple(Choice(each, in_words(each)) for each in _options(what)),
        default=next(each for each in _options(what) if "_3y_" in each),
    )
    return {**{name: field.under(catalogue()) for name, field in what.fields.items()}, OPTION: option}


def _fields(what: Committable) -> tuple[dict[str, Declaration], dict[str, Declaration]]:
    """The fields of what is held and of what is received; the prices are as in force unless they are stated."""
    own = _of_one(what)
    return {**own, **OF_HELD, **OWN_PRICE}, {**own, **OWN_PRICE}


def usual(what: Committable) -> dict[str, str]:
    """What each field is unless it is said."""
    held, new = _fields(what)
    scope = {name: "" if each.derived else str(each.default) for name, each in common().items() if name in SCOPE}
    return {
        **{name: _usual(name, field) for name, field in held.items()},
        FURTHER: "",
        **{NEW + name: _usual(name, field) for name, field in new.items()},
        **scope,
    }


def _usual(name: str, field: Declaration) -> str:
    if name in OWN_PRICE:
        return ""
    return str(field.default) if isinstance(field, ChoiceField) else exact_text(field.default)


def question_of(what: Committable, typed: Mapping[str, str]) -> dict[str, Any]:
    """The question as JSON has it. Raises InvalidInput for a line that cannot be read."""
    held, new = _fields(what)
    first = {name: typed[name] for name in held if typed[name]}
    wanted = {name: typed[NEW + name] for name in new if typed[NEW + name]}
    scope = {name: typed[name] for name in SCOPE if typed[name]}
    return {SERVICE: what.service, **scope, HELD: [first, *_further(what, typed)], WANTED: wanted}


def _further(what: Committable, typed: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """What is held besides, one a line; what a line does not say of its kind is as above."""
    errors: list[FieldError] = []
    lines = [(number, line.strip()) for number, line in enumerate(typed[FURTHER].splitlines(), 1) if line.strip()]
    if len(lines) >= MOST_HELD:
        raise InvalidInput([FieldError(FURTHER, f"There are {len(lines):,} lines; give at most {MOST_HELD - 1}.")])
    shared = {name: typed[name] for name in _of_one(what)}
    found = []
    for number, line in lines:
        try:
            found.append({**shared, **pairs_of(line, "quantity=2 months_left=8")})
        except ValueError as error:
            errors.append(FieldError(FURTHER, f"Line {number}: {error}", shown(line)))
    if errors:
        raise InvalidInput(errors)
    yield from found


def boxes(what: Committable, typed: Mapping[str, str]) -> dict[str, list[Box]]:
    """The boxes of the page by what they are about."""
    held, new = _fields(what)
    of_new = {name: typed[NEW + name] for name in new}
    scope = {name: each for name, each in common().items() if name in SCOPE}
    return {
        HELD: [*boxes_of(what, held, typed)],
        "new": [replace(each, name=NEW + each.name) for each in boxes_of(what, new, of_new)],
        "scope": [*boxes_of(what, scope, typed)],
    }


def labeled(what: Committable, error: CalculatorError) -> Iterator[tuple[str, str]]:
    """Of each wrong field where it stands on the page, and what is wrong."""
    held, new = _fields(what)
    labels = {f"{HELD}.0.{name}": f"Held, {field.label}" for name, field in held.items()}
    labels |= {f"{WANTED}.{name}": f"Received, {field.label}" for name, field in new.items()}
    labels |= {f"{HELD}.0": "Held", WANTED: "Received", FURTHER: "Held besides"}
    labels |= {name: each.label for name, each in common().items()}
    for each in error.errors:
        place = each.field.removeprefix(f"{HELD}.").partition(".")[0]
        line = f"Held besides, line {place}" if place.isdigit() and place != "0" else ""
        yield labels.get(each.field) or line or each.field, each.message
