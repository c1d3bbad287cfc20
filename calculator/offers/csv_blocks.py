"""The rows of a CSV file in blocks of whole rows, so that each block can be decoded by itself.

Nothing but this program reads the file. A decoder that reads on by itself, in threads of its own, may still ask for
bytes when the program ends, which aborts it.
"""

from collections.abc import Iterator

from calculator.offers.file_stream import Content
from calculator.offers.offer import BadOffer

BLOCK_BYTES = 1 << 21
# A row of AWS's widest list has some kilobytes.
LONGEST_ROW = 1 << 20
NO_END = "The last row has no end: the file is truncated or damaged. Fetch it again."


def blocks_of_rows(content: Content) -> Iterator[bytes]:
    """What is left of a file, block by block; AWS ends every row with a line break. Raises BadOffer."""
    begun = b""
    while chunk := content.read(BLOCK_BYTES):
        block = begun + chunk
        end = _end_of_rows(block)
        if end:
            yield block[:end]
        begun = block[end:]
        if len(begun) > LONGEST_ROW:
            raise BadOffer("A row goes on without an end: the file is damaged. Fetch it again.")
    if begun:
        raise BadOffer(NO_END)


def _end_of_rows(block: bytes) -> int:
    """Behind the last line break that stands in no quoted cell; 0 where there is none."""
    quotes = block.count(b'"')
    end = len(block)
    while (line_break := block.rfind(b"\n", 0, end)) >= 0:
        quotes -= block.count(b'"', line_break, end)
        if quotes % 2 == 0:
            return line_break + 1
        end = line_break
    return 0
