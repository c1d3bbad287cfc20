"""Amazon S3: what it costs once to move the objects that exist into another class, and when that has paid for itself.

Prices are those of us-east-1.
"""

from decimal import Decimal
from itertools import product

import pytest

from calculator.analysis.compare import compare
from calculator.core.answer import Answer
from tests.questions import CATALOGUE, S3_CLASSES, asked, beside, s3, warned

# How AWS moves objects, by the lists of supported and unsupported transitions in the S3 User Guide: from the class at
# the left into the one at the head, `L` by a lifecycle rule, `C` by COPY, `-` stays.
GUIDE = """
                     STANDARD INTELLIGENT_TIERING STANDARD_IA ONEZONE_IA GLACIER_IR GLACIER DEEP_ARCHIVE EXPRESS_ONEZONE
STANDARD             -        L                   L           L          L          L       L            C
INTELLIGENT_TIERING  C        -                   C           L          L          L       L            C
STANDARD_IA          C        L                   -           L          L          L       L            C
ONEZONE_IA           C        C                   C           -          C          L       L            C
GLACIER_IR           C        C                   C           C          -          L       L            C
GLACIER              C        C                   C           C          C          -       L            C
DEEP_ARCHIVE         C        C                   C           C          C          C       -            C
EXPRESS_ONEZONE      C        C                   C           C          C          C       C            -
"""
HEAD, *ROWS = (line.split() for line in GUIDE.strip().splitlines())
WAYS = {(row[0], target): way for row in ROWS for target, way in zip(HEAD, row[1:], strict=True)}
WORDS = {"L": "Moved by a lifecycle rule", "C": "Moved by COPY"}


def once(answer: Answer) -> dict[str, Decimal]:
    """What each charge comes to that is paid once."""
    return {item.name: item.usd for item in answer.line_items if item.recurrence == "upfront" and item.usd}


@pytest.mark.parametrize(("origin", "target"), list(product(S3_CLASSES, S3_CLASSES)))
def test_objects_are_moved_as_the_guide_says(origin: str, target: str) -> None:
    answer = s3(target, storage_gb=1, moved_from=origin)
    moved = [item.label for item in answer.line_items if item.name == "move_requests"]
    assert moved == ([] if origin == target else [WORDS[WAYS[origin, target]]])
    assert (answer.upfront_usd == 0) == (origin == target)


@pytest.mark.parametrize(
    ("origin", "target", "items"),
    [
        # 1,024 GB in 2^20 objects of 1 MB.
        ("STANDARD", "STANDARD_IA", {"move_requests": "10.48576"}),  # 2^20 x 0.01 / 1,000
        ("STANDARD", "INTELLIGENT_TIERING", {"move_requests": "10.48576"}),
        ("STANDARD", "GLACIER_IR", {"move_requests": "20.97152"}),
        ("STANDARD_IA", "GLACIER", {"move_requests": "31.45728"}),  # no retrieval is billed
        ("GLACIER", "DEEP_ARCHIVE", {"move_requests": "52.4288"}),
        ("INTELLIGENT_TIERING", "STANDARD", {"move_requests": "5.24288"}),  # PUT at the rate of Standard
        ("STANDARD_IA", "STANDARD", {"move_requests": "5.24288", "move_retrieval": "10.24"}),  # 1,024 x 0.01
        ("GLACIER_IR", "STANDARD_IA", {"move_requests": "10.48576", "move_retrieval": "30.72"}),
        ("STANDARD", "EXPRESS_ONEZONE", {"move_requests": "1.1848908800", "move_upload": "3.2768"}),  # 1,024 x 0.0032
        ("EXPRESS_ONEZONE", "STANDARD", {"move_requests": "5.24288", "move_retrieval": "0.6144"}),
        # Bulk restores of GLACIER are free; their copies are kept a day: 1,024 / 30 x 0.023.
        ("GLACIER", "STANDARD", {"move_requests": "5.24288", "move_restored_copy": "0.7850666667"}),
        (
            "DEEP_ARCHIVE",
            "GLACIER_IR",
            {
                "move_requests": "20.97152",
                "move_retrieval": "2.56",  # 1,024 x 0.0025
                "move_restore_requests": "26.2144",  # 2^20 x 0.025 / 1,000
                "move_restored_copy": "0.7850666667",
            },
        ),
    ],
)
def test_a_move_costs_its_requests_and_what_is_read(origin: str, target: str, items: dict[str, str]) -> None:
    found = once(s3(target, storage_gb=1024, average_object_kb=1024, moved_from=origin))
    assert {name: round(usd, 10) for name, usd in found.items()} == {
        name: Decimal(text) for name, text in items.items()
    }


