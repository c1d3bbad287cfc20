"""The folder of Amazon SQS with one change, to see what is said of it."""

import shutil
from pathlib import Path

from calculator.core.units import PRICING_DATA

SQS = PRICING_DATA / "services" / "sqs"


def changed(tmp_path: Path, old: str, new: str, name: str = "service.toml") -> Path:
    """The folder with one change in one of its files."""
    folder = tmp_path / "sqs"
    shutil.copytree(SQS, folder)
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder
