"""What an account shares: allowances that are free once, tiers that all its volume climbs, minimums paid once.

An answer about one usage counts each for itself; an estimate of many adds up what one account or Region shares.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from calculator.core.arithmetic import Number

# AWS adds up the volume of an account in a Region, of an account over all Regions, or of nothing but the resource.
TiersPool: TypeAlias = Literal["account_region", "account", "resource"]
ACCOUNT_REGION: TiersPool = "account_region"
ACCOUNT: TiersPool = "account"
RESOURCE: TiersPool = "resource"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is free of one or several charges: so much of `unit` in all. Charges with one `name` share it."""

    name: str
    amount: Number
    unit: str


@dataclass(frozen=True, slots=True)
class Minimum:
    """What is billed at least, in the unit of the charge that bills the rest. Charges with one `name` share it."""

    name: str
    least: Number
    used: Number
