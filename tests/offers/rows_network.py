"""Rows of gateways, endpoints, addresses and name servers.

Families, usage types, operations and units are those of public rows and of readers that pick them (pricelist_filters_202609,
pricelist_identities, pricelist_reader, pricelist_bulk_reader, cloudwatch_rows_202609); the prices of N. Virginia are
those of the feed behind the pricing pages of AWS.
"""

from tests.offers.listed_rows import EC2, US_EAST_1, left_out, listed

VPC, BALANCERS, NAMES = "AmazonVPC", "AWSELB", "AmazonRoute53"
NAT = {**US_EAST_1, "Product Family": "NAT Gateway", "operation": "NatGateway"}
ENDPOINT_DATA = "0.01 1048576: 0.006 5242880: 0.004"
PRICES = [
    *listed(
        EC2,
        NAT,
        "",
        """
    usageType             | Unit | PricePerUnit | ours      | price
    USE1-NatGateway-Hours | Hrs  | 0.045        | hour      | 0.045 gateway-hour
    USE1-NatGateway-Bytes | GB   | 0.045        | processed | 0.045 GB
    """,
    ),
    *listed(
        VPC,
        US_EAST_1,
        "",
        f"""
    usageType                       | operation           | Unit | PricePerUnit    | ours                                | price
    USE1-PublicIPv4:InUseAddress    |                     | Hrs  | 0.005           | public_ipv4 in_use                  | 0.005 address-hour
    USE1-PublicIPv4:IdleAddress     |                     | Hrs  | 0.005           | public_ipv4 idle                    | 0.005 address-hour
    USE1-VpcEndpoint-Hours          | VpcEndpoint         | Hrs  | 0.01            | endpoint interface                  | 0.01 endpoint-hour
    USE1-VpcEndpoint-GWLBE-Hours    | VpcEndpoint         | Hrs  | 0.01            | endpoint gateway_load_balancer      | 0.01 endpoint-hour
    USE1-VpcEndpoint-Resource-Hours | VpcResourceConsumer | Hrs  | 0.02            | endpoint resource                   | 0.02 endpoint-hour
    USE1-VpcEndpoint-Bytes          | VpcEndpoint         | GB   | {ENDPOINT_DATA} | endpoint_data interface             | 0.01 0.006 0.004 GB
    USE1-VpcEndpoint-GWLBE-Bytes    | VpcEndpoint         | GB   | 0.0035          | endpoint_data gateway_load_balancer | 0.0035 GB
    """,
    ),
    *listed(
        VPC,
        US_EAST_1,
        "",
        """
    usageType                 | operation                   | Unit      | PricePerUnit | ours                      | price
    USE1-TransitGateway-Hours | TransitGatewayVPC           | hour      | 0.05         | attachment vpc            | 0.05 attachment-hour
    USE1-TransitGateway-Hours | TransitGatewayVPN           | hour      | 0.05         | attachment vpn            | 0.05 attachment-hour
    USE1-TransitGateway-Hours | TransitGatewayDirectConnect | hour      | 0.05         | attachment direct_connect | 0.05 attachment-hour
    USE1-TransitGateway-Hours | TransitGatewayPeering       | hour      | 0.05         | attachment peering        | 0.05 attachment-hour
    USE1-TransitGateway-Hours | TransitGatewayConnect       | hour      | 0.05         | attachment connect        | 0.05 attachment-hour
    USE1-TransitGateway-Bytes | TransitGatewayVPC           | GigaBytes | 0.02         | processed vpc             | 0.02 GB
    USE1-TransitGateway-Bytes | TransitGatewayVPN           | GigaBytes | 0.02         | processed vpn             | 0.02 GB
    USE1-TransitGateway-Bytes | TransitGatewayDirectConnect | GigaBytes | 0.02         | processed direct_connect  | 0.02 GB
    """,
    ),
    *listed(
        VPC,
        US_EAST_1,
        "",
        """
    usageType                    | operation           | Unit | PricePerUnit | ours               | price
    VPN-Usage-Hours:ipsec.1      | CreateVpnConnection | Hrs  | 0.05         | connection         | 0.05 connection-hour
    USE1-ClientVPN-EndpointHours | ClientVPNEndpoints  | Hrs  | 0.1          | client_association | 0.1 association-hour
    """,
    ),
    *listed(
        BALANCERS,
        {**US_EAST_1, "Product Family": "Load Balancer-Gateway", "operation": "LoadBalancing:Gateway"},
        "",
        """
    usageType         | Unit | PricePerUnit | ours | price
    LoadBalancerUsage | Hrs  | 0.0125       | hour | 0.0125 load balancer-hour
    """,
    ),
    *listed(
        NAMES,
        US_EAST_1,
        "",
        """
    usageType                   | Product Family   | Unit    | PricePerUnit                   | ours            | price
    USE1-DNS-FirewallDomainName | DNS Domain Names | Mo      | 0.0005                         | firewall_domain | 0.0005 domain name-month
    USE1-DNS-Queries            | DNS Query        | Queries | 0.0000004 1000000000: 0.0000002 | resolver_query  | 0.4 0.2 1000000 queries
    """,
    ),
]
LEFT_OUT = left_out(
    EC2,
    NAT,
    """
    usageType                     | Unit | rule
    USE1-RegionalNatGateway-Hours | Hrs  | nat-gateway-ignored-regional
    """,
)
