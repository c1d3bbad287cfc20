"""Plans and states as Terraform writes them, put together by hand for the tests."""

import json
from typing import Any

AWS = "registry.terraform.io/hashicorp/aws"


def change(
    address: str,
    after: dict[str, Any] | None,
    *,
    before: dict[str, Any] | None = None,
    actions: tuple[str, ...] = ("create",),
    module: str = "",
    index: int | str | None = None,
    unknown: dict[str, Any] | None = None,
    sensitive: Any = None,
    **more: Any,
) -> dict[str, Any]:
    """One entry of `resource_changes`."""
    full = f"{module}.{address}" if module else address
    bracket = "" if index is None else f"[{json.dumps(index)}]"
    type, _, name = address.partition(".")
    return {
        "address": full + bracket,
        **({"module_address": module} if module else {}),
        "mode": "managed",
        "type": type,
        "name": name,
        **({} if index is None else {"index": index}),
        "provider_name": AWS,
        "change": {
            "actions": list(actions),
            "before": before,
            "after": after,
            "after_unknown": unknown or {},
            "before_sensitive": False,
            "after_sensitive": sensitive or {},
        },
        **more,
    }


def configured(address: str, expressions: dict[str, Any] | None = None, provider: str = "aws") -> dict[str, Any]:
    """One resource of the configuration."""
    type, _, name = address.partition(".")
    return {
        "address": address,
        "mode": "managed",
        "type": type,
        "name": name,
        "provider_config_key": provider,
        "expressions": expressions or {},
    }


def plan(
    *changes: dict[str, Any],
    version: str = "1.2",
    region: str | None = "us-east-1",
    resources: list[dict[str, Any]] | None = None,
    modules: dict[str, Any] | None = None,
    providers: dict[str, Any] | None = None,
    **more: Any,
) -> str:
    """The whole plan as text. The provider's Region is that of a variable, as people write it."""
    expressions = {} if region is None else {"region": {"references": ["var.region"]}}
    found = {each["address"].split("[")[0]: each for each in changes if "module_address" not in each}
    given = {each["address"] for each in resources or []}
    root = [configured(each) for each in found if each not in given] + (resources or [])
    return json.dumps(
        {
            "format_version": version,
            "terraform_version": "1.6.1",
            "variables": {} if region is None else {"region": {"value": region}},
            "planned_values": {"root_module": {}},
            "resource_changes": list(changes),
            "configuration": {
                "provider_config": {"aws": {"name": "aws", "expressions": expressions}, **(providers or {})},
                "root_module": {"resources": root, "module_calls": modules or {}},
            },
            **more,
        }
    )
