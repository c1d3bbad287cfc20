"""Blueprints: each is answered whole, and says where its numbers come from."""

import pytest

from calculator.core.errors import UnknownName
from calculator.estimates.answers import answer_estimate
from calculator.estimates.blueprints import blueprint, blueprints
from tests.questions import CATALOGUE, TODAY


@pytest.mark.parametrize("name", blueprints())
def test_a_blueprint_is_answered_whole_and_reasons_every_line(name: str) -> None:
    document = blueprint(name)
    answer = answer_estimate(document, CATALOGUE, TODAY)
    assert answer.missing == ()
    assert all(each.money().effective_monthly_usd > 0 for each in answer.entries)
    assert document.note and all(entry.note for _, entry, _ in document.walk())


@pytest.mark.parametrize("name", blueprints())
def test_no_input_of_a_blueprint_is_without_effect(name: str) -> None:
    for each in answer_estimate(blueprint(name), CATALOGUE, TODAY).entries:
        assert each.answer is not None
        assert [one.message for one in each.answer.warnings if one.code == "not_used"] == []


def test_another_name_is_told_with_those_that_there_are() -> None:
    with pytest.raises(UnknownName, match="web_application"):
        blueprint("x")
