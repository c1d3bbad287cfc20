"""Estimates of many lines: B10 in process, B6 and B7 on their page in a real browser."""

import json
import urllib.request
from collections.abc import Iterator
from itertools import cycle, islice
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page

from bench.pages import IS_PAINTED, LAST_CHANGE, NOTHING_ELSEWHERE, Change, Wire, tab
from bench.results import Result, Row, at_most
from bench.scale import Scale
from bench.timing import RUNS, percentile, timed
from bench.workloads import varied
from calculator.application.estimates import answered
from calculator.application.questions import answer, ask, catalogue
from calculator.estimates.document import Document, as_json
from calculator.estimates.read_document import read_document
from calculator.exports.workbook.write import estimate_xlsx
from calculator.presentation.estimate_documents import estimate_document
from calculator.presentation.kept_estimates import keep
from calculator.services import SERVICES
from calculator.services.service import FREE_TIER, REGION

LINES, LINES_OF_A_PAGE, LINES_OF_A_GROUP = 100, 50, 10
# Against the same lines asked one by one; the page in measures.md's words.
NO_MORE_THAN_APART = at_most(1, "times")
LARGEST_LOAD, LARGEST_SHIFT, LONGEST_CHANGE = at_most(450, "kB"), at_most(0.1), at_most(150, "ms")
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1440, "height": 900}
SHIFTS = """(() => {
  window.benchShift = 0;
  new PerformanceObserver(list => { for (const each of list.getEntries()) window.benchShift += each.value; })
    .observe({type: "layout-shift", buffered: true});
})()"""


