"""What formulas see of one usage, and charges that show the very formula that was run.

A module and a service file charge alike: the text of a formula is parsed once, runs on decimals and on arrays, and is
printed in words and with its numbers.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from string import Formatter
from typing import Any

from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import MONTHLY, Limit, LineItem, Working
from calculator.core.arithmetic import Number, any_used, is_exact
from calculator.core.bounds import Bound
from calculator.core.display import MOST_CERTAIN_DIGITS, amount
from calculator.core.formulas.parse import DAYS, HOURS, SECONDS, Formula, Names, arguments_of, parse
from calculator.core.formulas.text import as_text, with_numbers
from calculator.core.formulas.zeros import kept_at_zero
from calculator.core.month import HOURS_PER_YEAR, Month
from calculator.core.pools import ACCOUNT_REGION, RESOURCE, Allowance, Minimum, TiersPool
from calculator.core.records import record
from calculator.core.watched import Watched
from calculator.services.figures import LIMIT_PREFIX, AFigure, plain_name

# The name in a printed formula of what was free.
FREE = "free"


@record
class Billed:
    """How a line came to its quantity: a formula in `unit`, so many `times`, less an `allowance`, on a sheet.

    The allowance may be the `rest` that earlier charges of the usage left of it. Called with the line, its workings.
    """

    sheet: "Worksheet"
    quantity: str
    times: str
    unit: str
    allowance: Number
    is_rest: bool

    def __call__(self, item: LineItem) -> Iterator[Working]:
        """The figures that the quantity rests on, then the quantity as it is billed."""
        return self.sheet.workings(self, item)


class Worksheet:
    """The names of a usage under the prices of a book: inputs, limits, the month, figures, and what was `found`.

    `found` is what no formula says, because a search or a simulation comes to it. A limit is its row of the first of
    `options` that has one.
    """

    def __init__(
        self,
        usage: Any,
        book: PriceBook,
        figures: Mapping[str, AFigure],
        found: Mapping[str, Any] | None = None,
        options: tuple[str, ...] = (),
        words: Callable[[str], str] = plain_name,
    ) -> None:
        self.usage, self.book = usage, book
        self._figures, self._found, self._options, self.words = figures, found or {}, options, words
        self.names = Names(self._find)
        self._printed: dict[str, Working] = {}

    def like(self, usage: Any) -> "Worksheet":
        """The same worksheet of another usage."""
        return Worksheet(usage, self.book, self._figures, self._found, self._options, self.words)

    def at(self, book: PriceBook) -> "Worksheet":
        """The same worksheet under other prices and limits."""
        return Worksheet(self.usage, book, self._figures, self._found, self._options, self.words)

    @cached_property
    def billing(self) -> "Worksheet":
        """The sheet on which charges are worked out: nobody watches what their own formulas look at."""
        return self.like(self.usage.unwatched) if isinstance(self.usage, Watched) else self

    def knowing(self, found: Mapping[str, Any]) -> "Worksheet":
        """The same worksheet with more that was found."""
        return Worksheet(self.usage, self.book, self._figures, {**self._found, **found}, self._options, self.words)

    def deriving(self, figures: Mapping[str, AFigure]) -> "Worksheet":
        """The same worksheet with more figures."""
        return Worksheet(self.usage, self.book, {**self._figures, **figures}, self._found, self._options, self.words)

    def value(self, text: str) -> Number:
        """What a formula comes to."""
        return parse(text).value(self.names)

    def said(self, message: str, _: Bound | None = None) -> str:
        """A sentence with the numbers of its names put in; those of a bound are among them."""
        parts = Formatter().parse(message)
        return "".join(text + (_for_reading(self.names[name]) if name else "") for text, name, _, _ in parts)

    def is_used(self, text: str) -> bool:
        """Whether a formula comes to anything."""
        return any_used(self.value(text))

    def charge(
        self,
        name: str,
        label: str,
        text: str,
        unit: str,
        *,
        times: str = "",
        free: Allowance | None = None,
        left: Number | None = None,
        tiers_pool: TiersPool | None = None,
        minimum: str = "",
        at: PriceBook | None = None,
        dimension: str = "",
        option: str = "",
        assumption: str = "",
        recurrence: str = MONTHLY,
        term_hours: Number = HOURS_PER_YEAR,
    ) -> Iterator[LineItem]:
        """The line that bills the quantity of a formula; see `PriceBook.charge`. `at` are the prices of elsewhere.

        `left` is what earlier charges left of the allowance `free`. What is billed `times` over has tiers of its own.
        The quantity of what fills up to a `minimum` of an account is `beyond(least, used)`.
        """
        quantity, book = parse(text), at or self.book
        if isinstance(self.usage, Watched) and not book.is_priced(dimension or name, option):
            # What has no price has no line, as long as it stays at nothing.
            self.usage.seen |= self.billing.kept_at_zero(text)
        asked = quantity.value(self.billing.names)
        if not book.has_line_of(asked, dimension or name, option):
            return
        allowance = left if left is not None else free.amount if free is not None else 0
        written = f"({text}) * ({times})" if times else quantity.text
        yield from book.charge(
            name,
            label,
            asked,
            unit,
            _in_words(written, self.words),
            dimension=dimension,
            option=option,
            times=self.billing.value(times) if times else 1,
            allowance=allowance,
            free=free,
            tiers_pool=tiers_pool or (RESOURCE if times else ACCOUNT_REGION),
            minimum=self.billing.minimum(minimum, quantity) if minimum else None,
            assumption=assumption,
            recurrence=recurrence,
            term_hours=term_hours,
            worked=Billed(self.billing, text, times, unit, allowance, left is not None),
        )

    def minimum(self, name: str, filling: Formula) -> Minimum:
        """What is billed at least, and what is used of it, by the formula that fills it up."""
        return Minimum(name, *(each.value(self.names) for each in arguments_of(filling.text)))

    def allowance(self, limit: str, *, in_region: bool = False) -> Allowance:
        """What a limit leaves free to the account, or to the account in the Region of the book."""
        row = self.book.limit_row(limit, self.option_of(limit))
        name = " ".join(each for each in (f"{row.service}.{limit}", row.option) if each)
        return Allowance(f"{name} {self.book.region}" if in_region else name, self.book.in_own_system(row.value))

    def charge_if_used(self, name: str, label: str, text: str, unit: str, **more: Any) -> Iterator[LineItem]:
        """The line of what most workloads do not have, where it is used."""
        if any_used(self.billing.value(text)):
            yield from self.charge(name, label, text, unit, **more)
        elif isinstance(self.usage, Watched):
            self.usage.seen |= self.billing.kept_at_zero(text)

    def kept_at_zero(self, text: str) -> set[str]:
        """Inputs of which it is enough that they stay as they are for a formula that comes to 0 to do so."""
        names = self._inputs_kept(parse(text))
        return {name for name in names if name in self.usage.declarations}

    def _inputs_kept(self, formula: Formula) -> set[str]:
        found: set[str] = set()
        for name in kept_at_zero(formula, self.names):
            figure = self.figure(name)
            found |= {name} if figure is None else self._inputs_kept(figure.of)
        return found

    def option_of(self, limit: str) -> str:
        """The option of the row that a limit has here."""
        return next((each for each in self._options if self.book.has_limit(limit, each)), "")

    def other(self, name: str) -> Any:
        """The value of a name that is neither a limit, a figure nor of the month: an input, unless it was found."""
        return self._found[name] if name in self._found else getattr(self.usage, name)

    def _find(self, name: str) -> Any:
        if name.startswith(LIMIT_PREFIX):
            limit = name.removeprefix(LIMIT_PREFIX)
            return self.book.limit(limit, self.option_of(limit))
        if name in self._figures:
            return self._figures[name].of.value(self.names)
        return _OF_THE_MONTH[name](self.book.month) if name in _OF_THE_MONTH else self.other(name)

    def workings(self, billed: Billed, item: LineItem) -> Iterator[Working]:
        """The figures that a quantity rests on, then the quantity as it is billed."""
        formula = parse(_billed_text(billed, item.card.unit))
        for name in self.figures_of(formula):
            # Several lines rest on one figure, which is printed once.
            if name not in self._printed:
                each = self._figures[name]
                self._printed[name] = self.working(each.label or _spaced(name), each.of, self.names[name], each.unit)
            yield self._printed[name]
        yield self.working("Quantity", formula, item.quantity, item.unit, {FREE: billed.allowance})

    def working(
        self, label: str, formula: Formula, value: Number, unit: str, own: Mapping[str, Number] | None = None
    ) -> Working:
        """One step: a formula in words and with its numbers; `own` are values of names that the sheet has not."""
        known = own or {}
        numbers = with_numbers(formula, lambda name: number_text(known[name] if name in known else self.names[name]))
        return Working(label, _in_words(formula.text, self.words), numbers, value, unit)

    def figure(self, name: str) -> AFigure | None:
        """The figure of a name; None for an input, a limit, the month and what was found."""
        return self._figures.get(name)

    def was_found(self, name: str) -> bool:
        """Whether a search or a simulation came to what a name stands for."""
        return name in self._found

    def limit_row(self, name: str) -> Limit:
        """The row of a limit by its name in formulas. Raises LookupError."""
        limit = name.removeprefix(LIMIT_PREFIX)
        return self.book.limit_row(limit, self.option_of(limit))

    def figures_of(self, formula: Formula) -> list[str]:
        """The figures behind a formula, in the order in which they are declared."""
        needed: set[str] = set()
        waiting = [name for name in formula.names if name in self._figures]
        while waiting:
            name = waiting.pop()
            if name not in needed:
                needed.add(name)
                waiting += [each for each in self._figures[name].of.names if each in self._figures]
        return [name for name in self._figures if name in needed] if needed else []


@lru_cache(maxsize=4096)
def _in_words(text: str, words: Callable[[str], str]) -> str:
    """A formula in the words of a service, which are the same for every answer."""
    return as_text(parse(text), words)


def _spaced(name: str) -> str:
    return name.replace("_", " ")


_OF_THE_MONTH: Mapping[str, Callable[[Month], Number]] = {
    HOURS: lambda month: month.hours,
    SECONDS: lambda month: month.seconds,
    DAYS: lambda month: month.days,
}


def _billed_text(billed: Billed, priced_per: str) -> str:
    """The formula of a quantity as its price counts it: what is free taken off, so many times, in the price's unit."""
    text = f"beyond({billed.quantity}, {FREE})" if any_used(billed.allowance) else billed.quantity
    if billed.times:
        text = f"({text}) * ({billed.times})"
    return text if billed.unit == priced_per else f'convert({text}, "{billed.unit}", "{priced_per}")'


def number_text(value: Any) -> str:
    """A value as it stands in a formula: every digit of a number that ends, several numbers added up."""
    if isinstance(value, tuple):
        return " + ".join(number_text(each) for each in value)
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else amount(value, MOST_CERTAIN_DIGITS)


def _for_reading(value: Any) -> str:
    return amount(value) if is_exact(value) and not isinstance(value, bool) else number_text(value)
