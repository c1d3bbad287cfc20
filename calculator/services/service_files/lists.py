"""Parts of a service file that stand once for each value of a list, such as edge groups: written out before it is read.

`[lists.edge_group]` names the values and what people call them. A part with `each = "edge_group"` is repeated for each:
`{edge_group}` in its texts, or in the name of its table, is the value, `{edge_group.label}` its label. Where the
default of an input is a table it has the values that have another default than 0. `of` of `[[inputs_whole]]` takes all.
"""

from collections.abc import Iterator, Mapping
from typing import Any

PARTS = ("inputs", "figures", "charges", "obstacles", "notices")
Values = Mapping[str, str]


class UnknownList(ValueError):
    """A part that is for each value of a list that the file does not have."""


def written_out(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The file with every part in its place as often as it stands. Raises UnknownList."""
    lists: Mapping[str, Values] = raw.get("lists", {})
    file = {name: part for name, part in raw.items() if name != "lists"}
    for part in PARTS:
        if isinstance(file.get(part), dict):
            named = file[part].items()
            file[part] = {name: table for key, each in named for name, table in _tables(key, each, lists)}
        elif isinstance(file.get(part), list):
            file[part] = [table for each in file[part] for _, table in _tables(part, each, lists)]
    for whole in file.get("inputs_whole", ()):
        whole["of"] = [name for each in whole["of"] for name in _names(each, lists)]
    return file


def _tables(name: str, table: Any, lists: Mapping[str, Values]) -> Iterator[tuple[str, Any]]:
    """A table under its name, once for each value of its list."""
    if not isinstance(table, dict) or "each" not in table:
        yield name, table
        return
    of = str(table["each"])
    if of not in lists:
        raise UnknownList(f"{name}: each: there is no list {of!r}; there are {', '.join(lists) or 'none'}.")
    own = {key: part for key, part in table.items() if key != "each"}
    for value, label in lists[of].items():
        defaults = own.get("default")
        here = own | ({"default": defaults.get(value, 0)} if isinstance(defaults, dict) else {})
        yield _filled(name, of, value, label), _filled(here, of, value, label)


def _names(name: str, lists: Mapping[str, Values]) -> Iterator[str]:
    """A name, or those that it becomes by the list in it."""
    of = next((each for each in lists if f"{{{each}}}" in name), "")
    yield from (_filled(name, of, value, "") for value in lists[of]) if of else (name,)


def _filled(part: Any, of: str, value: str, label: str) -> Any:
    """A text, or all texts of a part, with a value of a list put in."""
    if isinstance(part, str):
        return part.replace(f"{{{of}}}", value).replace(f"{{{of}.label}}", label)
    if isinstance(part, dict):
        return {key: _filled(each, of, value, label) for key, each in part.items()}
    return [_filled(each, of, value, label) for each in part] if isinstance(part, list) else part
