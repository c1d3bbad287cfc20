"""Several texts in one, as people write them: `team=shop; stage=prod`, `Production/Databases`.

A backslash before a mark makes it a letter of the text, so that what is joined comes back as it was.
"""

import re
from collections.abc import Iterable, Mapping

PATH, TAG, EQUALS = "/", ";", "="
# What a backslash is written before.
IN_PATHS, IN_TAGS = "\\/", "\\;="


def path_text(names: Iterable[str]) -> str:
    """The names of groups within one another."""
    return PATH.join(_escaped(each, IN_PATHS) for each in names)


def read_path(text: str) -> list[str]:
    """The names of a path, without white space around them."""
    return [_plain(each.strip(), IN_PATHS) for each in _parts(text, PATH, IN_PATHS)]


def tag_text(tags: Mapping[str, str]) -> str:
    """Tags as one text."""
    return "; ".join(
        EQUALS.join((_escaped(key, IN_TAGS), _escaped(value, IN_TAGS))) for key, value in tags.items()
    )  # fmt: skip


def read_tags(text: str) -> dict[str, str]:
    """The tags of a text, without white space around keys and values."""
    found = {}
    for each in _parts(text, TAG, IN_TAGS):
        if each.strip():
            key, *values = _parts(each, EQUALS, IN_TAGS)
            found[_plain(key.strip(), IN_TAGS)] = _plain(EQUALS.join(values).strip(), IN_TAGS)
    return found


def _escaped(text: str, marks: str) -> str:
    return re.sub(f"[{re.escape(marks)}]", r"\\\g<0>", text)


def _plain(text: str, marks: str) -> str:
    return re.sub(rf"\\([{re.escape(marks)}])", r"\1", text)


def _parts(text: str, mark: str, marks: str) -> list[str]:
    parts = [""]
    for token in re.findall(rf"\\[{re.escape(marks)}]|.", text, re.DOTALL):
        if token == mark:
            parts.append("")
        else:
            parts[-1] += token
    return parts
