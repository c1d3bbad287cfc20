"""Services that cost nothing, and those that have ended: a count of things whose price a source says is zero.

`[free]` or `[ended]` stands for the input, the charge, the notice and the workloads that they would all have alike; the
row of the price, its date and its source stand in `prices.csv` like any other, under `free`.
"""

from collections.abc import Mapping
from typing import Any

KINDS = ("free", "ended")
NEEDED = {"free": ("counts", "label", "says"), "ended": ("counts", "label", "says", "on")}


def written_as_charges(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The file with what `[free]` or `[ended]` stands for; one that lacks a key is left for whoever reads it."""
    file = dict(raw)
    for kind in KINDS:
        part = raw.get(kind)
        if isinstance(part, dict) and all(key in part for key in NEEDED[kind]):
            _write(file, kind, part)
    return file


def _write(file: dict[str, Any], kind: str, part: Mapping[str, Any]) -> None:
    name, label = str(part["counts"]), str(part["label"])
    nothing = "costs nothing itself." if kind == "free" else f"ended on {part['on']}: nothing is billed any more."
    help = "However many there are, AWS bills nothing for them."
    counted = {"unit": "resources", "label": label, "help": help, "default": 1, "whole": True, "main": True}
    charge = {"name": name, "label": label, "dimension": "free", "quantity": name, "unit": "resource"}
    notice = {
        "code": kind,
        "field": name,
        "when": f"{name} >= 0",
        "message": f"{file.get('name', '')} {nothing} {part['says']}",
        "of_bill": True,
    }
    workloads = [
        {"name": "One", "summary": "The least that there is", "usage": {name: "1"}},
        {"name": "Very many", "summary": "They cost as little", "usage": {name: "1000"}},
    ]
    file["inputs"] = {name: counted, **file.get("inputs", {})}
    file["charges"] = [charge, *file.get("charges", ())]
    file["notices"] = [notice, *file.get("notices", ())]
    file["examples"] = [*file.get("examples", ()), *workloads]
