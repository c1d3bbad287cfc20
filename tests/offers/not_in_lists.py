"""Shipped prices of N. Virginia that no rule of the mapping makes, so that an imported list leaves them as they are.

AWS publishes no list of Spot prices. Of the others no public row or reader was found that names offer, usage type and
unit together, or those that were found contradict each other; a list has a row of Replication Time Control for each
pair of Regions, where the shipped price is one for all; and public IPv4 addresses are read as prices of Amazon VPC
alone.
"""

# By table: what is not read, as its dimension or as one option of it.
NOT_IN_LISTS = """
api_gateway: cache, connection, message
application_load_balancer: public_ipv4, trust_store
athena: dpu
aurora: backtrack, data_api_request, extended_support, io_request, performance_insights_first_month,
    performance_insights_further_months, proxy, replicated_write, snapshot_export
classic_load_balancer: public_ipv4
cloudwatch: alarm composite, api_request, application_signal, canary_run, container_observation, dashboard,
    insight_event, insight_rule, insight_rule_report, internet_monitor_network, internet_monitor_resource, live_tail,
    log_data_protection, log_ingestion infrequent_access, log_storage infrequent_access, metric_stream_update,
    metric_widget_image, metrics_insights_alarm, parquet_conversion, rum_event, vended_ingestion
codebuild: build lambda.arm.10GB, build lambda.arm.1GB, build lambda.arm.2GB, build lambda.arm.4GB, build
    lambda.arm.8GB, build lambda.x86-64.10GB, build lambda.x86-64.1GB, build lambda.x86-64.2GB, build
    lambda.x86-64.4GB, build lambda.x86-64.8GB, build linux arm1.2xlarge, build linux arm1.large, build linux
    arm1.small, build linux arm1.xlarge, build linux general1.xlarge, build linux gpu1.large, build linux gpu1.small,
    build windows general1.2xlarge, build windows general1.xlarge
config: configuration_item custom, configuration_item periodic, pack_evaluation
datasync: task_run
dms_instances: on_demand
documentdb: backup_storage, elastic_storage, elastic_vcpu, io_request, replicated_write, storage io_optimized
documentdb_dcus: on_demand
documentdb_instances: database_savings_plan_1y_no_upfront
ec2: spot
ec2_cpu_credits: cpu_credit t2 Windows SQL Web, cpu_credit t3 Windows SQL Web
eks: auto_mode, capability, local_cluster, managed_resource, provisioned_control_plane
elasticache: backup_storage
elasticache_nodes: reserved_1y_no_upfront, reserved_3y_no_upfront
eventbridge: api_destination, archive_processing, archive_storage, cross_account_event, cross_account_management_event
fargate: anywhere_instance, memory_savings_plan, public_ipv4, vcpu_savings_plan
firehose: decompression, dynamic_partitioning_object, ingested database, ingested direct_put_event_by_event, ingested
    iceberg, ingested iceberg_event_by_event, ingested iceberg_msk, ingested kinesis, ingested msk, ingested
    vended_logs, ingested vended_logs_event_by_event, jq_processing
gateway_load_balancer: endpoint, endpoint_data, lcu
glue: databrew_node, databrew_session, dpu dev_endpoint, dpu interactive, dpu table_optimization, m_dpu
guardduty: malware_backup
inspector: benchmark, function code, image pipeline, image rescan, instance agentless
iot_core: action, operation, rule
kinesis: s3_delivery
kinesis_video: channel, clips, fragments_consumed, fragments_hls_consumed, hls_consumed, image, recorded,
    signaling_message, turn
lambda: edge_duration, edge_request, ephemeral_storage, provisioned_concurrency, provisioned_duration,
    streamed_response
macie: bucket, monitored_object
msk: connect, express_written, private_connectivity, private_data, replicated, replicator, serverless_cluster,
    serverless_partition, serverless_read, serverless_written, storage express, storage serverless,
    storage_throughput, tiered_reads, tiered_storage
nat_gateway: provisioned_bandwidth, public_ipv4
neptune_instances: database_savings_plan_1y_no_upfront
network_firewall: endpoint advanced_inspection, processed
network_load_balancer: public_ipv4
opensearch: direct_query, storage io1, ultrawarm
opensearch_nodes: reserved_1y_all_upfront, reserved_1y_all_upfront_fee, reserved_1y_all_upfront_hour,
    reserved_1y_no_upfront, reserved_1y_partial_upfront, reserved_1y_partial_upfront_fee,
    reserved_1y_partial_upfront_hour, reserved_3y_all_upfront, reserved_3y_all_upfront_fee,
    reserved_3y_all_upfront_hour, reserved_3y_no_upfront, reserved_3y_partial_upfront,
    reserved_3y_partial_upfront_fee, reserved_3y_partial_upfront_hour
rds: extended_support, iops, magnetic_request, older_storage, performance_insights_first_month,
    performance_insights_further_months, proxy, snapshot_export, sql_server_license, storage io1 multi_az, storage io1
    multi_az_cluster, storage io1 single_az, storage io2 multi_az, storage io2 multi_az_cluster, storage io2
    single_az, throughput, windows_license, zero_etl
redshift: concurrency_scaling, managed_storage, snapshots, spectrum
redshift_nodes: reserved_1y_all_upfront, reserved_1y_all_upfront_fee, reserved_1y_all_upfront_hour,
    reserved_1y_no_upfront, reserved_1y_partial_upfront, reserved_1y_partial_upfront_fee,
    reserved_1y_partial_upfront_hour, reserved_3y_all_upfront, reserved_3y_all_upfront_fee,
    reserved_3y_all_upfront_hour, reserved_3y_no_upfront, reserved_3y_partial_upfront,
    reserved_3y_partial_upfront_fee, reserved_3y_partial_upfront_hour
route53: cidr_block, firewall_query, health_check, health_check_feature, hosted_zone, profile, profile_association,
    query, record, resolver_interface, traffic_policy_record
s3: access_point_accelerated_far, access_point_accelerated_in, access_point_accelerated_out, access_point_routed,
    accelerated_between_regions, accelerated_download, accelerated_upload, accelerated_upload_elsewhere,
    replication_time_control
security_hub: finding, rule_evaluation
sns: archive_processing, archive_storage, data_protection_audit, data_protection_scan, fifo_delivery_payload,
    fifo_publish_payload, firehose_delivery, mobile_push_delivery, payload_filtering
sqs: fair_queue_request
storage_gateway: fsx_file_gateway, tape_moved, tape_retrieval, tape_storage archive, tape_storage deep_archive,
    volume_storage, written
timestream: influx_storage, queries, scanned
transfer_family: as2_message, connector_call, connector_transferred, decrypted, downloaded, protocol as2, protocol
    ftp, protocol ftps, web_app
transit_gateway: processed multicast
vpc: access_assessment, endpoint_data resource, ipam_address, public_ipv4 contiguous, reachability_analysis,
    traffic_mirror
vpn: attachment, client_connection, processed, public_ipv4
waf: body_inspection, bot_control, bot_control_request, captcha_attempt, challenge_response, fraud_control,
    fraud_control_attempt, request
xray: insights_stored
"""


def not_in_lists() -> set[tuple[str, str]]:
    """Each table with what of it is not read: `("sns", "payload_filtering")`, `("rds", "storage io1 single_az")`."""
    entries = NOT_IN_LISTS.replace("\n    ", " ").strip().splitlines()
    return {
        (table, price.strip())
        for table, _, prices in (entry.partition(":") for entry in entries)
        for price in prices.split(",")
    }
