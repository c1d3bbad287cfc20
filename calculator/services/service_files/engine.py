"""A service file at work: the same names as a service module, answered from formulas."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from urllib.parse import urlencode

from calculator.catalogue.attributes import Attributes
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.keyed_layout import table_name
from calculator.catalogue.once import once_a_question
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import MONTHS_PER_YEAR, AnswerWarning, CapacityPlan, Limit, LineItem, Metric
from calculator.core.arithmetic import Number, total
from calculator.core.formulas.functions import beyond
from calculator.core.inputs import Inputs
from calculator.core.month import AVERAGE, HOURS_PER_YEAR
from calculator.core.pools import RESOURCE
from calculator.core.violations import Violation
from calculator.services.figures import words_of
from calculator.services.service import BreakEvenSearch, Example, Fact, LongList, Step, TypeTable
from calculator.services.service_files.changing import Parts, changing_with
from calculator.services.service_files.features import destinations_of, features_of
from calculator.services.service_files.general_notices import notices_of_any
from calculator.services.service_files.keyed import UPFRONT_LINE, KeyedCharges, applies, offered_by
from calculator.services.service_files.layout import Charge, Obstacle, ServiceFile
from calculator.services.service_files.outlooks import long_lists
from calculator.services.service_files.sheet import FileSheet, Plan
from calculator.services.service_files.type_table import type_table
from calculator.services.service_files.usage import FREE_TIER, inputs_of, usage_class
from calculator.services.transfer import is_elsewhere


class FileService:
    """A service read from its folder; see `Service` for what each name is."""

    def __init__(
        self,
        declared: ServiceFile,
        limits: Mapping[str, Limit],
        attributes: Mapping[str, Attributes],
        prices: Catalogue,
    ) -> None:
        self.declared, self.attributes = declared, attributes
        self.KEY, self.NAME, self.SUMMARY = declared.key, declared.name, declared.summary
        keyed = tuple(table_name(declared.key, name) for name in declared.keyed)
        own = (declared.key,) if declared.has_rows else ()
        self.TABLES = tuple(dict.fromkeys((*own, *keyed, *declared.tables)))
        self.COMPARE_BY, self.SWEEP_OVER = declared.compare_by, declared.sweep_over
        self.LONG_LISTS: Mapping[str, LongList] = long_lists(self, declared)
        self.TYPE_TABLE: TypeTable | None = type_table(declared, attributes)
        self.SCATTER = declared.scatter
        shown = (name for name, figure in declared.figures.items() if figure.label and figure.unit)
        self.HEADLINES = (*declared.capacity, *shown)
        self.STEPS = tuple(
            Step(
                each.field,
                each.by,
                each.unless,
                changing=partial(self._lines_changing, each.field),
                violating=partial(self._violations_changing, each.field),
            )
            for each in declared.steps
        )
        self._changing: dict[str, Parts] = {}
        self.FACTS = tuple(Fact(each.limit, each.label) for each in declared.facts)
        self.CROSSOVERS = tuple(
            BreakEvenSearch(each.over, each.low, each.high, each.per, each.kinks) for each in declared.crossovers
        )
        self.EXAMPLES = tuple(
            Example(each.name, each.summary, urlencode({name: str(value) for name, value in each.usage.items()}))
            for each in declared.examples
        )
        self.CATEGORY, self.TERMS = declared.category, declared.terms
        self.UNPRICED = declared.unpriced
        self.SIZES_CAPACITY = bool(declared.capacity or declared.obstacles)
        self.NOTICES: Mapping[str, str] = notices_of_any(declared, limits)
        self.GROUPS: Mapping[str, tuple[str, ...]] = {}  # each input names its own
        self._usage = usage_class(
            declared.summary,
            inputs_of(declared),
            declared.inputs_whole,
            limits,
            offered_by(declared, attributes, prices),
        )
        self._keyed = KeyedCharges(declared, attributes)
        self._features = features_of(declared, limits)
        self._destinations = destinations_of(declared)
        self.words: Callable[[str], str] = partial(words_of, declared.inputs, declared.figures)

    @property
    def Usage(self) -> type[Inputs]:
        """The declared inputs."""
        return self._usage

    def plan_capacity(self, usage: Inputs, book: PriceBook) -> dict[str, CapacityPlan]:
        """What the workload needs: the capacity planned, and the figures that are headlines."""
        sheet = self._sheet(usage, book)
        plan = Plan(sheet)
        for name in self.declared.capacity:
            plan[name] = sheet.planned(name)
        for name, figure in self.declared.figures.items():
            if figure.label and figure.unit:
                plan[name] = CapacityPlan(book.in_own_system(sheet.names[name]), figure.unit, figure.label)
        return plan

    def line_items(self, usage: Inputs, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[LineItem]:
        """What the month is billed for, charge by charge."""
        return self.lines_of(self.declared.charges, usage, plan, book)

    def lines_of(
        self, charges: Iterable[Charge], usage: Inputs, plan: Mapping[str, CapacityPlan], book: PriceBook
    ) -> Iterator[LineItem]:
        """The lines of some of the charges."""
        sheet = plan.sheet if isinstance(plan, Plan) else self._sheet(usage, book)
        left: dict[str, Number] = {}
        for charge in charges:
            if applies(charge.only_for, usage) and self._leaves(charge, usage, book):
                yield from self._charged(charge, sheet, left)

    def usd_by_key(
        self, charges: Iterable[Charge], name: str, usage: Inputs, book: PriceBook
    ) -> Callable[[str], Decimal | None] | None:
        """What charges come to for each value of an input that changes their price alone; see `KeyedCharges.usd_of`."""
        sheet = self._sheet(usage, book)
        billed = [each for each in charges if applies(each.only_for, usage) and self._leaves(each, usage, book)]
        found = [self._keyed.usd_of(each, name, sheet) for each in billed]
        costs = [each for each in found if each is not None]
        if len(costs) < len(found):
            return None

        def usd(value: str) -> Decimal | None:
            known = [each(value) for each in costs]
            return None if None in known else Decimal(total(known))

        return usd

    def _lines_changing(self, field: str, usage: Inputs, book: PriceBook) -> tuple[frozenset[str], Iterator[LineItem]]:
        """The lines that may change with an amount, and the names that they may have."""
        charges = self._parts_changing(field, book).charges
        # A fee that is paid at once has a line of its own.
        names = frozenset(f"{each.name}{end}" for each in charges for end in ("", UPFRONT_LINE))
        return names, self.lines_of(charges, usage, {}, book)

    def _violations_changing(self, field: str, usage: Inputs, book: PriceBook) -> Iterator[Violation]:
        """The limits that an amount may violate."""
        return self.violations_of(self._parts_changing(field, book).obstacles, usage, book)

    def _parts_changing(self, field: str, book: PriceBook) -> Parts:
        """What may change with an amount, which keys no limit: it is the same under any prices."""
        if field not in self._changing:
            self._changing[field] = changing_with(field, self.declared, book)[0]
        return self._changing[field]

    def violations(self, usage: Inputs, book: PriceBook) -> Iterator[Violation]:
        """The limits that the workload violates."""
        return self.violations_of(self.declared.obstacles, usage, book)

    def violations_of(self, obstacles: Iterable[Obstacle], usage: Inputs, book: PriceBook) -> Iterator[Violation]:
        """Those of some of the obstacles."""
        sheet = self._sheet(usage, book)
        for each in obstacles:
            is_violated = each.when.value(sheet.names)
            # Most are only asked whether they hold.
            bound = sheet.bound(each.when, each.field) if is_violated is True else None
            yield Violation(each.field, partial(sheet.said, each.message), is_violated, bound=bound)

    def metrics(
        self, usage: Inputs, items: tuple[LineItem, ...], plan: Mapping[str, CapacityPlan], book: PriceBook
    ) -> Iterator[Metric]:
        """When a commitment pays, and what the choices have that have a table of attributes."""
        of_average = self._sheet(usage.in_month(AVERAGE), book.in_month(AVERAGE))
        yield from self._keyed.metrics(items, self._sheet(usage, book), of_average)

    def bill_warnings(
        self, usage: Inputs, plan: Mapping[str, CapacityPlan], book: PriceBook
    ) -> Iterator[AnswerWarning]:
        """What is to be known of commitments, of what goes to no other Region, and the notices about money."""
        yield from self._keyed.bill_warnings(self._sheet(usage, book))
        yield from self._stays(usage, book)
        yield from self._notices(usage, book, of_bill=True)

    def warnings(self, usage: Inputs, plan: Mapping[str, CapacityPlan], book: PriceBook) -> Iterator[AnswerWarning]:
        """The other notices whose condition holds."""
        yield from self._notices(usage, book, of_bill=False)

    def _stays(self, usage: Inputs, book: PriceBook) -> Iterator[AnswerWarning]:
        """Amounts for another Region where none is chosen, or the one that they come from."""
        sheet = self._sheet(usage, book)
        for charge in self.declared.charges:
            if not self._leaves(charge, usage, book) and sheet.is_used(charge.quantity.text):
                field = self._destinations[charge.name]
                message = f"{charge.label} is billed by the Region that it goes to: choose another one than this."
                yield AnswerWarning("same_region", message, field)

    def _notices(self, usage: Inputs, book: PriceBook, *, of_bill: bool) -> Iterator[AnswerWarning]:
        sheet = self._sheet(usage, book)
        for each in self.declared.notices:
            if each.of_bill == of_bill and each.when.value(sheet.names):
                yield AnswerWarning(each.code, sheet.said(each.message), each.field)

    @once_a_question
    def _sheet(self, usage: Inputs, book: PriceBook) -> FileSheet:
        """Inputs, figures, limits and capacity, each found when it is first asked for."""
        return FileSheet(self, usage, book)

    def _leaves(self, charge: Charge, usage: Inputs, book: PriceBook) -> bool:
        """Whether what a charge bills goes to another Region, where it names one."""
        destination = self._destinations.get(charge.name)
        return destination is None or is_elsewhere(getattr(usage, destination), book)

    def _charged(self, charge: Charge, sheet: FileSheet, left: dict[str, Number]) -> Iterator[LineItem]:
        """The lines of a charge; `left` is what is left of each allowance, which charges share in their order."""
        if charge.keyed:
            yield from self._keyed.items(charge, sheet)
            return
        text = charge.quantity.text if charge.minimum is None else f"max({charge.quantity.text}, {charge.minimum.text})"
        free, unused = None, None
        if charge.allowance and getattr(sheet.usage, FREE_TIER, False):
            free = sheet.allowance(charge.allowance, in_region=charge.allowance_pool == "region")
            unused = left.get(charge.allowance, free.amount)
            left[charge.allowance] = beyond(unused, sheet.billing.value(text))
        yield from (sheet.charge_if_used if charge.name in self._features else sheet.charge)(
            charge.name,
            charge.label,
            text,
            charge.unit,
            times="" if charge.resources is None else charge.resources.text,
            free=free,
            left=unused,
            tiers_pool=charge.tiers_pool if charge.resources is None else RESOURCE,
            dimension=charge.dimension,
            option=charge.option.format_map(_Values(sheet.usage)) if charge.option else "",
            assumption=charge.assumption,
            recurrence=charge.recurrence,
            term_hours=charge.term_months * HOURS_PER_YEAR // MONTHS_PER_YEAR,
        )


class _Values(dict[str, str]):
    """The choices of a usage, for the option of a price."""

    def __init__(self, usage: Inputs) -> None:
        super().__init__()
        self._usage = usage

    def __missing__(self, name: str) -> str:
        return str(getattr(self._usage, name))