def documents(count: int, lines: int) -> list[Document]:
    """So many estimates, no line of them like another: no answer is known from the one before."""
    each = -(-count * lines // len(SERVICES))
    entries = _entries(each)
    return [_document([*islice(entries, lines)]) for _ in range(count)]


def _entries(each: int) -> Iterator[dict[str, Any]]:
    """Lines of all services in turn."""
    of_service = {key: iter(varied(key, each)) for key in SERVICES}
    for key in islice(cycle(SERVICES), each * len(SERVICES)):
        if (usage := next(of_service[key], None)) is not None:
            own = {name: text for name, text in usage.items() if name not in (REGION, FREE_TIER)}
            yield {"service": key, "region": usage.get(REGION, "us-east-1"), "usage": own}


def _document(entries: list[dict[str, Any]]) -> Document:
    groups = [
        {"name": f"Group {place}", "entries": entries[place : place + LINES_OF_A_GROUP]}
        for place in range(0, len(entries), LINES_OF_A_GROUP)
    ]
    return read_document({"title": f"{len(entries)} lines", "groups": groups})


def measure(scale: Scale) -> Result:
    """B10."""
    count = scale.estimates
    # No run may know the answers of the one before.
    others = iter(documents(2 * RUNS * count, LINES))
    known = documents(count, LINES)
    apart = timed(_one_by_one, known)
    together = timed(lambda _: answered(next(others)), range(count))
    saved = timed(lambda _: keep(next(others)), range(count))
    answers = [answered(each) for each in known]
    written = timed(lambda each: estimate_xlsx(each, "", catalogue().sources, each.document), answers)
    told = timed(lambda each: json.dumps(estimate_document(each)), answers)
    ratio = median(together) / median(apart)
    return Result(
        "B10",
        f"An estimate of {LINES} lines in process",
        f"{count} estimates of lines of all services, no two alike, each timed alone, median and slowest. The answer "
        "is held against the same lines asked one by one, as B4 asks.",
        ("figure", "median", "slowest"),
        (
            Row(("the lines asked one by one, ms", f"{median(apart):.0f}", f"{max(apart):.0f}")),
            Row(("the answer, ms", f"{median(together):.0f}", f"{max(together):.0f}")),
            Row(("the answer, times the lines one by one", f"{ratio:.2f}", ""), NO_MORE_THAN_APART, ratio),
            Row(("its JSON, ms", f"{median(told):.0f}", f"{max(told):.0f}")),
            Row(("answered and saved, ms", f"{median(saved):.0f}", f"{max(saved):.0f}")),
            Row(("the workbook, ms", f"{median(written):.0f}", f"{max(written):.0f}")),
        ),
    )


def _one_by_one(document: Document) -> None:
    for _, entry, _ in document.walk():
        answer(ask(entry.service, {**entry.usage, "region": entry.region}))


def measure_page(browser: Browser, address: str, document: Document, scale: Scale) -> Result:
    """B6 and B7 of an estimate."""
    loads = [_loaded(browser, address, document, DESK) for _ in range(scale.estimates)]
    shift = max(
        shifted for _, _, shifted in (_loaded(browser, address, document, PHONE) for _ in range(scale.estimates))
    )
    heaviest = max((wire for wire, _, _ in loads), key=lambda wire: sum(wire.kilobytes.values()))
    whole = sum(heaviest.kilobytes.values())
    kinds = ", ".join(f"{kind} {size:.0f}" for kind, size in sorted(heaviest.kilobytes.items()))
    elsewhere = max(wire.elsewhere for wire, _, _ in loads)
    changes = _changes(browser, address, document, scale.estimates)
    beside = [each.whole - each.waiting for each in changes]
    return Result(
        "B6, B7",
        f"The page of an estimate of {LINES_OF_A_PAGE} lines in Chromium",
        f"{scale.estimates} loads, each in a new browser context, from a server on the same machine; {scale.estimates} "
        "changes of the count of one line in its place, until the new total is painted, beside the wait for typing.",
        ("figure", "median or worst", "p95, or of which"),
        (
            Row(("kB over the wire", f"{whole:.0f}", kinds), LARGEST_LOAD, whole),
            Row(("requests elsewhere", str(elsewhere), ""), NOTHING_ELSEWHERE, elsewhere),
            Row(("ms until the total is painted", f"{median(painted for _, painted, _ in loads):.0f}", "median")),
            Row(("layout shift at 360 px", f"{shift:.3f}", "worst"), LARGEST_SHIFT, shift),
            Row(
                ("a change, ms beside the wait", f"{median(beside):.0f}", f"{percentile(beside, 95):.0f}"),
                LONGEST_CHANGE,
                percentile(beside, 95),
            ),
            Row(("of which the request, ms", f"{median(each.answering for each in changes):.0f}", "")),
        ),
    )


def kept(address: str, document: Document) -> str:
    """The address that opens an estimate which the server now keeps."""
    asked = urllib.request.Request(
        f"{address}/api/v1/estimates",
        json.dumps(as_json(document)).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(asked) as told:
        made = json.load(told)
    return f"{address}/estimates/{made['id']}/?key={made['key']}"


def _loaded(browser: Browser, address: str, document: Document, size: Any) -> tuple[Wire, float, float]:
    """What a first load fetched, the milliseconds until its total was painted, and how far things moved."""
    wire, link = Wire(address), kept(address, document)
    with tab(browser, viewport=size) as page:
        page.add_init_script(SHIFTS)
        wire.watch(page)
        page.goto(link, wait_until="networkidle")
        page.wait_for_function(IS_PAINTED, arg=0)
        return wire, float(page.evaluate("() => window.benchPainted[0]")), float(page.evaluate("window.benchShift"))


def _changes(browser: Browser, address: str, document: Document, count: int) -> list[Change]:
    with tab(browser, viewport=DESK) as page:
        page.goto(kept(address, document), wait_until="networkidle")
        page.wait_for_function(IS_PAINTED, arg=0)
        page.locator("[data-edit^=line]").first.click()
        page.wait_for_selector("form.line-form")
        # The first answers every line anew, as whoever opens a saved estimate after a restart of the server has it.
        return [_change(page, number) for number in range(2, count + 2)]


def _change(page: Page, number: int) -> Change:
    count = page.evaluate("() => window.benchPainted.length")
    page.fill("form.line-form [name=count]", str(number))
    page.wait_for_function(IS_PAINTED, arg=count)
    typed, asked, answered_at, painted = page.evaluate(LAST_CHANGE)
    return Change(asked - typed, answered_at - asked, painted - answered_at)
