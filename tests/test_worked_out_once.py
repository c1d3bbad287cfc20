"""One answer works nothing out twice: each amount is split over its tiers once, and each usage planned once."""

from collections.abc import Iterator

import pytest

from calculator.catalogue.once import once_a_question
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import CapacityPlan
from calculator.core.arithmetic import Number
from calculator.core.tiers import RateCard, TierCharge
from calculator.estimator import answer_to, bill, book_for
from calculator.services import SERVICES
from calculator.services.service import Service
from tests.questions import CATALOGUE, asked

EVERY_SERVICE = pytest.mark.parametrize("service", SERVICES.values(), ids=list(SERVICES))


@EVERY_SERVICE
def test_no_amount_is_split_over_its_tiers_twice(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    split, seen = RateCard.split, list[tuple[str, str, str, Number, Number]]()

    def noting(card: RateCard, quantity: Number, times: Number = 1) -> Iterator[TierCharge]:
        seen.append((card.region, card.dimension, card.option, quantity, times))
        return split(card, quantity, times)

    monkeypatch.setattr(RateCard, "split", noting)
    for workload in ({}, *(example.usage for example in service.EXAMPLES)):
        seen.clear()
        answer_to(asked(service.KEY, dict(workload)), CATALOGUE)
        assert seen
        assert len(seen) == len(set(seen))


@pytest.mark.parametrize(("key", "plans", "of_a_step"), [("ebs", 3, 3), ("kinesis", 1, 1), ("dynamodb", 1, 0)])
def test_capacity_is_planned_once_for_the_bill_and_at_most_once_for_each_next_step(
    key: str, plans: int, of_a_step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plans within one usage: of EBS size, IOPS and throughput. Packed records are one more usage of Kinesis.

    What a step changes of a table of DynamoDB is billed without its plan.
    """
    covering, planned = CapacityPlan.covering, list[str]()

    def noting(unit: str, *rest: object, **more: object) -> CapacityPlan:
        planned.append(unit)
        return covering(unit, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(CapacityPlan, "covering", noting)
    question = asked(key, {})
    bill(question, CATALOGUE)
    assert len(planned) == plans
    planned.clear()
    answer = answer_to(question, CATALOGUE)
    assert len(planned) == plans * (1 + (key == "kinesis")) + of_a_step * len(answer.next_steps)


def test_what_was_worked_out_is_forgotten_with_the_question() -> None:
    asked_for = list[Number]()

    @once_a_question
    def doubled(number: Number, book: PriceBook) -> Number:
        asked_for.append(number)
        return number * 2

    book, number = book_for(asked("s3", {}), CATALOGUE), 1000
    first, second = book.for_one_question(), book.for_one_question()
    assert [doubled(number, each) for each in (first, first, second, book, book, first.as_floats())] == [2000] * 6
    assert len(asked_for) == 5
