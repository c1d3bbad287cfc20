"""What an auditor asks of an estimate: the lists behind its prices, their checksums, and what each entry assumes."""

from calculator.estimates.answers import EstimateAnswer
from calculator.exports.workbook.cells import Cell, Sheet

SOURCES = "Sources"
COLUMNS = {"What": 16, "Of": 30, "Told": 90, "Published": 13, "Checksum": 76}


def provenance_sheet(answer: EstimateAnswer) -> Sheet:
    """The document's checksum, every price list once, and every warning with the entries that it is about."""
    sheet = Sheet(SOURCES, COLUMNS)
    sheet.add(What=Cell("document"), Of=Cell(answer.document.format), Checksum=Cell(answer.document.checksum()))
    answers = [each.answer for each in answer.entries if each.answer is not None]
    for listed in dict.fromkeys(listed for each in answers for listed in each.price_lists):
        sheet.add(
            What=Cell("price list"), Of=Cell(" ".join(each for each in (listed.service, listed.region) if each)),
            Told=Cell(listed.id), Published=Cell(listed.published, "date"), Checksum=Cell(listed.checksum),
        )  # fmt: skip
    for message, names in warnings_of(answer).items():
        sheet.add(What=Cell("warning"), Of=Cell(", ".join(names)), Told=Cell(message))
    return sheet


def warnings_of(answer: EstimateAnswer) -> dict[str, list[str]]:
    """Each warning once, with the names of the entries that it is about."""
    found: dict[str, list[str]] = {}
    for each in answer.entries:
        for warning in each.answer.warnings if each.answer is not None else ():
            found.setdefault(warning.message, []).append(each.entry.name or each.entry.id)
    return found
