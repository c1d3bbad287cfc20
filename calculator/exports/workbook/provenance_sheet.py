"""What an auditor asks of an estimate: the lists behind its prices, their checksums, and what each entry assumes."""

from collections.abc import Mapping

from calculator.catalogue.publications import Source
from calculator.estimates.answers import EstimateAnswer
from calculator.exports.estimate_facts import lists_of, sources_of, warnings_of
from calculator.exports.workbook.cells import Cell, Sheet

SOURCES = "Sources"
COLUMNS = {"What": 16, "Of": 30, "Told": 90, "Published": 13, "Checksum": 76}


def provenance_sheet(answer: EstimateAnswer, sources: Mapping[str, Source]) -> Sheet:
    """The document's checksum, every price list and publication once, and every warning with its entries."""
    sheet = Sheet(SOURCES, COLUMNS)
    sheet.add(What=Cell("document"), Of=Cell(answer.document.format), Checksum=Cell(answer.document.checksum()))
    for listed in lists_of(answer):
        sheet.add(
            What=Cell("price list"), Of=Cell(" ".join(each for each in (listed.service, listed.region) if each)),
            Told=Cell(listed.id), Published=Cell(listed.published, "date"), Checksum=Cell(listed.checksum),
        )  # fmt: skip
    for source in sources_of(answer, sources):
        told = f"{source.title} ({source.publisher}): {source.url}"
        sheet.add(What=Cell("source"), Of=Cell(source.id), Told=Cell(told), Published=Cell(source.published, "date"))
    for message, names in warnings_of(answer).items():
        sheet.add(What=Cell("warning"), Of=Cell(", ".join(names)), Told=Cell(message))
    return sheet
