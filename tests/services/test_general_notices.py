"""Notices that can be said of any workload, and those that wait for one because their numbers are its own."""

import pytest

from calculator.services import SERVICES


@pytest.mark.parametrize(
    ("key", "code", "sentence"),
    [
        (
            "api_gateway",
            "several_steps",
            "HTTP APIs count each 512 KB begun; large content costs less straight from Amazon S3.",
        ),
        (
            "app_runner",
            "more_requests_of_an_instance",
            "An instance may work on up to 200 requests at a time; fewer instances would be active.",
        ),
        # A limit that an input keys, and a number of the workload beside a limit.
        ("aurora", "history_that_is_free", None),
        ("redshift", "memory_of_rpus", None),
        ("lambda", "concurrency_quota", None),
        ("fargate", "memory_is_rounded_up", None),
    ],
)
def test_a_notice_is_general_if_its_numbers_are_limits_of_every_choice(
    key: str, code: str, sentence: str | None
) -> None:
    assert SERVICES[key].NOTICES.get(code) == sentence
