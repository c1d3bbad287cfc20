"""Where a person goes from a list of types that is too long to be read: to what has what the selection has."""

from collections.abc import Mapping

from calculator.core.display import exact_text
from calculator.services.service import amounts
from calculator.web.page_request import PageRequest, with_state
from calculator.web.type_links import types_url


def finders_of(asked: PageRequest, compare_path: str) -> list[dict[str, str]]:
    """For each list that is too long to be read: the page that ranks what fits, and has what the selection has."""
    need = _need(asked)
    state = {**asked.form.state, **need}
    return [
        {
            "name": field.name,
            "noun": field.label.split()[-1].lower(),
            "url": with_state(compare_path, {**state, "by": field.name}),
            "need": _need_words(asked, need) if field.name == asked.by else "",
            "types_url": types_url(asked, field.name),
        }
        for field in asked.form.fields
        if field.suggestions and field.name in asked.service.COMPARE_BY
    ]


def _need(asked: PageRequest) -> dict[str, str]:
    """What the current selection has, for the fields of a search that state nothing."""
    answer = asked.present.answer if asked.present else None
    has = {metric.name: metric.value for metric in answer.metrics} if answer else {}
    begins = {name: has.get(each.begins_at) for name, each in amounts(asked.service).items() if each.begins_at}
    return {name: exact_text(value) for name, value in begins.items() if value and name not in asked.form.state}


def _need_words(asked: PageRequest, need: Mapping[str, str]) -> str:
    """What the current selection has, where a search asks for none of it: `2 vCPU, 8 GiB`."""
    searched = [name for name, each in amounts(asked.service).items() if each.begins_at]
    if not need or any(name in asked.form.state for name in searched):
        return ""
    return ", ".join(f"{text} {amounts(asked.service)[name].unit}" for name, text in need.items())
