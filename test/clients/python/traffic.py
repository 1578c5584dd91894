"""Flow logs, traffic mirrors and instance groups."""

import volcenginesdkvpc as models
from check import asking, assert_equal, gone, only


def flow_logs(scenario):
    ask = asking(scenario.vpc, models)
    log_id = ask(
        "CreateFlowLog",
        flow_log_name="scenario",
        resource_type="subnet",
        resource_id=scenario.subnet_id,
        traffic_type="All",
        traffic_path=["all"],
        log_project_name="project",
        log_topic_name="topic",
        aggregation_interval=10,
    ).flow_log_id

    def listed():
        return ask("DescribeFlowLogs", flow_log_ids=[log_id]).flow_logs

    made = only("Active", listed)
    assert_equal((made.resource_id, made.traffic_path), (scenario.subnet_id, ["all"]))
    assert_equal(made.aggregation_interval, 10)
    ask("ModifyFlowLogAttribute", flow_log_id=log_id, flow_log_name="renamed")
    assert_equal(only("Active", listed).flow_log_name, "renamed")
    ask("DeactiveFlowLog", flow_log_id=log_id)
    only("Inactive", listed)
    ask("ActiveFlowLog", flow_log_id=log_id)
    only("Active", listed)
    ask("DeleteFlowLog", flow_log_id=log_id)
    gone(listed)


def mirrors(scenario):
    ask = asking(scenario.vpc, models)
    source, target = [primary_of(ask, each) for each in scenario.instance_ids]
    filter_id = ask(
        "CreateTrafficMirrorFilter", traffic_mirror_filter_name="scenario"
    ).traffic_mirror_filter_id

    def filters():
        return ask(
            "DescribeTrafficMirrorFilters", traffic_mirror_filter_ids=[filter_id]
        ).traffic_mirror_filters

    only("Available", filters)
    ask(
        "ModifyTrafficMirrorFilterAttributes",
        traffic_mirror_filter_id=filter_id,
        description="changed",
    )
    assert_equal(only("Available", filters).description, "changed")
    rule_id = ask(
        "CreateTrafficMirrorFilterRule",
        traffic_mirror_filter_id=filter_id,
        traffic_direction="ingress",
        priority=1,
        policy="accept",
        protocol="tcp",
        source_cidr_block="10.0.0.0/8",
        source_port_range="1/65535",
        destination_cidr_block="0.0.0.0/0",
        destination_port_range="80/80",
    ).traffic_mirror_filter_rule_id

    def rules():
        return filters()[0].ingress_filter_rules

    assert_equal(only("Available", rules).destination_port_range, "80/80")
    ask(
        "ModifyTrafficMirrorFilterRuleAttributes",
        traffic_mirror_filter_rule_id=rule_id,
        priority=2,
    )
    assert_equal(only("Available", rules).priority, 2)

    target_id = ask(
        "CreateTrafficMirrorTarget", instance_type="NetworkInterface", instance_id=target
    ).traffic_mirror_target_id

    def targets():
        return ask(
            "DescribeTrafficMirrorTargets", traffic_mirror_target_ids=[target_id]
        ).traffic_mirror_targets

    assert_equal(only("Available", targets).instance_id, target)
    ask(
        "ModifyTrafficMirrorTargetAttributes",
        traffic_mirror_target_id=target_id,
        traffic_mirror_target_name="renamed",
    )
    assert_equal(only("Available", targets).traffic_mirror_target_name, "renamed")

    session(ask, source, filter_id, target_id)
    ask("DeleteTrafficMirrorTarget", traffic_mirror_target_id=target_id)
    gone(targets)
    ask("DeleteTrafficMirrorFilterRule", traffic_mirror_filter_rule_id=rule_id)
    gone(rules)
    ask("DeleteTrafficMirrorFilter", traffic_mirror_filter_id=filter_id)
    gone(filters)


def session(ask, source, filter_id, target_id):
    session_id = ask(
        "CreateTrafficMirrorSession",
        network_interface_id=source,
        traffic_mirror_filter_id=filter_id,
        traffic_mirror_target_id=target_id,
        priority=1,
        virtual_network_id=7,
        packet_length=100,
    ).traffic_mirror_session_id

    def listed():
        return ask(
            "DescribeTrafficMirrorSessions", traffic_mirror_session_ids=[session_id]
        ).traffic_mirror_sessions

    made = only("Active", listed)
    assert_equal((made.virtual_network_id, made.packet_length), (7, 100))
    assert_equal(made.traffic_mirror_source_ids, [source])
    ask(
        "ModifyTrafficMirrorSessionAttributes",
        traffic_mirror_session_id=session_id,
        priority=2,
    )
    assert_equal(only("Active", listed).priority, 2)
    ask("DeleteTrafficMirrorSession", traffic_mirror_session_id=session_id)
    gone(listed)


def primary_of(ask, instance_id):
    [primary] = ask(
        "DescribeNetworkInterfaces", instance_id=instance_id, type="primary"
    ).network_interface_sets
    return primary.network_interface_id


def groups(scenario):
    ask = asking(scenario.vpc, models)
    group_id = ask(
        "CreateInstanceGroup", vpc_id=scenario.vpc_id, name="scenario"
    ).instance_group_id
    one = {"instance_group_id": group_id}

    def listed():
        return ask("DescribeInstanceGroups", instance_group_ids=[group_id]).instance_groups

    assert_equal(only("Available", listed).members, [])
    ask("ModifyInstanceGroupAttributes", name="renamed", **one)
    assert_equal(only("Available", listed).name, "renamed")
    member = {"id": scenario.instance_ids[0], "type": "EcsInstance"}
    added = models.AppendMemberForModifyInstanceGroupMembersInput(**member)
    ask("ModifyInstanceGroupMembers", append_members=[added], **one)
    assert_equal([each.id for each in only("Available", listed).members], [member["id"]])
    removed = models.RemoveMemberForModifyInstanceGroupMembersInput(**member)
    ask("ModifyInstanceGroupMembers", remove_members=[removed], **one)
    assert_equal(only("Available", listed).members, [])
    ask("DeleteInstanceGroup", **one)
    gone(listed)
