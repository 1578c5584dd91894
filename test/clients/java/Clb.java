import java.util.List;
import java.util.function.Supplier;

/** Load balancers, with servers, listeners, rules, access control and certificates. */
final class Clb extends Check {
    private final Scenario on;
    private final Service clb;
    private String balancer;

    Clb(Scenario on) {
        this.on = on;
        clb = new Service(on.own, "clb");
    }

    void play() {
        equal(clb.ask("DescribeZones").parts("MasterZones").isEmpty(), false);
        balancer = clb.ask("CreateLoadBalancer", "Type", "private", "SubnetId", on.subnet,
                "LoadBalancerName", "scenario", "LoadBalancerSpec", "small_1",
                "Tags.1.Key", "team", "Tags.1.Value", "network").text("LoadBalancerId");
        equal(active().flag("Enabled"), true);
        equal(clb.ask("DescribeLoadBalancerStatus", "LoadBalancerId", balancer).text("Status"),
                "Active");
        clb.ask("ModifyLoadBalancerAttributes", "LoadBalancerId", balancer,
                "LoadBalancerName", "renamed");
        active();
        Supplier<List<Part>> listed = () -> clb.ask("DescribeLoadBalancers",
                "LoadBalancerIds.1", balancer).parts("LoadBalancers");
        Part found = one(listed.get());
        equal(found.text("LoadBalancerName"), "renamed");
        equal(found.number("LoadBalancerBillingType"), 2);
        equal(one(found.parts("Tags")).text("Value"), "network");
        equal(one(clb.ask("DescribeLoadBalancersBilling", "LoadBalancerIds.1", balancer)
                .parts("LoadBalancerBillingConfigs")).text("LoadBalancerId"), balancer);
        clb.ask("ConvertLoadBalancerBillingType", "LoadBalancerId", balancer, "LoadBalancerBillingType", 1);
        clb.ask("RenewLoadBalancer", "LoadBalancerId", balancer, "Period", 3);
        clb.ask("SetLoadBalancerRenewal", "LoadBalancerId", balancer, "RenewType", 2);
        clb.ask("ConvertLoadBalancerBillingType", "LoadBalancerId", balancer, "LoadBalancerBillingType", 2);
        tags();
        String group = servers();
        String acl = accessControl();
        String certificate = certificate();
        active();
        listener(group, acl, certificate);
        clb.ask("DeleteServerGroup", "ServerGroupId", group);
        clb.ask("DeleteAcl", "AclId", acl);
        clb.ask("DeleteCertificate", "CertificateId", certificate);
        active();
        clb.ask("DeleteLoadBalancer", "LoadBalancerId", balancer);
        gone(listed);
    }

    private Part active() {
        return until("Active",
                () -> clb.ask("DescribeLoadBalancerAttributes", "LoadBalancerId", balancer));
    }

    private void tags() {
        clb.ask("TagResources", "ResourceType", "CLB", "ResourceIds.1", balancer,
                "Tags.1.Key", "more", "Tags.1.Value", "");
        clb.ask("UntagResources", "ResourceType", "CLB", "ResourceIds.1", balancer,
                "TagKeys.1", "team");
        equal(one(clb.ask("ListTagsForResources", "ResourceType", "CLB",
                "ResourceIds.1", balancer).parts("ResourceTags")).text("TagKey"), "more");
    }

    private String servers() {
        String id = clb.ask("CreateServerGroup", "LoadBalancerId", balancer,
                "ServerGroupName", "scenario", "Servers.1.InstanceId", on.instances.get(0),
                "Servers.1.Type", "ecs", "Servers.1.Port", 80, "Servers.1.Weight", 10)
                .text("ServerGroupId");
        String added = clb.ask("AddServerGroupBackendServers", "ServerGroupId", id,
                "Servers.1.InstanceId", on.instances.get(1), "Servers.1.Type", "ecs",
                "Servers.1.Port", 81).texts("ServerIds").get(0);
        clb.ask("ModifyServerGroupAttributes", "ServerGroupId", id, "ServerGroupName", "renamed");
        equal(one(clb.ask("DescribeServerGroups", "LoadBalancerId", balancer)
                .parts("ServerGroups")).text("ServerGroupName"), "renamed");
        Supplier<List<Part>> read = () -> clb.ask("DescribeServerGroupAttributes",
                "ServerGroupId", id).parts("Servers");
        equal(read.get().size(), 2);
        clb.ask("RemoveServerGroupBackendServers", "ServerGroupId", id, "ServerIds.1", added);
        Part left = one(read.get());
        equal(left.number("Port") + " " + left.number("Weight"), "80 10");
        return id;
    }

