"""IP address management: an IPAM with a scope, pools of blocks, what is given out and found."""

import volcenginesdkvpc as models
from check import asking, assert_equal, gone, only

REGION = "cn-beijing"


def ipam(scenario):
    ask = asking(scenario.vpc, models)
    made = ask(
        "CreateIpam",
        ipam_name="scenario",
        operating_regions=[REGION],
        tags=[models.TagForCreateIpamInput(key="team", value="network")],
    )

    def listed():
        return ask("DescribeIpams", ipam_ids=[made.ipam_id]).ipams

    found = only("Available", listed)
    assert_equal((found.scope_count, found.operating_regions), (2, [REGION]))
    assert_equal([(tag.key, tag.value) for tag in found.tags], [("team", "network")])
    ask("ModifyIpam", ipam_id=made.ipam_id, ipam_name="renamed")
    assert_equal(only("Available", listed).ipam_name, "renamed")
    tagged = {"resource_type": "ipam", "resource_ids": [made.ipam_id]}
    tag = models.TagForTagIpamResourcesInput(key="more", value="")
    ask("TagIpamResources", tags=[tag], **tagged)
    ask("UntagIpamResources", tag_keys=["team"], **tagged)
    tags = ask("ListTagsForIpamResources", **tagged).resource_tags
    assert_equal([each.tag_key for each in tags], ["more"])
    scope(ask, made.ipam_id)
    pool(ask, made.private_default_scope_id)
    discovery(ask, made.ipam_id, scenario.vpc_id)
    watch(ask, made.private_default_scope_id, scenario.vpc_id)
    organization(ask)
    ask("DeleteIpam", ipam_id=made.ipam_id)
    gone(listed)


def scope(ask, ipam_id):
    scope_id = ask(
        "CreateIpamScope", ipam_id=ipam_id, ipam_scope_name="scenario"
    ).ipam_scope_id

    def listed():
        return ask("DescribeIpamScopes", ipam_scope_ids=[scope_id]).ipam_scopes

    made = only("Available", listed)
    assert_equal((made.is_default, made.pool_count), (False, 0))
    ask("ModifyIpamScope", ipam_scope_id=scope_id, ipam_scope_name="renamed")
    assert_equal(only("Available", listed).ipam_scope_name, "renamed")
    ask("DeleteIpamScope", ipam_scope_id=scope_id)
    gone(listed)


def pool(ask, scope_id):
    pool_id = ask(
        "CreateIpamPool",
        ipam_scope_id=scope_id,
        ip_version="IPv4",
        ipam_pool_name="scenario",
        allocation_default_cidr_mask=24,
    ).ipam_pool_id
    one = {"ipam_pool_id": pool_id}

    def listed():
        return ask("DescribeIpamPools", ipam_pool_ids=[pool_id]).ipam_pools

    made = only("Available", listed)
    assert_equal((made.allocation_default_cidr_mask, made.has_sub_pool), (24, False))
    ask("ModifyIpamPool", ipam_pool_name="renamed", **one)
    assert_equal(only("Available", listed).ipam_pool_name, "renamed")
    ask("ProvisionIpamPoolCidr", cidr_block="20.0.0.0/8", **one)

    def blocks():
        return ask("DescribeIpamPoolCidrs", **one).ipam_pool_cidrs

    assert_equal(only("Provisioned", blocks).cidr_block, "20.0.0.0/8")
    free = ask("GetIpamPoolAvailableCidr", cidr_mask=24, **one)
    assert_equal(free.cidr_block, "20.0.0.0/24")
    given = ask("CreateIpamPoolAllocation", cidr_block="20.1.0.0/24", **one)

    def allocations():
        return ask("DescribeIpamPoolAllocations", **one).ipam_pool_allocations

    found = [(each.ipam_pool_allocation_id, each.cidr_block) for each in allocations()]
    assert_equal(found, [(given.ipam_pool_allocation_id, "20.1.0.0/24")])
    ask(
        "ReleaseIpamPoolAllocation",
        ipam_pool_allocation_id=given.ipam_pool_allocation_id,
        cidr_block=given.cidr_block,
        **one
    )
    gone(allocations)
    assert_equal(ask("DescribeIpamScopeStats", ipam_scope_id=scope_id).vpc_cidr_count, 1)
    ask("DeprovisionIpamPoolCidr", cidr_block="20.0.0.0/8", **one)
    gone(blocks)
    ask("DeleteIpamPool", **one)
    gone(listed)


def discovery(ask, ipam_id, vpc_id):
    discovery_id = ask(
        "CreateIpamResourceDiscovery", ipam_resource_discovery_name="scenario"
    ).ipam_resource_discovery_id
    one = {"ipam_resource_discovery_id": discovery_id}

    def listed():
        return ask(
            "DescribeIpamResourceDiscoveries", ipam_resource_discovery_ids=[discovery_id]
        ).ipam_resource_discoveries

    assert_equal(only("Available", listed).is_default, False)
    ask("ModifyIpamResourceDiscovery", ipam_resource_discovery_name="renamed", **one)
    assert_equal(only("Available", listed).ipam_resource_discovery_name, "renamed")
    association_id = ask(
        "AssociateIpamResourceDiscovery", ipam_id=ipam_id, **one
    ).ipam_resource_discovery_association_id

    def associations():
        return ask(
            "DescribeIpamResourceDiscoveryAssociations", **one
        ).ipam_resource_discovery_associations

    assert_equal(only("Associated", associations).ipam_id, ipam_id)
    found = ask(
        "DescribeIpamDiscoveredResourceCidrs", resource_region_id=REGION, **one
    ).ipam_discovered_resource_cidrs
    assert vpc_id in [each.resource_id for each in found]
    ask(
        "DisassociateIpamResourceDiscovery",
        ipam_resource_discovery_association_id=association_id,
    )
    gone(associations)
    ask("DeleteIpamResourceDiscovery", **one)
    gone(listed)


def watch(ask, scope_id, vpc_id):
    """The scenario's VPC is ignored, and seen again."""
    for monitored, status in [(False, "Ignored"), (True, "Unmanaged")]:
        ask(
            "ModifyIpamResourceCidr",
            current_ipam_scope_id=scope_id,
            resource_id=vpc_id,
            resource_cidr="10.0.0.0/16",
            resource_region_id=REGION,
            monitored=monitored,
        )
        [seen] = ask(
            "DescribeIpamResourceCidrs",
            ipam_scope_id=scope_id,
            vpc_id=vpc_id,
            resource_type="Vpc",
        ).ipam_resource_cidrs
        assert_equal((seen.resource_id, seen.management_status), (vpc_id, status))
    dimensions = ask(
        "DescribeIpamCloudMonitorDimensions", ipam_scope_id=scope_id, target_name="IpamPoolId"
    )
    assert_equal(dimensions.values, [])


def organization(ask):
    def trusted():
        return ask("DescribeIpamOrganizationAccount").trusted_service_enabled

    ask("EnableIpamOrganizationTrustedService")
    assert_equal(trusted(), True)
    ask("DisableIpamOrganizationTrustedService")
    assert_equal(trusted(), False)
