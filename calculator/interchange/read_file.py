"""A foreign file to an estimate: what kind it is, and what it comes to."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from calculator.catalogue.catalogue import Catalogue
from calculator.core.errors import FieldError, InvalidInput
from calculator.interchange.account import Imported
from calculator.interchange.asked import Asked
from calculator.interchange.aws_calculator.export import Export
from calculator.interchange.aws_calculator.read_csv import is_csv_export, read_csv_export
from calculator.interchange.aws_calculator.read_export import beside_official, notes_of, official_total, resources_of
from calculator.interchange.aws_calculator.read_json import is_export, read_json_export
from calculator.interchange.cloudformation.read_template import is_template, read_template
from calculator.interchange.cloudformation.template_text import read_template_text
from calculator.interchange.estimating import Reader, as_document, without_assumed_usage
from calculator.interchange.json_text import read_object
from calculator.interchange.mapping import Kind
from calculator.interchange.terraform.read_plan import is_plan, read_plan

LARGEST = 64 * 1024 * 1024
# What only files of Terraform have near their beginning, and no estimate of ours.
_TERRAFORM = re.compile(r'"(format_version|terraform_version|@level)"')
# Sections that stand at the beginning of a line in YAML, or in quotes in JSON.
_TEMPLATE = re.compile(r"""(?m)^[ \t\ufeff]*(["']?)(AWSTemplateFormatVersion|Resources|Transform)\1\s*:""")
_EXPORT = re.compile(r'"(Total Cost|Service Cost|Service Name)"\s*:')
_TEMPLATE_IN_ONE_LINE = re.compile(r'"(AWSTemplateFormatVersion|Resources)"\s*:')
LOOKED_AT = 65536
MOST_TOLD = 20
PLAN, STATE, TEMPLATE = "Terraform plan", "Terraform state", "CloudFormation template"
EXPORT = "AWS Pricing Calculator estimate"
NONE_OF_THEM = (
    "This is no plan or state of Terraform or OpenTofu as `show -json` writes it, no CloudFormation template, and no "
    "export of the AWS Pricing Calculator."
)


def is_foreign(text: str) -> bool:
    """Whether a text is a file of others rather than an estimate of ours, by how it begins."""
    beginning = text[:LOOKED_AT].lstrip()
    is_json = beginning.startswith("{")
    if is_json:
        marks = (_TERRAFORM, _TEMPLATE_IN_ONE_LINE, _EXPORT)
        return any(each.search(beginning) for each in marks) or bool(_TEMPLATE.search(text))
    return bool(_TEMPLATE.search(text)) or is_csv_export(text)


def import_file(text: str, asked: Asked, catalogue: Catalogue, today: date) -> Imported:
    """The estimate and the account of a file. Raises InvalidInput with a sentence for what cannot be read."""
    if len(text) > LARGEST:
        raise InvalidInput([FieldError("file", f"The file is larger than {LARGEST // 1024**2} MB.")])
    is_json = text.lstrip("\ufeff \t\r\n").startswith(("{", "["))
    if not is_json and is_csv_export(text):
        return _of_export(read_csv_export(text, asked.most_resources), asked, catalogue, today)
    raw = read_object(text) if is_json else _template_of(text)
    if is_template(raw):
        return _of_template(raw, asked, catalogue, today)
    if isinstance(raw, Mapping) and is_plan(raw):
        return _of_plan(raw, asked, catalogue, today)
    if isinstance(raw, Mapping) and is_export(raw):
        return _of_export(read_json_export(raw, asked.most_resources), asked, catalogue, today)
    raise InvalidInput([FieldError("file", NONE_OF_THEM)])


def _template_of(text: str) -> Any:
    """The object of YAML. Raises InvalidInput, for much text that is no template before anything is built of it."""
    if len(text) > LOOKED_AT and not _TEMPLATE.search(text):
        raise InvalidInput([FieldError("file", NONE_OF_THEM)])
    return read_template_text(text)


def _of_template(raw: Mapping[str, Any], asked: Asked, catalogue: Catalogue, today: date) -> Imported:
    template = read_template(raw, asked)
    reader = Reader(catalogue, today, asked, kind=Kind.CLOUDFORMATION, source=TEMPLATE)
    resources = reader.accounted(template.resources)
    document, placed = as_document(resources, asked.title or TEMPLATE)
    stated = without_assumed_usage(document, placed)
    return Imported(TEMPLATE, document, stated, None, resources, placed, (*template.notes, *_unmapped(asked)))


def _of_plan(raw: Mapping[str, Any], asked: Asked, catalogue: Catalogue, today: date) -> Imported:
    plan = read_plan(raw, asked.most_resources)
    source = PLAN if plan.before is not None or "planned_values" in raw else STATE
    reader = Reader(catalogue, today, asked, kind=Kind.TERRAFORM, source=source)
    resources = reader.accounted(plan.after)
    document, placed = as_document(resources, asked.title or source)
    before = None
    if plan.before is not None:
        before, _ = as_document(reader.accounted(plan.before), asked.title or source)
    notes = (*plan.notes, *_unmapped(asked))
    return Imported(source, document, without_assumed_usage(document, placed), before, resources, placed, notes)


def _of_export(export: Export, asked: Asked, catalogue: Catalogue, today: date) -> Imported:
    found = resources_of(export, catalogue.regions)
    reader = Reader(catalogue, today, asked, kind=Kind.CALCULATOR, source=EXPORT)
    resources = beside_official(reader.accounted(found), export)
    document, placed = as_document(resources, asked.title or export.name or EXPORT)
    notes = (*notes_of(export, found, asked), *_unmapped(asked))
    stated = without_assumed_usage(document, placed)
    return Imported(EXPORT, document, stated, None, resources, placed, notes, official_total(export))


def _unmapped(asked: Asked) -> list[str]:
    """What to say of stated usage that meant nothing."""
    keys = [*asked.usage.unmapped()]
    told = ", ".join(keys[:MOST_TOLD]) + (f" and {len(keys) - MOST_TOLD} more" if len(keys) > MOST_TOLD else "")
    return [f"Stated usage that is not mapped to any input, and changes nothing: {told}."] if keys else []