    private String accessControl() {
        String id = clb.ask("CreateAcl", "AclName", "scenario").text("AclId");
        clb.ask("AddAclEntries", "AclId", id, "AclEntries.1.Entry", "10.0.0.0/8",
                "AclEntries.2.Entry", "172.16.0.0/12", "AclEntries.2.Description", "b");
        clb.ask("RemoveAclEntries", "AclId", id, "Entries.1", "10.0.0.0/8");
        Part left = one(clb.ask("DescribeAclAttributes", "AclId", id).parts("AclEntries"));
        equal(left.text("Entry") + " " + left.text("Description"), "172.16.0.0/12 b");
        clb.ask("ModifyAclAttributes", "AclId", id, "AclName", "renamed");
        Part listed = one(clb.ask("DescribeAcls", "AclIds.1", id).parts("Acls"));
        equal(listed.text("AclName") + " " + listed.number("AclEntryCount"), "renamed 1");
        return id;
    }

    private String certificate() {
        String id = clb.ask("UploadCertificate", "CertificateName", "scenario",
                "PublicKey", "public", "PrivateKey", "private").text("CertificateId");
        clb.ask("ModifyCertificateAttributes", "CertificateId", id, "CertificateName", "renamed");
        Part listed = one(clb.ask("DescribeCertificates", "CertificateIds.1", id)
                .parts("Certificates"));
        equal(listed.text("CertificateName"), "renamed");
        return id;
    }

    private void listener(String group, String acl, String certificate) {
        String id = clb.ask("CreateListener", "LoadBalancerId", balancer, "ServerGroupId", group,
                "CertificateId", certificate, "ListenerName", "scenario", "Protocol", "HTTPS",
                "Port", 443, "AclStatus", "on", "AclType", "white", "AclIds.1", acl,
                "HealthCheck.Enabled", "on", "HealthCheck.Interval", 5).text("ListenerId");
        Supplier<Part> read = () -> clb.ask("DescribeListenerAttributes", "ListenerId", id);
        Part made = until("Active", read);
        equal(made.number("Port"), 443);
        equal(made.texts("AclIds"), List.of(acl));
        equal(made.part("HealthCheck").number("Interval"), 5);
        active();
        clb.ask("ModifyListenerAttributes", "ListenerId", id, "ListenerName", "renamed");
        equal(until("Active", read).text("ListenerName"), "renamed");
        active();
        equal(one(clb.ask("DescribeListenerHealth", "ListenerId", id).parts("Results"))
                .number("Port"), 80);
        rules(id, group);
        clb.ask("DeleteListener", "ListenerId", id);
        gone(() -> clb.ask("DescribeListeners", "LoadBalancerId", balancer).parts("Listeners"));
        active();
    }

    private void rules(String listener, String group) {
        String id = clb.ask("CreateRules", "ListenerId", listener, "Rules.1.Domain", "a.example",
                "Rules.1.Url", "/a", "Rules.1.ServerGroupId", group).texts("RuleIds").get(0);
        active();
        clb.ask("ModifyRules", "ListenerId", listener, "Rules.1.RuleId", id,
                "Rules.1.Description", "changed");
        active();
        Part rule = one(clb.ask("DescribeRules", "ListenerId", listener).parts("Rules"));
        equal(rule.text("Domain") + " " + rule.text("Description"), "a.example changed");
        clb.ask("DeleteRules", "ListenerId", listener, "RuleIds.1", id);
        active();
    }
}
