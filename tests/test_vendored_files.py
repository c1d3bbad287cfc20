"""Other people's files in static/vendor are the ones their README names, byte for byte."""

import hashlib
import re
from pathlib import Path

from plotly.offline import get_plotlyjs_version

VENDOR = Path(__file__).parent.parent / "static" / "vendor"
ROW = re.compile(r"^\| `(?P<path>[^`]+)` \| (?P<version>[^ ]+) \|.*`(?P<checksum>[0-9a-f]{64})` \|$", re.MULTILINE)
ROWS = {row["path"]: row for row in ROW.finditer((VENDOR / "README.md").read_text(encoding="utf-8"))}


def test_every_script_is_listed_with_its_checksum() -> None:
    checksums = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.rglob("*.js")
    }
    assert checksums == {path: row["checksum"] for path, row in ROWS.items()}


def test_every_script_has_its_licence_beside_it() -> None:
    assert [path for path in ROWS if not (VENDOR / path).with_name("LICENSE.txt").is_file()] == []


def test_the_browser_draws_with_the_version_that_the_server_writes_for() -> None:
    assert ROWS["plotly/plotly-basic.min.js"]["version"] == get_plotlyjs_version()
