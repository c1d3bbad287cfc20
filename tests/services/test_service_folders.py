"""What proves a service that is a folder: no row without use, no charge without a price and two worked examples."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest

from calculator.catalogue.keyed_layout import table_name
from calculator.catalogue.rate_table import RateTable
from calculator.core.declarations import ChoiceField
from calculator.services import SERVICES
from calculator.services.service_files.engine import FileService
from calculator.services.service_files.layout import Charge
from calculator.services.service_files.read import formulas_of
from calculator.services.worked_examples import worked_examples
from tests.questions import CATALOGUE, TODAY

FOLDERS = {key: each for key, each in SERVICES.items() if isinstance(each, FileService)}
WITH_ROWS = pytest.mark.parametrize(
    "service", [each for each in FOLDERS.values() if each.declared.has_rows], ids=lambda each: each.KEY
)
EVERY_FOLDER = pytest.mark.parametrize("service", FOLDERS.values(), ids=list(FOLDERS))
HOME = "us-east-1"
# Of one source each, which a second one would settle.
DEARER_WITH_MORE: set[tuple[str, str, str]] = set()


def prices_of(charge: Charge, service: FileService) -> Iterator[tuple[str, str]]:
    """Every price that a charge can ask of the rows: its dimension with the options of all choices."""
    if charge.keyed:
        return
    choosers = re.findall(r"{(\w+)}", charge.option)
    inputs = service.declared.inputs
    values = [charge.only_for.get(name) or tuple(inputs[name].choices or CATALOGUE.regions) for name in choosers]
    for chosen in product(*values):
        yield charge.dimension or charge.name, charge.option.format_map(dict(zip(choosers, chosen, strict=True)))


def table_of(service: FileService) -> RateTable:
    table = CATALOGUE.table(service.KEY)
    assert isinstance(table, RateTable)
    return table


@WITH_ROWS
def test_every_price_is_asked_for_by_some_charge(service: FileService) -> None:
    asked = {price for charge in service.declared.charges for price in prices_of(charge, service)}
    rows = {(card.dimension, card.option) for cards in table_of(service).cards.values() for card in cards}
    assert rows - asked == set()


@EVERY_FOLDER
def test_every_key_of_a_table_can_be_chosen_and_every_default_is_sold_at_home(service: FileService) -> None:
    declared, defaults = service.declared, {name: each.default for name, each in service.Usage.declarations.items()}
    for name, layout in declared.keyed.items():
        table = CATALOGUE.table(table_name(service.KEY, name))
        sold = [layout.key_of(key) for key in table.sold()]
        for place, column in enumerate(layout.columns):
            field, attributes = service.Usage.declarations[column], service.attributes.get(column)
            assert isinstance(field, ChoiceField)
            values = {key[place] for key in sold}
            assert values <= {each.value for each in field.choices}
            assert attributes is None or values <= attributes.rows.keys()
        assert " ".join(str(defaults[column]) for column in layout.columns) in table.sold(HOME)
        assert [option for option in layout.options if not table.has_any(option)] == []


# Prices that are not known at home, each of a service that says so under what is not priced.
NOT_PRICED_AT_HOME = {
    "eks": r"auto_mode (c6g\.large|g5\.xlarge|g6\.xlarge)",
    "emr": r"serverless_(vcpu|memory|storage) (x86|arm|)",
    "fargate": r"\w+ (windows|linux_arm) compute_savings_plan_\dy_no_upfront",
    "redshift": r"concurrency_scaling ra3\.large",
    "workspaces": r"auto_stop(_hour)? windows(_byol)? (value|standard|performance|power|powerpro)( \d+_\d+)?",
}


@EVERY_FOLDER
def test_every_charge_has_a_price_at_home(service: FileService) -> None:
    book = CATALOGUE.book(service.TABLES, HOME, TODAY)
    unpriced = [
        (charge.name, *price)
        for charge in service.declared.charges
        for price in prices_of(charge, service)
        # What goes to another Region goes to none at home.
        if HOME not in price and not book.is_priced(*price)
    ]
    known = NOT_PRICED_AT_HOME.get(service.KEY)
    assert [each for each in unpriced if not (known and re.fullmatch(known, " ".join(each[1:])))] == []
    assert not (known and (not unpriced or not service.UNPRICED))


@EVERY_FOLDER
def test_every_charge_has_two_worked_examples(service: FileService) -> None:
    worked = Counter(name for example in worked_examples(service.KEY) for name in example.expect.get("items", ()))
    assert [charge.name for charge in service.declared.charges if worked[charge.name] < 2] == []


@EVERY_FOLDER
def test_every_limit_is_used(service: FileService) -> None:
    declared = service.declared
    used = {name for _, formula in formulas_of(declared) for name in formula.limits}
    used |= {each.limit for plan in declared.capacity.values() for each in plan.demands}
    used |= {charge.allowance for charge in declared.charges} | {fact.limit for fact in declared.facts}
    bounds = [each for field in declared.inputs.values() for each in (field.at_least, field.at_most)]
    messages = [*(each.message for each in declared.obstacles), *(each.message for each in declared.notices)]
    used |= {name for text in (*map(str, bounds), *messages) for name in re.findall(r"limit\.(\w+)", text)}
    assert {limit.name for limit in CATALOGUE.limits_of(service.KEY)} - used == set()


@WITH_ROWS
def test_more_is_never_dearer_by_the_unit(service: FileService) -> None:
    """A ladder whose price rises looks like a slip of its source."""
    table = table_of(service)
    rising = {
        (region, dimension, option)
        for region in table.regions
        for (dimension, option), card in table.in_force(region, TODAY).items()
        if any(
            above.usd_per_unit > below.usd_per_unit for below, above in zip(card.tiers, card.tiers[1:], strict=False)
        )
    }
    assert rising - DEARER_WITH_MORE == set()


@EVERY_FOLDER
def test_a_service_has_workloads_to_start_from_and_says_what_it_leaves_out(service: FileService) -> None:
    assert len(service.EXAMPLES) >= 2
    assert all(text.endswith(".") for text in service.declared.unpriced.values())
    assert all(text.endswith(".") for text in service.declared.terms.values())
