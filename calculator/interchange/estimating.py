"""Resources to an estimate, with the account of each."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from calculator.catalogue.catalogue import Catalogue
from calculator.core.declarations import QuantityField, without_effect
from calculator.core.errors import CalculatorError, FieldError, InvalidInput, shown
from calculator.core.inputs import Inputs
from calculator.estimates.document import MOST_ENTRIES, Document, Entry, Origin
from calculator.estimates.read_document import read_document
from calculator.estimator import read_question
from calculator.interchange.account import Accounted, Assumption, Outcome, Placed, amount_in_words
from calculator.interchange.asked import Asked
from calculator.interchange.known_types import why_free, why_not_supported
from calculator.interchange.mapping import Kind, Rule, rules_by_type
from calculator.interchange.resource import Resource, value_at
from calculator.interchange.usages import NotSupported, Usage, usages
from calculator.services import service

LONGEST_NAME, LONGEST_TAG = 200, 256
# Services that AWS runs once for the whole world; their prices stand in one Region.
EVERYWHERE = "us-east-1"


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns the resources of one file into entries under some prices."""

    catalogue: Catalogue
    today: date
    asked: Asked
    kind: Kind
    source: str

    def accounted(self, resources: Iterable[Resource]) -> tuple[Accounted, ...]:
        """What becomes of each resource. Raises InvalidInput where a Region is needed and neither stated nor asked."""
        missing: list[str] = []
        found = [self._accounted(each, missing) for each in resources]
        if missing:
            named = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
            message = f"The file does not say in which Region these are: {named}. Say it, such as eu-west-1."
            raise InvalidInput([FieldError("region", message)])
        return tuple(found)

    def _accounted(self, resource: Resource, missing: list[str]) -> Accounted:
        def told(outcome: Outcome, reason: str = "") -> Accounted:
            return Accounted(resource.address, resource.type, outcome, reason)

        rules = rules_by_type().get(resource.type, ())
        if not rules:
            if self.kind is Kind.CALCULATOR:
                return told(Outcome.NOT_SUPPORTED, "Lines of this service are not read here yet.")
            free = why_free(resource.type)
            return told(Outcome.FREE, free) if free else told(Outcome.NOT_SUPPORTED, why_not_supported(resource.type))
        try:
            found = [each for rule in rules for each in self._usages(rule, resource)]
        except NotSupported as error:
            return told(Outcome.NOT_SUPPORTED, str(error))
        billed = [each for each in found if not each.rule.free]
        if not billed:
            free = next((each.rule.free for each in found), "")
            nothing = "What is billed of this type does not apply to this one."
            return told(Outcome.FREE, free) if free else told(Outcome.NOT_SUPPORTED, nothing)
        region = resource.region or self.asked.region
        if not region and not all(each.rule.everywhere for each in billed):
            if resource.unknown_region:
                return told(Outcome.NOT_SUPPORTED, _no_prices_in(resource.unknown_region))
            missing.append(resource.address)
            return told(Outcome.REFUSED, "The file does not say its Region.")
        try:
            placed = tuple(self._placed(resource, each, number, region) for number, each in enumerate(billed))
        except CalculatorError as error:
            return told(Outcome.REFUSED, error.detail)
        asks = any(each.is_usage for one in placed for each in one.assumptions)
        outcome = Outcome.NEEDS_USAGE if asks else Outcome.PRICED
        return Accounted(resource.address, resource.type, outcome, "", placed)

    def _usages(self, rule: Rule, resource: Resource) -> Iterator[Usage]:
        stated = self.asked.usage.stated(resource, rule, service(rule.service).Usage.declarations)
        yield from usages(rule, resource, self.kind, stated)

    def _placed(self, resource: Resource, usage: Usage, number: int, region: str) -> Placed:
        """The entry of a usage, once its service has read it. Raises CalculatorError."""
        place = EVERYWHERE if usage.rule.everywhere else region
        asked = read_question(usage.rule.service, {**usage.typed, "region": place}, self.catalogue, self.today)
        usage = _of_effect(usage, asked.usage)
        label = f"{resource.name} ({usage.rule.name})" if usage.rule.name else resource.name
        entry = Entry(
            id=_id(resource.definition, usage.rule.service, number),
            name=_line(label),
            note=_note(usage.assumptions, usage.rule.service),
            service=usage.rule.service,
            region=place,
            count=usage.count,
            usage=dict(usage.typed),
            tags=self._tags(resource),
            origin=Origin(file=self.source, address=_line(resource.address)),
        )
        return Placed(entry, resource.groups or (resource.type,), usage.assumptions)

    def _tags(self, resource: Resource) -> dict[str, str]:
        """Only the tags that were asked for; a sensitive one is not among the values."""
        tags = _tags_of(resource.values)
        return {name: tags[name][:LONGEST_TAG] for name in self.asked.tags if name in tags}


