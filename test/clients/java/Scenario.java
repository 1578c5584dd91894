import com.volcengine.ContentType;
import com.volcengine.HttpMethod;
import com.volcengine.UniversalApi;
import com.volcengine.UniversalRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The steps of test/clients/lib/steps.ts with the UniversalApi of volcengine-java-sdk-core. */
public final class Scenario extends Check {
    private static final String TYPE = "ecs.g3i.large";
    /** Text in which signatures go wrong when a client and a server escape differently. */
    private static final String DESCRIPTION = "spaces, 中文 _ and = -";

    final UniversalApi own =
            signedBy(env("VOLCENGINE_ACCESS_KEY"), env("VOLCENGINE_SECRET_KEY"), null);
    final Service vpcApi = new Service(own, "vpc");
    final Service ecsApi = new Service(own, "ecs");
    final Service ebsApi = new Service(own, "storage_ebs");
    String vpc, subnet, image;
    List<String> instances;
    private String group, eni, other;

    public static void main(String[] args) {
        Scenario scenario = new Scenario();
        Map<String, Runnable> steps = new LinkedHashMap<>();
        steps.put("network", scenario::network);
        steps.put("rules", scenario::rules);
        steps.put("tags", scenario::tags);
        steps.put("catalogue", scenario::catalogue);
        steps.put("instances", scenario::instances);
        steps.put("operations", scenario::operations);
        steps.put("interface", scenario::eni);
        steps.put("addresses", scenario::addresses);
        steps.put("ipv6", scenario::ipv6);
        steps.put("attach", scenario::attach);
        steps.put("refusals", scenario::refusals);
        steps.put("json", scenario::json);
        steps.put("pages", scenario::pages);
        steps.put("routes", scenario::routes);
        steps.put("eip", scenario::eip);
        steps.put("volumes", scenario::volumes);
        steps.put("snapshots", () -> new Snapshots(scenario).play());
        steps.put("keyPairs", () -> new Fleet(scenario).keyPairs());
        steps.put("clusters", () -> new Fleet(scenario).clusters());
        steps.put("commands", () -> new Fleet(scenario).commands());
        steps.put("events", () -> new Fleet(scenario).events());
        steps.put("nat", () -> new Nat(scenario).play());
        steps.put("clb", () -> new Clb(scenario).play());
        steps.put("packages", () -> new Addresses(scenario).packages());
        steps.put("pools", () -> new Addresses(scenario).pools());
        steps.put("ipv4Gateways", () -> new Addresses(scenario).ipv4Gateways());
        steps.put("ipam", () -> new Ipam(scenario).play());
        steps.put("flowLogs", () -> new Traffic(scenario).flowLogs());
        steps.put("mirrors", () -> new Traffic(scenario).mirrors());
        steps.put("groups", () -> new Traffic(scenario).groups());
        steps.put("iam", () -> new Iam(scenario).play());
        steps.put("session", scenario::session);
        steps.put("secret", scenario::secret);
        steps.put("end", scenario::end);
        steps.forEach((name, step) -> {
            step.run();
            System.out.println(GSON.toJson(Map.of("step", name)));
        });
        System.out.println(GSON.toJson(Map.of("calls", CALLS)));
        // The HTTP client's threads would keep the program alive for a while.
        System.exit(0);
    }

    private void network() {
        vpc = vpc("CreateVpc", "CidrBlock", "10.0.0.0/16", "VpcName", "scenario").text("VpcId");
        vpcIsAvailable();
        subnet = vpc("CreateSubnet", "VpcId", vpc, "ZoneId", ZONE, "CidrBlock", "10.0.1.0/24",
                "Description", DESCRIPTION).text("SubnetId");
        equal(subnetIsAvailable().number("AvailableIpAddressCount"), 253);
        Part listed = vpc("DescribeSubnets", "VpcId", vpc, "SubnetIds.1", subnet);
        equal(listed.parts("Subnets").get(0).text("Description"), DESCRIPTION);
        group = vpc("CreateSecurityGroup", "VpcId", vpc).text("SecurityGroupId");
        groupIsAvailable();
        vpc("ModifySecurityGroupAttributes", "SecurityGroupId", group,
                "SecurityGroupName", "renamed");
        equal(groupIsAvailable().text("SecurityGroupName"), "renamed");
        Part found = vpc("DescribeVpcs", "VpcIds.1", vpc).parts("Vpcs").get(0);
        equal(found.texts("SubnetIds"), List.of(subnet));
    }

