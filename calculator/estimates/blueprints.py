"""Ready estimates of common architectures to start from: documents whose notes say where each number comes from."""

from functools import cache
from pathlib import Path

from calculator.core.errors import FieldError, UnknownName, shown
from calculator.core.strict_json import read_json
from calculator.core.units import PRICING_DATA
from calculator.estimates.document import Document
from calculator.estimates.read_document import read_document

FOLDER = PRICING_DATA / "blueprints"


@cache
def blueprints(folder: Path = FOLDER) -> dict[str, Document]:
    """Every blueprint by its name. Raises InvalidInput for one that is wrong."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        raw = read_json(path.read_text(encoding="utf-8"))
        assert isinstance(raw, dict)
        found[path.stem] = read_document(raw)
    return found


def blueprint(name: str) -> Document:
    """One of them. Raises UnknownName."""
    known = blueprints()
    if name not in known:
        message = f"There is no blueprint {shown(name)!r}; there are {', '.join(known)}."
        raise UnknownName([FieldError("blueprint", message, shown(name))])
    return known[name]
