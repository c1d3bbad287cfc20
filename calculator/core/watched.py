"""A usage that remembers which of its inputs a service looked at, apart from the formulas of its charges.

Of an input that only formulas read, everything that it does to a bill can be written into a spreadsheet.
"""

from typing import Any

from calculator.core.inputs import Inputs


class Watched:
    """Stands in for a usage. A method may look at anything, so asking for one counts as looking at all."""

    def __init__(self, usage: Inputs) -> None:
        self.unwatched = usage
        self.seen: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        usage = self.unwatched
        if name in usage.declarations:
            self.seen.add(name)
        elif name not in ("declarations", "month"):
            self.seen.update(usage.declarations)
        return getattr(usage, name)
