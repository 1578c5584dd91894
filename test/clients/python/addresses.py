"""Pools of addresses, EIPs that are watched, bandwidth packages and IPv4 gateways."""

import volcenginesdkvpc as models
from check import asking, assert_equal, gone, only, until


def pools(scenario):
    ask = asking(scenario.vpc, models)
    pool_id = ask(
        "CreateIpAddressPool", isp="BGP", name="scenario", cidr_block="203.0.113.0/28"
    ).ip_address_pool_id
    pool = {"ip_address_pool_id": pool_id}

    def pool_is_available():
        return until("Available", lambda: ask("DescribeIpAddressPoolAttributes", **pool))

    assert_equal(pool_is_available().total_ip_count, 16)
    ask("ModifyIpAddressPoolAttributes", name="renamed", **pool)
    pool_is_available()
    block = "203.0.113.32/28"
    ask("AddIpAddressPoolCidrBlock", cidr_block=block, **pool)

    def added():
        blocks = ask("DescribeIpAddressPoolCidrBlocks", **pool).ip_address_pool_cidr_blocks
        return [each for each in blocks if each.cidr_block == block]

    assert_equal(only("Available", added).total_ip_count, 16)
    pool_is_available()
    eip = ask("AllocateEipAddress", billing_type=3, ip_address="203.0.113.9", **pool)
    assert_equal(eip.eip_address, "203.0.113.9")

    def listed():
        return ask("DescribeIpAddressPools", ip_address_pool_ids=[pool_id]).ip_address_pools

    [found] = listed()
    assert_equal((found.name, found.used_ip_count), ("renamed", 1))
    watched(ask, eip.allocation_id)
    ask("ReleaseEipAddress", allocation_id=eip.allocation_id)
    gone(
        lambda: ask("DescribeEipAddresses", allocation_ids=[eip.allocation_id]).eip_addresses
    )
    pool_is_available()
    ask("DeleteIpAddressPoolCidrBlock", cidr_block=block, **pool)
    gone(added)
    pool_is_available()
    ask("DeleteIpAddressPool", **pool)
    gone(listed)


def watched(ask, allocation_id):
    one = {"allocation_id": allocation_id}
    until("Available", lambda: ask("DescribeEipAddressAttributes", **one))
    ask(
        "EnableEipAddressHighResolutionMonitor",
        allocation_ids=[allocation_id],
        log_project_name="metrics",
        log_topic_name="eips",
    )

    def topic():
        return ask("DescribeEipAddressHighResolutionMonitorAttribute", **one).log_topic_name

    assert_equal(topic(), "eips")
    ask("DisableEipAddressHighResolutionMonitor", allocation_ids=[allocation_id])
    assert_equal(topic(), "")


def packages(scenario):
    ask = asking(scenario.vpc, models)
    package_id = ask(
        "CreateBandwidthPackage", bandwidth=10, isp="BGP", bandwidth_package_name="scenario"
    ).bandwidth_package_id
    one = {"bandwidth_package_id": package_id}

    def listed():
        return ask(
            "DescribeBandwidthPackages", bandwidth_package_ids=[package_id]
        ).bandwidth_packages

    assert_equal(only("Available", listed).bandwidth, 10)
    ask("ModifyBandwidthPackageAttributes", bandwidth_package_name="renamed", **one)
    only("Available", listed)
    ask("ModifyBandwidthPackageSpec", bandwidth=20, **one)
    changed = only("Available", listed)
    assert_equal((changed.bandwidth_package_name, changed.bandwidth), ("renamed", 20))
    traffic = ask(
        "Describe95Traffic",
        resource_type="BandwidthPackage",
        instance_id=package_id,
        day="2026-01-01",
    ).traffic_data
    assert_equal((traffic.instance_id, traffic.bandwidth), (package_id, 20))

    eip = {"allocation_id": ask("AllocateEipAddress", billing_type=3).allocation_id}

    def settled():
        until("Available", lambda: ask("DescribeEipAddressAttributes", **eip))
        return only("Available", listed)

    settled()
    ask("AddBandwidthPackageIp", **dict(one, **eip))
    addresses = settled().eip_addresses
    assert_equal([each.allocation_id for each in addresses], [eip["allocation_id"]])
    ask("ModifyBandwidthPackageEipBandwidth", bandwidth=5, **eip)
    settled()
    ask("CancelBandwidthPackageEipBandwidth", **eip)
    settled()
    ask("RemoveBandwidthPackageIp", **dict(one, **eip))
    assert_equal(settled().eip_addresses, [])
    ask("ReleaseEipAddress", **eip)
    ask("DeleteBandwidthPackage", **one)
    gone(listed)


def ipv4_gateways(scenario):
    ask = asking(scenario.vpc, models)
    gateway_id = ask("CreateIpv4Gateway", ipv4_gateway_name="scenario").ipv4_gateway_id
    one = {"ipv4_gateway_id": gateway_id}

    def listed():
        return ask("DescribeIpv4Gateways", ipv4_gateway_ids=[gateway_id]).ipv4_gateways

    def settled():
        return only("Available", listed)

    assert_equal(settled().enabled, False)
    ask("AttachIpv4Gateway", vpc_id=scenario.vpc_id, **one)
    assert_equal(settled().vpc_id, scenario.vpc_id)
    ask("ModifyIpv4Gateway", ipv4_gateway_name="renamed", **one)
    assert_equal(settled().ipv4_gateway_name, "renamed")
    ask("EnableIpv4Gateway", **one)
    assert_equal(settled().enabled, True)
    ask("DisableIpv4Gateway", **one)
    assert_equal(settled().enabled, False)
    ask("DetachIpv4Gateway", vpc_id=scenario.vpc_id, **one)
    assert_equal(settled().vpc_id, "")
    ask("DeleteIpv4Gateway", **one)
    gone(listed)
