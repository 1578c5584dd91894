"""An IPv6 address that only opens connections, a network ACL, and an outward rule."""

import volcenginesdkvpc as models
from check import asking, assert_equal, gone, poll, until


def outward(scenario):
    ask = asking(scenario.vpc, models)
    gateway = {
        "ipv6_gateway_id": ask(
            "CreateIpv6Gateway",
            vpc_id=scenario.vpc_id,
            name="scenario",
            tags=[models.TagForCreateIpv6GatewayInput(key="team", value="network")],
        ).ipv6_gateway_id
    }

    def settled():
        return until("Available", lambda: ask("DescribeIpv6GatewayAttribute", **gateway))

    made = settled()
    assert_equal((made.vpc_id, made.name), (scenario.vpc_id, "scenario"))
    assert_equal([(tag.key, tag.value) for tag in made.tags], [("team", "network")])
    [address] = scenario.interface_is("InUse").i_pv6_sets
    bandwidth_id = ask(
        "AllocateIpv6AddressBandwidth", ipv6_address=address, billing_type=3, bandwidth=5
    ).allocation_id
    read = ask("DescribeIpv6AddressBandwidthAttributes", allocation_id=bandwidth_id)
    assert_equal((read.ipv6_address, read.bandwidth, read.billing_type), (address, 5, 3))
    assert_equal(read.ipv6_gateway_id, gateway["ipv6_gateway_id"])
    egress_only(ask, gateway, bandwidth_id)
    settled()
    ask("ReleaseIpv6AddressBandwidth", allocation_id=bandwidth_id)
    gone(
        lambda: ask(
            "DescribeIpv6AddressBandwidths", allocation_ids=[bandwidth_id]
        ).ipv6_address_bandwidths
    )
    ask("DeleteIpv6Gateway", **gateway)
    gone(
        lambda: ask(
            "DescribeIpv6Gateways", ipv6_gateway_ids=list(gateway.values())
        ).ipv6_gateways
    )
    network_acl(ask, scenario.vpc_id)
    outward_rule(ask, scenario)


def egress_only(ask, gateway, bandwidth_id):
    def succeeded(task_id):
        def status():
            return ask("GetAsyncTaskStatus", async_task_id=task_id).async_task_status

        poll(lambda: status() == "Succeeded")

    made = ask(
        "CreateIpv6EgressOnlyRule",
        instance_id=bandwidth_id,
        name="scenario",
        description="only out",
        **gateway
    )
    succeeded(made.async_task_id)
    rule = {"ipv6_egress_only_rule_id": made.ipv6_egress_only_rule_id}

    def listed():
        return ask(
            "DescribeIpv6EgressOnlyRules",
            ipv6_egress_only_rule_ids=list(rule.values()),
            **gateway
        ).ipv6_egress_rules

    [found] = listed()
    assert_equal((found.status, found.description), ("Available", "only out"))
    ask("ModifyIpv6EgressOnlyRuleAttribute", name="renamed", **rule)
    assert_equal([each.name for each in listed()], ["renamed"])
    succeeded(ask("DeleteIpv6EgressOnlyRule", **rule).async_task_id)
    assert_equal(listed(), [])


def network_acl(ask, vpc_id):
    acl = {
        "network_acl_id": ask(
            "CreateNetworkAcl", vpc_id=vpc_id, network_acl_name="scenario"
        ).network_acl_id
    }

    def read():
        return ask("DescribeNetworkAclAttributes", **acl).network_acl_attribute

    made = until("Available", read)
    assert_equal((made.vpc_id, made.network_acl_name), (vpc_id, "scenario"))
    assert made.ingress_acl_entries[0].priority >= 1
    assert_equal(made.resources, [])
    ask("DeleteNetworkAcl", **acl)
    gone(lambda: ask("DescribeNetworkAcls", network_acl_ids=list(acl.values())).network_acls)


def outward_rule(ask, scenario):
    rule = {
        "security_group_id": scenario.group_id,
        "protocol": "udp",
        "port_start": 53,
        "port_end": 53,
        "cidr_ip": "0.0.0.0/0",
    }

    def descriptions():
        return [each.description for each in scenario.rules_of("egress")]

    ask("AuthorizeSecurityGroupEgress", **rule)
    assert_equal(descriptions(), [""])
    ask("ModifySecurityGroupRuleDescriptionsEgress", description="names", **rule)
    assert_equal(descriptions(), ["names"])
    ask("RevokeSecurityGroupEgress", **rule)
    assert_equal(descriptions(), [])
