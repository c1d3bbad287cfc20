"""The services: one module each, listed here and nowhere else."""

from typing import cast

from calculator.core.errors import FieldError, UnknownName, shown
from calculator.services import dynamodb, ebs, ec2, kinesis, s3
from calculator.services.service import Service

SERVICES: dict[str, Service] = {module.KEY: cast(Service, module) for module in (s3, ebs, ec2, dynamodb, kinesis)}


def service(key: str) -> Service:
    """The service of this key. Raises UnknownName."""
    try:
        return SERVICES[key]
    except KeyError:
        message = f"There is no service named {shown(key)!r}. The services are {', '.join(SERVICES)}."
        raise UnknownName([FieldError("service", message, shown(key))]) from None
