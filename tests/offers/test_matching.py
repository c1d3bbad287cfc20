"""Which rules the value of one column admits: the whole value counts, and a star is any text or none."""

import pytest

from calculator.offers.matching import Column

STORAGE, REQUESTS, ANY_TIMED, FREE = 1, 2, 4, 8
COLUMN = Column(
    [
        (STORAGE, ("TimedStorage-ByteHrs",)),
        (REQUESTS, ("Requests-Tier1", "Requests-Tier2")),
        (ANY_TIMED, ("TimedStorage-*-ByteHrs", "Timed.Storage*")),
        (FREE, None),
    ]
)


@pytest.mark.parametrize(
    ("value", "rules"),
    [
        ("TimedStorage-ByteHrs", STORAGE | FREE),
        ("TimedStorage-SIA-ByteHrs", ANY_TIMED | FREE),
        ("TimedStorage--ByteHrs", ANY_TIMED | FREE),
        # A value that only begins or ends like one that a rule names is another.
        ("TimedStorage-SIA-ByteHrs-Old", FREE),
        ("EU-TimedStorage-SIA-ByteHrs", FREE),
        ("TimedStorage-ByteHrs2", FREE),
        ("timedstorage-ByteHrs", FREE),
        # A dot is a dot.
        ("Timed.Storage", ANY_TIMED | FREE),
        ("Timed.Storage-X", ANY_TIMED | FREE),
        ("Timed-Storage-X", FREE),
        ("Requests-Tier2", REQUESTS | FREE),
        ("", FREE),
    ],
)
def test_a_value_admits_the_rules_that_name_the_whole_of_it(value: str, rules: int) -> None:
    assert COLUMN.admitted(value) == rules
