"""Regions by the names that people give them, and what is said to a name that is none of ours."""

import pytest

from calculator.application.questions import ask
from calculator.catalogue.region_names import HOW_THEY_LOOK, region_advice, todays_name
from calculator.core.errors import InvalidInput
from tests.questions import CATALOGUE

CHINA = "The China Regions are not covered"
GOVCLOUD = "Did you mean us-gov-east-1 or us-gov-west-1?"


def meant(*regions: str) -> str:
    return f"Did you mean {' or '.join(regions)}?"


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        # Partitions of their own, none of which is in our tables.
        ("cn-north-1", CHINA),
        ("cn-northwest-1", CHINA),
        ("CN-NORTH-1", CHINA),
        ("China (Beijing)", CHINA),
        ("China (Ningxia)", CHINA),
        ("Beijing", CHINA),
        ("eusc-de-east-1", "The AWS European Sovereign Cloud is not covered"),
        ("AWS European Sovereign Cloud (Germany)", "The AWS European Sovereign Cloud is not covered"),
        ("us-iso-east-1", "The isolated Regions of AWS are not covered"),
        ("us-isob-east-1", "The isolated Regions of AWS are not covered"),
        ("eu-isoe-west-1", "The isolated Regions of AWS are not covered"),
        # AWS's names, of today and as its price lists and consoles have written them.
        ("EU (Ireland)", meant("eu-west-1")),
        ("EU (Frankfurt)", meant("eu-central-1")),
        ("eu ireland", meant("eu-west-1")),
        ("Europe (Ireland)", meant("eu-west-1")),
        ("US East (N. Virginia)", meant("us-east-1")),
        ("us east n virginia", meant("us-east-1")),
        ("South America (São Paulo)", meant("sa-east-1")),
        ("AWS GovCloud (US-West)", meant("us-gov-west-1")),
        ("AWS GovCloud (US)", GOVCLOUD),
        ("GovCloud", GOVCLOUD),
        ("us-gov", GOVCLOUD),
        # Cities, as AWS and others write them.
        ("Frankfurt", meant("eu-central-1")),
        ("Frankfurt am Main", meant("eu-central-1")),
        ("Paris, France", meant("eu-west-3")),
        ("Dublin, Ireland", meant("eu-west-1")),
        ("Columbus, Ohio", meant("us-east-2")),
        ("sao paulo", meant("sa-east-1")),
        ("Zürich", meant("eu-central-2")),
        ("Milano", meant("eu-south-1")),
        ("Tokio", meant("ap-northeast-1")),
        ("Virginia", meant("us-east-1")),
        ("Franfurt", meant("eu-central-1")),
        # Places within a Region.
        ("us-east-1a", "us-east-1a is an Availability Zone; its Region is us-east-1."),
        ("ap-southeast-2c", "ap-southeast-2c is an Availability Zone; its Region is ap-southeast-2."),
        ("us-west-2-lax-1a", "is a Local or Wavelength Zone, whose prices differ; its Region is us-west-2."),
        ("us-east-1-wl1-bos-wlz-1", "is a Local or Wavelength Zone, whose prices differ; its Region is us-east-1."),
        # Codes that are nearly right.
        ("us_east_1", meant("us-east-1")),
        ("useast1", meant("us-east-1")),
        ("ap-northeast", meant("ap-northeast-1", "ap-northeast-2", "ap-northeast-3")),
        ("eu-west-11", "Did you mean eu-west-1 "),
        ("mars-1", HOW_THEY_LOOK),
        ("mars-1a", HOW_THEY_LOOK),
        ("", HOW_THEY_LOOK),
        ("(())", HOW_THEY_LOOK),
        ("x" * 10**6, HOW_THEY_LOOK),
    ],
)  # fmt: skip
def test_a_region_that_is_not_there_gets_the_right_advice(typed: str, advice: str) -> None:
    assert advice in region_advice(typed, CATALOGUE.regions)


@pytest.mark.parametrize("code", CATALOGUE.regions)
def test_each_region_is_found_by_each_of_its_names(code: str) -> None:
    name = CATALOGUE.regions[code]
    place = name.partition("(")[2].rstrip(")")
    for typed in (name, name.upper(), name.replace("Europe (", "EU ("), name.replace("(", "").replace(")", "")):
        assert region_advice(typed, CATALOGUE.regions) == meant(code)
    assert code in region_advice(place, CATALOGUE.regions)
    assert todays_name(name.replace("Europe (", "EU (")) == name


@pytest.mark.parametrize(
    ("service", "field"), [("s3", "region"), ("dynamodb", "replica_regions"), ("ebs", "snapshot_copy_region")]
)
@pytest.mark.parametrize(("typed", "advice"), [("cn-north-1", CHINA), ("us-east-1a", "its Region is us-east-1")])
def test_every_field_for_a_region_says_the_same(service: str, field: str, typed: str, advice: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        ask(service, {field: typed})
    [error] = refused.value.errors
    assert error.field == field
    assert advice in error.message
