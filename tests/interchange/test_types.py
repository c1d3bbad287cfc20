"""Types of resources in both kinds of files, with stated usage: bills worked out by hand from prices in us-east-1."""

import json
from decimal import Decimal
from typing import Any

import pytest

from calculator.estimates.answers import answer_estimate
from calculator.interchange.account import Imported, Outcome
from calculator.interchange.asked import Asked
from calculator.interchange.read_file import import_file
from calculator.interchange.usage_file import UsageFile
from tests.interchange.plans import change, plan
from tests.questions import CATALOGUE, TODAY

DOMAIN = {
    "elasticsearch_version": "7.10",
    "ebs_options": [{"ebs_enabled": True, "volume_type": "gp2", "volume_size": 20}],
}
NODES = {"cluster_config": [{"instance_type": "m4.large.elasticsearch", "instance_count": 2}]}
BUILDING = {"environment": [{"type": "ARM_CONTAINER", "compute_type": "BUILD_GENERAL1_LARGE", "image": "x"}]}
WATCHING = {
    "monitoring_subscription": [
        {"realtime_metrics_subscription_config": [{"realtime_metrics_subscription_status": "Enabled"}]}
    ]
}
WATCHED = {"RealtimeMetricsSubscriptionConfig": {"RealtimeMetricsSubscriptionStatus": "Enabled"}}
POLICY = {"security_service_policy_data": [{"type": "WAFV2"}]}
SUBNETS = {"subnet_mapping": [{"subnet_id": "a"}, {"subnet_id": "b"}]}

# An authority $400 a month and a certificate $0.75; a module $1.60 an hour; a minute of arm1.large $0.015; a pipeline
# of type V1 $1, a minute of type V2 $0.002; packages $0.05 a GB and $0.000005 a request; users $0.015, of Lite $0.0055;
# data $2 a GB; controllers $0.20 an hour, of Standard $0.06; Simple AD and connectors $0.05 and $0.15; endpoints of a
# firewall $0.395 an hour and $0.065 a GB; an inspected GB $1; a check $0.001 and a finding $0.00003; a policy $100;
# m4.large.search $0.151 an hour and gp2 $0.135 a GB; a policy record $50; custom metrics $0.30; a watched resource
# $0.01 an hour.
CASES: list[tuple[str, dict[str, Any], str, dict[str, Any], dict[str, str], str]] = [
    (
        "aws_acmpca_certificate_authority",
        {"type": "ROOT"},
        "AWS::ACMPCA::CertificateAuthority",
        {"Type": "ROOT"},
        {"certificates": "10"},
        "407.5",
    ),
    (
        "aws_acmpca_certificate_authority",
        {"usage_mode": "SHORT_LIVED_CERTIFICATE"},
        "AWS::ACMPCA::CertificateAuthority",
        {"UsageMode": "SHORT_LIVED_CERTIFICATE"},
        {"certificates": "0"},
        "50",
    ),
    ("aws_cloudhsm_v2_hsm", {"cluster_id": "c"}, "AWS::CloudHSM::Cluster", {"SubnetIds": ["a"]}, {}, "1168"),
    (
        "aws_codebuild_project",
        BUILDING,
        "AWS::CodeBuild::Project",
        {"Environment": {"Type": "ARM_CONTAINER", "ComputeType": "BUILD_GENERAL1_LARGE"}},
        {"builds": "100", "build_time": "5 minutes"},
        "7.5",
    ),
    ("aws_codepipeline", {}, "AWS::CodePipeline::Pipeline", {}, {}, "1"),
    (
        "aws_codepipeline",
        {"pipeline_type": "V2"},
        "AWS::CodePipeline::Pipeline",
        {"PipelineType": "V2"},
        {"v2_executions": "100", "action_time": "10 minutes"},
        "2",
    ),
    (
        "aws_codeartifact_repository",
        {},
        "AWS::CodeArtifact::Repository",
        {},
        {"stored_gb": "100", "package_requests": "1000000"},
        "10",
    ),
    ("aws_cognito_user_pool", {}, "AWS::Cognito::UserPool", {}, {"monthly_active_users": "1000"}, "15"),
    (
        "aws_cognito_user_pool",
        {"user_pool_tier": "LITE"},
        "AWS::Cognito::UserPool",
        {"UserPoolTier": "LITE"},
        {"active_users": "1000"},
        "5.5",
    ),
    ("aws_detective_graph", {}, "AWS::Detective::Graph", {}, {"ingested_gb": "50"}, "100"),
    (
        "aws_directory_service_directory",
        {"type": "MicrosoftAD", "edition": "Standard"},
        "AWS::DirectoryService::MicrosoftAD",
        {"Edition": "Standard"},
        {},
        "87.6",
    ),
    ("aws_directory_service_directory", {"type": "MicrosoftAD"}, "AWS::DirectoryService::MicrosoftAD", {}, {}, "292"),
    (
        "aws_directory_service_directory",
        {"size": "Small"},
        "AWS::DirectoryService::SimpleAD",
        {"Size": "Small"},
        {},
        "36.5",
    ),
    (
        "aws_networkfirewall_firewall",
        SUBNETS,
        "AWS::NetworkFirewall::Firewall",
        {"SubnetMappings": [{"SubnetId": "a"}, {"SubnetId": "b"}]},
        {"monthly_data_processed_gb": "100"},
        "583.2",
    ),
    ("aws_macie2_account", {}, "AWS::Macie::Session", {}, {"buckets": "0", "inspected_gb": "40"}, "40"),
    (
        "aws_securityhub_account",
        {},
        "AWS::SecurityHub::Hub",
        {},
        {"security_checks": "1000", "ingested_findings": "100000"},
        "4",
    ),
    ("aws_fms_policy", POLICY, "AWS::FMS::Policy", {"SecurityServicePolicyData": {"Type": "WAFV2"}}, {}, "100"),
    (
        "aws_elasticsearch_domain",
        DOMAIN | NODES,
        "AWS::Elasticsearch::Domain",
        {
            "ElasticsearchVersion": "7.10",
            "ElasticsearchClusterConfig": {"InstanceType": "m4.large.elasticsearch", "InstanceCount": 2},
            "EBSOptions": {"VolumeType": "gp2", "VolumeSize": 20},
        },
        {},
        "225.86",
    ),
    (
        "aws_cloudfront_monitoring_subscription",
        WATCHING,
        "AWS::CloudFront::MonitoringSubscription",
        {"MonitoringSubscription": WATCHED},
        {},
        "2.4",
    ),
    (
        "aws_internetmonitor_monitor",
        {"resources": ["a", "b"]},
        "AWS::InternetMonitor::Monitor",
        {"Resources": ["a", "b"]},
        {"city_networks": "0"},
        "14.6",
    ),
]
ONLY_TERRAFORM = [
    ("aws_directory_service_directory", {"type": "ADConnector", "size": "Large"}, "109.5"),
    ("aws_route53_traffic_policy_instance", {"traffic_policy_id": "a"}, "50"),
]


