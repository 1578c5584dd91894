import java.util.List;
import java.util.function.Supplier;

/** NAT gateways: one to the internet with an EIP and its entries, one inside with addresses. */
final class Nat extends Check {
    private final Scenario on;
    private final Service nat;

    Nat(Scenario on) {
        this.on = on;
        nat = new Service(on.own, "natgateway");
    }

    void play() {
        equal(nat.ask("ListNatGatewayAvailableZones").parts("Zones").isEmpty(), false);
        String id = nat.ask("CreateNatGateway", "VpcId", on.vpc, "SubnetId", on.subnet,
                "NatGatewayName", "scenario", "Tags.1.Key", "team", "Tags.1.Value", "network")
                .text("NatGatewayId");
        equal(settled(id).text("NetworkType"), "internet");
        nat.ask("ModifyNatGatewayAttributes", "NatGatewayId", id, "NatGatewayName", "renamed");
        settled(id);
        Supplier<List<Part>> listed = listed(id);
        Part found = one(listed.get());
        equal(found.text("NatGatewayName") + " " + found.text("Spec"), "renamed Small");
        equal(one(found.parts("Tags")).text("Value"), "network");
        nat.ask("TagResources", "ResourceType", "ngw", "ResourceIds.1", id,
                "Tags.1.Key", "more", "Tags.1.Value", "");
        nat.ask("UntagResources", "ResourceType", "ngw", "ResourceIds.1", id, "TagKeys.1", "team");
        equal(one(nat.ask("ListTagsForResources", "ResourceType", "ngw", "ResourceIds.1", id)
                .parts("ResourceTags")).text("TagKey"), "more");

        Part eip = on.vpcApi.ask("AllocateEipAddress", "BillingType", 3);
        String allocation = eip.text("AllocationId");
        Supplier<Part> bound =
                () -> on.vpcApi.ask("DescribeEipAddressAttributes", "AllocationId", allocation);
        until("Available", bound);
        on.vpcApi.ask("AssociateEipAddress", "AllocationId", allocation, "InstanceId", id,
                "InstanceType", "Nat");
        until("Attached", bound);
        String address = eip.text("EipAddress");
        equal(one(settled(id).parts("EipAddresses")).text("EipAddress"), address);
        outward(id, allocation, address);
        inward(id, address);
        on.vpcApi.ask("DisassociateEipAddress", "AllocationId", allocation, "InstanceId", id);
        until("Available", bound);
        on.vpcApi.ask("ReleaseEipAddress", "AllocationId", allocation);
        settled(id);
        nat.ask("DeleteNatGateway", "NatGatewayId", id);
        gone(listed);
        inside();
    }

    private Part settled(String id) {
        return until("Available",
                () -> nat.ask("DescribeNatGatewayAttributes", "NatGatewayId", id));
    }

    private Supplier<List<Part>> listed(String id) {
        return () -> nat.ask("DescribeNatGateways", "NatGatewayIds.1", id).parts("NatGateways");
    }

    private void outward(String gateway, String allocation, String address) {
        String id = nat.ask("CreateSnatEntry", "NatGatewayId", gateway, "SubnetId", on.subnet,
                "EipId", allocation, "SnatEntryName", "out").text("SnatEntryId");
        Supplier<Part> read = () -> nat.ask("DescribeSnatEntryAttributes", "SnatEntryId", id);
        equal(until("Available", read).text("EipAddress"), address);
        settled(gateway);
        nat.ask("ModifySnatEntryAttributes", "SnatEntryId", id, "SnatEntryName", "renamed");
        equal(until("Available", read).text("SnatEntryName"), "renamed");
        settled(gateway);
        Supplier<List<Part>> listed =
                () -> nat.ask("DescribeSnatEntries", "NatGatewayId", gateway).parts("SnatEntries");
        equal(one(listed.get()).text("SubnetId"), on.subnet);
        nat.ask("DeleteSnatEntry", "SnatEntryId", id);
        gone(listed);
        settled(gateway);
    }

    private void inward(String gateway, String address) {
        String id = nat.ask("CreateDnatEntry", "NatGatewayId", gateway, "ExternalIp", address,
                "ExternalPort", "80", "InternalIp", "10.0.1.200", "InternalPort", "8080",
                "Protocol", "tcp").text("DnatEntryId");
        Supplier<Part> read = () -> nat.ask("DescribeDnatEntryAttributes", "DnatEntryId", id);
        equal(until("Available", read).text("InternalPort"), "8080");
        settled(gateway);
        nat.ask("ModifyDnatEntryAttributes", "DnatEntryId", id, "InternalPort", "8081");
        equal(until("Available", read).text("InternalPort"), "8081");
        settled(gateway);
        Supplier<List<Part>> listed =
                () -> nat.ask("DescribeDnatEntries", "NatGatewayId", gateway).parts("DnatEntries");
        equal(one(listed.get()).text("Protocol"), "tcp");
        nat.ask("DeleteDnatEntry", "DnatEntryId", id);
        gone(listed);
        settled(gateway);
    }

    private void inside() {
        String gateway = nat.ask("CreateNatGateway", "VpcId", on.vpc, "SubnetId", on.subnet,
                "NetworkType", "intranet").text("NatGatewayId");
        equal(settled(gateway).text("NetworkType"), "intranet");
        String id = nat.ask("CreateNatIp", "NatGatewayId", gateway, "NatIpName", "scenario")
                .text("NatIpId");
        Supplier<Part> read = () -> nat.ask("DescribeNatIpAttributes", "NatIpId", id);
        equal(until("Available", read).text("UsingStatus"), "Idle");
        settled(gateway);
        nat.ask("ModifyNatIpAttributes", "NatIpId", id, "NatIpName", "renamed");
        equal(until("Available", read).text("NatIpName"), "renamed");
        settled(gateway);
        Supplier<List<Part>> listed = () -> nat.ask("DescribeNatIps", "NatGatewayId", gateway,
                "NatIpIds.1", id).parts("NatIps");
        equal(one(listed.get()).flag("IsDefault"), false);
        nat.ask("DeleteNatIp", "NatIpId", id);
        gone(listed);
        settled(gateway);
        nat.ask("DeleteNatGateway", "NatGatewayId", gateway);
        gone(listed(gateway));
    }
}
