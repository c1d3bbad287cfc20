"""Rules across fields hold for one workload and for columns of workloads alike, of every service."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.declarations import QuantityField
from calculator.core.violations import Violation, differs, violated, violating
from calculator.services import SERVICES
from calculator.services.service import Service
from tests.lanes import for_some
from tests.questions import asked
from tests.random_usages import WHOLES, usages

EVERY_SERVICE = pytest.mark.parametrize("service", SERVICES.values(), ids=list(SERVICES))
ROWS = 6
# Numbers that a float holds exactly, so that both systems compare the same ones; shares of 100 among them.
EXACT = [Decimal(text) for text in ("0", "0.5", "1", "12.5", "20", "25", "50", "87.5", "100", "700", "730", "744.5")]


@EVERY_SERVICE
@given(data=st.data())
@for_some(20)
def test_a_column_violates_the_rules_where_its_workloads_do(service: Service, data: st.DataObject) -> None:
    usage = asked(service.KEY, dict(data.draw(usages(service)))).usage
    amounts = [name for name, each in usage.declarations.items() if isinstance(each, QuantityField)]
    shared = WHOLES.get(service.KEY, ())
    varied = {*shared, *data.draw(st.lists(st.sampled_from(amounts), max_size=4))}
    rows = st.lists(st.sampled_from(EXACT), min_size=ROWS, max_size=ROWS)
    columns = {name: data.draw(rows) for name in varied}
    one_by_one = [
        [*usage.with_values(**{name: column[row] for name, column in columns.items()}).contradictions()]
        for row in range(ROWS)
    ]
    as_columns = {name: np.array([float(number) for number in column]) for name, column in columns.items()}
    found = violating(usage.as_arrays(**as_columns).rules())
    assert np.broadcast_to(found, ROWS).tolist() == [bool(errors) for errors in one_by_one]


def test_what_holds_is_told_and_what_does_not_is_not() -> None:
    rules = [
        Violation("first", lambda: "It is wrong.", True),
        Violation("second", lambda: pytest.fail("it is right"), False),
        Violation("third", lambda: "So is this.", True, "its own"),
    ]
    told = [(each.field, each.message, each.value) for each in violated(rules, str.upper)]
    assert told == [("first", "It is wrong.", "FIRST"), ("third", "So is this.", "its own")]
    assert violating(rules[1:2]) is False


@pytest.mark.parametrize("shares", [(33.3, 33.3, 33.4), (0.1, 0.2, 99.7), (14.29, 28.57, 57.14)])
def test_shares_of_floats_are_forgiven_their_noise_and_nothing_more(shares: tuple[float, ...]) -> None:
    assert not np.any(differs(np.array([sum(shares)]), 100.0))
    assert np.all(differs(np.array([sum(shares) + 0.0001]), 100.0))
    assert not differs(sum(map(Decimal, map(str, shares))), Decimal(100))
    assert differs(sum(map(Decimal, map(str, shares))) + Decimal("1e-20"), Decimal(100))
