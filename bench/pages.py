"""B6 and B7: the page of each service in a real browser: first load with a cold cache, and change of an input."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from tqdm import tqdm

from bench.results import Result, Row, at_most
from bench.scale import Scale
from bench.timing import percentile
from bench.workloads import Workload
from calculator.services import SERVICES, service
from tests.browser.conftest import ARGUMENTS
from tests.system_packages import find_browser

SCRIPT = Path(__file__).with_name("painted.js")
NOT_FETCHED = ("data:", "blob:")
LARGEST_LOAD = at_most(600, "kB")
NOTHING_ELSEWHERE = at_most(0, "requests")
IS_PAINTED = "count => window.benchPainted.length > count"
LAST_CHANGE = """() => {
  const asked = performance.getEntriesByType("resource").filter(each => each.initiatorType === "xmlhttprequest" ||
    each.initiatorType === "fetch").at(-1);
  return [window.benchTyped, asked.requestStart, asked.responseEnd, window.benchPainted.at(-1)];
}"""


@dataclass  # without slots: Playwright leaves marks on those that listen
class Wire:
    """What a page fetched: kilobytes by kind, as they came over the wire with their headers."""

    home: str
    kilobytes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    requests: int = 0
    elsewhere: int = 0
    _kinds: dict[str, str] = field(default_factory=dict)

    def watch(self, page: Page) -> None:
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.requestWillBeSent", self._on_request)
        network.on("Network.loadingFinished", self._on_finished)

    def _on_request(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if url.startswith(NOT_FETCHED):
            return
        self._kinds[event["requestId"]] = event.get("type", "Other").lower()
        self.requests += 1
        self.elsewhere += not url.startswith(f"{self.home}/")

    def _on_finished(self, event: dict[str, Any]) -> None:
        if kind := self._kinds.get(event["requestId"]):
            self.kilobytes[kind] += event["encodedDataLength"] / 1000


@dataclass(frozen=True, slots=True)
class Change:
    """Milliseconds from typing to paint, and the parts of that."""

    waiting: float
    answering: float
    painting: float

    @property
    def whole(self) -> float:
        return self.waiting + self.answering + self.painting


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def measure_loads(browser: Browser, address: str, scale: Scale) -> Result:
    """B6."""
    rows, count = [], scale.of_each(scale.loads, len(SERVICES))
    for key in tqdm(SERVICES, desc="B6: first loads", disable=None):
        loads = [loaded(browser, address, key) for _ in range(count)]
        wires = [wire for wire, _ in loads]
        heaviest = max(wires, key=lambda wire: sum(wire.kilobytes.values()))
        whole = sum(heaviest.kilobytes.values())
        kinds = ", ".join(f"{kind} {size:.0f}" for kind, size in sorted(heaviest.kilobytes.items()))
        seen, elsewhere = median(painted for _, painted in loads), max(wire.elsewhere for wire in wires)
        name = service(key).NAME
        rows.append(Row((f"{name}, kB over the wire", f"{whole:.0f}", kinds), LARGEST_LOAD, whole))
        rows.append(Row((f"{name}, requests", str(heaviest.requests), "")))
        rows.append(Row((f"{name}, requests elsewhere", str(elsewhere), ""), NOTHING_ELSEWHERE, elsewhere))
        rows.append(Row((f"{name}, ms until the answer is painted", f"{seen:.0f}", "median")))
    return Result(
        "B6",
        "First load of a service page in Chromium, cold cache",
        f"{count} loads of each, each in a new browser context, from a server on the same machine. Bytes are those "
        "over the wire, with headers, compressed as served; the heaviest load counts. The time runs from navigation "
        "until the frame with the answer is done.",
        ("figure", "measured", "of which"),
        tuple(rows),
    )


def measure_changes(browser: Browser, address: str, typed: Mapping[str, Sequence[Workload]]) -> Result:
    """B7, with the workloads that are typed into the form of each service."""
    rows = []
    for key, workloads in tqdm(typed.items(), desc="B7: changes of an input", disable=None):
        changes = changed(browser, address, key, workloads)
        parts = {
            "a change until the new answer is painted": [each.whole for each in changes],
            "of which waiting for the typing to end": [each.waiting for each in changes],
            "of which the request": [each.answering for each in changes],
            "of which showing the answer": [each.painting for each in changes],
        }
        rows += [
            Row((f"{service(key).NAME}, {name}", f"{median(taken):.0f}", f"{percentile(taken, 95):.0f}"))
            for name, taken in parts.items()
        ]
    return Result(
        "B7",
        "One input is changed, until the new answer is painted",
        f"{max(map(len, typed.values()))} changes of one amount, one after another in one page of Chromium.",
        ("figure", "median ms", "p95 ms"),
        tuple(rows),
    )


def loaded(browser: Browser, address: str, key: str) -> tuple[Wire, float]:
    """What a first load fetched, and the milliseconds until its answer was painted."""
    wire = Wire(address)
    with tab(browser) as page:
        wire.watch(page)
        page.goto(f"{address}/{key}/", wait_until="networkidle")
        page.wait_for_function(IS_PAINTED, arg=0)
        return wire, float(page.evaluate("() => window.benchPainted[0]"))


def changed(browser: Browser, address: str, key: str, workloads: Iterable[Workload]) -> list[Change]:
    """A change for each workload, awaited before the next."""
    with tab(browser) as page:
        page.goto(f"{address}/{key}/", wait_until="networkidle")
        page.wait_for_function(IS_PAINTED, arg=0)
        return [_change(page, workload) for workload in workloads]


def _change(page: Page, workload: Workload) -> Change:
    count = page.evaluate("() => window.benchPainted.length")
    for name, value in workload.items():
        page.fill(f'input[name="{name}"]', value)
    page.wait_for_function(IS_PAINTED, arg=count)
    typed, asked, answered, painted = page.evaluate(LAST_CHANGE)
    return Change(asked - typed, answered - asked, painted - answered)


@contextmanager
def tab(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page in a context of its own, so that nothing is in its cache."""
    context = browser.new_context(locale="en-GB", **options)
    context.add_init_script(path=SCRIPT)
    try:
        yield context.new_page()
    finally:
        context.close()
