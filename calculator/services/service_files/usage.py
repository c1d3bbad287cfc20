"""The `Usage` class of a service file: its inputs as declared fields, like those of a module."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from calculator.core.answer import Limit
from calculator.core.arithmetic import is_exact, to_float, total
from calculator.core.bounds import Bound
from calculator.core.choices import Choice, PricedChoices
from calculator.core.declarations import LARGEST, Derived
from calculator.core.display import exact_text, in_sentence
from calculator.core.formulas.parse import Formula, Names
from calculator.core.formulas.text import as_text
from calculator.core.input_fields import choice, choices, flag, hours_of_month, quantity
from calculator.core.inputs import Inputs
from calculator.core.violations import Violation, differs
from calculator.services.figures import LIMIT_PREFIX
from calculator.services.service_files.keyed_choices import Offered
from calculator.services.service_files.layout import Input, ServiceFile, Whole
from calculator.services.transfer import OTHER_REGIONS, SAME_REGION

FREE_TIER = "include_free_tier"


def usage_class(
    summary: str,
    inputs: Mapping[str, Input],
    wholes: tuple[Whole, ...],
    limits: Mapping[str, Limit],
    keyed: Mapping[str, Offered],
) -> type[Inputs]:
    """The class that reads and holds inputs; bounds that name a limit take its newest value.

    `keyed` has the choices of those inputs that follow from prices.
    """
    fields = {
        name: _from_prices(each, keyed[name]) if name in keyed else _field(each, inputs, limits)
        for name, each in inputs.items()
    }
    types = {name: _type_of(each) for name, each in inputs.items()}
    namespace = {
        "__annotations__": types,
        "__module__": __name__,
        "__doc__": summary,
        "rules": _whole_rules(wholes, inputs),
        **fields,
    }
    return type("Usage", (Inputs,), namespace)


def inputs_of(service: ServiceFile) -> dict[str, Input]:
    """The inputs as declared, and the flag that every service with an allowance has."""
    return {**service.inputs, **_free_tier(service)}


def _free_tier(service: ServiceFile) -> dict[str, Input]:
    if FREE_TIER in service.inputs or not any(charge.allowance for charge in service.charges):
        return {}
    help = "Take off AWS's monthly allowances, which the whole account shares."
    return {FREE_TIER: Input(kind="flag", label="Include the free tier", help=help, default=False)}


def _type_of(each: Input) -> Any:
    strings = {"choice": str, "keyed": str, "purchase": str, "region": str, "choices": tuple[str, ...]}
    return {"quantity": Decimal, "hours": Decimal, "flag": bool, **strings}[each.kind]


def _choice(each: Input, offered: Sequence[Choice], default: object, prices: Offered | None = None) -> Any:
    """One of what is offered; under some prices by what they say is sold."""
    return choice(
        each.label,
        each.help,
        offered,
        default=str(default),
        is_main=each.main,
        group=each.group,
        only_for=each.only_for,
        sold=prices.sold if prices else None,
        instead=prices.instead if prices else None,
    )


def _from_prices(each: Input, prices: Offered) -> Any:
    return _choice(each, PricedChoices(prices.known, prices.under), each.default, prices)


def _named(each: Input) -> tuple[Choice, ...]:
    return tuple(Choice(value, label) for value, label in each.choices.items())


def _field(each: Input, inputs: Mapping[str, Input], limits: Mapping[str, Limit]) -> Any:
    if each.kind == "flag":
        return flag(each.label, each.help, default=bool(each.default), is_main=each.main, group=each.group)
    if each.kind == "hours":
        return hours_of_month(each.label, each.help, is_main=each.main, group=each.group)
    if each.kind == "choice":
        return _choice(each, _named(each), each.default)
    if each.kind == "region":
        return _choice(each, OTHER_REGIONS, each.default or SAME_REGION)
    if each.kind == "choices":
        return choices(each.label, each.help, _named(each), is_main=each.main, only_for=each.only_for)
    return quantity(
        each.unit,
        each.label,
        each.help,
        default=str(each.default if each.default is not None else each.at_least),
        derived=_derived(each, inputs),
        at_least=bound_of(each.at_least, limits),
        at_most=LARGEST if each.at_most is None else bound_of(each.at_most, limits),
        is_whole=each.whole,
        not_below=each.not_below,
        is_main=each.main,
        group=each.group,
        only_for=each.only_for,
        of_estimate=each.of_estimate,
    )


def bound_of(bound: Decimal | str, limits: Mapping[str, Limit]) -> Decimal:
    """A bound as declared, or the newest value of the limit that it names."""
    text = str(bound)
    return Decimal(limits[text.removeprefix(LIMIT_PREFIX)].value) if text.startswith(LIMIT_PREFIX) else Decimal(text)


def _derived(each: Input, inputs: Mapping[str, Input]) -> Derived | None:
    formula = each.default_of
    if formula is None:
        return None
    words = each.default_words or as_text(formula, lambda name: in_sentence(inputs[name].label))
    return Derived(words, _computed(formula), formula.text)


def _computed(formula: Formula) -> Callable[[Inputs], Any]:
    return lambda usage: formula.value(Names(lambda name: getattr(usage, name)))


def _whole_rules(wholes: tuple[Whole, ...], inputs: Mapping[str, Input]) -> Callable[[Inputs], Iterator[Violation]]:
    """That shares add up to their whole, beside the rules that every service has."""

    def rules(usage: Inputs) -> Iterator[Violation]:
        yield from Inputs.rules(usage)
        for each in wholes:
            found = total(getattr(usage, name) for name in each.of)
            labels = ", ".join(in_sentence(inputs[name].label) for name in each.of)
            whole = each.equals if is_exact(found) else to_float(each.equals)
            shares = Bound(found, whole, whole, inputs[each.of[0]].unit)
            yield Violation(each.of[0], partial(_not_whole, labels), differs(found, whole), bound=shares)

    return rules


def _not_whole(labels: str, bound: Bound) -> str:
    return f"Together {labels} must be {exact_text(bound.at_most)}; they are {exact_text(bound.needed)}."
