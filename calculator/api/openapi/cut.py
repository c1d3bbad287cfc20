"""A description cut to what some of its tags need."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any


def cut_to(description: Mapping[str, Any], tags: Collection[str]) -> dict[str, Any]:
    """The operations with one of the tags, and the components that they point to, near or far."""
    paths = {
        path: kept
        for path, methods in description["paths"].items()
        if (kept := {method: each for method, each in methods.items() if set(each["tags"]) & set(tags)})
    }
    needed: set[str] = set()
    to_follow = set(pointers_in(paths))
    while to_follow:
        needed |= to_follow
        to_follow = {each for pointer in to_follow for each in pointers_in(_pointed(description, pointer))} - needed
    components = {
        kind: {
            name: each
            for name, each in parts.items()
            # Nothing points to what says who may ask.
            if kind == "securitySchemes" or f"#/components/{kind}/{name}" in needed
        }
        for kind, parts in description["components"].items()
    }
    kept_tags = [tag for tag in description["tags"] if tag["name"] in tags]
    return {**description, "tags": kept_tags, "paths": paths, "components": components}


def pointers_in(part: Any) -> Iterator[str]:
    """Every pointer in a part of a description."""
    if isinstance(part, dict):
        for name, each in part.items():
            if name == "$ref":
                yield each
            else:
                yield from pointers_in(each)
    elif isinstance(part, list):
        for each in part:
            yield from pointers_in(each)


def _pointed(description: Mapping[str, Any], pointer: str) -> Any:
    """The component that a pointer is to."""
    _, _, kind, name = pointer.split("/")
    return description["components"][kind][name]
