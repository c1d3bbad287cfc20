"""Files of every format version so far are kept in `formats/` for good, and read by every later version as they were.

Nothing in that folder is ever changed: a new format adds files of its own.
"""

import json
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from calculator.application.estimates import read_estimate_file
from calculator.estimates.answers import answer_estimate
from calculator.estimates.document import FORMAT, Document
from calculator.exports.csv_file import DIALECTS, csv_text
from calculator.exports.workbook.read import read_estimate_xlsx
from calculator.presentation.estimate_documents import flat_table
from tests.questions import CATALOGUE, TODAY

FORMATS = Path(__file__).with_name("formats")
# By the name of a file, the checksum of its document when it was written.
CHECKSUMS = {"estimate-1": "sha256:a14faf5368325ca0449b44e77a2d9d8b0e29102efe097643d78bb347dd1119f9"}


def text_of(name: str) -> str:
    return (FORMATS / name).read_text(encoding="utf-8")


def test_the_format_of_today_has_its_files() -> None:
    assert FORMAT.replace("/", "-") in CHECKSUMS


@pytest.mark.parametrize(("name", "checksum"), CHECKSUMS.items())
def test_a_document_of_any_format_is_read_as_it_was(name: str, checksum: str) -> None:
    document = read_estimate_file(text_of(f"{name}.json"))
    assert document.checksum() == checksum
    assert read_estimate_xlsx((FORMATS / f"{name}.xlsx").read_bytes()).checksum() == checksum
    assert answer_estimate(document, CATALOGUE, TODAY).missing == ()


@pytest.mark.parametrize("name", CHECKSUMS)
def test_the_lines_of_any_format_come_back_from_its_csv(name: str) -> None:
    document, lines = read_estimate_file(text_of(f"{name}.json")), read_estimate_file(text_of(f"{name}.csv"))
    assert sorted(entries_of(lines)) == sorted(entries_of(document))
    assert csv_text(flat_table(document), DIALECTS["decimal_point"]) == (FORMATS / f"{name}.csv").read_bytes().decode()


def entries_of(document: Document) -> Iterator[str]:
    """What a CSV has of each entry; a list is a text there, and of an origin there is nothing."""
    for groups, entry, _ in document.walk():
        usage = {name: told(each) for name, each in entry.usage.items()}
        own = entry.model_dump(exclude={"origin", "usage"})
        yield json.dumps([[group.name for group in groups], own, usage], sort_keys=True)


def told(typed: object) -> str:
    return ",".join(map(str, typed)) if isinstance(typed, list) else str(typed).lower()


def test_the_newest_files_say_everything_that_a_document_can_say() -> None:
    said = set(keys_of(json.loads(text_of(f"{FORMAT.replace('/', '-')}.json"))))
    assert set(names_of(Document)) - said == set()


def keys_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from keys_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from keys_of(each)


def names_of(model: type[BaseModel], seen: frozenset[type[BaseModel]] = frozenset()) -> Iterator[str]:
    """The keys of a model and of those within it."""
    for name, info in model.model_fields.items():
        yield info.alias or name
        for part in parts_of(info.annotation):
            if part not in seen:
                yield from names_of(part, seen | {model, part})


def parts_of(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for each in typing.get_args(annotation):
        yield from parts_of(each)
