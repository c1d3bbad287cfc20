"""Names that read as code in whatever language a client is generated in: `KinesisUsage`, `estimateKinesis`."""

from calculator.services.service import Service


def pascal_case(text: str) -> str:
    """`price-lists` and `price_lists` as `PriceLists`."""
    return "".join(part[:1].upper() + part[1:] for part in text.replace("-", "_").split("_"))


def usage_name(service: Service) -> str:
    """The schema of what a request about a service may state."""
    return f"{pascal_case(service.KEY)}Usage"


def field_name(service: Service, field: str) -> str:
    """The schema and the query parameter of one field of a service."""
    return f"{pascal_case(service.KEY)}{pascal_case(field)}"


def asking(verb: str, service: Service) -> str:
    """The operation that asks with a body: `estimateKinesis`."""
    return f"{verb}{pascal_case(service.KEY)}"


def getting(noun: str, service: Service) -> str:
    """The operation that asks with a query string: `getKinesisEstimate`."""
    return f"get{pascal_case(service.KEY)}{noun}"