def monthly(found: Imported) -> Decimal:
    answer = answer_estimate(found.document, CATALOGUE, TODAY)
    assert not answer.missing
    return answer.money().effective_monthly_usd


def asked(kind: str, usage: dict[str, str]) -> Asked:
    return Asked(region="us-east-1", usage=UsageFile(by_type={kind: usage}))


@pytest.mark.parametrize(("terraform", "values", "cloudformation", "properties", "usage", "usd"), CASES)
def test_a_type_in_a_plan_and_in_a_template(
    terraform: str,
    values: dict[str, Any],
    cloudformation: str,
    properties: dict[str, Any],
    usage: dict[str, str],
    usd: str,
) -> None:
    of_plan = import_file(plan(change(f"{terraform}.a", values)), asked(terraform, usage), CATALOGUE, TODAY)
    template = json.dumps({"Resources": {"A": {"Type": cloudformation, "Properties": properties}}})
    of_template = import_file(template, asked(cloudformation, usage), CATALOGUE, TODAY)
    for found in (of_plan, of_template):
        assert found.counts[Outcome.PRICED] == 1, found.resources
        assert found.notes == ()
        assert monthly(found) == Decimal(usd)


@pytest.mark.parametrize(("terraform", "values", "usd"), ONLY_TERRAFORM)
def test_a_type_that_only_terraform_has(terraform: str, values: dict[str, Any], usd: str) -> None:
    found = import_file(plan(change(f"{terraform}.a", values)), Asked(), CATALOGUE, TODAY)
    assert found.counts[Outcome.PRICED] == 1, found.resources
    assert monthly(found) == Decimal(usd)


@pytest.mark.parametrize(
    ("terraform", "values", "outcome", "reason"),
    [
        ("aws_elasticsearch_domain", NODES, Outcome.NOT_SUPPORTED, "extended support"),
        (
            "aws_codebuild_project",
            {"environment": [{"fleet": [{"fleet_arn": "a"}]}]},
            Outcome.NOT_SUPPORTED,
            "on a fleet",
        ),
        ("aws_codebuild_project", {"environment": [{"type": "MAC_ARM"}]}, Outcome.NOT_SUPPORTED, "does not apply"),
        (
            "aws_fms_policy",
            {"security_service_policy_data": [{"type": "THIRD_PARTY_FIREWALL"}]},
            Outcome.NOT_SUPPORTED,
            "no price",
        ),
        ("aws_macie2_account", {"status": "PAUSED"}, Outcome.FREE, "paused"),
    ],
)
def test_what_has_no_price_is_named(terraform: str, values: dict[str, Any], outcome: Outcome, reason: str) -> None:
    (found,) = import_file(plan(change(f"{terraform}.a", values)), Asked(), CATALOGUE, TODAY).resources
    assert found.outcome == outcome
    assert reason in found.reason
