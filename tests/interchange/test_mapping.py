"""Which resources are usages of which service: what the folders say is sound, and charges nothing that no file says."""

from decimal import Decimal

import pytest

from calculator.core.declarations import QuantityField
from calculator.core.errors import CalculatorError
from calculator.core.formulas.parse import Formula
from calculator.estimator import read_question, unexplained
from calculator.interchange.known_types import known_types
from calculator.interchange.mapping import Kind, Rule, Text, faults_of, rules_by_type
from calculator.services import service
from tests.questions import CATALOGUE, TODAY

RULES = list({id(rule): rule for rules in rules_by_type().values() for rule in rules}.values())
BILLED = [rule for rule in RULES if not (rule.free or rule.unsupported)]


def _named(rule: Rule) -> str:
    return f"{rule.service}-{rule.types[0]}"


# Those that are aimed at; a type is covered where an entry is made of it, priced or asking for its usage.
FEWEST_COVERED = {Kind.TERRAFORM: 160, Kind.CLOUDFORMATION: 140}


def test_rules_name_only_what_there_is() -> None:
    faults = [
        f"{rule.service}: {rule.types}: {fault}"
        for rule in RULES
        for fault in faults_of(rule, service(rule.service).Usage.declarations)
    ]
    assert faults == []


def test_every_type_of_a_rule_is_in_the_table_of_types() -> None:
    named = {each for rule in RULES for each in (*rule.terraform, *rule.cloudformation)}
    assert sorted(each for each in named if each not in known_types()) == []


def test_no_type_that_is_mapped_to_a_bill_is_said_to_cost_nothing() -> None:
    # Launch templates and task definitions are free by themselves: what they start is the entry of another resource.
    billed = {each for rule in BILLED for each in (*rule.terraform, *rule.cloudformation)}
    assert [each for each in billed if known_types()[each].is_free] == []


@pytest.mark.parametrize("kind", FEWEST_COVERED)
def test_so_many_types_are_priced_or_ask_for_their_usage(kind: Kind) -> None:
    covered = {each for rule in BILLED for each in rule.paths(kind)}
    assert len(covered) >= FEWEST_COVERED[kind]


def _given(rule: Rule) -> dict[str, str]:
    """What a rule gives where the file is silent: constants, and what reads defaults alone."""
    found = {}
    for name, source in rule.inputs.items():
        if isinstance(source, Text):
            found[name] = source.value
        elif not source.names:
            found[name] = str(source.value({}))
        elif source.name and (default := rule.read[source.name].default) is not None:
            found[name] = rule.read[source.name].values.get(default, default)
        elif isinstance(service(rule.service).Usage.declarations[name], QuantityField):
            found[name] = "2"
    return found


def _monthly(rule: Rule, typed: dict[str, str]) -> Decimal | None:
    """The bill of a month; None where it cannot be answered."""
    try:
        question = read_question(rule.service, typed, CATALOGUE, TODAY)
        return sum((item.usd for item in unexplained(question, CATALOGUE).line_items), Decimal(0))
    except CalculatorError:
        return None


@pytest.mark.series(20, 30)
@pytest.mark.parametrize("rule", BILLED, ids=_named)
def test_an_entry_bills_nothing_that_neither_the_file_nor_its_owner_says(rule: Rule) -> None:
    """An amount that a form opens with, and that neither a rule gives nor its owner is asked for, may not cost."""
    declarations = service(rule.service).Usage.declarations
    typed = _given(rule)
    for name in rule.asks:
        declared = declarations[name]
        if isinstance(declared, QuantityField):
            typed[name] = f"{declared.at_least:f}"
    before = _monthly(rule, typed)
    for name, declared in declarations.items():
        is_open = name not in rule.inputs and name not in rule.asks
        if before is None or not is_open or not isinstance(declared, QuantityField) or declared.of_month:
            continue
        if declared.unit == "%" or not declared.default:
            continue
        least = _monthly(rule, typed | {name: f"{declared.at_least:f}"})
        assert least is None or least == before, name


def test_formulas_of_inputs_read_what_the_rule_reads() -> None:
    for rule in BILLED:
        for source in rule.inputs.values():
            if isinstance(source, Formula):
                assert source.names <= set(rule.read)
