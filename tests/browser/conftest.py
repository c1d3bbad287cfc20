"""A real Chromium for the browser tests, and a page that fails its test when the browser complains.

A test that wants one takes `page`, a tab on the served application: page.goto("/s3/"). When the test ends, the
page must have asked for nothing elsewhere, broken no Content-Security-Policy and logged no error.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.system_packages import find_browser

# A page that is slow on a busy machine is no fault of what it shows; `make bench` measures how long it takes.
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)

ARGUMENTS = [
    "--no-sandbox",  # Chromium has none when root runs it
    "--disable-gpu",
    # The browser's own calls home, which a test machine need not let out.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]

# htmx calls it an error when typing goes on and the next question replaces one that is still being answered, as
# `hx-sync` asks for. A request that fails in any other way has a line of another name besides.
REPLACED = ("htmx:afterRequest,", "htmx:sendAbort,")


@dataclass
class Complaints:
    """What a tab did that no page of ours may do. Chromium logs a policy violation as an error."""

    home: str
    told: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.told.append(f"script: {error}"))
        page.on("request", self.on_request)

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(REPLACED):
            self.told.append(f"console: {message.text}")

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.home}/", "data:", "blob:")):
            self.told.append(f"asked elsewhere: {request.url}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context_options() -> dict[str, object]:
    """How the tab differs from a usual one; a test overrides it by parametrizing: dark, narrow, no script."""
    return {}


@pytest.fixture
def context(chromium: Browser, server: str, context_options: dict[str, object]) -> Iterator[BrowserContext]:
    options: dict[str, object] = {"base_url": server, "locale": "en-GB", **context_options}
    context = chromium.new_context(**options)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def complaints(server: str) -> Complaints:
    """What the browser complained of so far. A test that provokes an error on purpose clears `told`."""
    return Complaints(server)


@pytest.fixture
def page(context: BrowserContext, complaints: Complaints) -> Iterator[Page]:
    page = context.new_page()
    complaints.watch(page)
    yield page
    assert complaints.told == []
