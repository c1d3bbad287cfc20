"""What the serverless transform adds to a template: shared settings, and APIs that functions make by their events."""

from collections.abc import Iterator, Mapping
from typing import Any

from calculator.interchange.loose import object_in

FUNCTION = "AWS::Serverless::Function"
# The section of `Globals` of each type.
_GLOBALS = {
    FUNCTION: "Function",
    "AWS::Serverless::Api": "Api",
    "AWS::Serverless::HttpApi": "HttpApi",
    "AWS::Serverless::SimpleTable": "SimpleTable",
    "AWS::Serverless::StateMachine": "StateMachine",
}
# Events of a function that make an API unless they name one.
_IMPLICIT = {
    "Api": ("RestApiId", "ServerlessRestApi", "AWS::Serverless::Api"),
    "HttpApi": ("ApiId", "ServerlessHttpApi", "AWS::Serverless::HttpApi"),
}


def with_globals(type: str, properties: Mapping[str, Any], shared: Mapping[str, Any]) -> Mapping[str, Any]:
    """The properties of a resource over those that `Globals` gives to all of its type."""
    given = shared.get(_GLOBALS.get(type, ""))
    return _merged(given, properties) if isinstance(given, Mapping) else properties


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> Mapping[str, Any]:
    found = dict(below)
    for name, value in above.items():
        under = found.get(name)
        found[name] = _merged(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
    return found


def implicit_apis(resources: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The logical names and types of APIs that the events of functions make."""
    found = {}
    for each in resources.values():
        if not isinstance(each, Mapping) or each.get("Type") != FUNCTION:
            continue
        events = object_in(object_in(each.get("Properties")).get("Events"))
        for event in map(object_in, events.values()):
            names, name, type = _IMPLICIT.get(str(event.get("Type")), ("", "", ""))
            if name and names not in object_in(event.get("Properties")):
                found[name] = type
    yield from found.items()
