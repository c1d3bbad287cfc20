"""Reading a document: the whole of it, or every fault with the JSON pointer of its place."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import count, islice
from typing import Any

from pydantic import ValidationError

from calculator.catalogue.common_fields import COMMON_FIELDS
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.core.inputs import MOST_ERRORS
from calculator.core.month import MONTHS
from calculator.core.nearest_names import did_you_mean, nearest_names
from calculator.estimates.document import DEEPEST, FORMAT, MOST_ENTRIES, MOST_GROUPS, ContractedRate, Document
from calculator.services.service import FREE_TIER

# What belongs to the document or to the entry, and where it stands there.
_ELSEWHERE = {
    "region": "give it in the entry, beside `usage`",
    "as_of": "it is that of the whole estimate: `prices.as_of`",
    "month": "it is that of the whole estimate: `month`",
    FREE_TIER: "it is the account's: `account.free_tier`",
}
assert set(COMMON_FIELDS) < set(_ELSEWHERE)
_SENTENCES = {
    "missing": "is missing.",
    "string_type": "must be a text.",
    "list_type": "must be a list.",
    "dict_type": "must be an object.",
    "model_type": "must be an object.",
    "model_attributes_type": "must be an object.",
    "bool_type": "must be true or false.",
    "bool_parsing": "must be true or false.",
    "int_parsing": "must be a whole number.",
    "int_type": "must be a whole number.",
    "int_from_float": "must be a whole number.",
    "decimal_parsing": "must be a number.",
    "decimal_type": "must be a number.",
    "finite_number": "must be a number.",
    "date_from_datetime_parsing": "must be a day such as 2026-11-28.",
    "date_parsing": "must be a day such as 2026-11-28.",
    "date_type": "must be a day such as 2026-11-28.",
}


def read_document(raw: Mapping[str, Any]) -> Document:
    """The document of a JSON object; groups and entries without an id get one. Raises InvalidInput with every fault."""
    if "format" in raw and raw["format"] != FORMAT:
        raise InvalidInput([FieldError("/format", f"Only {FORMAT} is read.", shown(raw["format"]))])
    _refuse_too_much(raw)
    try:
        document = Document.model_validate(_with_ids(raw))
    except ValidationError as error:
        raise InvalidInput(_faults(error)) from None
    faults = [*_contradictions(document)][:MOST_ERRORS]
    if faults:
        raise InvalidInput(faults)
    return document


def _faults(error: ValidationError) -> Iterator[FieldError]:
    """One fault for each place; where one of several forms was nearly met, what is wrong within it."""
    found: dict[str, FieldError] = {}
    for each in error.errors(include_url=False):
        # What is wrong with a text is told of it as a text.
        if "bool" in each["loc"] and isinstance(each["input"], str):
            continue
        # The forms that a value may have are no part of the place.
        place = [part for part in each["loc"] if not (isinstance(part, str) and ("[" in part or part in _UNION))]
        pointer = "".join(f"/{_escaped(part)}" for part in place)
        name = str(place[-1]) if place else "document"
        found.setdefault(pointer, FieldError(pointer, f"`{name}` {_sentence(each, place)}", shown(each["input"])))
    inner = (each for each in found if not any(other.startswith(f"{each}/") for other in found))
    yield from (found[pointer] for pointer in islice(inner, MOST_ERRORS))


_UNION = ("bool", "str", "constrained-str", "Currency")


def _escaped(part: int | str) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


def _sentence(error: Mapping[str, Any], place: list[int | str]) -> str:
    kind, said = str(error["type"]), str(error["msg"])
    if kind == "extra_forbidden":
        known = _names_beside(place)
        return f"is no key there. {did_you_mean(nearest_names(str(place[-1]), known)) or 'Take it out.'}"
    if "bool" in error["loc"]:
        return "must be a text, a number, true or false, or a list of these."
    if kind == "string_too_long":
        return f"is too long; the most are {error['ctx']['max_length']} characters."
    if kind == "too_long":
        return f"has too many members; the most are {error['ctx']['max_length']}."
    if kind == "string_pattern_mismatch":
        return "may have 1 to 40 letters, digits, `-` and `_`." if place[-1] == "id" else f"is not right: {said}."
    return _SENTENCES.get(kind) or f"is not right: {said[0].lower()}{said[1:]}."


def _names_beside(place: list[int | str]) -> list[str]:
    """The keys that may stand where an unknown one does."""
    names = {
        "terms": [*ContractedRate.model_fields, "from", "to"],
        "match": ["service", "region", "dimension", "option"],
    }
    inside = next((part for part in reversed(place[:-1]) if isinstance(part, str)), "")
    if inside == "entries":
        return ["id", "name", "note", "service", "region", "count", "usage", "tags", "origin"]
    if inside == "groups":
        return ["id", "name", "note", "groups", "entries"]
    return names.get(inside, [*Document.model_fields])


def _refuse_too_much(raw: Mapping[str, Any]) -> None:
    """Look at the size before anything is read of it. Raises InvalidInput."""
    groups, entries = 0, 0
    waiting: list[tuple[Any, int]] = [(raw, 0)]
    while waiting:
        each, depth = waiting.pop()
        if not isinstance(each, Mapping):
            continue
        inside, own = each.get("groups"), each.get("entries")
        entries += len(own) if isinstance(own, list) else 0
        groups += len(inside) if isinstance(inside, list) else 0
        if entries > MOST_ENTRIES or groups > MOST_GROUPS or depth > DEEPEST:
            message = (
                f"An estimate has at most {MOST_ENTRIES:,} entries in {MOST_GROUPS} groups, {DEEPEST} within one "
                "another; a longer list is a file of usages."
            )
            raise InvalidInput([FieldError("/groups", message)])
        waiting += [(group, depth + 1) for group in inside] if isinstance(inside, list) else []


def _with_ids(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The same object, with an id for each group, entry and term that has none."""
    used = {str(each.get("id")) for each in _members(raw)}
    numbers = {letter: count(1) for letter in "get"}

    def named(each: Any, letter: str) -> Any:
        if not isinstance(each, Mapping) or "id" in each:
            return each
        names = (f"{letter}{number}" for number in numbers[letter])
        return {"id": next(name for name in names if name not in used), **each}

    def of_groups(groups: Any) -> Any:
        return [inner(named(each, "g")) for each in groups] if isinstance(groups, list) else groups

    def inner(group: Any) -> Any:
        if not isinstance(group, Mapping):
            return group
        own = dict(group)
        if isinstance(own.get("entries"), list):
            own["entries"] = [named(each, "e") for each in own["entries"]]
        if "groups" in own:
            own["groups"] = of_groups(own["groups"])
        return own

    document = dict(raw)
    if "groups" in document:
        document["groups"] = of_groups(document["groups"])
    if isinstance(document.get("terms"), list):
        document["terms"] = [named(each, "t") for each in document["terms"]]
    return document


