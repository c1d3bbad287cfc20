"""A file of usages by what it is, and the services that its rows are of."""

from collections.abc import Callable, Mapping
from pathlib import Path

from calculator.batch.cells import as_array, encode, read_codes
from calculator.batch.files.csv_source import CsvSource
from calculator.batch.files.json_source import JsonSource
from calculator.batch.files.parquet_source import ParquetSource
from calculator.batch.files.renamed import RenamedSource
from calculator.batch.files.source import NO_BOUNDS, Bounds, Opening, Source, kind_of
from calculator.batch.heading import SERVICE, Heading, meanings
from calculator.batch.price_table import key_of_service
from calculator.core.errors import BadFile

SOURCES: Mapping[str, Callable[[Opening, Bounds], Source]] = {
    "csv": CsvSource,
    "jsonl": JsonSource,
    "parquet": ParquetSource,
}


def opened_file(path: Path) -> Source:
    """A file of the disk. Raises BadFile."""
    kind = kind_of(path)
    try:
        return opened(lambda: path.open("rb"), kind)
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror or error}.") from None


def opened(opening: Opening, kind: str, bounds: Bounds = NO_BOUNDS) -> Source:
    """A file that can be opened again and again. Raises BadFile."""
    return SOURCES[kind](opening, bounds)


def read_as(source: Source, meant: Mapping[str, str], usual: str = "") -> Source:
    """A source whose columns are read as what is said of them. Raises InvalidInput, UnknownName."""
    names = meanings(source.names, meant, usual)
    if not names:
        return source
    if isinstance(source, CsvSource):
        source.read_as = names
    return RenamedSource(source, names)


def services_in(source: Source, heading: Heading) -> tuple[str, ...]:
    """The services that the rows of a file are of. Raises BadFile."""
    found = dict.fromkeys([heading.usual] if heading.usual else [])
    if heading.names_services:
        for texts in source.texts(SERVICE):
            found |= dict.fromkeys(map(str, read_codes(encode(as_array(texts)), key_of_service).values))
    return tuple(found)
