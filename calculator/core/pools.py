"""What an account shares: allowances that are free once, tiers that all its volume climbs, minimums paid once.

An answer about one usage counts each for itself; an estimate of many adds up what one account or Region shares.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from calculator.core.arithmetic import Number
from calculator.core.units import convert

# AWS adds up the volume of an account in a Region, of an account over all Regions, or of nothing but the resource.
TiersPool: TypeAlias = Literal["account_region", "account", "resource"]
ACCOUNT_REGION: TiersPool = "account_region"
ACCOUNT: TiersPool = "account"
RESOURCE: TiersPool = "resource"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is free of one or several charges in all, in the unit of the charge. Charges with one `name` share it.

    That of a line item is in the unit of its price, as its quantity.
    """

    name: str
    amount: Number

    def per(self, unit: str, other: str) -> "Allowance":
        """The same allowance in another unit. Raises UnitMismatch."""
        return Allowance(self.name, convert(self.amount, unit, other))


@dataclass(frozen=True, slots=True)
class Minimum:
    """What is billed at least, and what is used of it. Charges with one `name` share it.

    In the unit of the charge that bills the rest; that of a line item in the unit of its price.
    """

    name: str
    least: Number
    used: Number

    def per(self, unit: str, other: str) -> "Minimum":
        """The same minimum in another unit. Raises UnitMismatch."""
        return Minimum(self.name, convert(self.least, unit, other), convert(self.used, unit, other))
