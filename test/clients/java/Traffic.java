import java.util.List;
import java.util.function.Supplier;

/** Flow logs, traffic mirrors and instance groups. */
final class Traffic extends Check {
    private final Scenario on;
    private final Service vpc;

    Traffic(Scenario on) {
        this.on = on;
        vpc = on.vpcApi;
    }

    void flowLogs() {
        String id = vpc.ask("CreateFlowLog", "FlowLogName", "scenario", "ResourceType", "subnet",
                "ResourceId", on.subnet, "TrafficType", "All", "TrafficPath.1", "all",
                "LogProjectName", "project", "LogTopicName", "topic", "AggregationInterval", 10)
                .text("FlowLogId");
        Supplier<List<Part>> listed =
                () -> vpc.ask("DescribeFlowLogs", "FlowLogIds.1", id).parts("FlowLogs");
        Part made = only("Active", listed);
        equal(made.text("ResourceId"), on.subnet);
        equal(made.texts("TrafficPath"), List.of("all"));
        equal(made.number("AggregationInterval"), 10);
        vpc.ask("ModifyFlowLogAttribute", "FlowLogId", id, "FlowLogName", "renamed");
        equal(only("Active", listed).text("FlowLogName"), "renamed");
        vpc.ask("DeactiveFlowLog", "FlowLogId", id);
        only("Inactive", listed);
        vpc.ask("ActiveFlowLog", "FlowLogId", id);
        only("Active", listed);
        vpc.ask("DeleteFlowLog", "FlowLogId", id);
        gone(listed);
    }

    void mirrors() {
        String filter = vpc.ask("CreateTrafficMirrorFilter",
                "TrafficMirrorFilterName", "scenario").text("TrafficMirrorFilterId");
        Supplier<List<Part>> filters = () -> vpc.ask("DescribeTrafficMirrorFilters",
                "TrafficMirrorFilterIds.1", filter).parts("TrafficMirrorFilters");
        only("Available", filters);
        vpc.ask("ModifyTrafficMirrorFilterAttributes", "TrafficMirrorFilterId", filter,
                "Description", "changed");
        equal(only("Available", filters).text("Description"), "changed");
        String rule = vpc.ask("CreateTrafficMirrorFilterRule", "TrafficMirrorFilterId", filter,
                "TrafficDirection", "ingress", "Priority", 1, "Policy", "accept",
                "Protocol", "tcp", "SourceCidrBlock", "10.0.0.0/8",
                "SourcePortRange", "1/65535", "DestinationCidrBlock", "0.0.0.0/0",
                "DestinationPortRange", "80/80").text("TrafficMirrorFilterRuleId");
        Supplier<List<Part>> rules = () -> one(filters.get()).parts("IngressFilterRules");
        equal(only("Available", rules).text("DestinationPortRange"), "80/80");
        vpc.ask("ModifyTrafficMirrorFilterRuleAttributes", "TrafficMirrorFilterRuleId", rule,
                "Priority", 2);
        equal(only("Available", rules).number("Priority"), 2);

        String sink = primaryOf(on.instances.get(1));
        String target = vpc.ask("CreateTrafficMirrorTarget", "InstanceType", "NetworkInterface",
                "InstanceId", sink).text("TrafficMirrorTargetId");
        Supplier<List<Part>> targets = () -> vpc.ask("DescribeTrafficMirrorTargets",
                "TrafficMirrorTargetIds.1", target).parts("TrafficMirrorTargets");
        equal(only("Available", targets).text("InstanceId"), sink);
        vpc.ask("ModifyTrafficMirrorTargetAttributes", "TrafficMirrorTargetId", target,
                "TrafficMirrorTargetName", "renamed");
        equal(only("Available", targets).text("TrafficMirrorTargetName"), "renamed");

        session(primaryOf(on.instances.get(0)), filter, target);
        vpc.ask("DeleteTrafficMirrorTarget", "TrafficMirrorTargetId", target);
        gone(targets);
        vpc.ask("DeleteTrafficMirrorFilterRule", "TrafficMirrorFilterRuleId", rule);
        gone(rules);
        vpc.ask("DeleteTrafficMirrorFilter", "TrafficMirrorFilterId", filter);
        gone(filters);
    }

    private void session(String source, String filter, String target) {
        String id = vpc.ask("CreateTrafficMirrorSession", "NetworkInterfaceId", source,
                "TrafficMirrorFilterId", filter, "TrafficMirrorTargetId", target, "Priority", 1,
                "VirtualNetworkId", 7, "PacketLength", 100).text("TrafficMirrorSessionId");
        Supplier<List<Part>> listed = () -> vpc.ask("DescribeTrafficMirrorSessions",
                "TrafficMirrorSessionIds.1", id).parts("TrafficMirrorSessions");
        Part made = only("Active", listed);
        equal(made.number("VirtualNetworkId") + " " + made.number("PacketLength"), "7 100");
        equal(made.texts("TrafficMirrorSourceIds"), List.of(source));
        vpc.ask("ModifyTrafficMirrorSessionAttributes", "TrafficMirrorSessionId", id,
                "Priority", 2);
        equal(only("Active", listed).number("Priority"), 2);
        vpc.ask("DeleteTrafficMirrorSession", "TrafficMirrorSessionId", id);
        gone(listed);
    }

    private String primaryOf(String instance) {
        return one(vpc.ask("DescribeNetworkInterfaces", "InstanceId", instance,
                "Type", "primary").parts("NetworkInterfaceSets")).text("NetworkInterfaceId");
    }

    void groups() {
        String id = vpc.ask("CreateInstanceGroup", "VpcId", on.vpc, "Name", "scenario")
                .text("InstanceGroupId");
        Supplier<List<Part>> listed = () -> vpc.ask("DescribeInstanceGroups",
                "InstanceGroupIds.1", id).parts("InstanceGroups");
        equal(only("Available", listed).parts("Members"), List.of());
        vpc.ask("ModifyInstanceGroupAttributes", "InstanceGroupId", id, "Name", "renamed");
        equal(only("Available", listed).text("Name"), "renamed");
        String member = on.instances.get(0);
        vpc.ask("ModifyInstanceGroupMembers", "InstanceGroupId", id, "AppendMembers.1.Id", member,
                "AppendMembers.1.Type", "EcsInstance");
        equal(one(only("Available", listed).parts("Members")).text("Id"), member);
        vpc.ask("ModifyInstanceGroupMembers", "InstanceGroupId", id, "RemoveMembers.1.Id", member,
                "RemoveMembers.1.Type", "EcsInstance");
        equal(only("Available", listed).parts("Members"), List.of());
        vpc.ask("DeleteInstanceGroup", "InstanceGroupId", id);
        gone(listed);
    }
}
