import java.util.List;
import java.util.function.Supplier;

/** Pools of addresses, EIPs that are watched, bandwidth packages and IPv4 gateways. */
final class Addresses extends Check {
    private final Service vpc;
    private final String vpcId;

    Addresses(Scenario on) {
        vpc = on.vpcApi;
        vpcId = on.vpc;
    }

    void pools() {
        String id = vpc.ask("CreateIpAddressPool", "ISP", "BGP", "Name", "scenario",
                "CidrBlock", "203.0.113.0/28").text("IpAddressPoolId");
        Supplier<Part> read =
                () -> vpc.ask("DescribeIpAddressPoolAttributes", "IpAddressPoolId", id);
        equal(until("Available", read).number("TotalIpCount"), 16);
        vpc.ask("ModifyIpAddressPoolAttributes", "IpAddressPoolId", id, "Name", "renamed");
        equal(until("Available", read).text("Name"), "renamed");
        String block = "203.0.113.32/28";
        vpc.ask("AddIpAddressPoolCidrBlock", "IpAddressPoolId", id, "CidrBlock", block);
        Supplier<List<Part>> added = () -> {
            List<Part> blocks = vpc.ask("DescribeIpAddressPoolCidrBlocks", "IpAddressPoolId", id)
                    .parts("IpAddressPoolCidrBlocks");
            blocks.removeIf(each -> !each.text("CidrBlock").equals(block));
            return blocks;
        };
        equal(only("Available", added).number("TotalIpCount"), 16);
        until("Available", read);
        Part eip = vpc.ask("AllocateEipAddress", "BillingType", 3, "IpAddressPoolId", id,
                "IpAddress", "203.0.113.9");
        equal(eip.text("EipAddress"), "203.0.113.9");
        Supplier<List<Part>> listed = () -> vpc.ask("DescribeIpAddressPools",
                "IpAddressPoolIds.1", id).parts("IpAddressPools");
        equal(one(listed.get()).number("UsedIpCount"), 1);
        String allocation = eip.text("AllocationId");
        watched(allocation);
        vpc.ask("ReleaseEipAddress", "AllocationId", allocation);
        gone(() -> vpc.ask("DescribeEipAddresses", "AllocationIds.1", allocation)
                .parts("EipAddresses"));
        until("Available", read);
        vpc.ask("DeleteIpAddressPoolCidrBlock", "IpAddressPoolId", id, "CidrBlock", block);
        gone(added);
        until("Available", read);
        vpc.ask("DeleteIpAddressPool", "IpAddressPoolId", id);
        gone(listed);
    }

    private void watched(String allocation) {
        until("Available",
                () -> vpc.ask("DescribeEipAddressAttributes", "AllocationId", allocation));
        vpc.ask("EnableEipAddressHighResolutionMonitor", "AllocationIds.1", allocation,
                "LogProjectName", "metrics", "LogTopicName", "eips");
        Supplier<String> topic = () -> vpc.ask("DescribeEipAddressHighResolutionMonitorAttribute",
                "AllocationId", allocation).text("LogTopicName");
        equal(topic.get(), "eips");
        vpc.ask("DisableEipAddressHighResolutionMonitor", "AllocationIds.1", allocation);
        equal(topic.get(), "");
    }

    void packages() {
        String id = vpc.ask("CreateBandwidthPackage", "Bandwidth", 10, "ISP", "BGP",
                "BandwidthPackageName", "scenario").text("BandwidthPackageId");
        Supplier<List<Part>> listed = () -> vpc.ask("DescribeBandwidthPackages",
                "BandwidthPackageIds.1", id).parts("BandwidthPackages");
        equal(only("Available", listed).number("Bandwidth"), 10);
        vpc.ask("ModifyBandwidthPackageAttributes", "BandwidthPackageId", id,
                "BandwidthPackageName", "renamed");
        only("Available", listed);
        vpc.ask("ModifyBandwidthPackageSpec", "BandwidthPackageId", id, "Bandwidth", 20);
        Part changed = only("Available", listed);
        equal(changed.text("BandwidthPackageName") + changed.number("Bandwidth"), "renamed20");
        Part traffic = vpc.ask("Describe95Traffic", "ResourceType", "BandwidthPackage",
                "InstanceId", id, "Day", "2026-01-01").part("TrafficData");
        equal(traffic.text("InstanceId") + traffic.number("Bandwidth"), id + "20");

        String allocation = vpc.ask("AllocateEipAddress", "BillingType", 3).text("AllocationId");
        Supplier<Part> settled = () -> {
            until("Available",
                    () -> vpc.ask("DescribeEipAddressAttributes", "AllocationId", allocation));
            return only("Available", listed);
        };
        settled.get();
        Object[] member = {"BandwidthPackageId", id, "AllocationId", allocation};
        vpc.ask("AddBandwidthPackageIp", member);
        equal(one(settled.get().parts("EipAddresses")).text("AllocationId"), allocation);
        vpc.ask("ModifyBandwidthPackageEipBandwidth", "AllocationId", allocation, "Bandwidth", 5);
        settled.get();
        vpc.ask("CancelBandwidthPackageEipBandwidth", "AllocationId", allocation);
        settled.get();
        vpc.ask("RemoveBandwidthPackageIp", member);
        equal(settled.get().parts("EipAddresses"), List.of());
        vpc.ask("ReleaseEipAddress", "AllocationId", allocation);
        vpc.ask("DeleteBandwidthPackage", "BandwidthPackageId", id);
        gone(listed);
    }

    void ipv4Gateways() {
        String id = vpc.ask("CreateIpv4Gateway", "Ipv4GatewayName", "scenario")
                .text("Ipv4GatewayId");
        Supplier<List<Part>> listed =
                () -> vpc.ask("DescribeIpv4Gateways", "Ipv4GatewayIds.1", id).parts("Ipv4Gateways");
        Supplier<Part> settled = () -> only("Available", listed);
        equal(settled.get().flag("Enabled"), false);
        vpc.ask("AttachIpv4Gateway", "Ipv4GatewayId", id, "VpcId", vpcId);
        equal(settled.get().text("VpcId"), vpcId);
        vpc.ask("ModifyIpv4Gateway", "Ipv4GatewayId", id, "Ipv4GatewayName", "renamed");
        equal(settled.get().text("Ipv4GatewayName"), "renamed");
        vpc.ask("EnableIpv4Gateway", "Ipv4GatewayId", id);
        equal(settled.get().flag("Enabled"), true);
        vpc.ask("DisableIpv4Gateway", "Ipv4GatewayId", id);
        equal(settled.get().flag("Enabled"), false);
        vpc.ask("DetachIpv4Gateway", "Ipv4GatewayId", id, "VpcId", vpcId);
        equal(settled.get().text("VpcId"), "");
        vpc.ask("DeleteIpv4Gateway", "Ipv4GatewayId", id);
        gone(listed);
    }
}
