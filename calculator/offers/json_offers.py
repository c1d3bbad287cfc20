"""Offer files as JSON: products by SKU, then the terms under which each is sold, walked once in the file's order."""

from collections.abc import Collection, Iterator, Mapping

from calculator.core.errors import shown
from calculator.offers.columns import Rows
from calculator.offers.file_stream import Content
from calculator.offers.header import header_of
from calculator.offers.json_products import Products
from calculator.offers.json_rows import BLOCK_ROWS, PRICED, PRODUCT_COLUMNS, RATE_CODE, Block, built_as_known
from calculator.offers.json_text import JsonText, text_of
from calculator.offers.mapping import column_key
from calculator.offers.offer import BadOffer, OfferHeader
from calculator.offers.product_answers import GOES_ON, LIST, ProductAnswers

PRODUCTS, TERMS, PRODUCT = "products", "terms", "product"


def read_json(content: Content) -> "JsonOffer | ProductAnswers":
    """A file whose header has been read: a whole list, or an answer of the Price List API. Raises BadOffer."""
    text = JsonText(content)
    if text.next_character() == "[":
        return ProductAnswers(text)
    stated: dict[str, str] = {}
    sections = text.members()
    section = ""
    for name in sections:
        opening = text.next_character()
        if name == PRODUCTS and opening == "[":
            raise BadOffer("These are Savings Plans as JSON; they are read as CSV. Fetch the index.csv beside it.")
        if name == LIST and opening == "[":
            return ProductAnswers(text, sections, goes_on=bool(stated.get(column_key(GOES_ON))))
        if name == PRODUCT:
            raise BadOffer("These are single products one after the other; put them into one list, as jq -s . does.")
        if opening in "{[":
            section = name
            break
        stated[column_key(name)] = text_of(text.value())
    return JsonOffer(text, stated, section, sections)


class JsonOffer:
    """One JSON file: its header is read at once, its rows when they are asked for."""

    notes = ()
    is_whole = True

    def __init__(self, text: JsonText, stated: Mapping[str, str], section: str, sections: Iterator[str]) -> None:
        """What the file says of itself is `stated`; the first section is left to be walked."""
        self._text = text
        self._section = section
        self._sections = sections
        self.header: OfferHeader = header_of(stated)

    def rows(self, columns: Collection[str]) -> Iterator[Rows]:
        """All rows in blocks, with the columns that are always needed and some others. Raises BadOffer."""
        products = Products({*PRODUCT_COLUMNS, *columns}.difference(PRICED))
        found = set()
        while self._section:
            found.add(self._section)
            if self._section == PRODUCTS:
                with built_as_known(PRODUCTS):
                    products.read(self._text)
            elif self._section == TERMS:
                yield from self._terms(products)
            else:
                self._text.value()
            self._section = next(self._sections, "")
        if not found >= {PRODUCTS, TERMS}:
            raise BadOffer("The file lacks its products or its terms, so it is no price list or is damaged.")
        self._text.finish()

    def _terms(self, products: Products) -> Iterator[Rows]:
        block = Block(products)
        for term_type in self._text.members():
            for sku in self._text.members():
                terms = self._text.value()
                with built_as_known(sku):
                    count = sum(block.add_term(term_type, sku, term) for term in terms.values())
                # Of two entries of one name only the last would count.
                if count != self._text.occurrences(RATE_CODE):
                    raise BadOffer(f"A price of SKU {shown(sku)} stands twice: the file is damaged.")
                if len(block) >= BLOCK_ROWS:
                    yield block.rows()
                    block = Block(products)
        yield block.rows()
