"""What all tests share: plain static files, programs that must be there, the application as it is served."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from calculator.catalogue.catalogue import Catalogue
from calculator.store.price_lists import active_catalogue
from calculator.store.price_lists.active_catalogue import Newest
from tests.lanes import LONG, SEED, choose_seed, draw, is_kept, lane
from tests.serving import prepare, serving
from tests.system_packages import NEEDS, left_out

SHIPPED = Catalogue()

# Playwright keeps an event loop in the main thread, and Django would refuse the database beside it. Nothing
# here is asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure() -> None:
    choose_seed()
    try:
        left_out()
    except SystemExit as refused:
        raise pytest.UsageError(str(refused)) from None


def pytest_report_header() -> list[str]:
    without = " and ".join(sorted(left_out()))
    sampled = [] if lane() == LONG else [f"the {lane()} lane; series sampled by {SEED}={choose_seed()}"]
    return [*sampled, *([f"left out on request: the {without} tests"] if without else [])]


@pytest.hookimpl(trylast=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """After all parameters are known."""
    draw(metafunc)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in filter(has_database, items):
        item.add_marker("database")
    without = left_out()
    kept = [item for item in items if is_kept(item) and not any(item.get_closest_marker(marker) for marker in without)]
    if len(kept) < len(items):
        ids = {item.nodeid for item in kept}
        config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in ids])
        items[:] = kept


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test whose program is missing fails with the way to install it: a skip would look like a pass."""
    for marker in NEEDS:
        if item.get_closest_marker(marker) and not is_met(marker):
            pytest.fail(NEEDS[marker].sentence, pytrace=False)


@cache
def is_met(marker: str) -> bool:
    return NEEDS[marker].is_met()


def has_database(item: pytest.Item) -> bool:
    """Whether a test may ask the database."""
    fixtures = {*getattr(item, "fixturenames", ())}
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint(("db", "transactional_db"))


@pytest.fixture(autouse=True)
def imported_price_lists(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test looks for imported price lists anew; one that has no database finds none."""
    monkeypatch.setattr(active_catalogue, "NEWEST", Newest(SHIPPED))
    monkeypatch.setattr(settings, "PRICE_LISTS_LOOKED_UP_EVERY", 0)
    if not has_database(request.node):
        monkeypatch.setattr(
            active_catalogue, "stored_state", lambda lists: (active_catalogue.NEVER, active_catalogue.nothing_imported)
        )


@pytest.fixture(scope="session", autouse=True)
def plain_static_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Pages rendered inside the tests name static files as they are: nothing has been collected for them."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    collected = tmp_path_factory.mktemp("static")
    with override_settings(STORAGES={**settings.STORAGES, **plain}, STATIC_ROOT=collected):
        yield


@pytest.fixture(scope="session")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `make run` prepares it: database and collected static files."""
    folder = tmp_path_factory.mktemp("var")
    shutil.copytree(prepared(run_folder(tmp_path_factory)), folder, dirs_exist_ok=True)
    return folder


def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def prepared(folder: Path) -> Path:
    """What one process prepares for all: packing the static files takes five seconds."""
    ready = folder / "prepared"
    with (folder / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            prepare(ready)
    return ready


@pytest.fixture(scope="session")
def server(var: Path) -> Iterator[str]:
    """The address of the application as `make run` serves it."""
    with serving(var) as address:
        yield address
