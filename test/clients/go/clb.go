package main

import "github.com/volcengine/volcengine-go-sdk/service/clb"

// balancer is a load balancer, with what a listener of it uses.
type balancer struct {
	clb                       *clb.CLB
	id                        *string
	group, acl, certificateID *string
}

func (s *scenario) load() {
	api := clb.New(s.session)
	equal(len(must(api.DescribeZones(&clb.DescribeZonesInput{})).MasterZones) > 0, true)
	b := &balancer{clb: api, id: must(api.CreateLoadBalancer(&clb.CreateLoadBalancerInput{
		Type:             str("private"),
		RegionId:         str("cn-beijing"),
		SubnetId:         s.subnetID,
		LoadBalancerName: str("scenario"),
		LoadBalancerSpec: str("small_1"),
		Tags:             []*clb.TagForCreateLoadBalancerInput{{Key: str("team"), Value: str("network")}},
	})).LoadBalancerId}
	equal(*b.active().Enabled, true)
	b.status()
	b.logs()
	must(api.ModifyLoadBalancerAttributes(&clb.ModifyLoadBalancerAttributesInput{
		LoadBalancerId:   b.id,
		LoadBalancerName: str("renamed"),
	}))
	b.active()
	listed := func() []*clb.LoadBalancerForDescribeLoadBalancersOutput {
		return must(api.DescribeLoadBalancers(
			&clb.DescribeLoadBalancersInput{LoadBalancerIds: []*string{b.id}})).LoadBalancers
	}
	equal(*listed()[0].LoadBalancerName, "renamed")
	equal(*listed()[0].LoadBalancerBillingType, int64(2))
	billed := must(api.DescribeLoadBalancersBilling(
		&clb.DescribeLoadBalancersBillingInput{LoadBalancerIds: []*string{b.id}}))
	equal(*billed.LoadBalancerBillingConfigs[0].LoadBalancerId, *b.id)
	b.subscription()
	b.tags()
	b.servers(s.instanceIDs)
	b.accessControl()
	b.certificate()
	b.active()
	b.listener()
	must(api.DeleteServerGroup(&clb.DeleteServerGroupInput{ServerGroupId: b.group}))
	must(api.DeleteAcl(&clb.DeleteAclInput{AclId: b.acl}))
	must(api.DeleteCertificate(&clb.DeleteCertificateInput{CertificateId: b.certificateID}))
	b.active()
	must(api.DeleteLoadBalancer(&clb.DeleteLoadBalancerInput{LoadBalancerId: b.id}))
	poll(func() bool { return len(listed()) == 0 })
}

func (b *balancer) active() *clb.DescribeLoadBalancerAttributesOutput {
	return until("Active", func() (*clb.DescribeLoadBalancerAttributesOutput, *string) {
		it := must(b.clb.DescribeLoadBalancerAttributes(
			&clb.DescribeLoadBalancerAttributesInput{LoadBalancerId: b.id}))
		return it, it.Status
	})
}

// Subscribes the load balancer for a while, which is what keeps others from deleting it.
func (b *balancer) subscription() {
	convert := func(to int64) {
		must(b.clb.ConvertLoadBalancerBillingType(&clb.ConvertLoadBalancerBillingTypeInput{
			LoadBalancerId: b.id, LoadBalancerBillingType: num(to)}))
	}
	convert(1)
	must(b.clb.RenewLoadBalancer(&clb.RenewLoadBalancerInput{
		LoadBalancerId: b.id, Period: num(3)}))
	must(b.clb.SetLoadBalancerRenewal(&clb.SetLoadBalancerRenewalInput{
		LoadBalancerId: b.id, RenewType: num(2),
		RenewPeriodTimes: num(6), RemainRenewTimes: num(-1)}))
	billed := must(b.clb.DescribeLoadBalancersBilling(
		&clb.DescribeLoadBalancersBillingInput{LoadBalancerIds: []*string{b.id}}))
	equal(*billed.LoadBalancerBillingConfigs[0].RenewPeriodTimes, int64(6))
	convert(2)
}

func (b *balancer) tags() {
	balancerType, ids := str("CLB"), []*string{b.id}
	must(b.clb.TagResources(&clb.TagResourcesInput{
		ResourceType: balancerType,
		ResourceIds:  ids,
		Tags:         []*clb.TagForTagResourcesInput{{Key: str("more"), Value: str("")}},
	}))
	must(b.clb.UntagResources(&clb.UntagResourcesInput{
		ResourceType: balancerType,
		ResourceIds:  ids,
		TagKeys:      []*string{str("team")},
	}))
	left := must(b.clb.ListTagsForResources(&clb.ListTagsForResourcesInput{
		ResourceType: balancerType,
		ResourceIds:  ids,
	})).ResourceTags
	equal(len(left), 1)
	equal(*left[0].TagKey, "more")
}

