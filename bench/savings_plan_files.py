"""The rows of a Savings Plan's price list, whose columns are its own."""

from bench.offer_rows import PriceLine, code

PLAN_TITLES = (
    "SKU",
    "RateCode",
    "Unit",
    "EffectiveDate",
    "DiscountedRate",
    "Currency",
    "DiscountedSKU",
    "DiscountedServiceCode",
    "DiscountedUsageType",
    "DiscountedOperation",
    "PurchaseOption",
    "LeaseContractLength",
    "LeaseContractLengthUnit",
    "ServiceCode",
    "UsageType",
    "Operation",
    "Description",
    "Instance Family",
    "Location",
    "Location Type",
    "Granularity",
    "Product Family",
    "DiscountedRegionCode",
    "DiscountedInstanceType",
)
COMPUTE = "ComputeSavingsPlans"
SHORT_NAMES = {COMPUTE: "ComputeSP", "EC2InstanceSavingsPlans": "EC2SP", "DatabaseSavingsPlans": "DatabaseSP"}


def plan_cells(line: PriceLine) -> list[str]:
    """One row: the rate of what a plan discounts."""
    attributes, term = line.product.attributes, line.term
    years, payment = term.get("LeaseContractLength", "1"), term.get("PurchaseOption", "No Upfront")
    family = line.product.family or COMPUTE
    plan = code(family, years, payment, attributes["regionCode"], length=16)
    return [
        plan,
        f"{plan}.{line.product.sku}",
        line.unit,
        f"{line.effective}T00:00:00Z",
        f"{line.price:f}",
        "USD",
        line.product.sku,
        attributes.get("discountedServiceCode", "AmazonEC2"),
        attributes["usagetype"],
        attributes["operation"],
        payment,
        years,
        "year",
        family,
        f"{SHORT_NAMES.get(family, family)}:{years}yr{payment.replace(' ', '')}",
        "",
        f"{years} year {payment} {family}",
        "",
        "Any",
        "AWS Region",
        "hourly",
        family,
        attributes["regionCode"],
        attributes.get("instanceType", ""),
    ]