    private Part vpcIsAvailable() {
        return until("Available", () -> vpc("DescribeVpcAttributes", "VpcId", vpc));
    }

    private Part subnetIsAvailable() {
        return until("Available", () -> vpc("DescribeSubnetAttributes", "SubnetId", subnet));
    }

    private Part groupIsAvailable() {
        return until("Available",
                () -> vpc("DescribeSecurityGroupAttributes", "SecurityGroupId", group));
    }

    private void rules() {
        Object[] inward = {"SecurityGroupId", group, "Protocol", "tcp", "PortStart", 22,
            "PortEnd", 22, "CidrIp", "10.0.0.0/8", "Priority", 2};
        Object[] outward = {"SecurityGroupId", group, "Protocol", "udp", "PortStart", 53,
            "PortEnd", 53, "CidrIp", "0.0.0.0/0", "Policy", "drop", "Priority", 100};
        vpc("AuthorizeSecurityGroupIngress", inward);
        Part rule = rulesOf("ingress").get(0);
        equal(rule.number("PortEnd") + " " + rule.number("Priority"), "22 2");
        equal(rule.text("Policy") + " " + rule.text("CidrIp"), "accept 10.0.0.0/8");
        Object[] described = Arrays.copyOf(inward, inward.length + 2);
        described[inward.length] = "Description";
        described[inward.length + 1] = "shell";
        vpc("ModifySecurityGroupRuleDescriptionsIngress", described);
        equal(rulesOf("ingress").get(0).text("Description"), "shell");
        vpc("AuthorizeSecurityGroupEgress", outward);
        equal(rulesOf("egress").get(0).text("Policy"), "drop");
        vpc("RevokeSecurityGroupEgress", outward);
        vpc("RevokeSecurityGroupIngress", inward);
        equal(rulesOf("egress").size() + rulesOf("ingress").size(), 0);
    }

    /** Those of the scenario: a group has others from the start, for all ports. */
    private List<Part> rulesOf(String direction) {
        List<Part> own = until("Available", () -> vpc("DescribeSecurityGroupAttributes",
                "SecurityGroupId", group, "Direction", direction)).parts("Permissions");
        own.removeIf(each -> each.number("PortStart") < 1);
        return own;
    }

    private void tags() {
        vpc("TagResources", "ResourceType", "vpc", "ResourceIds.1", vpc, "Tags.1.Key", "env",
                "Tags.1.Value", "test", "Tags.2.Key", "without value", "Tags.2.Value", "");
        Supplier<List<Part>> found = () -> vpc("DescribeVpcs", "TagFilters.1.Key", "env",
                "TagFilters.1.Values.1", "test").parts("Vpcs");
        List<Part> tags = found.get().get(0).parts("Tags");
        equal(tags.get(0).text("Key") + "=" + tags.get(0).text("Value"), "env=test");
        equal(tags.get(1).text("Key") + "=" + tags.get(1).text("Value"), "without value=");
        equal(vpc("ListTagsForResources", "ResourceType", "vpc", "ResourceIds.1", vpc)
                .parts("ResourceTags").size(), 2);
        vpc("UntagResources", "ResourceType", "vpc", "ResourceIds.1", vpc, "TagKeys.1", "env");
        equal(found.get().size(), 0);
    }

    private void catalogue() {
        List<String> zones = new ArrayList<>();
        ecs("DescribeZones").parts("Zones").forEach(zone -> zones.add(zone.text("ZoneId")));
        equal(zones.contains(ZONE), true);
        image = ecs("DescribeImages", "OsType", "Linux").parts("Images").get(0).text("ImageId");
        List<Part> types =
                ecs("DescribeInstanceTypes", "InstanceTypeIds.1", TYPE).parts("InstanceTypes");
        equal(types.size(), 1);
        equal(types.get(0).part("Network").number("MaximumNetworkInterfaces"), 3);
    }

    private void instances() {
        instances = ecs("RunInstances", "ZoneId", ZONE, "ImageId", image,
                "InstanceTypeId", TYPE, "InstanceName", "scenario", "Count", 2,
                "NetworkInterfaces.1.SubnetId", subnet,
                "NetworkInterfaces.1.SecurityGroupIds.1", group).texts("InstanceIds");
        equal(instances.size(), 2);
        instancesAre("RUNNING", 2);
        Launch launch = new Launch(this);
        launch.apart();
        launch.template();
        launch.image();
    }

