"""Load balancers, with servers, listeners, rules, access control and certificates."""

import volcenginesdkclb as models
from check import asking, assert_equal, gone, until
from volcenginesdkclb import CLBApi


def clb(scenario):
    ask = asking(CLBApi(scenario.client), models)
    assert ask("DescribeZones").master_zones[0].zone_id
    balancer_id = ask(
        "CreateLoadBalancer",
        type="private",
        region_id="cn-beijing",
        subnet_id=scenario.subnet_id,
        load_balancer_name="scenario",
        load_balancer_spec="small_1",
        tags=[models.TagForCreateLoadBalancerInput(key="team", value="network")],
    ).load_balancer_id
    one = {"load_balancer_id": balancer_id}

    def active():
        return until("Active", lambda: ask("DescribeLoadBalancerAttributes", **one))

    def listed():
        return ask("DescribeLoadBalancers", load_balancer_ids=[balancer_id]).load_balancers

    made = active()
    assert_equal((made.enabled, made.eip, made.listeners), (True, None, []))
    assert_equal(ask("DescribeLoadBalancerStatus", **one).status, "Active")
    ask("ModifyLoadBalancerAttributes", load_balancer_name="renamed", **one)
    active()
    [found] = listed()
    assert_equal((found.load_balancer_name, found.load_balancer_billing_type), ("renamed", 2))
    assert_equal([(tag.key, tag.value) for tag in found.tags], [("team", "network")])
    [billed] = ask(
        "DescribeLoadBalancersBilling", load_balancer_ids=[balancer_id]
    ).load_balancer_billing_configs
    assert_equal((billed.load_balancer_id, billed.billing_type), (balancer_id, 2))
    subscription(ask, one)
    logs(ask, active, balancer_id)
    tagged = {"resource_type": "CLB", "resource_ids": [balancer_id]}
    ask("TagResources", tags=[models.TagForTagResourcesInput(key="more", value="")], **tagged)
    ask("UntagResources", tag_keys=["team"], **tagged)
    tags = ask("ListTagsForResources", **tagged).resource_tags
    assert_equal([tag.tag_key for tag in tags], ["more"])

    group_id = servers(ask, balancer_id, scenario.instance_ids)
    acl_id = access_control(ask)
    certificate_id = certificate(ask)
    active()
    listener(ask, active, balancer_id, group_id, acl_id, certificate_id)
    ask("DeleteServerGroup", server_group_id=group_id)
    ask("DeleteAcl", acl_id=acl_id)
    ask("DeleteCertificate", certificate_id=certificate_id)
    active()
    ask("DeleteLoadBalancer", **one)
    gone(listed)


def subscription(ask, one):
    """Subscribes a load balancer for a while."""
    ask("ConvertLoadBalancerBillingType", load_balancer_billing_type=1, period=2, **one)
    ask("RenewLoadBalancer", period=3, period_unit="Month", **one)
    ask("SetLoadBalancerRenewal", renew_type=2, renew_period_times=6, remain_renew_times=-1, **one)
    [billed] = ask(
        "DescribeLoadBalancersBilling", load_balancer_ids=[one["load_balancer_id"]]
    ).load_balancer_billing_configs
    assert_equal((billed.renew_type, billed.renew_period_times), (2, 6))
    ask("ConvertLoadBalancerBillingType", load_balancer_billing_type=2, **one)


def logs(ask, active, balancer_id):
    """Where requests and health checks are logged is said, and taken back."""
    one = {"load_balancer_id": balancer_id}
    ask("EnableAccessLog", bucket_name="bucket", **one)
    assert_equal(active().access_log.bucket_name, "bucket")
    ask("DisableAccessLog", **one)
    assert_equal(active().access_log.enabled, False)
    made = ask("CreateHealthCheckLogProject").log_project_id
    assert_equal(ask("DescribeHealthCheckLogProjectAttributes").log_project_id, made)
    ask("AttachHealthCheckLogTopic", log_topic_id="topic", **one)
    on = ask("DescribeHealthCheckLogTopicAttributes", log_topic_id="topic")
    assert_equal(on.load_balancer_ids, [balancer_id])
    ask("DetachHealthCheckLogTopic", **one)
    ask("DeleteHealthCheckLogProject")


