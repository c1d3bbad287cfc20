"""The products of a JSON offer file, kept column by column.

Of a product only the columns that somebody asks for are kept, each as a code: a list of all of EC2 has millions of
attributes and few different ones.
"""

from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np

from calculator.core.errors import shown
from calculator.offers.columns import Array, Coded
from calculator.offers.json_text import JsonText, text_of
from calculator.offers.mapping import column_key
from calculator.offers.offer import BadOffer


@dataclass(frozen=True, slots=True)
class ProductColumn:
    """One attribute of all products by its name in the file; those without it have an empty text."""

    name: str
    codes: "array[int]"
    values: dict[str, int] = field(default_factory=lambda: {"": 0})
    texts: list[str] = field(default_factory=list)

    def told(self) -> list[str]:
        """The values so far as texts, by their codes. Raises TypeError for a map or a list."""
        self.texts.extend(text_of(value) for value in islice(self.values, len(self.texts), None))
        return self.texts


class Products:
    """The products of a file: where each stands, and a code for each value of each column."""

    def __init__(self, columns: Collection[str]) -> None:
        self._asked = columns
        self._numbers: dict[str, int] = {}
        self._seen: set[str] = set()
        self._columns: dict[str, ProductColumn] = {}

    def read(self, text: JsonText) -> None:
        """All products of the section. Raises BadOffer."""
        for sku in text.members():
            self.add(sku, text.value())
        for column in self._columns.values():
            column.told()

    def add(self, sku: str, product: Mapping[str, Any]) -> None:
        """One product. Raises BadOffer."""
        if sku in self._numbers:
            raise BadOffer(f"SKU {shown(sku)} stands twice: the file is damaged.")
        said = {**product, **product["attributes"]}
        if not said.keys() <= self._seen:
            self._learn(said.keys() - self._seen)
        for column in self._columns.values():
            values = column.values
            column.codes.append(values.setdefault(said.get(column.name, ""), len(values)))
        self._numbers[sku] = len(self._numbers)

    def number(self, sku: str) -> int:
        """Where a product stands. Raises BadOffer for one that the file does not describe."""
        if sku not in self._numbers:
            raise BadOffer(f"There is a price for SKU {shown(sku)}, but no product: the file is damaged.")
        return self._numbers[sku]

    def columns(self, numbers: Array) -> dict[str, Coded[str]]:
        """Every column for some products."""
        return {
            key: Coded(np.frombuffer(column.codes, np.int32)[numbers], column.told())
            for key, column in self._columns.items()
        }

    def _learn(self, names: Iterable[str]) -> None:
        """Attributes that no product had before."""
        for name in names:
            key = column_key(name)
            if key in self._columns:
                raise BadOffer(f"The attribute {shown(name)!r} is also spelled otherwise: the file is damaged.")
            if key in self._asked:
                self._columns[key] = ProductColumn(name, array("i", bytes(4 * len(self._numbers))))
        self._seen.update(names)
