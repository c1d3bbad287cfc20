"""An estimate as a PDF: what an auditor looks for stands in it, it is tagged, and it stays short."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from calculator.core.display import usd
from calculator.estimates.answers import EstimateAnswer
from calculator.exports.pdf.write import estimate_pdf
from calculator.services import SERVICES
from calculator.services.service import FREE_TIER
from tests.estimates.documents import answer, entry
from tests.questions import CATALOGUE, TODAY

LINK = "https://calculator.example/s/4f9a0c2e"
MOST_PAGES = 3


def pdf_of(answered: EstimateAnswer, link: str = LINK, version: str = "7") -> PdfReader:
    return PdfReader(BytesIO(estimate_pdf(answered, CATALOGUE.sources, TODAY, link, version)))


def text_of(pdf: PdfReader) -> str:
    """All that stands in it, in one line; long words may break."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).replace("\u200b", "").split())


def of_all_services() -> list[dict[str, Any]]:
    not_of_usage = ("region", "as_of", "month", FREE_TIER)
    return [
        entry(key, 2, **{name: text for name, text in example.usage.items() if name not in not_of_usage})
        for key, service in SERVICES.items()
        for example in service.EXAMPLES
    ]


def test_what_an_auditor_looks_for_stands_in_it() -> None:
    queue = {**entry("sqs", 3, "eu-west-1", requests="300 million", message_kb="100"), "name": "Orders"}
    table = {**entry("dynamodb", reads_per_second="500"), "name": "Carts"}
    answered = answer(queue, table, title="Checkout", note="For the review.")
    text = text_of(pdf_of(answered))
    money = answered.money()
    lists = [each for one in answered.entries if one.answer is not None for each in one.answer.price_lists]
    wanted = [
        "Checkout", "For the review.", "Version 7, printed 2026-11-21", "Prices of 2026-11-21, a month of 730 hours",
        LINK, answered.document.checksum(), "All / Orders", "Amazon SQS",
        "API requests 300 million · payload of a request 100 KB",
        "eu-west-1", usd(money.effective_monthly_usd), usd(answered.annual_usd), "Page 1 of 1",
        *(usd(each.money().effective_monthly_usd) for each in answered.entries),
        *(each.checksum.removeprefix("sha256:") for each in lists),
        *(str(each.published) for each in lists),
    ]  # fmt: skip
    assert [each for each in wanted if each.replace(" ", "") not in text.replace(" ", "")] == []


def test_a_stated_currency_stands_beside_the_dollars() -> None:
    stated = {"code": "EUR", "per_usd": "0.92", "date": "2026-11-20", "source": "ECB"}
    # 10 million requests at $0.40 a million
    text = text_of(pdf_of(answer(entry("sqs", requests="10 million"), currency=stated))).replace(" ", "")
    assert "EUR3.68" in text
    assert "0.92EURperUSDof2026-11-20,ECB" in text


def test_what_has_no_answer_is_said_and_not_priced() -> None:
    text = text_of(pdf_of(answer(entry("sqs", requests="many"), entry("sqs", requests="2 million"))))
    assert "This total is incomplete: 1 entry has no price or an error." in text
    assert "no price" in text


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [entry("sqs")],
        of_all_services(),
        [{**entry("sqs", requests=str(each)), "name": "x" * 200, "note": "y " * 2000} for each in range(1000)],
    ],
    ids=["none", "one", "every service", "a thousand with long names"],
)
def test_it_has_three_pages_at_most(entries: list[dict[str, Any]]) -> None:
    assert 1 <= len(pdf_of(answer(*entries, title="t" * 200, note="n " * 2000)).pages) <= MOST_PAGES


def test_screen_readers_find_headings_tables_and_the_language() -> None:
    content = estimate_pdf(answer(entry("sqs")), CATALOGUE.sources, TODAY)
    pdf = PdfReader(BytesIO(content))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).lower() == "en-us"
    assert b"pdfuaid" in content
    kinds = {str(kind) for kind in _kinds(root["/StructTreeRoot"])}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD"} <= kinds
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Estimate"


def _kinds(element: Any) -> set[Any]:
    """The kinds of all elements of a tree of structure."""
    found, waiting = set(), [element]
    while waiting:
        each = waiting.pop()
        each = each.get_object() if hasattr(each, "get_object") else each
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            found.add(each.get("/S"))
            waiting += [each["/K"]] if "/K" in each else []
    return found


@pytest.mark.parametrize(
    "text", ["#panic(1) $x$ = *b*", "= heading", "\x00\x01\x1f", "\\u{1F9EE}", '"}; drop', "<a href='x'>", "@ref"]
)
def test_a_text_of_a_person_is_set_as_it_was_typed(text: str) -> None:
    named = {**entry("sqs", requests="1"), "name": text}
    shown = text_of(pdf_of(answer(named, title=text, note=text)))
    typed = "".join(each for each in text if each.isprintable())
    assert shown.replace(" ", "").count(typed.replace(" ", "")) >= len(("title", "note", "entry"))


@pytest.mark.parametrize("text", ["税込", "🧮", "שלום", "\ufffe"])
def test_a_letter_that_no_font_has_is_no_error(text: str) -> None:
    assert len(pdf_of(answer({**entry("sqs"), "name": text}, title=text)).pages) == 1
