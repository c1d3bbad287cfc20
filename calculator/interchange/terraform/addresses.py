"""Addresses: `module.web["a.b"].aws_instance.this[0]` to its parts. Quoted keys may hold dots and brackets."""

import re
from collections.abc import Iterator

# A name, or a key in brackets: a number, or a text in quotes with escapes.
_PART = re.compile(r'\.?([^.\[\]"]+)|\[(?:"((?:[^"\\]|\\.)*)"|([^\]"]*))\]')


def without_indexes(address: str) -> str:
    """The address of the definition that an instance has, whatever its `count` or `for_each`."""
    return ".".join(_names(address))


def module_names(address: str) -> tuple[str, ...]:
    """The names of the modules in the address of a module, outer ones first."""
    return tuple(_names(address))[1::2]


def _names(address: str) -> Iterator[str]:
    for name, _, _ in _PART.findall(address):
        if name:
            yield name
