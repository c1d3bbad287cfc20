"""What stands on a page is written for people: no key of a program, no word of Python, no endless number."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from calculator.services import SERVICES
from calculator.services.service import comparable

# What people read as it is: code to copy, checksums, ids of sources. The rest is not seen.
NOT_PROSE = ("code", "pre", "script", "style", "noscript", "kbd", "datalist", "title")
EMPTY = ("input", "meta", "link", "br", "wbr", "img", "path", "rect", "hr")
# AWS writes these itself, and a choice may be none at all.
# What others named so: architectures, consistency levels, modules and projects that prices were read from.
NAMES = re.compile(r"x86_64|LOCAL_(?:ONE|QUORUM)|\baws_(?:dynamodb|ecs|s3_pricing_scraper)\b|^None$")
KEY = re.compile(r"(?<![\w/.@=?&:-])[a-z][a-z0-9]*_[a-z0-9_]+")
PYTHON = re.compile(r"\b(?:None|True|False|NaN|nan|Decimal|undefined)\b(?! of)|[{}]|<class|object at 0x")
ENDLESS = re.compile(r"\d\.\d{14,}")
# In print no space stands before the sign.
SPACED = re.compile(r"\d\s%")
PAGES = (
    "/",
    "/?q=queue",
    "/?q=no+such+thing",
    "/nothing/",
    "/glossary/",
    "/help/",
    "/prices/?q=m7g.large+eu-central-1",
    "/prices/?as_of=soon",
    "/prices/history/",
    "/prices/history/?service=kinesis&region=us-east-1&dimension=shard_hour&option=provisioned",
    "/s3/compare/?by=zzz",
    "/s3/?storage_gb=abc&storage_class=GLACIR",
    "/s3/reprice/?against=soon",
    *(f"/{key}/" for key in SERVICES),
    *(f"/{key}/compare/?by={by}" for key, each in SERVICES.items() for by in comparable(each)),
    *(f"/{key}/reprice/?against=2025-06-30" for key in SERVICES),
)


class Prose(HTMLParser):
    """The texts of a page that are read as sentences, names and figures."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._within: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in EMPTY:
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._within:
            del self._within[len(self._within) - 1 - self._within[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(tag in NOT_PROSE for tag in self._within):
            self.texts.append(NAMES.sub("", " ".join(data.split())))


@pytest.mark.series(quick=8, further=20)
@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_no_page_speaks_as_a_program_does(client: Client, path: str) -> None:
    page = str(client.get(path).text)
    texts = Prose(page).texts
    assert len(texts) > 10
    odd = [text for text in texts if any(each.search(text) for each in (KEY, PYTHON, ENDLESS, SPACED))]
    assert not odd, "\n".join(odd)


def test_a_key_and_a_word_of_python_would_be_found() -> None:
    page = "<p>Region</p><p>storage_gb is None</p><code>storage_gb</code><p>None of our sources has it.</p>"
    texts = Prose(page).texts
    assert [bool(KEY.search(text) or PYTHON.search(text)) for text in texts] == [False, True, False]


@pytest.mark.django_db
def test_a_table_of_choices_writes_a_percentage_as_print_does(client: Client) -> None:
    csv = client.get("/api/v1/services/s3/compare?by=storage_class&format=csv").text
    assert ",99.99%," in csv
    assert not SPACED.search(csv)


@pytest.mark.series(quick=2, further=10)
@pytest.mark.django_db
@pytest.mark.parametrize("key", SERVICES)
def test_a_lesson_writes_a_percentage_as_print_does(client: Client, key: str) -> None:
    assert not [text for text in Prose(client.get(f"/learn/{key}/").text).texts if SPACED.search(text)]


@pytest.mark.django_db
def test_what_goes_into_an_estimate_is_named_as_the_form_names_it(client: Client) -> None:
    page = client.get("/estimates/add?service=kinesis&capacity_mode=provisioned&records_per_second=3000").text
    texts = Prose(page).texts
    assert [texts[texts.index(each) + 1] for each in ("Capacity mode", "Average rate")] == [
        "Provisioned",
        "3000 records/second",
    ]
    assert not any(KEY.search(text) for text in texts)


def test_a_part_of_a_page_brings_its_title(client: Client) -> None:
    for path in ("/s3/?storage_gb=5+TB", "/s3/compare/?storage_gb=5+TB"):
        part = client.get(path, headers={"HX-Request": "true"}).text
        whole = client.get(path).text
        title = whole.partition("<title>")[2].partition("</title>")[0]
        assert title.startswith("$")
        assert part.startswith(f"<title>{title}</title>")
