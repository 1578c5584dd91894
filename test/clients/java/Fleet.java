import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/** What stands beside instances: HPC clusters, commands, system events and key pairs. */
final class Fleet extends Check {
    private final Service ecs;
    private final String first, second;

    Fleet(Scenario on) {
        ecs = on.ecsApi;
        first = on.instances.get(0);
        second = on.instances.get(1);
    }

    void clusters() {
        String id = ecs.ask("CreateHpcCluster", "Name", "scenario", "ZoneId", ZONE,
                "Description", "a cluster").text("HpcClusterId");
        Supplier<List<Part>> listed =
                () -> ecs.ask("DescribeHpcClusters", "HpcClusterIds.1", id).parts("HpcClusters");
        Part made = one(listed.get());
        equal(List.of(made.text("Name"), made.text("ZoneId"), made.text("Description")),
                List.of("scenario", ZONE, "a cluster"));
        ecs.ask("DeleteHpcCluster", "HpcClusterId", id);
        gone(listed);
    }

    void commands() {
        equal(one(ecs.ask("DescribeCloudAssistantStatus", "InstanceIds.1", first)
                .parts("Instances")).text("InstanceId"), first);
        String id = ecs.ask("CreateCommand", "Name", "scenario", "Type", "Shell",
                "CommandContent", encoded("echo hi"), "Timeout", 30).text("CommandId");
        ecs.ask("ModifyCommand", "CommandId", id, "Name", "renamed");
        Supplier<List<Part>> listed =
                () -> ecs.ask("DescribeCommands", "CommandId", id).parts("Commands");
        Part command = one(listed.get());
        equal(command.text("Name") + " " + command.number("Timeout"), "renamed 30");
        String sent = ecs.ask("InvokeCommand", "CommandId", id, "InvocationName", "scenario",
                "InstanceIds.1", first).text("InvocationId");
        poll(() -> one(ecs.ask("DescribeInvocations", "InvocationId", sent).parts("Invocations"))
                .text("InvocationStatus").equals("Success"));
        Part result = one(ecs.ask("DescribeInvocationResults", "InvocationId", sent)
                .parts("InvocationResults"));
        equal(result.text("InstanceId") + " " + result.number("ExitCode"), first + " 0");
        equal(one(ecs.ask("DescribeInvocationInstances", "InvocationId", sent)
                .parts("InvocationInstances")).text("InstanceId"), first);
        String later = ecs.ask("RunCommand", "Type", "Shell",
                "CommandContent", encoded("echo later"), "InvocationName", "scenario",
                "InstanceIds.1", first, "RepeatMode", "Fixed",
                "LaunchTime", "2099-01-01T00:00Z").text("InvocationId");
        ecs.ask("StopInvocation", "InvocationId", later);
        ecs.ask("DeleteInvocation", "InvocationId", sent);
        ecs.ask("DeleteCommand", "CommandId", id);
        gone(listed);
    }

    private static String encoded(String script) {
        return Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8));
    }

    void events() {
        equal(ecs.ask("DescribeSystemEvents", "ResourceIds.1", first).parts("SystemEvents"),
                List.of());
        equal(ecs.ask("DescribeEventTypes").parts("EventTypes"), List.of());
        refused(404, "InvalidSystemEvent.NotFound", () -> ecs.ask(
                "DescribeSystemEventDefaultAction", "EventId", "event-unknown"));
        Part detail = one(ecs.ask("UpdateSystemEvents", "EventIds.1", "event-unknown",
                "Status", "Executing").parts("OperationDetails"));
        equal(detail.part("Error").text("Code"), "InvalidSystemEvent.NotFound");
        ecs.ask("ReportInstancesStatus", "InstanceIds.1", first, "Description", "slow");
        String id = ecs.ask("CreateSubscription", "Type", "Mail", "EventTypes.1", "a")
                .text("SubscriptionId");
        ecs.ask("ModifySubscriptionEventTypes", "SubscriptionId", id, "EventTypes.1", "b",
                "EventTypes.2", "c");
        equal(one(ecs.ask("DescribeSubscriptions", "SubscriptionIds.1", id)
                .parts("Subscriptions")).texts("EventTypes"), List.of("b", "c"));
    }

    void keyPairs() {
        Part pair = ecs.ask("CreateKeyPair", "KeyPairName", "scenario");
        equal(pair.text("PrivateKey").contains("PRIVATE KEY"), true);
        String id = pair.text("KeyPairId");
        ecs.ask("ModifyKeyPairAttribute", "KeyPairId", id, "Description", "changed");
        Supplier<List<Part>> listed =
                () -> ecs.ask("DescribeKeyPairs", "KeyPairIds.1", id).parts("KeyPairs");
        Part found = one(listed.get());
        equal(found.text("FingerPrint"), pair.text("FingerPrint"));
        equal(found.text("Description"), "changed");
        for (String action : List.of("AttachKeyPair", "DetachKeyPair")) {
            List<Part> details = ecs.ask(action, "KeyPairName", "scenario",
                    "InstanceIds.1", first, "InstanceIds.2", second).parts("OperationDetails");
            equal(details.size(), 2);
            equal(details.get(0).fields.containsKey("Error"), false);
        }
        Part deleted = one(ecs.ask("DeleteKeyPairs", "KeyPairNames.1", "scenario")
                .parts("OperationDetails"));
        equal(deleted.text("KeyPairName"), "scenario");
        gone(listed);
    }
}
