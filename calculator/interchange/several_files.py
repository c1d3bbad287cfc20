"""Several files that were sent together: the one with the resources, and those that say how much they are used."""

from collections.abc import Sequence
from dataclasses import replace

from calculator.core.errors import FieldError, InvalidInput
from calculator.interchange.asked import Asked
from calculator.interchange.usage_file import is_usage, merged, read_usage_file

MOST_FILES = 10


def together(texts: Sequence[str], asked: Asked) -> tuple[str, Asked]:
    """The text with the resources, and what is asked with the usage of the other files. What was typed stands over it.

    Raises InvalidInput where no file has resources, or where several have.
    """
    if len(texts) > MOST_FILES:
        raise InvalidInput([FieldError("file", f"At most {MOST_FILES} files are read together.")])
    if len(texts) > 1 and not all(each.strip() for each in texts):
        raise InvalidInput([FieldError("file", "One of the files is empty; send those that have something in them.")])
    usage = [each for each in texts if is_usage(each)]
    others = [each for each in texts if not is_usage(each)]
    if not others:
        message = "A usage file says how much resources are used; send it with the plan or template that has them."
        raise InvalidInput([FieldError("file", message)])
    if len(others) > 1:
        message = (
            "Several of the files are no usage files. Send one plan, template or export with its usage; an earlier one "
            "as the one before, others by themselves."
        )
        raise InvalidInput([FieldError("file", message)])
    return others[0], replace(asked, usage=merged([*map(read_usage_file, usage), asked.usage]))
