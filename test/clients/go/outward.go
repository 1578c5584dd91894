//go:build !sdk10

package main

import "github.com/volcengine/volcengine-go-sdk/service/vpc"

// outward lets an IPv6 address open connections alone, and reads what filters them.
func (s *scenario) outward() {
	gateway := must(s.vpc.CreateIpv6Gateway(&vpc.CreateIpv6GatewayInput{
		VpcId: s.vpcID,
		Name:  str("scenario"),
		Tags:  []*vpc.TagForCreateIpv6GatewayInput{{Key: str("team"), Value: str("network")}},
	})).Ipv6GatewayId
	settled := func() *vpc.DescribeIpv6GatewayAttributeOutput {
		return until("Available", func() (*vpc.DescribeIpv6GatewayAttributeOutput, *string) {
			it := must(s.vpc.DescribeIpv6GatewayAttribute(
				&vpc.DescribeIpv6GatewayAttributeInput{Ipv6GatewayId: gateway}))
			return it, it.Status
		})
	}
	made := settled()
	equal([]string{*made.VpcId, *made.Name, *made.Tags[0].Key},
		[]string{*s.vpcID, "scenario", "team"})
	address := s.interfaceIs("InUse", s.eniID).IPv6Sets[0]
	bandwidth := must(s.vpc.AllocateIpv6AddressBandwidth(&vpc.AllocateIpv6AddressBandwidthInput{
		Ipv6Address: address,
		BillingType: num(3),
		Bandwidth:   num(5),
	})).AllocationId
	read := must(s.vpc.DescribeIpv6AddressBandwidthAttributes(
		&vpc.DescribeIpv6AddressBandwidthAttributesInput{AllocationId: bandwidth}))
	equal([]string{*read.Ipv6Address, *read.Ipv6GatewayId, *read.InstanceId},
		[]string{*address, *gateway, *s.instanceIDs[0]})
	equal([]int64{*read.Bandwidth, *read.BillingType}, []int64{5, 3})
	s.egressOnly(gateway, bandwidth)
	settled()
	must(s.vpc.ReleaseIpv6AddressBandwidth(
		&vpc.ReleaseIpv6AddressBandwidthInput{AllocationId: bandwidth}))
	poll(func() bool {
		return len(must(s.vpc.DescribeIpv6AddressBandwidths(
			&vpc.DescribeIpv6AddressBandwidthsInput{
				AllocationIds: []*string{bandwidth},
			})).Ipv6AddressBandwidths) == 0
	})
	must(s.vpc.DeleteIpv6Gateway(&vpc.DeleteIpv6GatewayInput{Ipv6GatewayId: gateway}))
	poll(func() bool {
		return len(must(s.vpc.DescribeIpv6Gateways(&vpc.DescribeIpv6GatewaysInput{
			Ipv6GatewayIds: []*string{gateway},
		})).Ipv6Gateways) == 0
	})
	s.networkACL()
	s.outwardRule()
}

func (s *scenario) egressOnly(gateway, bandwidth *string) {
	made := must(s.vpc.CreateIpv6EgressOnlyRule(&vpc.CreateIpv6EgressOnlyRuleInput{
		Ipv6GatewayId: gateway,
		InstanceId:    bandwidth,
		Name:          str("scenario"),
		Description:   str("only out"),
	}))
	id := made.Ipv6EgressOnlyRuleId
	s.succeeded(made.AsyncTaskId)
	listed := func() []*vpc.Ipv6EgressRuleForDescribeIpv6EgressOnlyRulesOutput {
		return must(s.vpc.DescribeIpv6EgressOnlyRules(&vpc.DescribeIpv6EgressOnlyRulesInput{
			Ipv6GatewayId:         gateway,
			Ipv6EgressOnlyRuleIds: []*string{id},
		})).Ipv6EgressRules
	}
	rule := listed()[0]
	equal([]string{*rule.InstanceId, *rule.Description, *rule.Status},
		[]string{*bandwidth, "only out", "Available"})
	must(s.vpc.ModifyIpv6EgressOnlyRuleAttribute(&vpc.ModifyIpv6EgressOnlyRuleAttributeInput{
		Ipv6EgressOnlyRuleId: id,
		Name:                 str("renamed"),
	}))
	equal(*listed()[0].Name, "renamed")
	ended := must(s.vpc.DeleteIpv6EgressOnlyRule(
		&vpc.DeleteIpv6EgressOnlyRuleInput{Ipv6EgressOnlyRuleId: id}))
	s.succeeded(ended.AsyncTaskId)
	equal(len(listed()), 0)
}

func (s *scenario) succeeded(task *string) {
	until("Succeeded", func() (*vpc.GetAsyncTaskStatusOutput, *string) {
		it := must(s.vpc.GetAsyncTaskStatus(&vpc.GetAsyncTaskStatusInput{AsyncTaskId: task}))
		return it, it.AsyncTaskStatus
	})
}

func (s *scenario) networkACL() {
	id := must(s.vpc.CreateNetworkAcl(&vpc.CreateNetworkAclInput{
		VpcId:          s.vpcID,
		NetworkAclName: str("scenario"),
	})).NetworkAclId
	read := func() *vpc.NetworkAclAttributeForDescribeNetworkAclAttributesOutput {
		return until("Available",
			func() (*vpc.NetworkAclAttributeForDescribeNetworkAclAttributesOutput, *string) {
				it := must(s.vpc.DescribeNetworkAclAttributes(
					&vpc.DescribeNetworkAclAttributesInput{NetworkAclId: id})).NetworkAclAttribute
				return it, it.Status
			})
	}
	made := read()
	equal([]string{*made.VpcId, *made.NetworkAclName}, []string{*s.vpcID, "scenario"})
	equal(*made.IngressAclEntries[0].Priority >= 1, true)
	equal(len(made.Resources), 0)
	must(s.vpc.DeleteNetworkAcl(&vpc.DeleteNetworkAclInput{NetworkAclId: id}))
	poll(func() bool {
		return len(must(s.vpc.DescribeNetworkAcls(&vpc.DescribeNetworkAclsInput{
			NetworkAclIds: []*string{id},
		})).NetworkAcls) == 0
	})
}

func (s *scenario) outwardRule() {
	must(s.vpc.AuthorizeSecurityGroupEgress(&vpc.AuthorizeSecurityGroupEgressInput{
		SecurityGroupId: s.groupID,
		Protocol:        str("udp"),
		PortStart:       num(53),
		PortEnd:         num(53),
		CidrIp:          str("0.0.0.0/0"),
	}))
	equal(*s.rulesOf("egress")[0].Description, "")
	must(s.vpc.ModifySecurityGroupRuleDescriptionsEgress(
		&vpc.ModifySecurityGroupRuleDescriptionsEgressInput{
			SecurityGroupId: s.groupID,
			Protocol:        str("udp"),
			PortStart:       num(53),
			PortEnd:         num(53),
			CidrIp:          str("0.0.0.0/0"),
			Description:     str("names"),
		}))
	equal(*s.rulesOf("egress")[0].Description, "names")
	must(s.vpc.RevokeSecurityGroupEgress(&vpc.RevokeSecurityGroupEgressInput{
		SecurityGroupId: s.groupID,
		Protocol:        str("udp"),
		PortStart:       num(53),
		PortEnd:         num(53),
		CidrIp:          str("0.0.0.0/0"),
	}))
	equal(len(s.rulesOf("egress")), 0)
}