    private void instancesAre(String status, int count) {
        poll(() -> listed().stream().filter(each -> each.text("Status").equals(status))
                .count() == count);
    }

    private void operations() {
        String one = instances.get(0);
        ecs("StopInstance", "InstanceId", one);
        instancesAre("STOPPED", 1);
        ecs("StartInstance", "InstanceId", one);
        instancesAre("RUNNING", 2);
        Part rebooted = ecs("RebootInstances", "InstanceIds.1", one,
                "InstanceIds.2", instances.get(1));
        equal(rebooted.parts("OperationDetails").size(), 2);
        instancesAre("RUNNING", 2);
    }

    private List<Part> listed() {
        return ecs("DescribeInstances", "InstanceIds.1", instances.get(0),
                "InstanceIds.2", instances.get(1)).parts("Instances");
    }

    private void eni() {
        eni = vpc("CreateNetworkInterface", "SubnetId", subnet, "SecurityGroupIds.1", group,
                "SecondaryPrivateIpAddressCount", 2, "Tags.1.Key", "team",
                "Tags.1.Value", "network").text("NetworkInterfaceId");
        Part made = interfaceIs("Available", eni);
        equal(made.text("Type"), "secondary");
        List<Part> addresses = made.part("PrivateIpSets").parts("PrivateIpSet");
        equal(addresses.size(), 3);
        Predicate<Part> primary = each -> each.flag("Primary");
        equal(addresses.stream().filter(primary).findFirst().get().text("PrivateIpAddress"),
                made.text("PrimaryIpAddress"));
        vpc("ModifyNetworkInterfaceAttributes", "NetworkInterfaceId", eni,
                "NetworkInterfaceName", "renamed");
        Part found = vpc("DescribeNetworkInterfaces", "NetworkInterfaceIds.1", eni,
                "TagFilters.1.Key", "team", "TagFilters.1.Values.1", "network")
                .parts("NetworkInterfaceSets").get(0);
        equal(found.text("NetworkInterfaceName"), "renamed");
        equal(found.parts("Tags").get(0).text("Value"), "network");
    }

    private Part interfaceIs(String status, String id) {
        return until(status,
                () -> vpc("DescribeNetworkInterfaceAttributes", "NetworkInterfaceId", id));
    }

    private void addresses() {
        List<String> assigned = vpc("AssignPrivateIpAddresses", "NetworkInterfaceId", eni,
                "SecondaryPrivateIpAddressCount", 1).texts("PrivateIpSet");
        equal(assigned.size(), 1);
        vpc("UnassignPrivateIpAddresses", "NetworkInterfaceId", eni,
                "PrivateIpAddress.1", assigned.get(0));
    }

    private void ipv6() {
        vpc("ModifyVpcAttributes", "VpcId", vpc, "EnableIpv6", true);
        vpcIsAvailable();
        vpc("ModifySubnetAttributes", "SubnetId", subnet, "EnableIpv6", true, "Ipv6CidrBlock", 1);
        subnetIsAvailable();
        List<String> assigned = vpc("AssignIpv6Addresses", "NetworkInterfaceId", eni,
                "Ipv6AddressCount", 2).texts("Ipv6Set");
        equal(assigned.size(), 2);
        vpc("UnassignIpv6Addresses", "NetworkInterfaceId", eni,
                "Ipv6Address.1", assigned.get(0));
        equal(interfaceIs("Available", eni).texts("IPv6Sets"), List.of(assigned.get(1)));
    }

    private void attach() {
        String instance = instances.get(0);
        vpc("AttachNetworkInterface", "NetworkInterfaceId", eni, "InstanceId", instance);
        equal(interfaceIs("InUse", eni).text("DeviceId"), instance);
        Set<String> types = new HashSet<>();
        ecs("DescribeInstances", "InstanceIds.1", instance).parts("Instances").get(0)
                .parts("NetworkInterfaces").forEach(each -> types.add(each.text("Type")));
        equal(types, Set.of("primary", "secondary"));
    }