@pytest.mark.parametrize(
    ("target", "size", "requests", "parts"),
    [
        ("STANDARD", "5 GB", "0.005", None),  # 1,000 objects, one COPY each
        ("STANDARD", "6 GB", "0.005", "0.015"),  # two parts each and one request that opens them: 3,000
        ("STANDARD", "50 GB", "0.005", "0.055"),
        # Of an archive only the last request has its rate, 0.03; the others are billed at Standard's.
        ("GLACIER", "6 GB", "0.03", "0.015"),
    ],
)
def test_objects_above_5_gb_are_copied_in_parts(target: str, size: str, requests: str, parts: str | None) -> None:
    gigabytes = int(size.removesuffix(" GB")) * 1000
    found = once(s3(target, storage_gb=gigabytes, average_object_kb=size, moved_from="EXPRESS_ONEZONE"))
    assert found["move_requests"] == Decimal(requests)
    assert found.get("move_parts") == (None if parts is None else Decimal(parts))


@pytest.mark.parametrize(
    ("months", "effective"),
    [("1", "16.8"), ("8", "5.6"), ("12", "5.0667"), ("32", "4.4")],  # 4 + 12.8 / months
)
def test_the_effective_figure_spreads_the_move_over_the_months_stated(months: str, effective: str) -> None:
    """1,000 GB of Glacier Instant at 0.004, and 640,000 objects of 1.6 MB at 0.02 a thousand."""
    answer = s3(
        "GLACIER_IR", storage_gb=1000, average_object_kb="1.6 MB", moved_from="STANDARD", effective_months=months
    )
    assert (answer.monthly_usd, answer.upfront_usd) == (Decimal(4), Decimal("12.8"))
    assert round(answer.effective_monthly_usd, 4) == Decimal(effective)


def test_moving_pays_for_itself_after_what_it_costs_over_what_it_saves() -> None:
    answer = s3("GLACIER_IR", storage_gb=1000, average_object_kb="1.6 MB", moved_from="STANDARD")
    assert beside(answer)["move_pays_back_months"] == Decimal("12.8") / 19  # 23 - 4 a month


@pytest.mark.parametrize(
    ("origin", "target"),
    [("GLACIER_IR", "STANDARD"), ("STANDARD", "EXPRESS_ONEZONE")],
)
def test_a_move_into_a_class_that_costs_more_never_pays(origin: str, target: str) -> None:
    assert beside(s3(target, storage_gb=1000, moved_from=origin))["move_pays_back_months"] is None


@pytest.mark.parametrize("fields", [{}, {"moved_from": "none"}, {"moved_from": "STANDARD"}])
def test_what_stays_where_it_is_has_no_such_figure(fields: dict[str, object]) -> None:
    assert beside(s3("STANDARD", storage_gb=1000, **fields)) == {}


def test_the_comparison_says_which_class_wins_until_when() -> None:
    """200 million objects of 512 KB: the cheaper a class is by the month, the more it costs to get there."""
    question = asked("s3", {"storage_gb": "100 TB", "average_object_kb": 512, "moved_from": "STANDARD"})
    answer = compare(question, "storage_class", CATALOGUE)
    assert answer.best is not None
    assert answer.best.choice == "GLACIER_IR"  # Deep Archive costs 144.51 a month there, but 10,485.76 to get to
    changes = [
        (each.cheaper_below, each.cheaper_above) for each in answer.crossovers if each.over == "effective_months"
    ]
    assert changes == [("STANDARD", "ONEZONE_IA"), ("ONEZONE_IA", "GLACIER_IR"), ("GLACIER_IR", "DEEP_ARCHIVE")]
    [last] = [
        each for each in answer.crossovers if each.cheaper_above == "DEEP_ARCHIVE" and each.over == "effective_months"
    ]
    assert round(last.at, 2) == round((10485.76 - 4194.304) / (409.6 - 144.512), 2)
    assert last.sentence.startswith("S3 Glacier Deep Archive costs less than S3 Glacier Instant Retrieval above 23.73")


def test_months_are_compared_only_where_something_is_moved() -> None:
    answer = compare(asked("s3", {"storage_gb": 1000}), "storage_class", CATALOGUE)
    assert [each for each in answer.crossovers if each.over == "effective_months"] == []


@pytest.mark.parametrize(
    ("target", "fields", "expected"),
    [
        ("STANDARD_IA", {"average_object_kb": 127, "moved_from": "STANDARD"}, True),
        ("STANDARD_IA", {"average_object_kb": 128, "moved_from": "STANDARD"}, False),
        ("STANDARD", {"average_object_kb": 127, "moved_from": "STANDARD_IA"}, False),  # COPY takes any size
        ("STANDARD_IA", {"average_object_kb": 127}, False),
    ],
)
def test_rules_pass_over_small_objects_unless_told_so(target: str, fields: dict[str, object], expected: bool) -> None:
    assert (("not_moved", "moved_from") in warned(s3(target, storage_gb=1, **fields))) == expected


def test_months_without_a_move_are_said_to_be_unused() -> None:
    assert warned(s3("STANDARD", effective_months=24)) == [("not_used", "effective_months")]