def _members(raw: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Whatever has an id."""
    waiting: list[Any] = [raw]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            yield each
            for name in ("groups", "entries", "terms"):
                waiting += each[name] if isinstance(each.get(name), list) else []


def _contradictions(document: Document) -> Iterator[FieldError]:
    """Faults across parts that are each right by themselves."""
    if document.month not in MONTHS:
        yield FieldError("/month", f"The months are {', '.join(MONTHS)}.", shown(document.month))
    groups = [(group.id, pointer) for group, pointer in document.all_groups()]
    entries = [(entry.id, pointer) for _, entry, pointer in document.walk()]
    terms = [(term.id, f"/terms/{place}") for place, term in enumerate(document.terms)]
    for of_a_kind in (groups, entries, terms):
        times = Counter(each for each, _ in of_a_kind)
        for each, pointer in of_a_kind:
            if times[each] > 1:
                yield FieldError(f"{pointer}/id", "Each id stands once.", each)
    for place, term in enumerate(document.terms):
        if (term.percent_off is None) == (term.usd_per_unit is None):
            yield FieldError(f"/terms/{place}", "A term gives either `percent_off` or `usd_per_unit`.", term.id)
        if term.tier_from is not None and term.usd_per_unit is None:
            yield FieldError(f"/terms/{place}/tier_from", "Only a `usd_per_unit` is of one tier.", term.id)
        if term.since and term.until and term.until < term.since:
            yield FieldError(f"/terms/{place}/to", "A term ends after it begins.", str(term.until))
    for _, entry, pointer in document.walk():
        for name, where in _ELSEWHERE.items():
            if name in entry.usage:
                yield FieldError(f"{pointer}/usage/{name}", f"`{name}` is not part of a usage; {where}.")
