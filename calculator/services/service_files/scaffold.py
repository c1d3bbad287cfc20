"""A folder to begin a service with: every file, and `fill_in` for all that only its author can know.

No price, date or source is made up: the checks refuse the folder until each `fill_in` is gone.
"""

import re
from collections.abc import Container
from pathlib import Path

from calculator.services.service_files.layout import CATEGORIES, FILL_IN, NAME
from calculator.services.service_files.read import RESERVED

SERVICE = """\
# `make check` names every {fill_in} that is left. docs/adding_a_service.md explains each key and has more of them.
key = "{key}"
name = "{fill_in}"
# {categories}
category = "{fill_in}"
summary = "{fill_in}."
sweep_over = "requests"

[inputs.requests]
unit = "requests/month"
label = "Requests"
help = "{fill_in}."
default = 1000000
main = true

[[charges]]
name = "requests"
label = "Requests"
dimension = "request"
quantity = "requests"
unit = "request"

[[examples]]
name = "{fill_in}"
summary = "{fill_in}"
usage = {{requests = "{fill_in}"}}

[[examples]]
name = "{fill_in}"
summary = "{fill_in}"
usage = {{requests = "{fill_in}"}}
"""
PRICES = """\
region,dimension,option,tier_from,unit,usd_per_unit,effective_from,source,confirmed,confirmed_by,note
us-east-1,request,,0,1000000 requests,{fill_in},{fill_in},{fill_in},,,
"""
EXAMPLE = """\
- name: {fill_in}
  source: {fill_in}
  region: us-east-1
  as_of: {fill_in}
  usage: {{requests: {fill_in}}}
  arithmetic: |
    requests: {fill_in}
  expect:
    items:
      requests: "{fill_in}"
    monthly_usd: "{fill_in}"
"""
FILES = {"service.toml": SERVICE, "prices.csv": PRICES, "examples.yaml": f"{EXAMPLE}\n{EXAMPLE}"}


def new_folder(key: str, services: Path, taken: Container[str]) -> Path:
    """Write the folder of a new service. Raises ValueError, with a sentence, for a key that cannot be had."""
    if not re.fullmatch(NAME, key):
        raise ValueError(f"{key!r} is no key: small letters, digits and _, a letter first, as in secrets_manager.")
    if key in RESERVED:
        raise ValueError(f"{key} is an address of the calculator; take another key.")
    folder = services / key
    if key in taken or folder.exists():
        raise ValueError(f"There is a service {key} already; take another key.")
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        filled = text.format(key=key, fill_in=FILL_IN, categories=", ".join(CATEGORIES))
        (folder / name).write_text(filled, encoding="utf-8", newline="")
    return folder


def left_to_fill_in(folder: Path) -> list[str]:
    """Every place of a folder that is still to be filled in, as `file:line: sentence`."""
    return [
        f"{path.relative_to(folder.parent).as_posix()}:{line}: {FILL_IN} is still to be filled in: {text.strip()}"
        for path in sorted(folder.rglob("*.*"))
        if path.is_file()
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if FILL_IN in text and not text.startswith("#")
    ]
