"""Some rows of an offer as the Price List API answers them: `aws pricing get-products --output json`.

An answer is a list of products, each with its terms, and each a JSON text within the JSON. It says nothing of the
products that nobody asked for, so what is read of it speaks for its own prices only.
"""

from collections.abc import Collection, Iterator
from typing import Any

from calculator.core.errors import shown
from calculator.offers.columns import Rows
from calculator.offers.header import FORMAT, header_of
from calculator.offers.json_products import Products
from calculator.offers.json_rows import BLOCK_ROWS, PRICED, PRODUCT_COLUMNS, RATE_CODE, Block, built_as_known
from calculator.offers.json_text import JsonText, decoded, text_of
from calculator.offers.offer import BadOffer, OfferHeader

LIST = "PriceList"
GOES_ON = "NextToken"
PARTLY = "These are rows of a price list, not all of it: they speak for their own prices, the rest stays as it was."
A_PAGE = "The answer goes on (NextToken): only the rows of this page were read."
STATED = ("serviceCode", "version", "publicationDate")


class ProductAnswers:
    """One answer: which offer it is of is read at once, its rows when they are asked for."""

    is_whole = False

    def __init__(self, text: JsonText, behind: Iterator[str] | None = None, *, goes_on: bool = False) -> None:
        """The list begins here; `behind` are the names of what follows it, of which one may say that it goes on."""
        self._text = text
        self._behind = behind
        self._entries = self._each_entry()
        first = next(self._entries, None)
        if first is None:
            raise BadOffer("The answer has no products.")
        self._first = first
        self.notes: tuple[str, ...] = (PARTLY, A_PAGE) if goes_on else (PARTLY,)
        self.header: OfferHeader = _header(self._first[0])

    def rows(self, columns: Collection[str]) -> Iterator[Rows]:
        """All rows in blocks, with the columns that are always needed and some others. Raises BadOffer."""
        products = Products({*PRODUCT_COLUMNS, *columns}.difference(PRICED))
        block = Block(products)
        for entry, rate_codes in self._all_entries():
            self._check(entry)
            with built_as_known(LIST):
                self._add(entry, rate_codes, products, block)
            if len(block) >= BLOCK_ROWS:
                yield block.rows()
                block = Block(products)
        yield block.rows()
        for name in self._behind or ():
            if self._text.value() and name == GOES_ON:
                self.notes = (PARTLY, A_PAGE)
        self._text.finish()

    def _each_entry(self) -> Iterator[tuple[Any, int]]:
        """Each product with its terms, and how many rate codes its text names."""
        for _ in self._text.elements():
            value = self._text.value()
            if isinstance(value, str):
                yield decoded(value), value.count(RATE_CODE)
            else:
                yield value, self._text.occurrences(RATE_CODE)

    def _all_entries(self) -> Iterator[tuple[Any, int]]:
        yield self._first
        yield from self._entries

    def _check(self, entry: Any) -> None:
        header = _header(entry)
        if header != self.header:
            one, other = (f"{each.offer_code} {each.version}" for each in (self.header, header))
            raise BadOffer(f"The answer has rows of two price lists, {shown(one)} and {shown(other)}. Ask for one.")

    def _add(self, entry: Any, rate_codes: int, products: Products, block: Block) -> None:
        product = entry["product"]
        sku = text_of(product["sku"])
        products.add(sku, product)
        terms = entry["terms"].items()
        count = sum(block.add_term(kind, sku, term) for kind, of_kind in terms for term in of_kind.values())
        # Of two entries of one name only the last would count.
        if count != rate_codes:
            raise BadOffer(f"A price of SKU {shown(sku)} stands twice: the file is damaged.")


@built_as_known(LIST)
def _header(entry: Any) -> OfferHeader:
    """Which list a product is of, as its entry says."""
    code, version, published = (text_of(entry.get(name)) for name in STATED)
    return header_of({"formatversion": FORMAT, "offercode": code, "version": version, "publicationdate": published})
