"""What every generated client is asked: an estimate, a comparison and a sweep of each service."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from calculator.api.openapi.inputs import body_of
from calculator.api.openapi.names import asking, getting, usage_name
from calculator.services import SERVICES
from calculator.services.registry import MODULES
from calculator.services.service import amounts, sweep_over
from tests.lanes import some_of

SPAN = {"start": 1, "stop": "90"}
VERBS = {"estimate": "Estimate", "compare": "Comparison", "sweep": "Sweep"}
# An amount as a number, as a numeric text and with a suffix; a choice, a yes or no, and several values. A service
# that is not named here is asked its first example.
WORKLOADS: dict[str, dict[str, Any]] = {
    "s3": {"storage_gb": "5 TB", "storage_class": "GLACIER_IR", "retrieval_gb": 12.5, "include_free_tier": True},
    "ebs": {"volume_type": "io2", "size_gb": "500", "iops": "12k", "region": "eu-west-1"},
    "ec2": {"instance_type": "m7g.large", "instances": 3, "current_generation": True, "as_of": "2026-11-28"},
    "dynamodb": {
        "capacity_mode": "provisioned",
        "reads_per_second": "2.5k",
        "writes_per_second": 100,
        "pitr": True,
        "replica_regions": ["eu-west-1", "us-west-2"],
    },
    "kinesis": {"records_per_second": 5000, "record_kb": "2", "fan_out_consumers": 2},
}


@dataclass(frozen=True, slots=True)
class Asking:
    """One operation of the description with its parameters; the workload goes into the query string or the body."""

    service: str
    verb: str
    in_query: bool
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def workload(self) -> dict[str, Any]:
        """The fields of the request."""
        if self.service in WORKLOADS:
            return WORKLOADS[self.service]
        service = SERVICES[self.service]
        return body_of(service, service.EXAMPLES[0])

    @property
    def operation(self) -> str:
        """The name of the operation in the description."""
        service = SERVICES[self.service]
        return getting(VERBS[self.verb], service) if self.in_query else asking(self.verb, service)

    def as_json(self) -> dict[str, Any]:
        """What the programs read that ask with a generated client."""
        usage = usage_name(SERVICES[self.service])
        return {**asdict(self), "operation": self.operation, "usage": usage, "body": self.workload}

    def plainly(self, address: str) -> Any:
        """The answer as it is without any generated client."""
        query = urlencode(self.parameters)
        return json.load(
            urlopen(
                Request(
                    f"{address}/api/v1/services/{self.service}/{self.verb}?{query}",
                    data=json.dumps(self.workload).encode(),
                    headers={"Content-Type": "application/json"},
                )
            )
        )


# A generator takes seconds for each service: CI draws some of the folders, the long lane takes them all.
FOLDERS_ASKED = 3
ASKED = [*MODULES, *some_of([key for key in SERVICES if key not in MODULES], FOLDERS_ASKED)]


def span_of(key: str) -> dict[str, Any]:
    """From where to where a sweep goes; a folder's begins at its own workload, as 1 may be less than it can have."""
    service = SERVICES[key]
    over = sweep_over(service)
    declared = amounts(service)[over]
    if key in MODULES or declared.of_month:
        return SPAN
    typed = service.EXAMPLES[0].usage.get(over)
    start = declared.read(typed) if typed else declared.default or Decimal(1)
    return {"start": f"{start:f}", "stop": f"{2 * start or 1:f}"}


def everything() -> Iterator[Asking]:
    """Every question about each service that is asked, in both ways."""
    for key in ASKED:
        for verb in VERBS:
            for in_query in (False, True):
                yield Asking(key, verb, in_query, span_of(key) if verb == "sweep" else {})