    private void refusals() {
        refused(400, "InvalidEni.InvalidStatus", () -> vpc("AttachNetworkInterface",
                "NetworkInterfaceId", eni, "InstanceId", instances.get(1)));
        refused(404, "InvalidEniId.NotFound",
                () -> vpc("DescribeNetworkInterfaceAttributes", "NetworkInterfaceId", "eni-x"));
        refused(400, "InvalidEni.InvalidStatus",
                () -> vpc("DeleteNetworkInterface", "NetworkInterfaceId", eni));
        refused(400, "MissingParameter",
                () -> vpc("AttachNetworkInterface", "NetworkInterfaceId", eni));
        refused(400, "InvalidSubnet.InUse", () -> vpc("DeleteSubnet", "SubnetId", subnet));
        refused(400, "InvalidVpc.InUse", () -> vpc("DeleteVpc", "VpcId", vpc));
    }

    private void json() {
        UniversalRequest request = new UniversalRequest("vpc", "CreateNetworkInterface",
                "2020-04-01", HttpMethod.POST, ContentType.ApplicationJSON);
        other = call(own, request, Map.of("SubnetId", subnet, "SecurityGroupIds", List.of(group),
                "Tags", List.of(Map.of("Key", "sent as", "Value", "json")),
                "PortSecurityEnabled", true)).text("NetworkInterfaceId");
        Part tag = interfaceIs("Available", other).parts("Tags").get(0);
        equal(tag.text("Key") + "=" + tag.text("Value"), "sent as=json");
    }

    private void pages() {
        Set<String> found = new HashSet<>();
        for (int number = 1;; number++) {
            Part page = vpc("DescribeNetworkInterfaces", "VpcId", vpc, "PageNumber", number,
                    "PageSize", 2);
            equal(page.number("TotalCount"), 4);
            List<Part> listed = page.parts("NetworkInterfaceSets");
            listed.forEach(each -> found.add(each.text("NetworkInterfaceId")));
            if (listed.size() < 2) break;
        }
        equal(found.size(), 4);
        Set<String> launched = new HashSet<>();
        String token = "";
        do {
            Part page = ecs("DescribeInstances", "VpcId", vpc, "MaxResults", 1,
                    "NextToken", token);
            page.parts("Instances").forEach(each -> launched.add(each.text("InstanceId")));
            token = page.text("NextToken");
        } while (!token.isEmpty());
        equal(launched, new HashSet<>(instances));
    }

    private void routes() {
        String table = vpc("CreateRouteTable", "VpcId", vpc, "RouteTableName", "own")
                .text("RouteTableId");
        vpcIsAvailable();
        Supplier<List<Part>> tables = () -> vpc("DescribeRouteTableList",
                "RouteTableId", table).parts("RouterTableList");
        equal(tables.get().get(0).text("RouteTableType"), "Custom");
        String entry = vpc("CreateRouteEntry", "RouteTableId", table,
                "DestinationCidrBlock", "172.16.0.0/16", "NextHopType", "NetworkInterface",
                "NextHopId", eni).text("RouteEntryId");
        Supplier<List<Part>> entries = () -> vpc("DescribeRouteEntryList",
                "RouteTableId", table, "RouteEntryId", entry, "RouteEntryType", "Custom")
                .parts("RouteEntries");
        equal(until("Available", () -> entries.get().get(0)).text("NextHopId"), eni);
        vpcIsAvailable();
        vpc("ModifyRouteEntry", "RouteEntryId", entry, "RouteEntryName", "renamed");
        equal(until("Available", () -> entries.get().get(0)).text("RouteEntryName"), "renamed");
        vpcIsAvailable();
        vpc("AssociateRouteTable", "RouteTableId", table, "SubnetId", subnet);
        poll(() -> tables.get().get(0).texts("SubnetIds").equals(List.of(subnet)));
        vpcIsAvailable();
        vpc("DisassociateRouteTable", "RouteTableId", table, "SubnetId", subnet);
        poll(() -> tables.get().get(0).texts("SubnetIds").isEmpty());
        vpcIsAvailable();
        vpc("DeleteRouteEntry", "RouteEntryId", entry);
        poll(() -> entries.get().isEmpty());
        vpcIsAvailable();
        vpc("DeleteRouteTable", "RouteTableId", table);
        poll(() -> tables.get().isEmpty());
        vpcIsAvailable();
    }

