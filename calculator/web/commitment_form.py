"""The form of commitments: one fleet and how it runs, as text of an address; and the question that it makes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from calculator.analysis.commitments.asked import question_fields
from calculator.analysis.commitments.committable import Committable, committables, family_of
from calculator.analysis.commitments.read_load import COVERED as ALREADY
from calculator.analysis.commitments.read_load import DAYS, GAPS, RUNNING, USUAL_DAYS, WEEK
from calculator.application.questions import catalogue, common
from calculator.core.declarations import MOST_LISTED, ChoiceField, Declaration
from calculator.core.display import exact_text
from calculator.core.errors import FieldError, InvalidInput
from calculator.core.lists import ListField
from calculator.presentation.http_answers import query_fields
from calculator.web.fleet_lines import FURTHER, RUNS, THING, further_fleets
from calculator.web.page_request import with_state

FLAT, WEEKLY, LISTED = "flat", "week", "list"
LOADS = ((FLAT, "One number"), (WEEKLY, "A week that repeats"), (LISTED, "A list of hours"))
LOAD, HOURS, COVERED = "load", "hours", "committed"
FILE_FIELDS = ("column", "time_zone", "gaps")
SCOPE = ("region", "as_of")
MOST_UPFRONT = "most_upfront_usd"
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Box:
    """One field: a list of choices, several to tick, or a box to type into."""

    name: str
    label: str
    help: str
    text: str
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    ticked: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


def commitments_address(key: str, state: Mapping[str, str]) -> str:
    """The page of commitments for what a service page states; empty where nothing of it can be committed to."""
    if key not in committables():
        return ""
    known = known_fields(key)
    return with_state(reverse("commitments", args=[key]), {name: state[name] for name in state if name in known})


def known_fields(key: str) -> tuple[str, ...]:
    """Every field of the page, of any kind of thing that the service sells."""
    own = dict.fromkeys(name for each in committables()[key] for name in each.fields)
    week = (*WEEK, DAYS)
    return (*own, THING, *SCOPE, LOAD, RUNS, *week, HOURS, COVERED, FURTHER, *question_fields(), *FILE_FIELDS)


def several() -> tuple[str, ...]:
    """The fields that may be ticked more than once."""
    return tuple(name for name, field in question_fields().items() if isinstance(field, ListField))


def usual(what: Committable) -> dict[str, str]:
    """What each field is unless it is said."""
    fields = {name: field.under(catalogue()) for name, field in what.fields.items()}
    return {
        **{name: str(field.default) for name, field in fields.items()},
        THING: what.thing,
        **{name: "" if each.derived else str(each.default) for name, each in common().items() if name in SCOPE},
        LOAD: FLAT,
        RUNS: "10",
        **{name: exact_text(each.default) for name, each in WEEK.items()},
        DAYS: USUAL_DAYS,
        HOURS: "",
        COVERED: "0",
        FURTHER: "",
        **usual_question(),
        "column": "",
        "time_zone": "",
        "gaps": str(GAPS.default),
    }


def usual_question() -> dict[str, str]:
    """What each field besides the fleets is unless it is said."""
    asked = {
        name: ",".join(field.default) if isinstance(field, ListField) else exact_text(field.default or 0)
        for name, field in question_fields().items()
    }
    return {**asked, MOST_UPFRONT: ""}


def as_typed(given: QueryDict, usually: Mapping[str, str]) -> dict[str, str]:
    """Every field as it was typed, or as it usually is."""
    typed = dict(usually)
    for name in usually:
        if name in given:
            values = given.getlist(name)
            typed[name] = ",".join(values) if name in several() else values[-1].strip()
    return typed


def refuse_unused(given: QueryDict, unused: Iterable[str], leaving_out: tuple[str, ...] = ()) -> None:
    """Raises InvalidInput for what is given twice, and for what a file has no place to say that it is not used."""
    query_fields(given, leaving_out=leaving_out, several=several())
    errors = [FieldError(name, f"{name} has no meaning here; leave it out.") for name in unused]
    if errors:
        raise InvalidInput(errors)


def question_boxes(typed: Mapping[str, str], what: Committable | None = None) -> tuple[list[Box], list[Box]]:
    """The boxes of the fields besides the fleets: those to type into, and those to tick."""
    asked = question_fields()
    ticked = {name: each for name, each in asked.items() if isinstance(each, ListField)}
    typed_into = {name: each for name, each in asked.items() if name not in ticked}
    return [*boxes_of(what, typed_into, typed)], [*boxes_of(what, ticked, typed)]


def question_of(what: Committable, typed: Mapping[str, str], csv: str | None) -> dict[str, Any]:
    """The question as JSON has it; with the text of a file that is what runs. Raises InvalidInput."""
    fleet: dict[str, Any] = {"service": what.service, THING: what.thing, COVERED: typed[COVERED]}
    fleet |= {name: typed[name] for name in what.fields}
    fleet |= {"region": typed["region"]} if typed["region"] else {}
    fleet[RUNS] = _running(typed, csv)
    fleets = [fleet, *further_fleets(typed[FURTHER], fleet)]
    asked: dict[str, Any] = {name: typed[name] for name in question_fields() if typed[name]}
    return {**asked, **({"as_of": typed["as_of"]} if typed["as_of"] else {}), "fleets": fleets}


def _running(typed: Mapping[str, str], csv: str | None) -> object:
    if csv is not None:
        return {"csv": csv, **{name: typed[name] for name in FILE_FIELDS}}
    if typed[LOAD] not in dict(LOADS):
        words = ", ".join(value for value, _ in LOADS)
        raise InvalidInput([FieldError(LOAD, f"The load is one of {words}.", typed[LOAD][:80])])
    if typed[LOAD] == WEEKLY:
        return {name: typed[name] for name in (*WEEK, DAYS)}
    if typed[LOAD] == LISTED:
        return [each for each in _BETWEEN.split(typed[HOURS].strip()) if each]
    return typed[RUNS]


def boxes(what: Committable, typed: Mapping[str, str]) -> dict[str, list[Box]]:
    """The boxes of the page by what they are about."""
    common_fields = {name: each for name, each in common().items() if name in SCOPE}
    own = {name: field.under(catalogue()) for name, field in what.fields.items()}
    things = tuple((each.thing, each.thing) for each in committables()[what.service])
    kinds = [Box(THING, "Commit to", "", typed[THING], choices=things)] if len(things) > 1 else []
    besides, ticks = question_boxes(typed, what)
    return {
        "fleet": [*kinds, *boxes_of(what, {**own, **common_fields}, typed)],
        "flat": [*boxes_of(what, {RUNS: RUNNING}, typed)],
        "week": [
            *boxes_of(what, WEEK, typed),
            Box(DAYS, "Busy days", "Such as mon-fri, or mon,wed,sat.", typed[DAYS]),
        ],
        "besides": [
            *boxes_of(what, {COVERED: ALREADY}, typed),
            *besides,
        ],
        "consider": ticks,
        "file": [
            Box("column", "Column", "Of several: the one that says how many run.", typed["column"]),
            Box("time_zone", "Time zone", "Of times that state none, such as Europe/Berlin.", typed["time_zone"]),
            *boxes_of(what, {"gaps": GAPS}, typed),
        ],
    }  # fmt: skip


def boxes_of(what: Committable | None, fields: Mapping[str, Declaration], typed: Mapping[str, str]) -> Iterator[Box]:
    for name, field in fields.items():
        text = typed[name]
        if isinstance(field, ListField) and isinstance(field.each, ChoiceField):
            choices = tuple((each.value, each.label) for each in field.each.choices if _is_sold(name, each.value, what))
            ticked = tuple(part for part in text.split(",") if part)
            yield Box(name, field.label, field.help, text, choices=choices, ticked=ticked)
        elif isinstance(field, ChoiceField) and len(field.choices) <= MOST_LISTED:
            choices = tuple((each.value, each.label) for each in field.choices)
            yield Box(name, field.label, field.help, text, choices=choices)
        else:
            yield Box(name, field.label, field.help, text, field.unit)


def _is_sold(name: str, value: str, what: Committable | None) -> bool:
    """Whether a choice says anything here: a kind of commitment that the service has none of does not."""
    return what is None or name != "consider" or value in {family_of(option) for option in what.options}
