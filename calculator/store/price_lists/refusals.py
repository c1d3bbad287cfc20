"""Lists that were refused for good, so that nobody fetches them again each night to refuse them again.

A refusal holds as long as the rules by which it was made.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from calculator.offers.mapping import OfferMapping
from calculator.store.price_lists.http_download import file_name

REFUSED = ".refused"


class Refusals:
    """What is known of refused lists, by their addresses, in a folder of files."""

    def __init__(self, folder: Path, mapping: OfferMapping) -> None:
        self._folder = folder
        self._rules = sha256(repr(mapping).encode()).hexdigest()

    def of(self, address: str) -> tuple[str, ...]:
        """Why a list was refused; nothing for one that was not, or under other rules."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            kept = json.loads(self._place(address).read_text(encoding="utf-8"))
            return tuple(map(str, kept["sentences"])) if kept["rules"] == self._rules else ()
        return ()

    def keep(self, address: str, sentences: Sequence[str]) -> None:
        """Remember why a list was refused."""
        text = json.dumps({"address": address, "rules": self._rules, "sentences": [*sentences]}, indent=1)
        self._place(address).write_text(text, encoding="utf-8")

    def _place(self, address: str) -> Path:
        return self._folder / f"{file_name(address)}{REFUSED}"
