"""A comparison at work: the names of a service, answered by the services of the alternative that is asked for."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from urllib.parse import urlencode

from calculator.catalogue.once import once_a_question
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import AnswerWarning, CapacityPlan, LineItem, Metric
from calculator.core.declarations import ChoiceField
from calculator.core.inputs import Inputs
from calculator.core.violations import Violation
from calculator.services.comparisons.layout import ALTERNATIVE, CATEGORY, AlternativeOf, ComparisonFile, NeedInput
from calculator.services.comparisons.parts import Asked, PartOf
from calculator.services.figures import words_of
from calculator.services.service import BreakEvenSearch, Example, Fact, LongList, Service, Step, TypeTable
from calculator.services.service_files.keyed_choices import Offered
from calculator.services.service_files.layout import Input
from calculator.services.service_files.usage import FREE_TIER, usage_class
from calculator.services.worksheet import Worksheet

FREE_TIER_HELP = "Take off AWS's monthly allowances of the services compared, which the whole account shares."
ALTERNATIVE_HELP = "Which way to meet the need; all of them are compared."


class ComparedServices:
    """A comparison read from its folder; see `Service` for what each name is."""

    def __init__(self, declared: ComparisonFile, find: Callable[[str], Service]) -> None:
        self.declared = declared
        self.KEY, self.NAME, self.SUMMARY = declared.key, declared.name, declared.summary
        self._parts = {
            name: tuple(PartOf(each, find(each.service)) for each in way.parts)
            for name, way in declared.alternatives.items()
        }
        services = [part.service for parts in self._parts.values() for part in parts]
        tables = [table for each in (find(declared.regions_of), *services) for table in each.TABLES]
        self.TABLES = tuple(dict.fromkeys(tables))
        self.COMPARE_BY: tuple[str, ...] = (ALTERNATIVE,)
        self.SWEEP_OVER = declared.sweep_over
        self.HEADLINES = (
            *(name for name, each in declared.figures.items() if each.label and each.unit),
            *(
                f"{part.key}_{name}"
                for parts in self._parts.values()
                for part in parts
                for name in part.service.HEADLINES
            ),
        )
        self.SIZES_CAPACITY = any(each.SIZES_CAPACITY for each in services)
        self.NOTICES: Mapping[str, str] = {}
        self.LONG_LISTS: Mapping[str, LongList] = {}
        self.TYPE_TABLE: TypeTable | None = None
        self.SCATTER: tuple[str, ...] = ()
        self.FACTS: tuple[Fact, ...] = ()
        self.STEPS = tuple(Step(each.field, each.by, each.unless) for each in declared.steps)
        self.CROSSOVERS = tuple(
            BreakEvenSearch(each.over, each.low, each.high, each.per, each.kinks, each.of_cheapest)
            for each in declared.crossovers
        )
        self.EXAMPLES = tuple(
            Example(each.name, each.summary, urlencode({name: str(value) for name, value in each.usage.items()}))
            for each in declared.examples
        )
        self.CATEGORY, self.TERMS, self.UNPRICED = CATEGORY, declared.terms, declared.unpriced
        self.GROUPS: Mapping[str, tuple[str, ...]] = {}
        inputs = _inputs_of(declared)
        offered = {name: _offered(each.like, find) for name, each in declared.inputs.items() if each.like}
        self._usage = usage_class(declared.summary, inputs, (), {}, offered)
        self._words = partial(words_of, declared.inputs, declared.figures)

    @property
    def Usage(self) -> type[Inputs]:
        """The declared inputs."""
        return self._usage

    def plan_capacity(self, usage: Inputs, book: PriceBook) -> dict[str, CapacityPlan]:
        """The figures of the need that are headlines, and what its services plan."""
        sheet = self._sheet(usage, book)
        plan = {
            name: CapacityPlan(book.in_own_system(sheet.names[name]), each.unit, each.label)
            for name, each in self.declared.figures.items()
            if each.label and each.unit
        }
        for asked in self.asked(usage, book):
            plan |= asked.headlines
        return plan

    def line_items(self, usage: Inputs, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
        """The lines of every service of the alternative."""
        for asked in self.asked(usage, book):
            yield from asked.items

    def violations(self, usage: Inputs, book: PriceBook) -> Iterator[Violation]:
        """What the alternative cannot do, and what its services say against the usage that the need comes to."""
        sheet = self._sheet(usage, book)
        for each in self._way(usage).obstacles:
            yield Violation(ALTERNATIVE, partial(sheet.said, each.message), each.when.value(sheet.names))
        for asked in self.asked(usage, book):
            yield from asked.violations

    def metrics(
        self, usage: Inputs, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
    ) -> Iterator[Metric]:
        """Nothing that all alternatives have."""
        return iter(())

    def bill_warnings(
        self, usage: Inputs, plan: Mapping[str, CapacityPlan], book: PriceBook
    ) -> Iterator[AnswerWarning]:
        """What is taken for granted, and what the services have to say of the money."""
        parts = self._parts[_asked_for(usage)]
        taken = (*self.declared.assumptions, *self._way(usage).assumptions, *(each.taken_for_granted for each in parts))
        yield from (AnswerWarning("assumption", each) for each in taken if each)
        for asked in self.asked(usage, book):
            told = asked.part.service.bill_warnings(asked.usage, asked.plan, asked.book)
            yield from (_told_by(asked, each) for each in told)

    def warnings(self, usage: Inputs, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
        """What else the services have to say."""
        for asked in self.asked(usage, book):
            told = asked.part.service.warnings(asked.usage, asked.plan, asked.book)
            yield from (_told_by(asked, each) for each in told)

    def _way(self, usage: Inputs) -> AlternativeOf:
        return self.declared.alternatives[_asked_for(usage)]

    @once_a_question
    def _sheet(self, usage: Inputs, book: PriceBook) -> Worksheet:
        """Inputs and figures of the need."""
        return Worksheet(usage, book, self.declared.figures, words=self._words)

    @once_a_question
    def asked(self, usage: Inputs, book: PriceBook) -> tuple[Asked, ...]:
        """The services of the alternative, each with its usage. Raises NotPriced for a Region without one of them."""
        sheet = self._sheet(usage, book)
        return tuple(part.asked(usage, sheet) for part in self._parts[_asked_for(usage)])


def _asked_for(usage: Inputs) -> str:
    return str(getattr(usage, ALTERNATIVE))


def _inputs_of(declared: ComparisonFile) -> dict[str, Input]:
    """The inputs as declared, the alternative before them and the free tier behind."""
    choices = {name: each.label for name, each in declared.alternatives.items()}
    first = next(iter(choices))
    alternative = NeedInput(
        kind="choice", label="Alternative", help=ALTERNATIVE_HELP, choices=choices, default=first, main=True
    )
    free_tier = NeedInput(kind="flag", label="Include the free tier", help=FREE_TIER_HELP, default=False)
    return {ALTERNATIVE: alternative, **declared.inputs, FREE_TIER: free_tier}


def _offered(like: str, find: Callable[[str], Service]) -> Offered:
    """The choices that a field of a service has."""
    service, _, field = like.partition(".")
    declaration = find(service).Usage.declarations[field]
    assert isinstance(declaration, ChoiceField), like
    return Offered(lambda: declaration.choices, lambda catalogue: declaration.under(catalogue).choices)


def _told_by(asked: Asked, warning: AnswerWarning) -> AnswerWarning:
    return AnswerWarning(warning.code, f"{asked.part.service.NAME}: {warning.message}")
