"""What whoever imports a file states beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.core.strict_json import NotJson, read_json
from calculator.interchange.usage_file import UsageFile, read_usage_file

# Tags of a team are a handful; templates have 200 parameters at most.
MOST_TAGS, MOST_PARAMETERS = 50, 200
MOST_RESOURCES, MOST_OVER_HTTP = 20_000, 2_000
REGION, TAGS, TITLE, PARAMETERS, USAGE = "region", "tags", "title", "parameters", "usage"
# As plans, templates and exports are sent over HTTP.
FILES = (
    *("application/json", "application/octet-stream"),
    *("application/yaml", "application/x-yaml", "text/yaml", "text/plain", "text/csv", "text/tab-separated-values"),
)
FIELDS = (REGION, TAGS, TITLE, PARAMETERS, USAGE)


@dataclass(frozen=True, slots=True)
class Asked:
    """The Region where the file has none, tags to keep, a title, values for parameters of a template, stated usage.

    `most_resources` is how many a file may have: fewer where others wait for the same server.
    """

    region: str = ""
    tags: tuple[str, ...] = ()
    title: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    usage: UsageFile = field(default_factory=UsageFile)
    most_resources: int = MOST_RESOURCES


def read_asked(typed: Mapping[str, str], most_resources: int = MOST_RESOURCES) -> Asked:
    """What a form or a query string states: tags as `team,env`, parameters as a JSON object or as NAME=VALUE lines,
    usage as the text of a usage file.

    Raises InvalidInput for a field that there is not, and for what cannot be read.
    """
    unknown = [name for name in typed if name not in FIELDS]
    if unknown:
        known = ", ".join(FIELDS)
        raise InvalidInput(
            FieldError(shown(name), f"{shown(name)} is no field of an import; there are {known}.", shown(typed[name]))
            for name in unknown
        )
    tags = tuple(each.strip() for each in typed.get(TAGS, "").split(",") if each.strip())
    if len(tags) > MOST_TAGS:
        raise InvalidInput([FieldError(TAGS, f"At most {MOST_TAGS} tags are kept.")])
    parameters = _parameters(typed.get(PARAMETERS, ""))
    usage = _usage(typed.get(USAGE, ""))
    return Asked(typed.get(REGION, "").strip(), tags, typed.get(TITLE, ""), parameters, usage, most_resources)


def refuse_too_many(found: int, most: int) -> None:
    """Raises InvalidInput for more resources than a file may have."""
    if found > most:
        more = "; `manage.py estimate_file` reads more" if most < MOST_RESOURCES else ""
        message = f"The file comes to more than {most:,} resources{more}. Make one plan or template for each part."
        raise InvalidInput([FieldError("file", message)])


def _usage(typed: str) -> UsageFile:
    """Raises InvalidInput of the field that it was typed into, which is no file."""
    try:
        return read_usage_file(typed)
    except InvalidInput as error:
        raise InvalidInput(replace(each, field=USAGE) for each in error.errors) from None


def _parameters(typed: str) -> Mapping[str, str]:
    if typed.lstrip().startswith("{"):
        try:
            found = read_json(typed)
        except NotJson as error:
            raise InvalidInput([FieldError(PARAMETERS, f"The parameters are {error}.", shown(typed))]) from None
        assert isinstance(found, Mapping)
        pairs = {str(name): str(value) for name, value in found.items()}
    else:
        lines = [line for line in typed.splitlines() if line.strip()]
        wrong = next((line for line in lines if "=" not in line), None)
        if wrong is not None:
            message = "Each line gives one parameter, such as Environment=prod."
            raise InvalidInput([FieldError(PARAMETERS, message, shown(wrong))])
        pairs = {name.strip(): value.strip() for name, _, value in (line.partition("=") for line in lines)}
    if len(pairs) > MOST_PARAMETERS:
        raise InvalidInput([FieldError(PARAMETERS, f"A template has at most {MOST_PARAMETERS} parameters.")])
    return pairs