def servers(ask, balancer_id, instance_ids):
    first, second = instance_ids
    group_id = ask(
        "CreateServerGroup",
        load_balancer_id=balancer_id,
        server_group_name="scenario",
        servers=[
            models.ServerForCreateServerGroupInput(
                instance_id=first, type="ecs", port=80, weight=10
            )
        ],
    ).server_group_id
    one = {"server_group_id": group_id}
    added = ask(
        "AddServerGroupBackendServers",
        servers=[
            models.ServerForAddServerGroupBackendServersInput(
                instance_id=second, type="ecs", port=81
            )
        ],
        **one
    ).server_ids
    ask("ModifyServerGroupAttributes", server_group_name="renamed", **one)
    tag = models.TagForTagResourcesInput(key="team", value="servers")
    ask("TagResources", resource_type="servergroup", resource_ids=[group_id], tags=[tag])
    [group] = ask("DescribeServerGroups", load_balancer_id=balancer_id).server_groups
    assert_equal((group.server_group_name, group.tags[0].value), ("renamed", "servers"))

    def ports():
        shown = ask("DescribeServerGroupAttributes", **one).servers
        return sorted((each.port, each.weight) for each in shown)

    assert_equal([port for port, _ in ports()], [80, 81])
    ask("RemoveServerGroupBackendServers", server_ids=added, **one)
    assert_equal(ports(), [(80, 10)])
    return group_id


def access_control(ask):
    acl_id = ask("CreateAcl", acl_name="scenario").acl_id
    entry = models.AclEntryForAddAclEntriesInput
    ask(
        "AddAclEntries",
        acl_id=acl_id,
        acl_entries=[
            entry(entry="10.0.0.0/8"),
            entry(entry="172.16.0.0/12", description="b"),
        ],
    )
    ask("RemoveAclEntries", acl_id=acl_id, entries=["10.0.0.0/8"])
    shown = ask("DescribeAclAttributes", acl_id=acl_id)
    left = [(each.entry, each.description) for each in shown.acl_entries]
    assert_equal(left, [("172.16.0.0/12", "b")])
    ask("ModifyAclAttributes", acl_id=acl_id, acl_name="renamed")
    [listed] = ask("DescribeAcls", acl_ids=[acl_id]).acls
    assert_equal((listed.acl_name, listed.acl_entry_count), ("renamed", 1))
    return acl_id


def certificate(ask):
    certificate_id = ask(
        "UploadCertificate",
        certificate_name="scenario",
        public_key="public",
        private_key="private",
    ).certificate_id
    ask(
        "ModifyCertificateAttributes", certificate_id=certificate_id, certificate_name="renamed"
    )
    [listed] = ask("DescribeCertificates", certificate_ids=[certificate_id]).certificates
    assert_equal((listed.certificate_name, listed.listeners), ("renamed", []))
    return certificate_id


def listener(ask, active, balancer_id, group_id, acl_id, certificate_id):
    listener_id = ask(
        "CreateListener",
        load_balancer_id=balancer_id,
        server_group_id=group_id,
        certificate_id=certificate_id,
        listener_name="scenario",
        protocol="HTTPS",
        port=443,
        acl_status="on",
        acl_type="white",
        acl_ids=[acl_id],
        health_check=models.HealthCheckForCreateListenerInput(enabled="on", interval=5),
    ).listener_id
    one = {"listener_id": listener_id}

    def listener_is_active():
        return until("Active", lambda: ask("DescribeListenerAttributes", **one))

    made = listener_is_active()
    assert_equal((made.port, made.acl_ids, made.health_check.interval), (443, [acl_id], 5))
    active()
    ask("ModifyListenerAttributes", listener_name="renamed", **one)
    assert_equal(listener_is_active().listener_name, "renamed")
    active()
    [server] = ask("DescribeListenerHealth", **one).results
    assert_equal(server.port, 80)

    [rule_id] = ask(
        "CreateRules",
        rules=[
            models.RuleForCreateRulesInput(
                domain="a.example", url="/a", server_group_id=group_id
            )
        ],
        **one
    ).rule_ids
    active()
    change = models.RuleForModifyRulesInput(rule_id=rule_id, description="changed")
    ask("ModifyRules", rules=[change], **one)
    active()
    [rule] = ask("DescribeRules", **one).rules
    assert_equal((rule.domain, rule.description), ("a.example", "changed"))
    ask("DeleteRules", rule_ids=[rule_id], **one)
    active()
    ask("DeleteListener", **one)
    gone(lambda: ask("DescribeListeners", load_balancer_id=balancer_id).listeners)
    active()
