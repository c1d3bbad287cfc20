"""An import for which the disk has no room: nothing of it is left, and nothing else is lost."""

import resource
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.store.price_lists.databases import IS_POSTGRES, finished, own_database, run
from tests.store.price_lists.offer_texts import offer_file

OLD, NEW = "20261101060000", "20261101180000"
KIB = 1024


def importing(path: Path) -> list[str]:
    return [sys.executable, "manage.py", "import_price_list", "--confirm", str(path)]


def at_most(file_bytes: int) -> Callable[[], None]:
    """A process that can make no file larger than this: to its database the disk is full."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))


@pytest.mark.skipif(IS_POSTGRES, reason="the files are the server's, whose disk a test cannot fill")
@pytest.mark.slow
@pytest.mark.database
@pytest.mark.parametrize("room", [0, 4 * KIB, 24 * KIB])
def test_a_full_disk_loses_nothing(tmp_path: Path, room: int) -> None:
    with own_database(tmp_path) as environment:
        run(importing(offer_file(tmp_path / "old.csv", OLD, Decimal("0.01"))), environment)
        new = offer_file(tmp_path / "new.csv", NEW, Decimal("0.02"))
        before = run([sys.executable, "manage.py", "price_lists"], environment).stdout
        full = finished(importing(new), environment, preexec_fn=at_most(room))
        assert (full.returncode, "nothing has changed" in full.stderr) == (2, True)
        assert run([sys.executable, "manage.py", "price_lists"], environment).stdout == before
        assert f"{NEW}: stored and in use" in run(importing(new), environment).stdout
