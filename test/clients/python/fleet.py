"""What stands beside instances: HPC clusters, commands, system events and key pairs."""

import base64

import volcenginesdkecs as models
from check import ZONE, asking, assert_equal, gone, poll, refused


def clusters(scenario):
    ask = asking(scenario.ecs, models)
    cluster_id = ask(
        "CreateHpcCluster", name="scenario", zone_id=ZONE, description="a cluster"
    ).hpc_cluster_id

    def listed():
        return ask("DescribeHpcClusters", hpc_cluster_ids=[cluster_id]).hpc_clusters

    [made] = listed()
    assert_equal((made.name, made.zone_id, made.description), ("scenario", ZONE, "a cluster"))
    ask("DeleteHpcCluster", hpc_cluster_id=cluster_id)
    gone(listed)


def commands(scenario):
    ask = asking(scenario.ecs, models)
    instance_id = scenario.instance_ids[0]
    [assistant] = ask("DescribeCloudAssistantStatus", instance_ids=[instance_id]).instances
    assert_equal(assistant.instance_id, instance_id)
    command_id = ask(
        "CreateCommand",
        name="scenario",
        type="Shell",
        command_content=encoded("echo hi"),
        timeout=30,
    ).command_id
    ask("ModifyCommand", command_id=command_id, name="renamed")

    def listed():
        return ask("DescribeCommands", command_id=command_id).commands

    [command] = listed()
    assert_equal((command.name, command.timeout), ("renamed", 30))
    invocation = {"invocation_name": "scenario", "instance_ids": [instance_id]}
    sent = {
        "invocation_id": ask("InvokeCommand", command_id=command_id, **invocation).invocation_id
    }

    def statuses():
        found = ask("DescribeInvocations", **sent).invocations
        return [each.invocation_status for each in found]

    poll(lambda: statuses() == ["Success"])
    [result] = ask("DescribeInvocationResults", **sent).invocation_results
    assert_equal((result.instance_id, result.exit_code), (instance_id, 0))
    [on] = ask("DescribeInvocationInstances", **sent).invocation_instances
    assert_equal(on.instance_id, instance_id)
    later = ask(
        "RunCommand",
        type="Shell",
        command_content=encoded("echo later"),
        repeat_mode="Fixed",
        launch_time="2099-01-01T00:00Z",
        **invocation
    ).invocation_id
    ask("StopInvocation", invocation_id=later)
    ask("DeleteInvocation", **sent)
    ask("DeleteCommand", command_id=command_id)
    gone(listed)


def encoded(script):
    return base64.b64encode(script.encode()).decode()


def events(scenario):
    ask = asking(scenario.ecs, models)
    ids = scenario.instance_ids
    assert_equal(ask("DescribeSystemEvents", resource_ids=ids).system_events, [])
    assert_equal(ask("DescribeEventTypes").event_types, [])
    refused(
        404,
        "InvalidSystemEvent.NotFound",
        lambda: ask("DescribeSystemEventDefaultAction", event_id="event-unknown"),
    )
    [detail] = ask(
        "UpdateSystemEvents", event_ids=["event-unknown"], status="Executing"
    ).operation_details
    assert_equal(detail.error.code, "InvalidSystemEvent.NotFound")
    ask("ReportInstancesStatus", instance_ids=ids, description="slow")
    subscription_id = ask(
        "CreateSubscription", type="Mail", event_types=["a"]
    ).subscription_id
    ask(
        "ModifySubscriptionEventTypes",
        subscription_id=subscription_id,
        event_types=["b", "c"],
    )
    [found] = ask("DescribeSubscriptions", subscription_ids=[subscription_id]).subscriptions
    assert_equal((found.type, found.event_types), ("Mail", ["b", "c"]))


def key_pairs(scenario):
    ask = asking(scenario.ecs, models)
    pair = ask("CreateKeyPair", key_pair_name="scenario")
    assert "PRIVATE KEY" in pair.private_key
    ask("ModifyKeyPairAttribute", key_pair_id=pair.key_pair_id, description="changed")

    def listed():
        return ask("DescribeKeyPairs", key_pair_ids=[pair.key_pair_id]).key_pairs

    [found] = listed()
    assert_equal((found.finger_print, found.description), (pair.finger_print, "changed"))
    for action in ("AttachKeyPair", "DetachKeyPair"):
        details = ask(
            action, key_pair_name="scenario", instance_ids=scenario.instance_ids
        ).operation_details
        done = [(each.instance_id, each.error) for each in details]
        assert_equal(done, [(each, None) for each in scenario.instance_ids])
    [deleted] = ask("DeleteKeyPairs", key_pair_names=["scenario"]).operation_details
    assert_equal((deleted.key_pair_name, deleted.error), ("scenario", None))
    gone(listed)