def _of_effect(usage: Usage, read: Inputs) -> Usage:
    """Without what was assumed of fields that change nothing under the choices made, such as the IOPS of gp2."""
    values, assumed = read.values(), {each.field for each in usage.assumptions} & set(read.declarations)
    idle = {each for each in assumed if any(without_effect(read.declarations[each], read.declarations, values))}
    typed = {name: text for name, text in usage.typed.items() if name not in idle}
    return replace(usage, typed=typed, assumptions=tuple(each for each in usage.assumptions if each.field not in idle))


def _no_prices_in(region: str) -> str:
    return f"There are no prices here for {shown(region)}; state a Region to have it priced there instead."


def _tags_of(values: Mapping[str, object]) -> dict[str, str]:
    """The tags of a resource, of Terraform's or of CloudFormation's form."""
    found: dict[str, str] = {}
    for name in ("tags_all", "tags"):
        tags = values.get(name)
        if isinstance(tags, Mapping):
            found |= {str(key): value for key, value in tags.items() if isinstance(value, str)}
    listed = values.get("Tags")
    for each in listed if isinstance(listed, list) else []:
        key, value = (value_at(each, name) for name in ("Key", "Value"))
        if isinstance(key, str) and isinstance(value, str):
            found[key] = value
    return found


def _id(definition: str, service: str, number: int) -> str:
    """The id of an entry: the same in each plan of the same definition, so that two plans can be compared."""
    text = f"{definition}|{service}|{number}"
    return f"r{hashlib.sha256(text.encode()).hexdigest()[:20]}"


def _note(assumptions: Iterable[Assumption], key: str) -> str:
    """What was assumed, in the words of the form, so that it can be read and stated where the entry is."""
    declarations = service(key).Usage.declarations

    def told(each: Assumption) -> str:
        declared = declarations.get(each.field)
        return f"{declared.label if declared else 'Count'} {amount_in_words(each, declared)}"

    usage = [told(each) for each in assumptions if each.is_usage]
    others = [told(each) for each in assumptions if not each.is_usage]
    sentences = [("To be stated, assumed here: ", usage), ("Not in the file, taken: ", others)]
    return " ".join(f"{begins}{'; '.join(each)}." for begins, each in sentences if each)


def _line(text: str) -> str:
    return shown(text, LONGEST_NAME)


def as_document(resources: Iterable[Accounted], title: str) -> tuple[Document, tuple[Placed, ...]]:
    """The estimate of the priced resources: a group for each module, and alike instances one entry.

    Raises InvalidInput for more entries than an estimate has.
    """
    placed = [*_together(one for each in resources for one in each.placed)]
    if len(placed) > MOST_ENTRIES:
        message = (
            f"The file comes to {len(placed):,} different entries, and an estimate has at most {MOST_ENTRIES:,}; "
            "make one plan for each part."
        )
        raise InvalidInput([FieldError("file", message)])
    groups: dict[str, list[Entry]] = defaultdict(list)
    for each in placed:
        groups[" / ".join(each.groups)].append(each.entry)
    raw = [
        {"name": _line(name), "entries": [each.model_dump(mode="json", exclude_none=True) for each in entries]}
        for name, entries in groups.items()
    ]
    return read_document({"title": title, "groups": raw}), tuple(placed)


def without_assumed_usage(document: Document, placed: Iterable[Placed]) -> Document:
    """The same estimate with none of the usage that was assumed: what the file says by itself."""
    assumed = {each.entry.id: [one.field for one in each.assumptions if one.is_usage] for each in placed}

    def unused(entry: Entry) -> Entry:
        declarations = service(entry.service).Usage.declarations
        fields = [(name, declarations[name]) for name in assumed.get(entry.id, ())]
        least = {name: f"{field.at_least:f}" for name, field in fields if isinstance(field, QuantityField)}
        return entry.model_copy(update={"usage": {**entry.usage, **least}})

    groups = [group.model_copy(update={"entries": [*map(unused, group.entries)]}) for group in document.groups]
    return document.model_copy(update={"groups": groups})


def _together(placed: Iterable[Placed]) -> Iterator[Placed]:
    """Instances of one definition with the same usage as one entry; the first names them."""
    alike: dict[tuple[object, ...], Placed] = {}
    for each in placed:
        entry = each.entry
        key = (entry.id, entry.region, tuple(sorted(entry.usage.items(), key=str)), tuple(sorted(entry.tags.items())))
        known = alike.get(key)
        count = entry.count + (known.entry.count if known else 0)
        alike[key] = replace(known or each, entry=(known or each).entry.model_copy(update={"count": count}))
    times = Counter[str]()
    for each in alike.values():
        times[each.entry.id] += 1
        number = times[each.entry.id]
        own = each.entry.id if number == 1 else f"{each.entry.id}-{number}"
        yield replace(each, entry=each.entry.model_copy(update={"id": own}))
