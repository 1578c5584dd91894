import java.util.List;
import java.util.function.Supplier;

/** IP address management: an IPAM with a scope, pools of blocks, what is given out and found. */
final class Ipam extends Check {
    private static final String REGION = "cn-beijing";

    private final Service vpc;
    private final String vpcId;

    Ipam(Scenario on) {
        vpc = on.vpcApi;
        vpcId = on.vpc;
    }

    void play() {
        Part made = vpc.ask("CreateIpam", "IpamName", "scenario", "OperatingRegions.1", REGION,
                "Tags.1.Key", "team", "Tags.1.Value", "network");
        String id = made.text("IpamId");
        Supplier<List<Part>> listed =
                () -> vpc.ask("DescribeIpams", "IpamIds.1", id).parts("Ipams");
        Part found = only("Available", listed);
        equal(found.number("ScopeCount"), 2);
        equal(found.texts("OperatingRegions"), List.of(REGION));
        vpc.ask("ModifyIpam", "IpamId", id, "IpamName", "renamed");
        equal(only("Available", listed).text("IpamName"), "renamed");
        vpc.ask("TagIpamResources", "ResourceType", "ipam", "ResourceIds.1", id,
                "Tags.1.Key", "more", "Tags.1.Value", "");
        vpc.ask("UntagIpamResources", "ResourceType", "ipam", "ResourceIds.1", id,
                "TagKeys.1", "team");
        equal(one(vpc.ask("ListTagsForIpamResources", "ResourceType", "ipam",
                "ResourceIds.1", id).parts("ResourceTags")).text("TagKey"), "more");
        scope(id);
        pool(made.text("PrivateDefaultScopeId"));
        discovery(id);
        vpc.ask("DeleteIpam", "IpamId", id);
        gone(listed);
    }

    private void scope(String ipam) {
        String id = vpc.ask("CreateIpamScope", "IpamId", ipam, "IpamScopeName", "scenario")
                .text("IpamScopeId");
        Supplier<List<Part>> listed =
                () -> vpc.ask("DescribeIpamScopes", "IpamScopeIds.1", id).parts("IpamScopes");
        equal(only("Available", listed).flag("IsDefault"), false);
        vpc.ask("ModifyIpamScope", "IpamScopeId", id, "IpamScopeName", "renamed");
        equal(only("Available", listed).text("IpamScopeName"), "renamed");
        vpc.ask("DeleteIpamScope", "IpamScopeId", id);
        gone(listed);
    }

    private void pool(String scope) {
        String id = vpc.ask("CreateIpamPool", "IpamScopeId", scope, "IpVersion", "IPv4",
                "IpamPoolName", "scenario", "AllocationDefaultCidrMask", 24).text("IpamPoolId");
        Supplier<List<Part>> listed =
                () -> vpc.ask("DescribeIpamPools", "IpamPoolIds.1", id).parts("IpamPools");
        equal(only("Available", listed).number("AllocationDefaultCidrMask"), 24);
        vpc.ask("ModifyIpamPool", "IpamPoolId", id, "IpamPoolName", "renamed");
        equal(only("Available", listed).text("IpamPoolName"), "renamed");
        Object[] block = {"IpamPoolId", id, "CidrBlock", "20.0.0.0/8"};
        vpc.ask("ProvisionIpamPoolCidr", block);
        Supplier<List<Part>> blocks =
                () -> vpc.ask("DescribeIpamPoolCidrs", "IpamPoolId", id).parts("IpamPoolCidrs");
        equal(only("Provisioned", blocks).text("CidrBlock"), "20.0.0.0/8");
        equal(vpc.ask("GetIpamPoolAvailableCidr", "IpamPoolId", id, "CidrMask", 24)
                .text("CidrBlock"), "20.0.0.0/24");
        Part given = vpc.ask("CreateIpamPoolAllocation", "IpamPoolId", id,
                "CidrBlock", "20.1.0.0/24");
        String allocation = given.text("IpamPoolAllocationId");
        Supplier<List<Part>> allocations = () -> vpc.ask("DescribeIpamPoolAllocations",
                "IpamPoolId", id).parts("IpamPoolAllocations");
        equal(one(allocations.get()).text("IpamPoolAllocationId"), allocation);
        vpc.ask("ReleaseIpamPoolAllocation", "IpamPoolId", id, "CidrBlock", "20.1.0.0/24",
                "IpamPoolAllocationId", allocation);
        gone(allocations);
        equal(vpc.ask("DescribeIpamScopeStats", "IpamScopeId", scope).number("VpcCidrCount"), 1);
        vpc.ask("DeprovisionIpamPoolCidr", block);
        gone(blocks);
        vpc.ask("DeleteIpamPool", "IpamPoolId", id);
        gone(listed);
    }

    private void discovery(String ipam) {
        String id = vpc.ask("CreateIpamResourceDiscovery",
                "IpamResourceDiscoveryName", "scenario").text("IpamResourceDiscoveryId");
        Supplier<List<Part>> listed = () -> vpc.ask("DescribeIpamResourceDiscoveries",
                "IpamResourceDiscoveryIds.1", id).parts("IpamResourceDiscoveries");
        only("Available", listed);
        vpc.ask("ModifyIpamResourceDiscovery", "IpamResourceDiscoveryId", id,
                "IpamResourceDiscoveryName", "renamed");
        equal(only("Available", listed).text("IpamResourceDiscoveryName"), "renamed");
        String association = vpc.ask("AssociateIpamResourceDiscovery", "IpamId", ipam,
                "IpamResourceDiscoveryId", id).text("IpamResourceDiscoveryAssociationId");
        Supplier<List<Part>> associations = () -> vpc.ask(
                "DescribeIpamResourceDiscoveryAssociations", "IpamResourceDiscoveryId", id)
                .parts("IpamResourceDiscoveryAssociations");
        equal(only("Associated", associations).text("IpamId"), ipam);
        List<Part> found = vpc.ask("DescribeIpamDiscoveredResourceCidrs",
                "IpamResourceDiscoveryId", id, "ResourceRegionId", REGION)
                .parts("IpamDiscoveredResourceCidrs");
        equal(found.stream().anyMatch(each -> each.text("ResourceId").equals(vpcId)), true);
        vpc.ask("DisassociateIpamResourceDiscovery",
                "IpamResourceDiscoveryAssociationId", association);
        gone(associations);
        vpc.ask("DeleteIpamResourceDiscovery", "IpamResourceDiscoveryId", id);
        gone(listed);
    }
}