func (b *balancer) servers(instanceIDs []*string) {
	b.group = must(b.clb.CreateServerGroup(&clb.CreateServerGroupInput{
		LoadBalancerId:  b.id,
		ServerGroupName: str("scenario"),
		Servers: []*clb.ServerForCreateServerGroupInput{
			{InstanceId: instanceIDs[0], Type: str("ecs"), Port: num(80), Weight: num(10)},
		},
	})).ServerGroupId
	added := must(b.clb.AddServerGroupBackendServers(&clb.AddServerGroupBackendServersInput{
		ServerGroupId: b.group,
		Servers: []*clb.ServerForAddServerGroupBackendServersInput{
			{InstanceId: instanceIDs[1], Type: str("ecs"), Port: num(81)},
		},
	})).ServerIds
	must(b.clb.ModifyServerGroupAttributes(&clb.ModifyServerGroupAttributesInput{
		ServerGroupId:   b.group,
		ServerGroupName: str("renamed"),
	}))
	groups := must(b.clb.DescribeServerGroups(
		&clb.DescribeServerGroupsInput{LoadBalancerId: b.id})).ServerGroups
	equal(*groups[0].ServerGroupName, "renamed")
	read := func() []*clb.ServerForDescribeServerGroupAttributesOutput {
		return must(b.clb.DescribeServerGroupAttributes(
			&clb.DescribeServerGroupAttributesInput{ServerGroupId: b.group})).Servers
	}
	equal(len(read()), 2)
	must(b.clb.RemoveServerGroupBackendServers(&clb.RemoveServerGroupBackendServersInput{
		ServerGroupId: b.group,
		ServerIds:     added,
	}))
	left := read()
	equal(len(left), 1)
	equal([]int64{*left[0].Port, *left[0].Weight}, []int64{80, 10})
}

func (b *balancer) accessControl() {
	b.acl = must(b.clb.CreateAcl(&clb.CreateAclInput{AclName: str("scenario")})).AclId
	must(b.clb.AddAclEntries(&clb.AddAclEntriesInput{
		AclId: b.acl,
		AclEntries: []*clb.AclEntryForAddAclEntriesInput{
			{Entry: str("10.0.0.0/8")},
			{Entry: str("172.16.0.0/12"), Description: str("b")},
		},
	}))
	must(b.clb.RemoveAclEntries(&clb.RemoveAclEntriesInput{
		AclId:   b.acl,
		Entries: []*string{str("10.0.0.0/8")},
	}))
	left := must(b.clb.DescribeAclAttributes(&clb.DescribeAclAttributesInput{AclId: b.acl})).AclEntries
	equal(len(left), 1)
	equal(*left[0].Entry+" "+*left[0].Description, "172.16.0.0/12 b")
	must(b.clb.ModifyAclAttributes(&clb.ModifyAclAttributesInput{
		AclId:   b.acl,
		AclName: str("renamed"),
	}))
	listed := must(b.clb.DescribeAcls(&clb.DescribeAclsInput{AclIds: []*string{b.acl}})).Acls
	equal(*listed[0].AclName, "renamed")
	equal(*listed[0].AclEntryCount, int64(1))
}

func (b *balancer) certificate() {
	b.certificateID = must(b.clb.UploadCertificate(&clb.UploadCertificateInput{
		CertificateName: str("scenario"),
		PublicKey:       str("public"),
		PrivateKey:      str("private"),
	})).CertificateId
	listed := must(b.clb.DescribeCertificates(
		&clb.DescribeCertificatesInput{CertificateIds: []*string{b.certificateID}})).Certificates
	equal(*listed[0].CertificateName, "scenario")
	equal(len(listed[0].Listeners), 0)
}

func (b *balancer) listener() {
	id := must(b.clb.CreateListener(&clb.CreateListenerInput{
		LoadBalancerId: b.id,
		ServerGroupId:  b.group,
		CertificateId:  b.certificateID,
		ListenerName:   str("scenario"),
		Protocol:       str("HTTPS"),
		Port:           num(443),
		AclStatus:      str("on"),
		AclType:        str("white"),
		AclIds:         []*string{b.acl},
		HealthCheck: &clb.HealthCheckForCreateListenerInput{
			Enabled:  str("on"),
			Interval: num(5),
		},
	})).ListenerId
	read := func() *clb.DescribeListenerAttributesOutput {
		return until("Active", func() (*clb.DescribeListenerAttributesOutput, *string) {
			it := must(b.clb.DescribeListenerAttributes(
				&clb.DescribeListenerAttributesInput{ListenerId: id}))
			return it, it.Status
		})
	}
	made := read()
	equal([]int64{*made.Port, *made.HealthCheck.Interval}, []int64{443, 5})
	equal(values(made.AclIds), []string{*b.acl})
	b.active()
	must(b.clb.ModifyListenerAttributes(&clb.ModifyListenerAttributesInput{
		ListenerId:   id,
		ListenerName: str("renamed"),
	}))
	equal(*read().ListenerName, "renamed")
	b.active()
	health := must(b.clb.DescribeListenerHealth(&clb.DescribeListenerHealthInput{ListenerId: id}))
	equal(*health.Results[0].Port, int64(80))
	b.rules(id)
	must(b.clb.DeleteListener(&clb.DeleteListenerInput{ListenerId: id}))
	poll(func() bool {
		return len(must(b.clb.DescribeListeners(
			&clb.DescribeListenersInput{LoadBalancerId: b.id})).Listeners) == 0
	})
	b.active()
}

func (b *balancer) rules(listenerID *string) {
	ids := must(b.clb.CreateRules(&clb.CreateRulesInput{
		ListenerId: listenerID,
		Rules: []*clb.RuleForCreateRulesInput{
			{Domain: str("a.example"), Url: str("/a"), ServerGroupId: b.group},
		},
	})).RuleIds
	b.active()
	must(b.clb.ModifyRules(&clb.ModifyRulesInput{
		ListenerId: listenerID,
		Rules:      []*clb.RuleForModifyRulesInput{{RuleId: ids[0], Description: str("changed")}},
	}))
	b.active()
	rules := must(b.clb.DescribeRules(&clb.DescribeRulesInput{ListenerId: listenerID})).Rules
	equal(*rules[0].Domain+" "+*rules[0].Description, "a.example changed")
	must(b.clb.DeleteRules(&clb.DeleteRulesInput{ListenerId: listenerID, RuleIds: ids}))
	b.active()
}
