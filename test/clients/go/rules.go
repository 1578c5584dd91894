package main

import "github.com/volcengine/volcengine-go-sdk/service/vpc"

func (s *scenario) rules() {
	must(s.vpc.AuthorizeSecurityGroupIngress(&vpc.AuthorizeSecurityGroupIngressInput{
		SecurityGroupId: s.groupID,
		Protocol:        str("tcp"),
		PortStart:       num(22),
		PortEnd:         num(22),
		CidrIp:          str("10.0.0.0/8"),
		Priority:        num(2),
		Description:     str("ssh"),
	}))
	rule := s.rulesOf("ingress")[0]
	equal([]int64{*rule.PortStart, *rule.PortEnd, *rule.Priority}, []int64{22, 22, 2})
	equal([]string{*rule.Protocol, *rule.Policy, *rule.CidrIp, *rule.Description},
		[]string{"tcp", "accept", "10.0.0.0/8", "ssh"})
	must(s.vpc.ModifySecurityGroupRuleDescriptionsIngress(
		&vpc.ModifySecurityGroupRuleDescriptionsIngressInput{
			SecurityGroupId: s.groupID,
			Protocol:        str("tcp"),
			PortStart:       num(22),
			PortEnd:         num(22),
			CidrIp:          str("10.0.0.0/8"),
			Priority:        num(2),
			Description:     str("shell"),
		}))
	equal(*s.rulesOf("ingress")[0].Description, "shell")
	must(s.vpc.AuthorizeSecurityGroupEgress(&vpc.AuthorizeSecurityGroupEgressInput{
		SecurityGroupId: s.groupID,
		Protocol:        str("udp"),
		PortStart:       num(53),
		PortEnd:         num(53),
		CidrIp:          str("0.0.0.0/0"),
		Policy:          str("drop"),
		Priority:        num(100),
	}))
	equal(*s.rulesOf("egress")[0].Policy, "drop")
	must(s.vpc.RevokeSecurityGroupEgress(&vpc.RevokeSecurityGroupEgressInput{
		SecurityGroupId: s.groupID,
		Protocol:        str("udp"),
		PortStart:       num(53),
		PortEnd:         num(53),
		CidrIp:          str("0.0.0.0/0"),
		Policy:          str("drop"),
		Priority:        num(100),
	}))
	must(s.vpc.RevokeSecurityGroupIngress(&vpc.RevokeSecurityGroupIngressInput{
		SecurityGroupId: s.groupID,
		Protocol:        str("tcp"),
		PortStart:       num(22),
		PortEnd:         num(22),
		CidrIp:          str("10.0.0.0/8"),
		Priority:        num(2),
	}))
	equal(len(s.rulesOf("egress"))+len(s.rulesOf("ingress")), 0)
}

// Those of the scenario: a group has others from the start, for all ports.
func (s *scenario) rulesOf(
	direction string,
) []*vpc.PermissionForDescribeSecurityGroupAttributesOutput {
	group := until("Available", func() (*vpc.DescribeSecurityGroupAttributesOutput, *string) {
		it := must(s.vpc.DescribeSecurityGroupAttributes(
			&vpc.DescribeSecurityGroupAttributesInput{
				SecurityGroupId: s.groupID,
				Direction:       &direction,
			}))
		return it, it.Status
	})
	own := []*vpc.PermissionForDescribeSecurityGroupAttributesOutput{}
	for _, each := range group.Permissions {
		if *each.PortStart > 0 {
			own = append(own, each)
		}
	}
	return own
}
