"""The rows of JSON price lists: a row for each price of each term of a product, column by column."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

import numpy as np

from calculator.core.errors import shown
from calculator.offers.columns import TEXT_COLUMNS, Coded, Rows
from calculator.offers.json_products import Products
from calculator.offers.json_text import text_of
from calculator.offers.offer import BadOffer

BLOCK_ROWS = 1 << 13
PRODUCT_COLUMNS = ("productfamily", "usagetype", "operation")
# What is said of a term and of a price in few different ways: its name in JSON by that of its column.
TERM_COLUMNS = {
    "effectivedate": "effectiveDate",
    "leasecontractlength": "LeaseContractLength",
    "offeringclass": "OfferingClass",
    "purchaseoption": "PurchaseOption",
}
PRICE_COLUMNS = {
    "startingrange": "beginRange",
    "endingrange": "endRange",
    "unit": "unit",
}
BLANK_TERM = dict.fromkeys(TERM_COLUMNS.values(), "")
BLANK_PRICE = dict.fromkeys(PRICE_COLUMNS.values(), "")
of_term: Callable[[Mapping[str, Any]], tuple[Any, ...]] = itemgetter(*BLANK_TERM)
of_price: Callable[[Mapping[str, Any]], tuple[Any, ...]] = itemgetter(*BLANK_PRICE)
# What is no attribute of a product.
PRICED = {*TEXT_COLUMNS, *TERM_COLUMNS, *PRICE_COLUMNS, "termtype", "currency", "priceperunit"}
US_DOLLARS = "USD"
RATE_CODE = '"rateCode"'


@contextmanager
def built_as_known(name: str) -> Iterator[None]:
    """What is not a map, a list or a text where AWS's lists have one is refused."""
    try:
        yield
    except (AttributeError, KeyError, TypeError):
        raise BadOffer(
            f"The entry {shown(name)!r} is not built as in AWS's price lists: the file is damaged."
        ) from None


class Block:
    """Some rows while they are collected, column by column."""

    def __init__(self, products: Products) -> None:
        self._products = products
        self._numbers: list[int] = []
        self._terms = Kinds(("termtype", *TERM_COLUMNS))
        self._prices = Kinds(("currency", *PRICE_COLUMNS))
        self._amounts = Kinds(("priceperunit",))
        self._texts: dict[str, list[Any]] = {name: [] for name in TEXT_COLUMNS}

    def __len__(self) -> int:
        return len(self._numbers)

    def add_term(self, term_type: str, sku: str, term: Mapping[str, Any]) -> int:
        """One term of one product: a row for each of its prices. Returns how many."""
        number, prices = self._products.number(sku), term["priceDimensions"]
        kind = (term_type, *of_term({**BLANK_TERM, **term, **term["termAttributes"]}))
        skus, terms, rate_codes, descriptions = self._texts.values()
        for price in prices.values():
            per_unit = price["pricePerUnit"]
            currency = US_DOLLARS if US_DOLLARS in per_unit else next(iter(per_unit), "")
            self._numbers.append(number)
            self._terms.add(kind)
            self._prices.add((currency, *of_price({**BLANK_PRICE, **price})))
            self._amounts.add((per_unit.get(currency),))
            skus.append(sku)
            terms.append(term.get("offerTermCode"))
            rate_codes.append(price.get("rateCode"))
            descriptions.append(price.get("description"))
        return len(prices)

    @built_as_known("terms")
    def rows(self) -> Rows:
        """The rows, with the columns of their products. Raises BadOffer."""
        coded = self._products.columns(np.array(self._numbers, np.int64))
        texts = {name: [text_of(value) for value in column] for name, column in self._texts.items()}
        return Rows(len(self), coded | self._terms.columns | self._prices.columns | self._amounts.columns, texts)


class Kinds:
    """Columns that together have few different values: a code for each row into the combinations."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._codes: list[int] = []

    def add(self, kind: tuple[Any, ...]) -> None:
        """The combination of the next row."""
        self._codes.append(self._numbers.setdefault(kind, len(self._numbers)))

    @property
    def columns(self) -> dict[str, Coded[str]]:
        """Each of the columns."""
        codes = np.array(self._codes, np.int32)
        return {
            name: Coded(codes, [text_of(kind[place]) for kind in self._numbers])
            for place, name in enumerate(self._names)
        }