    private void eip() {
        Part made = vpc("AllocateEipAddress", "BillingType", 3, "Bandwidth", 5, "ISP", "BGP");
        String id = made.text("AllocationId");
        Supplier<Part> read = () -> vpc("DescribeEipAddressAttributes", "AllocationId", id);
        equal(until("Available", read).number("BillingType"), 3);
        vpc("AssociateEipAddress", "AllocationId", id, "InstanceId", eni,
                "InstanceType", "NetworkInterface");
        equal(until("Attached", read).text("InstanceId"), eni);
        Part bound = interfaceIs("InUse", eni).part("AssociatedElasticIp");
        equal(bound.text("EipAddress"), made.text("EipAddress"));
        vpc("DisassociateEipAddress", "AllocationId", id, "InstanceId", eni);
        until("Available", read);
        vpc("ReleaseEipAddress", "AllocationId", id);
        poll(() -> vpc("DescribeEipAddresses", "AllocationIds.1", id).parts("EipAddresses")
                .isEmpty());
    }

    private void volumes() {
        String id = ebs("CreateVolume", "VolumeName", "scenario", "VolumeType", "ESSD_PL0",
                "Size", 10, "ZoneId", ZONE, "Tags.1.Key", "team").text("VolumeId");
        Supplier<List<Part>> listed =
                () -> ebs("DescribeVolumes", "VolumeIds.1", id).parts("Volumes");
        Supplier<Part> read = () -> listed.get().get(0);
        equal(until("available", read).text("InstanceId"), "");
        String on = instances.get(0);
        ebs("AttachVolume", "VolumeId", id, "InstanceId", on, "DeleteWithInstance", true);
        Part attached = until("attached", read);
        equal(attached.text("InstanceId"), on);
        equal(attached.text("Size"), "10");
        ebs("ExtendVolume", "VolumeId", id, "NewSize", 20);
        equal(until("attached", read).text("Size"), "20");
        ebs("DetachVolume", "VolumeId", id, "InstanceId", on);
        until("available", read);
        ebs("DeleteVolume", "VolumeId", id);
        poll(() -> listed.get().isEmpty());
    }

    private void session() {
        String id = env("SESSION_ACCESS_KEY");
        String secret = env("SESSION_SECRET_KEY");
        UniversalApi good = signedBy(id, secret, env("SESSION_TOKEN"));
        equal(new Service(good, "vpc").ask("DescribeVpcs", "VpcIds.1", vpc).parts("Vpcs").size(), 1);
        UniversalApi bad = signedBy(id, secret, "another");
        refused(401, "InvalidSecretToken", () -> new Service(bad, "vpc").ask("DescribeVpcs"));
    }

    private void secret() {
        UniversalApi wrong = signedBy(env("VOLCENGINE_ACCESS_KEY"), "not the secret key", null);
        refused(401, "SignatureDoesNotMatch", () -> new Service(wrong, "vpc").ask("DescribeVpcs"));
    }

    private void end() {
        vpc("DetachNetworkInterface", "NetworkInterfaceId", eni,
                "InstanceId", instances.get(0));
        interfaceIs("Available", eni);
        vpc("DeleteNetworkInterface", "NetworkInterfaceId", eni);
        vpc("DeleteNetworkInterface", "NetworkInterfaceId", other);
        ecs("DeleteInstance", "InstanceId", instances.get(0));
        ecs("DeleteInstances", "InstanceIds.1", instances.get(1));
        poll(() -> listed().isEmpty());
        poll(() -> vpc("DescribeNetworkInterfaces", "VpcId", vpc).parts("NetworkInterfaceSets")
                .isEmpty());
        vpc("DeleteSecurityGroup", "SecurityGroupId", group);
        vpc("DeleteSubnet", "SubnetId", subnet);
        poll(() -> vpc("DescribeSubnets", "VpcId", vpc).parts("Subnets").isEmpty());
        vpc("DeleteVpc", "VpcId", vpc);
        poll(() -> vpc("DescribeVpcs", "VpcIds.1", vpc).parts("Vpcs").isEmpty());
    }

    private Part vpc(String action, Object... input) {
        return vpcApi.ask(action, input);
    }

    private Part ecs(String action, Object... input) {
        return ecsApi.ask(action, input);
    }

    private Part ebs(String action, Object... input) {
        return ebsApi.ask(action, input);
    }
}
